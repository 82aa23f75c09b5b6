"""Rights as access.py declares them: companies_roleholder.

* companies_roleholder: h_contact may not add rows to it; declared is all columns
* companies_roleholder: h_contact may not read it; declared is all columns
* companies_roleholder: h_contact may not change it; declared is all columns
* companies_roleholder: h_cpbw may not read it; declared is all columns
* companies_roleholder: h_system may not remove rows from it; declared is all columns
* companies_roleholder: h_system may not add rows to it; declared is all columns
* companies_roleholder: h_system may not read it; declared is all columns
* companies_roleholder: h_system may not change it; declared is all columns
* companies_roleholder: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT my_c…
* companies_roleholder: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_companies…
* companies_roleholder: the policy by which h_contact may change it is missing: “((company_id = ANY (( SELECT my_compan…
* companies_roleholder: the policy by which h_cpbw may read it is missing: “(company_id = ANY (( SELECT my_companies('h…
* companies_roleholder: the policy by which h_system may remove rows from it is missing: “true”
* companies_roleholder: the policy by which h_system may add rows to it is missing: “true”
* companies_roleholder: the policy by which h_system may read it is missing: “true”
* companies_roleholder: the policy by which h_system may change it is missing: “true”
* companies_roleholder: row-level security is off, and should be on
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE companies_roleholder ENABLE ROW LEVEL SECURITY",
    """CREATE POLICY h_contact_insert ON companies_roleholder FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND ((company_id = ANY ((SELECT my_mandates())::uuid[])) OR (kind NOT IN ('internal_adviser', 'counsellor'))))
""",
    """CREATE POLICY h_contact_select ON companies_roleholder FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON companies_roleholder FOR UPDATE TO h_contact USING ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND ((company_id = ANY ((SELECT my_mandates())::uuid[])) OR (kind NOT IN ('internal_adviser', 'counsellor')))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND ((company_id = ANY ((SELECT my_mandates())::uuid[])) OR (kind NOT IN ('internal_adviser', 'counsellor'))))
""",
    """CREATE POLICY h_cpbw_select ON companies_roleholder FOR SELECT TO h_cpbw USING (company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON companies_roleholder FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON companies_roleholder FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON companies_roleholder FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON companies_roleholder FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON companies_roleholder TO h_contact",
    "GRANT SELECT ON companies_roleholder TO h_contact",
    "GRANT UPDATE ON companies_roleholder TO h_contact",
    "GRANT SELECT ON companies_roleholder TO h_cpbw",
    "GRANT DELETE ON companies_roleholder TO h_system",
    "GRANT INSERT ON companies_roleholder TO h_system",
    "GRANT SELECT ON companies_roleholder TO h_system",
    "GRANT UPDATE ON companies_roleholder TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON companies_roleholder FROM h_system",
    "REVOKE SELECT ON companies_roleholder FROM h_system",
    "REVOKE INSERT ON companies_roleholder FROM h_system",
    "REVOKE DELETE ON companies_roleholder FROM h_system",
    "REVOKE SELECT ON companies_roleholder FROM h_cpbw",
    "REVOKE UPDATE ON companies_roleholder FROM h_contact",
    "REVOKE SELECT ON companies_roleholder FROM h_contact",
    "REVOKE INSERT ON companies_roleholder FROM h_contact",
    "DROP POLICY h_system_update ON companies_roleholder",
    "DROP POLICY h_system_select ON companies_roleholder",
    "DROP POLICY h_system_insert ON companies_roleholder",
    "DROP POLICY h_system_delete ON companies_roleholder",
    "DROP POLICY h_cpbw_select ON companies_roleholder",
    "DROP POLICY h_contact_update ON companies_roleholder",
    "DROP POLICY h_contact_select ON companies_roleholder",
    "DROP POLICY h_contact_insert ON companies_roleholder",
    "ALTER TABLE companies_roleholder DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_documents_folded"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0012_prevention_roles"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0029_messages_of_a_programme"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
