"""Who may do what with the tree of units, what units were before, and headcounts; the tree has no rings."""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE companies_earlierunit ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_headcount ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION keep_unit_tree()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
DECLARE
      up uuid := NEW.parent_id;
      sort text;
    BEGIN
      IF NEW.kind <> 'unit' AND EXISTS (SELECT 1 FROM companies_workunit u WHERE u.parent_id = NEW.id AND u.company_id = NEW.company_id) THEN
        RAISE EXCEPTION 'a function has no parts' USING ERRCODE = 'check_violation';
      END IF;
      IF up IS NULL THEN
        RETURN NULL;
      END IF;
      -- Two units moved under each other at once: the second looks when the first has been written.
      PERFORM pg_advisory_xact_lock(hashtextextended('unit tree ' || NEW.company_id, 0));
      WHILE up IS NOT NULL LOOP
        IF up = NEW.id THEN
          RAISE EXCEPTION 'a unit cannot be part of itself' USING ERRCODE = 'check_violation';
        END IF;
        SELECT u.parent_id, u.kind INTO up, sort FROM companies_workunit u WHERE u.id = up AND u.company_id = NEW.company_id;
        IF sort <> 'unit' THEN
          RAISE EXCEPTION 'a function has no parts' USING ERRCODE = 'check_violation';
        END IF;
      END LOOP;
      RETURN NULL;
    END
$function$
""",
    "REVOKE ALL ON FUNCTION keep_unit_tree() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION keep_unit_tree() TO PUBLIC",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_establishmentunit_tenant_company') THEN ALTER TABLE companies_establishmentunit ADD CONSTRAINT companies_establishmentunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_earlierunit ADD CONSTRAINT companies_earlierunit_establishment_id_same_tenant FOREIGN KEY (establishment_id, company_id) REFERENCES companies_establishmentunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_earlierunit ADD CONSTRAINT companies_earlierunit_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_headcount ADD CONSTRAINT companies_headcount_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_establishmentunit_tenant_company') THEN ALTER TABLE companies_establishmentunit ADD CONSTRAINT companies_establishmentunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_establishment_id_same_tenant FOREIGN KEY (establishment_id, company_id) REFERENCES companies_establishmentunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_parent_id_same_tenant FOREIGN KEY (parent_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER unit_tree AFTER INSERT OR UPDATE OF parent_id, kind ON companies_workunit FOR EACH ROW EXECUTE FUNCTION keep_unit_tree()
""",
    """CREATE POLICY h_contact_insert ON companies_earlierunit FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_earlierunit FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_earlierunit FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_earlierunit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_earlierunit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_earlierunit FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_earlierunit FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_cpbw_select ON companies_establishmentunit FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_headcount FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_headcount FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_headcount FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_headcount FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_headcount FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_headcount FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_headcount FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON companies_earlierunit TO h_contact",
    "GRANT SELECT ON companies_earlierunit TO h_contact",
    "GRANT SELECT ON companies_earlierunit TO h_cpbw",
    "GRANT DELETE ON companies_earlierunit TO h_system",
    "GRANT INSERT ON companies_earlierunit TO h_system",
    "GRANT SELECT ON companies_earlierunit TO h_system",
    "GRANT UPDATE ON companies_earlierunit TO h_system",
    "GRANT SELECT ON companies_establishmentunit TO h_cpbw",
    "GRANT INSERT ON companies_headcount TO h_contact",
    "GRANT SELECT ON companies_headcount TO h_contact",
    "GRANT SELECT ON companies_headcount TO h_cpbw",
    "GRANT DELETE ON companies_headcount TO h_system",
    "GRANT INSERT ON companies_headcount TO h_system",
    "GRANT SELECT ON companies_headcount TO h_system",
    "GRANT UPDATE ON companies_headcount TO h_system",
    """CREATE POLICY h_coach_insert ON companies_earlierunit FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_coach_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_earlierunit FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_coach_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_insert ON companies_headcount FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_coach_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_headcount FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_coach_companies())::uuid[]))
""",
    "GRANT INSERT ON companies_earlierunit TO h_coach",
    "GRANT SELECT ON companies_earlierunit TO h_coach",
    "GRANT INSERT ON companies_headcount TO h_coach",
    "GRANT SELECT ON companies_headcount TO h_coach",
]
BACKWARDS = [
    "REVOKE SELECT ON companies_headcount FROM h_coach",
    "REVOKE INSERT ON companies_headcount FROM h_coach",
    "REVOKE SELECT ON companies_earlierunit FROM h_coach",
    "REVOKE INSERT ON companies_earlierunit FROM h_coach",
    "DROP POLICY h_coach_select ON companies_headcount",
    "DROP POLICY h_coach_insert ON companies_headcount",
    "DROP POLICY h_coach_select ON companies_earlierunit",
    "DROP POLICY h_coach_insert ON companies_earlierunit",
    "REVOKE UPDATE ON companies_headcount FROM h_system",
    "REVOKE SELECT ON companies_headcount FROM h_system",
    "REVOKE INSERT ON companies_headcount FROM h_system",
    "REVOKE DELETE ON companies_headcount FROM h_system",
    "REVOKE SELECT ON companies_headcount FROM h_cpbw",
    "REVOKE SELECT ON companies_headcount FROM h_contact",
    "REVOKE INSERT ON companies_headcount FROM h_contact",
    "REVOKE SELECT ON companies_establishmentunit FROM h_cpbw",
    "REVOKE UPDATE ON companies_earlierunit FROM h_system",
    "REVOKE SELECT ON companies_earlierunit FROM h_system",
    "REVOKE INSERT ON companies_earlierunit FROM h_system",
    "REVOKE DELETE ON companies_earlierunit FROM h_system",
    "REVOKE SELECT ON companies_earlierunit FROM h_cpbw",
    "REVOKE SELECT ON companies_earlierunit FROM h_contact",
    "REVOKE INSERT ON companies_earlierunit FROM h_contact",
    "DROP POLICY h_system_update ON companies_headcount",
    "DROP POLICY h_system_select ON companies_headcount",
    "DROP POLICY h_system_insert ON companies_headcount",
    "DROP POLICY h_system_delete ON companies_headcount",
    "DROP POLICY h_cpbw_select ON companies_headcount",
    "DROP POLICY h_contact_select ON companies_headcount",
    "DROP POLICY h_contact_insert ON companies_headcount",
    "DROP POLICY h_cpbw_select ON companies_establishmentunit",
    "DROP POLICY h_system_update ON companies_earlierunit",
    "DROP POLICY h_system_select ON companies_earlierunit",
    "DROP POLICY h_system_insert ON companies_earlierunit",
    "DROP POLICY h_system_delete ON companies_earlierunit",
    "DROP POLICY h_cpbw_select ON companies_earlierunit",
    "DROP POLICY h_contact_select ON companies_earlierunit",
    "DROP POLICY h_contact_insert ON companies_earlierunit",
    "DROP TRIGGER unit_tree ON companies_workunit",
    "ALTER TABLE companies_workunit DROP CONSTRAINT companies_workunit_parent_id_same_tenant",
    "ALTER TABLE companies_workunit DROP CONSTRAINT companies_workunit_establishment_id_same_tenant",
    "ALTER TABLE companies_headcount DROP CONSTRAINT companies_headcount_work_unit_id_same_tenant",
    "ALTER TABLE companies_earlierunit DROP CONSTRAINT companies_earlierunit_work_unit_id_same_tenant",
    "ALTER TABLE companies_earlierunit DROP CONSTRAINT companies_earlierunit_establishment_id_same_tenant",
    "DROP FUNCTION keep_unit_tree()",
    "ALTER TABLE companies_headcount DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_earlierunit DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_documents_folded"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0010_organisation"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0029_messages_of_a_programme"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
