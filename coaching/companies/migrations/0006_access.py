"""Rights as access.py declares them: companies_businessunit, companies_earlierunit, companies_establishmentunit and others.

* companies_businessunit: h_contact may not add rows to it; declared is all columns
* companies_businessunit: h_contact may not read it; declared is all columns
* companies_businessunit: h_contact may not change it; declared is all columns
* companies_businessunit: h_cpbw may not read it; declared is all columns
* companies_businessunit: h_system may not remove rows from it; declared is all columns
* companies_businessunit: h_system may not add rows to it; declared is all columns
* companies_businessunit: h_system may not read it; declared is all columns
* companies_businessunit: h_system may not change it; declared is all columns
* companies_businessunit: the policy by which h_contact may add rows to it is missing: “(company_id = ANY (( SELECT my_…
* companies_businessunit: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_compani…
* companies_businessunit: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_compa…
* companies_businessunit: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies(…
* companies_businessunit: the policy by which h_system may remove rows from it is missing: “true”
* companies_businessunit: the policy by which h_system may add rows to it is missing: “true”
* companies_businessunit: the policy by which h_system may read it is missing: “true”
* companies_businessunit: the policy by which h_system may change it is missing: “true”
* companies_businessunit: row-level security is off, and should be on
* companies_earlierunit: the composite key companies_earlierunit_business_unit_id_same_tenant is missing: a row could n…
* companies_establishmentunit: the composite key companies_establishmentunit_business_unit_id_same_tenant is missing: a…
* companies_functionplace: h_contact may not add rows to it; declared is all columns
* companies_functionplace: h_contact may not read it; declared is all columns
* companies_functionplace: h_contact may not change it; declared is ended_at, ended_by_id, until
* companies_functionplace: h_cpbw may not read it; declared is all columns
* companies_functionplace: h_system may not remove rows from it; declared is all columns
* companies_functionplace: h_system may not add rows to it; declared is all columns
* companies_functionplace: h_system may not read it; declared is all columns
* companies_functionplace: h_system may not change it; declared is all columns
* companies_functionplace: the trigger function_in_unit is missing
* companies_functionplace: the composite key companies_functionplace_function_id_same_tenant is missing: a row could na…
* companies_functionplace: the composite key companies_functionplace_work_unit_id_same_tenant is missing: a row could n…
* companies_functionplace: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT m…
* companies_functionplace: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_compan…
* companies_functionplace: the policy by which h_contact may change it is missing: “((company_id = ANY (( SELECT my_com…
* companies_functionplace: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies…
* companies_functionplace: the policy by which h_system may remove rows from it is missing: “true”
* companies_functionplace: the policy by which h_system may add rows to it is missing: “true”
* companies_functionplace: the policy by which h_system may read it is missing: “true”
* companies_functionplace: the policy by which h_system may change it is missing: “true”
* companies_functionplace: row-level security is off, and should be on
* function_in_unit(): may not be called by PUBLIC
* function_in_unit(): the function is missing
* my_files(): the function does something else than its file says
* my_files_to_add(): the function does something else than its file says
* my_files_to_write(): the function does something else than its file says
* my_guest_companies(): the function does something else than its file says
* my_pieces(): the function does something else than its file says
* my_pieces_to_write(): the function does something else than its file says
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE companies_businessunit ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_functionplace ENABLE ROW LEVEL SECURITY",
    """CREATE OR REPLACE FUNCTION function_in_unit()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'pg_catalog', 'public'
AS $function$
BEGIN
  -- Of what the hat does not read, policies and keys decide.
  IF (SELECT kind FROM companies_workunit WHERE id = NEW.function_id AND company_id = NEW.company_id) <> 'function'
    OR (SELECT kind FROM companies_workunit WHERE id = NEW.work_unit_id AND company_id = NEW.company_id) <> 'unit' THEN
    RAISE EXCEPTION 'a function works in units' USING ERRCODE = 'check_violation', CONSTRAINT = 'function_in_unit';
  END IF;
  RETURN NEW;
END
$function$
""",
    "REVOKE ALL ON FUNCTION function_in_unit() FROM PUBLIC",
    """CREATE OR REPLACE FUNCTION my_files()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.since IS NULL
   AND (m.reads_until IS NULL OR m.reads_until > (SELECT app_now()))
$function$
""",
    """CREATE OR REPLACE FUNCTION my_files_to_add()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Files in which something new may be made: whole ones, and those whose mandate runs from a day on.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.discipline <> 'physician'
   AND (m.writes_until IS NULL OR m.writes_until > (SELECT app_now()))
$function$
""",
    """CREATE OR REPLACE FUNCTION my_files_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.discipline <> 'physician' AND m.since IS NULL
   AND (m.writes_until IS NULL OR m.writes_until > (SELECT app_now()))
$function$
""",
    """CREATE OR REPLACE FUNCTION my_guest_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Companies in whose file one works or still reads, whichever mandate one has.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now())
   AND (m.reads_until IS NULL OR m.reads_until > (SELECT app_now()))
$function$
""",
    """CREATE OR REPLACE FUNCTION my_pieces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was made while a limited mandate ran, and whatever that builds on. OFFSET 0: along the keys, however many files there are.
WITH RECURSIVE mine AS (
  SELECT piece.id, piece.builds_on_id FROM companies_mandate m CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p
            WHERE p.company_id = m.company_id AND p.made_at >= m.since
              AND (m.writes_until IS NULL OR p.made_at <= m.writes_until) OFFSET 0) AS piece
   WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.since IS NOT NULL
     AND (m.reads_until IS NULL OR m.reads_until > (SELECT app_now()))
  UNION
  SELECT piece.id, piece.builds_on_id FROM mine CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p WHERE p.id = mine.builds_on_id OFFSET 0) AS piece
   WHERE mine.builds_on_id IS NOT NULL
)
SELECT coalesce(array_agg(mine.id), '{}') FROM mine
$function$
""",
    """CREATE OR REPLACE FUNCTION my_pieces_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT piece.id), '{}')
  FROM companies_mandate m CROSS JOIN LATERAL (
         SELECT p.id FROM companies_filepiece p WHERE p.company_id = m.company_id AND p.made_at >= m.since OFFSET 0) AS piece
 WHERE m.person_id = (SELECT app_uid()) AND m.ended_at IS NULL AND m.begins_at <= (SELECT app_now()) AND m.discipline <> 'physician' AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > (SELECT app_now()))
$function$
""",
    "GRANT EXECUTE ON FUNCTION function_in_unit() TO PUBLIC",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_businessunit_tenant_company') THEN ALTER TABLE companies_businessunit ADD CONSTRAINT companies_businessunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_earlierunit ADD CONSTRAINT companies_earlierunit_business_unit_id_same_tenant FOREIGN KEY (business_unit_id, company_id) REFERENCES companies_businessunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_businessunit_tenant_company') THEN ALTER TABLE companies_businessunit ADD CONSTRAINT companies_businessunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_establishmentunit ADD CONSTRAINT companies_establishmentunit_business_unit_id_same_tenant FOREIGN KEY (business_unit_id, company_id) REFERENCES companies_businessunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_functionplace ADD CONSTRAINT companies_functionplace_function_id_same_tenant FOREIGN KEY (function_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_functionplace ADD CONSTRAINT companies_functionplace_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER function_in_unit BEFORE INSERT ON companies_functionplace FOR EACH ROW EXECUTE FUNCTION function_in_unit()
""",
    """CREATE POLICY h_contact_insert ON companies_businessunit FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_businessunit FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_businessunit FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_businessunit FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_businessunit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_businessunit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_businessunit FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_businessunit FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_contact_insert ON companies_functionplace FOR INSERT TO h_contact WITH CHECK (((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (recorded_by_id = (SELECT app_uid()))) AND (until IS NULL))
""",
    """CREATE POLICY h_contact_select ON companies_functionplace FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_functionplace FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (until IS NULL)) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (ended_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_select ON companies_functionplace FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_functionplace FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_functionplace FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_functionplace FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_functionplace FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON companies_businessunit TO h_contact",
    "GRANT SELECT ON companies_businessunit TO h_contact",
    "GRANT UPDATE ON companies_businessunit TO h_contact",
    "GRANT SELECT ON companies_businessunit TO h_cpbw",
    "GRANT DELETE ON companies_businessunit TO h_system",
    "GRANT INSERT ON companies_businessunit TO h_system",
    "GRANT SELECT ON companies_businessunit TO h_system",
    "GRANT UPDATE ON companies_businessunit TO h_system",
    "GRANT INSERT ON companies_functionplace TO h_contact",
    "GRANT SELECT ON companies_functionplace TO h_contact",
    "GRANT UPDATE (ended_at, ended_by_id, until) ON companies_functionplace TO h_contact",
    "GRANT SELECT ON companies_functionplace TO h_cpbw",
    "GRANT DELETE ON companies_functionplace TO h_system",
    "GRANT INSERT ON companies_functionplace TO h_system",
    "GRANT SELECT ON companies_functionplace TO h_system",
    "GRANT UPDATE ON companies_functionplace TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON companies_functionplace FROM h_system",
    "REVOKE SELECT ON companies_functionplace FROM h_system",
    "REVOKE INSERT ON companies_functionplace FROM h_system",
    "REVOKE DELETE ON companies_functionplace FROM h_system",
    "REVOKE SELECT ON companies_functionplace FROM h_cpbw",
    "REVOKE UPDATE (ended_at, ended_by_id, until) ON companies_functionplace FROM h_contact",
    "REVOKE SELECT ON companies_functionplace FROM h_contact",
    "REVOKE INSERT ON companies_functionplace FROM h_contact",
    "REVOKE UPDATE ON companies_businessunit FROM h_system",
    "REVOKE SELECT ON companies_businessunit FROM h_system",
    "REVOKE INSERT ON companies_businessunit FROM h_system",
    "REVOKE DELETE ON companies_businessunit FROM h_system",
    "REVOKE SELECT ON companies_businessunit FROM h_cpbw",
    "REVOKE UPDATE ON companies_businessunit FROM h_contact",
    "REVOKE SELECT ON companies_businessunit FROM h_contact",
    "REVOKE INSERT ON companies_businessunit FROM h_contact",
    "DROP POLICY h_system_update ON companies_functionplace",
    "DROP POLICY h_system_select ON companies_functionplace",
    "DROP POLICY h_system_insert ON companies_functionplace",
    "DROP POLICY h_system_delete ON companies_functionplace",
    "DROP POLICY h_cpbw_select ON companies_functionplace",
    "DROP POLICY h_contact_update ON companies_functionplace",
    "DROP POLICY h_contact_select ON companies_functionplace",
    "DROP POLICY h_contact_insert ON companies_functionplace",
    "DROP POLICY h_system_update ON companies_businessunit",
    "DROP POLICY h_system_select ON companies_businessunit",
    "DROP POLICY h_system_insert ON companies_businessunit",
    "DROP POLICY h_system_delete ON companies_businessunit",
    "DROP POLICY h_cpbw_select ON companies_businessunit",
    "DROP POLICY h_contact_update ON companies_businessunit",
    "DROP POLICY h_contact_select ON companies_businessunit",
    "DROP POLICY h_contact_insert ON companies_businessunit",
    "DROP TRIGGER function_in_unit ON companies_functionplace",
    "ALTER TABLE companies_functionplace DROP CONSTRAINT companies_functionplace_work_unit_id_same_tenant",
    "ALTER TABLE companies_functionplace DROP CONSTRAINT companies_functionplace_function_id_same_tenant",
    """ALTER TABLE companies_establishmentunit DROP CONSTRAINT companies_establishmentunit_business_unit_id_same_tenant
""",
    "ALTER TABLE companies_earlierunit DROP CONSTRAINT companies_earlierunit_business_unit_id_same_tenant",
    """CREATE OR REPLACE FUNCTION my_pieces_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT piece.id), '{}')
  FROM companies_mandate m CROSS JOIN LATERAL (
         SELECT p.id FROM companies_filepiece p WHERE p.company_id = m.company_id AND p.made_at >= m.since OFFSET 0) AS piece
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician' AND m.since IS NOT NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$

""",
    """CREATE OR REPLACE FUNCTION my_pieces()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- What was made while a limited mandate ran, and whatever that builds on. OFFSET 0: along the keys, however many files there are.
WITH RECURSIVE mine AS (
  SELECT piece.id, piece.builds_on_id FROM companies_mandate m CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p
            WHERE p.company_id = m.company_id AND p.made_at >= m.since
              AND (m.writes_until IS NULL OR p.made_at <= m.writes_until) OFFSET 0) AS piece
   WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NOT NULL
     AND (m.reads_until IS NULL OR m.reads_until > app_now())
  UNION
  SELECT piece.id, piece.builds_on_id FROM mine CROSS JOIN LATERAL (
           SELECT p.id, p.builds_on_id FROM companies_filepiece p WHERE p.id = mine.builds_on_id OFFSET 0) AS piece
)
SELECT coalesce(array_agg(mine.id), '{}') FROM mine
$function$

""",
    """CREATE OR REPLACE FUNCTION my_guest_companies()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Companies in whose file one works or still reads, whichever mandate one has.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now()
   AND (m.reads_until IS NULL OR m.reads_until > app_now())
$function$

""",
    """CREATE OR REPLACE FUNCTION my_files_to_write()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician' AND m.since IS NULL
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$

""",
    """CREATE OR REPLACE FUNCTION my_files_to_add()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
-- Files in which something new may be made: whole ones, and those whose mandate runs from a day on.
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.discipline <> 'physician'
   AND (m.writes_until IS NULL OR m.writes_until > app_now())
$function$

""",
    """CREATE OR REPLACE FUNCTION my_files()
 RETURNS uuid[]
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'public'
AS $function$
SELECT coalesce(array_agg(DISTINCT m.company_id), '{}') FROM companies_mandate m
 WHERE m.person_id = app_uid() AND m.ended_at IS NULL AND m.begins_at <= app_now() AND m.since IS NULL
   AND (m.reads_until IS NULL OR m.reads_until > app_now())
$function$

""",
    "DROP FUNCTION function_in_unit()",
    "ALTER TABLE companies_functionplace DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_businessunit DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0004_access"),
        ("companies", "0005_functions"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0008_import"),
        ("programmes", "0003_kept_views_of_places"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
