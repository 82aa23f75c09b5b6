"""Rights as access.py declares them: riskanalysis_changecheck, riskanalysis_changeunit, riskanalysis_finding and others.

* riskanalysis_changecheck: h_coach may not add rows to it; declared is all columns
* riskanalysis_changecheck: h_coach may not read it; declared is all columns
* riskanalysis_changecheck: h_contact may not add rows to it; declared is all columns
* riskanalysis_changecheck: h_contact may not read it; declared is all columns
* riskanalysis_changecheck: h_cpbw may not read it; declared is all columns
* riskanalysis_changecheck: h_system may not remove rows from it; declared is all columns
* riskanalysis_changecheck: h_system may not add rows to it; declared is all columns
* riskanalysis_changecheck: h_system may not read it; declared is all columns
* riskanalysis_changecheck: h_system may not change it; declared is all columns
* riskanalysis_changecheck: the trigger keeps_piece is missing
* riskanalysis_changecheck: the composite key riskanalysis_changecheck_corrects_id_same_tenant is missing: a row could …
* riskanalysis_changecheck: the composite key riskanalysis_changecheck_piece_id_same_tenant is missing: a row could nam…
* riskanalysis_changecheck: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT m…
* riskanalysis_changecheck: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files(…
* riskanalysis_changecheck: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT …
* riskanalysis_changecheck: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_compa…
* riskanalysis_changecheck: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companie…
* riskanalysis_changecheck: the policy by which h_system may remove rows from it is missing: “true”
* riskanalysis_changecheck: the policy by which h_system may add rows to it is missing: “true”
* riskanalysis_changecheck: the policy by which h_system may read it is missing: “true”
* riskanalysis_changecheck: the policy by which h_system may change it is missing: “true”
* riskanalysis_changecheck: row-level security is off, and should be on
* riskanalysis_changeunit: h_coach may not add rows to it; declared is all columns
* riskanalysis_changeunit: h_coach may not read it; declared is all columns
* riskanalysis_changeunit: h_contact may not add rows to it; declared is all columns
* riskanalysis_changeunit: h_contact may not read it; declared is all columns
* riskanalysis_changeunit: h_cpbw may not read it; declared is all columns
* riskanalysis_changeunit: h_system may not remove rows from it; declared is all columns
* riskanalysis_changeunit: h_system may not add rows to it; declared is all columns
* riskanalysis_changeunit: h_system may not read it; declared is all columns
* riskanalysis_changeunit: h_system may not change it; declared is all columns
* riskanalysis_changeunit: the trigger keeps_piece is missing
* riskanalysis_changeunit: the composite key riskanalysis_changeunit_change_id_same_tenant is missing: a row could name…
* riskanalysis_changeunit: the composite key riskanalysis_changeunit_work_unit_id_same_tenant is missing: a row could n…
* riskanalysis_changeunit: the policy by which h_coach may add rows to it is missing: “(((company_id = ANY (( SELECT my…
* riskanalysis_changeunit: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_files()…
* riskanalysis_changeunit: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT m…
* riskanalysis_changeunit: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_compan…
* riskanalysis_changeunit: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies…
* riskanalysis_changeunit: the policy by which h_system may remove rows from it is missing: “true”
* riskanalysis_changeunit: the policy by which h_system may add rows to it is missing: “true”
* riskanalysis_changeunit: the policy by which h_system may read it is missing: “true”
* riskanalysis_changeunit: the policy by which h_system may change it is missing: “true”
* riskanalysis_changeunit: row-level security is off, and should be on
* riskanalysis_finding: the composite key riskanalysis_finding_taken_from_id_same_tenant is missing: a row could name a…
* riskanalysis_riskanalysis: the composite key riskanalysis_riskanalysis_change_id_same_tenant is missing: a row could …
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE riskanalysis_changecheck ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_changeunit ENABLE ROW LEVEL SECURITY",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_changecheck_tenant_company') THEN ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_corrects_id_same_tenant FOREIGN KEY (corrects_id, company_id) REFERENCES riskanalysis_changecheck(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_filepiece_tenant_company') THEN ALTER TABLE companies_filepiece ADD CONSTRAINT companies_filepiece_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_piece_id_same_tenant FOREIGN KEY (piece_id, company_id) REFERENCES companies_filepiece(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_changecheck_tenant_piece_company') THEN ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_tenant_piece_company UNIQUE (id, piece_id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_changeunit ADD CONSTRAINT riskanalysis_changeunit_change_id_same_tenant FOREIGN KEY (change_id, piece_id, company_id) REFERENCES riskanalysis_changecheck(id, piece_id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_workunit_tenant_company') THEN ALTER TABLE companies_workunit ADD CONSTRAINT companies_workunit_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_changeunit ADD CONSTRAINT riskanalysis_changeunit_work_unit_id_same_tenant FOREIGN KEY (work_unit_id, company_id) REFERENCES companies_workunit(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_finding_tenant_company') THEN ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_finding ADD CONSTRAINT riskanalysis_finding_taken_from_id_same_tenant FOREIGN KEY (taken_from_id, company_id) REFERENCES riskanalysis_finding(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'riskanalysis_changecheck_tenant_company') THEN ALTER TABLE riskanalysis_changecheck ADD CONSTRAINT riskanalysis_changecheck_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE riskanalysis_riskanalysis ADD CONSTRAINT riskanalysis_riskanalysis_change_id_same_tenant FOREIGN KEY (change_id, company_id) REFERENCES riskanalysis_changecheck(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_changecheck FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE TRIGGER keeps_piece BEFORE UPDATE OF piece_id, company_id ON riskanalysis_changeunit FOR EACH ROW WHEN ((old.piece_id, old.company_id) IS DISTINCT FROM (new.piece_id, new.company_id)) EXECUTE FUNCTION guard_piece()
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_changecheck FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (answered_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_changecheck FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_changecheck FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (answered_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_changecheck FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_changecheck FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_changecheck FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_changecheck FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_changecheck FOR SELECT TO h_system USING (true)",
    """CREATE POLICY h_system_update ON riskanalysis_changecheck FOR UPDATE TO h_system USING (true) WITH CHECK (true)
""",
    """CREATE POLICY h_coach_insert ON riskanalysis_changeunit FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_write())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces_to_write())::uuid[]))) AND (EXISTS (SELECT 1 FROM riskanalysis_changecheck c WHERE c.id = change_id AND c.answered_by_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_coach_select ON riskanalysis_changeunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_files())::uuid[])) OR (piece_id = ANY ((SELECT my_pieces())::uuid[])))
""",
    """CREATE POLICY h_contact_insert ON riskanalysis_changeunit FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (EXISTS (SELECT 1 FROM riskanalysis_changecheck c WHERE c.id = change_id AND c.answered_by_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_contact_select ON riskanalysis_changeunit FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON riskanalysis_changeunit FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON riskanalysis_changeunit FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON riskanalysis_changeunit FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON riskanalysis_changeunit FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON riskanalysis_changeunit FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON riskanalysis_changecheck TO h_coach",
    "GRANT SELECT ON riskanalysis_changecheck TO h_coach",
    "GRANT INSERT ON riskanalysis_changecheck TO h_contact",
    "GRANT SELECT ON riskanalysis_changecheck TO h_contact",
    "GRANT SELECT ON riskanalysis_changecheck TO h_cpbw",
    "GRANT DELETE ON riskanalysis_changecheck TO h_system",
    "GRANT INSERT ON riskanalysis_changecheck TO h_system",
    "GRANT SELECT ON riskanalysis_changecheck TO h_system",
    "GRANT UPDATE ON riskanalysis_changecheck TO h_system",
    "GRANT INSERT ON riskanalysis_changeunit TO h_coach",
    "GRANT SELECT ON riskanalysis_changeunit TO h_coach",
    "GRANT INSERT ON riskanalysis_changeunit TO h_contact",
    "GRANT SELECT ON riskanalysis_changeunit TO h_contact",
    "GRANT SELECT ON riskanalysis_changeunit TO h_cpbw",
    "GRANT DELETE ON riskanalysis_changeunit TO h_system",
    "GRANT INSERT ON riskanalysis_changeunit TO h_system",
    "GRANT SELECT ON riskanalysis_changeunit TO h_system",
    "GRANT UPDATE ON riskanalysis_changeunit TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON riskanalysis_changeunit FROM h_system",
    "REVOKE SELECT ON riskanalysis_changeunit FROM h_system",
    "REVOKE INSERT ON riskanalysis_changeunit FROM h_system",
    "REVOKE DELETE ON riskanalysis_changeunit FROM h_system",
    "REVOKE SELECT ON riskanalysis_changeunit FROM h_cpbw",
    "REVOKE SELECT ON riskanalysis_changeunit FROM h_contact",
    "REVOKE INSERT ON riskanalysis_changeunit FROM h_contact",
    "REVOKE SELECT ON riskanalysis_changeunit FROM h_coach",
    "REVOKE INSERT ON riskanalysis_changeunit FROM h_coach",
    "REVOKE UPDATE ON riskanalysis_changecheck FROM h_system",
    "REVOKE SELECT ON riskanalysis_changecheck FROM h_system",
    "REVOKE INSERT ON riskanalysis_changecheck FROM h_system",
    "REVOKE DELETE ON riskanalysis_changecheck FROM h_system",
    "REVOKE SELECT ON riskanalysis_changecheck FROM h_cpbw",
    "REVOKE SELECT ON riskanalysis_changecheck FROM h_contact",
    "REVOKE INSERT ON riskanalysis_changecheck FROM h_contact",
    "REVOKE SELECT ON riskanalysis_changecheck FROM h_coach",
    "REVOKE INSERT ON riskanalysis_changecheck FROM h_coach",
    "DROP POLICY h_system_update ON riskanalysis_changeunit",
    "DROP POLICY h_system_select ON riskanalysis_changeunit",
    "DROP POLICY h_system_insert ON riskanalysis_changeunit",
    "DROP POLICY h_system_delete ON riskanalysis_changeunit",
    "DROP POLICY h_cpbw_select ON riskanalysis_changeunit",
    "DROP POLICY h_contact_select ON riskanalysis_changeunit",
    "DROP POLICY h_contact_insert ON riskanalysis_changeunit",
    "DROP POLICY h_coach_select ON riskanalysis_changeunit",
    "DROP POLICY h_coach_insert ON riskanalysis_changeunit",
    "DROP POLICY h_system_update ON riskanalysis_changecheck",
    "DROP POLICY h_system_select ON riskanalysis_changecheck",
    "DROP POLICY h_system_insert ON riskanalysis_changecheck",
    "DROP POLICY h_system_delete ON riskanalysis_changecheck",
    "DROP POLICY h_cpbw_select ON riskanalysis_changecheck",
    "DROP POLICY h_contact_select ON riskanalysis_changecheck",
    "DROP POLICY h_contact_insert ON riskanalysis_changecheck",
    "DROP POLICY h_coach_select ON riskanalysis_changecheck",
    "DROP POLICY h_coach_insert ON riskanalysis_changecheck",
    "DROP TRIGGER keeps_piece ON riskanalysis_changeunit",
    "DROP TRIGGER keeps_piece ON riskanalysis_changecheck",
    "ALTER TABLE riskanalysis_riskanalysis DROP CONSTRAINT riskanalysis_riskanalysis_change_id_same_tenant",
    "ALTER TABLE riskanalysis_finding DROP CONSTRAINT riskanalysis_finding_taken_from_id_same_tenant",
    "ALTER TABLE riskanalysis_changeunit DROP CONSTRAINT riskanalysis_changeunit_work_unit_id_same_tenant",
    "ALTER TABLE riskanalysis_changeunit DROP CONSTRAINT riskanalysis_changeunit_change_id_same_tenant",
    "ALTER TABLE riskanalysis_changecheck DROP CONSTRAINT riskanalysis_changecheck_piece_id_same_tenant",
    "ALTER TABLE riskanalysis_changecheck DROP CONSTRAINT riskanalysis_changecheck_corrects_id_same_tenant",
    "ALTER TABLE riskanalysis_changeunit DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE riskanalysis_changecheck DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0022_change_checks"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0012_changes"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
