"""Rights as access.py declares them: companies_datedone, companies_datenotice, companies_owndate.

* companies_datedone: h_coach may not add rows to it; declared is all columns
* companies_datedone: h_coach may not read it; declared is all columns
* companies_datedone: h_coach may not change it; declared is withdrawn_at, withdrawn_by_id
* companies_datedone: h_contact may not add rows to it; declared is all columns
* companies_datedone: h_contact may not read it; declared is all columns
* companies_datedone: h_contact may not change it; declared is withdrawn_at, withdrawn_by_id
* companies_datedone: h_cpbw may not read it; declared is all columns
* companies_datedone: h_system may not remove rows from it; declared is all columns
* companies_datedone: h_system may not add rows to it; declared is all columns
* companies_datedone: h_system may not read it; declared is all columns
* companies_datedone: h_system may not change it; declared is all columns
* companies_datedone: the composite key companies_datedone_own_id_same_tenant is missing: a row could name a parent of …
* companies_datedone: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELECT my_files…
* companies_datedone: the policy by which h_coach may read it is missing: “(company_id = ANY (( SELECT my_guest_compani…
* companies_datedone: the policy by which h_coach may change it is missing: “(company_id = ANY (( SELECT my_files_to_wr…
* companies_datedone: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT my_com…
* companies_datedone: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companies('…
* companies_datedone: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_companies…
* companies_datedone: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies('h_c…
* companies_datedone: the policy by which h_system may remove rows from it is missing: “true”
* companies_datedone: the policy by which h_system may add rows to it is missing: “true”
* companies_datedone: the policy by which h_system may read it is missing: “true”
* companies_datedone: the policy by which h_system may change it is missing: “true”
* companies_datedone: row-level security is off, and should be on
* companies_datenotice: h_coach may not remove rows from it; declared is all columns
* companies_datenotice: h_coach may not read it; declared is all columns
* companies_datenotice: h_contact may not remove rows from it; declared is all columns
* companies_datenotice: h_contact may not read it; declared is all columns
* companies_datenotice: h_system may not remove rows from it; declared is all columns
* companies_datenotice: h_system may not add rows to it; declared is all columns
* companies_datenotice: h_system may not read it; declared is all columns
* companies_datenotice: h_system may not change it; declared is all columns
* companies_datenotice: the policy by which h_coach may remove rows from it is missing: “(company_id = ANY (( SELECT my…
* companies_datenotice: the policy by which h_coach may read it is missing: “(company_id = ANY (( SELECT my_guest_compa…
* companies_datenotice: the policy by which h_contact may remove rows from it is missing: “(company_id = ANY (( SELECT …
* companies_datenotice: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companies…
* companies_datenotice: the policy by which h_system may remove rows from it is missing: “true”
* companies_datenotice: the policy by which h_system may add rows to it is missing: “true”
* companies_datenotice: the policy by which h_system may read it is missing: “true”
* companies_datenotice: the policy by which h_system may change it is missing: “true”
* companies_datenotice: row-level security is off, and should be on
* companies_owndate: h_coach may not add rows to it; declared is all columns
* companies_owndate: h_coach may not read it; declared is all columns
* companies_owndate: h_coach may not change it; declared is all columns
* companies_owndate: h_contact may not add rows to it; declared is all columns
* companies_owndate: h_contact may not read it; declared is all columns
* companies_owndate: h_contact may not change it; declared is all columns
* companies_owndate: h_cpbw may not read it; declared is all columns
* companies_owndate: h_system may not remove rows from it; declared is all columns
* companies_owndate: h_system may not add rows to it; declared is all columns
* companies_owndate: h_system may not read it; declared is all columns
* companies_owndate: h_system may not change it; declared is all columns
* companies_owndate: the policy by which h_coach may add rows to it is missing: “(company_id = ANY (( SELECT my_files_t…
* companies_owndate: the policy by which h_coach may read it is missing: “(company_id = ANY (( SELECT my_guest_companie…
* companies_owndate: the policy by which h_coach may change it is missing: “(company_id = ANY (( SELECT my_files_to_wri…
* companies_owndate: the policy by which h_contact may add rows to it is missing: “(company_id = ANY (( SELECT my_compa…
* companies_owndate: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companies('h…
* companies_owndate: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_companies(…
* companies_owndate: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies('h_cp…
* companies_owndate: the policy by which h_system may remove rows from it is missing: “true”
* companies_owndate: the policy by which h_system may add rows to it is missing: “true”
* companies_owndate: the policy by which h_system may read it is missing: “true”
* companies_owndate: the policy by which h_system may change it is missing: “true”
* companies_owndate: row-level security is off, and should be on
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE companies_datedone ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_datenotice ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_owndate ENABLE ROW LEVEL SECURITY",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'companies_owndate_tenant_company') THEN ALTER TABLE companies_owndate ADD CONSTRAINT companies_owndate_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE companies_datedone ADD CONSTRAINT companies_datedone_own_id_same_tenant FOREIGN KEY (own_id, company_id) REFERENCES companies_owndate(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_coach_insert ON companies_datedone FOR INSERT TO h_coach WITH CHECK ((company_id = ANY ((SELECT my_files_to_write())::uuid[])) AND (recorded_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_coach_select ON companies_datedone FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON companies_datedone FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_write())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_write())::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_datedone FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (recorded_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON companies_datedone FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_datedone FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_datedone FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_datedone FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_datedone FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_datedone FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_datedone FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_delete ON companies_datenotice FOR DELETE TO h_coach USING (company_id = ANY ((SELECT my_files_to_write())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_datenotice FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_contact_delete ON companies_datenotice FOR DELETE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_datenotice FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_datenotice FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_datenotice FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_datenotice FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_datenotice FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    """CREATE POLICY h_coach_insert ON companies_owndate FOR INSERT TO h_coach WITH CHECK (company_id = ANY ((SELECT my_files_to_write())::uuid[]))
""",
    """CREATE POLICY h_coach_select ON companies_owndate FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_guest_companies())::uuid[]))
""",
    """CREATE POLICY h_coach_update ON companies_owndate FOR UPDATE TO h_coach USING (company_id = ANY ((SELECT my_files_to_write())::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_files_to_write())::uuid[]))
""",
    """CREATE POLICY h_contact_insert ON companies_owndate FOR INSERT TO h_contact WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_select ON companies_owndate FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_owndate FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_cpbw_select ON companies_owndate FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_owndate FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_owndate FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_owndate FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_owndate FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON companies_datedone TO h_coach",
    "GRANT SELECT ON companies_datedone TO h_coach",
    "GRANT UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone TO h_coach",
    "GRANT INSERT ON companies_datedone TO h_contact",
    "GRANT SELECT ON companies_datedone TO h_contact",
    "GRANT UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone TO h_contact",
    "GRANT SELECT ON companies_datedone TO h_cpbw",
    "GRANT DELETE ON companies_datedone TO h_system",
    "GRANT INSERT ON companies_datedone TO h_system",
    "GRANT SELECT ON companies_datedone TO h_system",
    "GRANT UPDATE ON companies_datedone TO h_system",
    "GRANT DELETE ON companies_datenotice TO h_coach",
    "GRANT SELECT ON companies_datenotice TO h_coach",
    "GRANT DELETE ON companies_datenotice TO h_contact",
    "GRANT SELECT ON companies_datenotice TO h_contact",
    "GRANT DELETE ON companies_datenotice TO h_system",
    "GRANT INSERT ON companies_datenotice TO h_system",
    "GRANT SELECT ON companies_datenotice TO h_system",
    "GRANT UPDATE ON companies_datenotice TO h_system",
    "GRANT INSERT ON companies_owndate TO h_coach",
    "GRANT SELECT ON companies_owndate TO h_coach",
    "GRANT UPDATE ON companies_owndate TO h_coach",
    "GRANT INSERT ON companies_owndate TO h_contact",
    "GRANT SELECT ON companies_owndate TO h_contact",
    "GRANT UPDATE ON companies_owndate TO h_contact",
    "GRANT SELECT ON companies_owndate TO h_cpbw",
    "GRANT DELETE ON companies_owndate TO h_system",
    "GRANT INSERT ON companies_owndate TO h_system",
    "GRANT SELECT ON companies_owndate TO h_system",
    "GRANT UPDATE ON companies_owndate TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON companies_owndate FROM h_system",
    "REVOKE SELECT ON companies_owndate FROM h_system",
    "REVOKE INSERT ON companies_owndate FROM h_system",
    "REVOKE DELETE ON companies_owndate FROM h_system",
    "REVOKE SELECT ON companies_owndate FROM h_cpbw",
    "REVOKE UPDATE ON companies_owndate FROM h_contact",
    "REVOKE SELECT ON companies_owndate FROM h_contact",
    "REVOKE INSERT ON companies_owndate FROM h_contact",
    "REVOKE UPDATE ON companies_owndate FROM h_coach",
    "REVOKE SELECT ON companies_owndate FROM h_coach",
    "REVOKE INSERT ON companies_owndate FROM h_coach",
    "REVOKE UPDATE ON companies_datenotice FROM h_system",
    "REVOKE SELECT ON companies_datenotice FROM h_system",
    "REVOKE INSERT ON companies_datenotice FROM h_system",
    "REVOKE DELETE ON companies_datenotice FROM h_system",
    "REVOKE SELECT ON companies_datenotice FROM h_contact",
    "REVOKE DELETE ON companies_datenotice FROM h_contact",
    "REVOKE SELECT ON companies_datenotice FROM h_coach",
    "REVOKE DELETE ON companies_datenotice FROM h_coach",
    "REVOKE UPDATE ON companies_datedone FROM h_system",
    "REVOKE SELECT ON companies_datedone FROM h_system",
    "REVOKE INSERT ON companies_datedone FROM h_system",
    "REVOKE DELETE ON companies_datedone FROM h_system",
    "REVOKE SELECT ON companies_datedone FROM h_cpbw",
    "REVOKE UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone FROM h_contact",
    "REVOKE SELECT ON companies_datedone FROM h_contact",
    "REVOKE INSERT ON companies_datedone FROM h_contact",
    "REVOKE UPDATE (withdrawn_at, withdrawn_by_id) ON companies_datedone FROM h_coach",
    "REVOKE SELECT ON companies_datedone FROM h_coach",
    "REVOKE INSERT ON companies_datedone FROM h_coach",
    "DROP POLICY h_system_update ON companies_owndate",
    "DROP POLICY h_system_select ON companies_owndate",
    "DROP POLICY h_system_insert ON companies_owndate",
    "DROP POLICY h_system_delete ON companies_owndate",
    "DROP POLICY h_cpbw_select ON companies_owndate",
    "DROP POLICY h_contact_update ON companies_owndate",
    "DROP POLICY h_contact_select ON companies_owndate",
    "DROP POLICY h_contact_insert ON companies_owndate",
    "DROP POLICY h_coach_update ON companies_owndate",
    "DROP POLICY h_coach_select ON companies_owndate",
    "DROP POLICY h_coach_insert ON companies_owndate",
    "DROP POLICY h_system_update ON companies_datenotice",
    "DROP POLICY h_system_select ON companies_datenotice",
    "DROP POLICY h_system_insert ON companies_datenotice",
    "DROP POLICY h_system_delete ON companies_datenotice",
    "DROP POLICY h_contact_select ON companies_datenotice",
    "DROP POLICY h_contact_delete ON companies_datenotice",
    "DROP POLICY h_coach_select ON companies_datenotice",
    "DROP POLICY h_coach_delete ON companies_datenotice",
    "DROP POLICY h_system_update ON companies_datedone",
    "DROP POLICY h_system_select ON companies_datedone",
    "DROP POLICY h_system_insert ON companies_datedone",
    "DROP POLICY h_system_delete ON companies_datedone",
    "DROP POLICY h_cpbw_select ON companies_datedone",
    "DROP POLICY h_contact_update ON companies_datedone",
    "DROP POLICY h_contact_select ON companies_datedone",
    "DROP POLICY h_contact_insert ON companies_datedone",
    "DROP POLICY h_coach_update ON companies_datedone",
    "DROP POLICY h_coach_select ON companies_datedone",
    "DROP POLICY h_coach_insert ON companies_datedone",
    "ALTER TABLE companies_datedone DROP CONSTRAINT companies_datedone_own_id_same_tenant",
    "ALTER TABLE companies_owndate DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_datenotice DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE companies_datedone DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0018_list_file_roles"),
        ("accounts", "0017_keys_of_mail"),
        ("companies", "0025_year_wheel"),
        ("coaches", "0007_advisers"),
        ("riskanalysis", "0008_held_by_hand"),
        ("actionplans", "0013_brought_plans"),
        ("programmes", "0035_keys_of_mail"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0036_keys_of_mail"),
        ("insight", "0007_mandates"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
