"""Rights as access.py declares them: actionplans_planimport.

* actionplans_planimport: h_contact may not add rows to it; declared is all columns
* actionplans_planimport: h_contact may not read it; declared is all columns
* actionplans_planimport: h_contact may not change it; declared is content, done_at, gone_at, outcome, reading, target
* actionplans_planimport: h_system may not remove rows from it; declared is all columns
* actionplans_planimport: h_system may not add rows to it; declared is all columns
* actionplans_planimport: h_system may not read it; declared is all columns
* actionplans_planimport: h_system may not change it; declared is all columns
* actionplans_planimport: the composite key actionplans_planimport_plan_id_same_tenant is missing: a row could name a p…
* actionplans_planimport: the policy by which h_contact may add rows to it is missing: “((company_id = ANY (( SELECT my…
* actionplans_planimport: the policy by which h_contact may read it is missing: “(company_id = ANY (( SELECT my_compani…
* actionplans_planimport: the policy by which h_contact may change it is missing: “(company_id = ANY (( SELECT my_compa…
* actionplans_planimport: the policy by which h_system may remove rows from it is missing: “true”
* actionplans_planimport: the policy by which h_system may add rows to it is missing: “true”
* actionplans_planimport: the policy by which h_system may read it is missing: “true”
* actionplans_planimport: the policy by which h_system may change it is missing: “true”
* actionplans_planimport: row-level security is off, and should be on
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE actionplans_planimport ENABLE ROW LEVEL SECURITY",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_annualactionplan_tenant_company') THEN ALTER TABLE actionplans_annualactionplan ADD CONSTRAINT actionplans_annualactionplan_tenant_company UNIQUE (id, company_id); END IF; END $$
""",
    """ALTER TABLE actionplans_planimport ADD CONSTRAINT actionplans_planimport_plan_id_same_tenant FOREIGN KEY (plan_id, company_id) REFERENCES actionplans_annualactionplan(id, company_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_contact_insert ON actionplans_planimport FOR INSERT TO h_contact WITH CHECK ((company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) AND (made_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_contact_select ON actionplans_planimport FOR SELECT TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    """CREATE POLICY h_contact_update ON actionplans_planimport FOR UPDATE TO h_contact USING (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[])) WITH CHECK (company_id = ANY ((SELECT my_companies('h_contact'))::uuid[]))
""",
    "CREATE POLICY h_system_delete ON actionplans_planimport FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_planimport FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_planimport FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_planimport FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON actionplans_planimport TO h_contact",
    "GRANT SELECT ON actionplans_planimport TO h_contact",
    "GRANT UPDATE (content, done_at, gone_at, outcome, reading, target) ON actionplans_planimport TO h_contact",
    "GRANT DELETE ON actionplans_planimport TO h_system",
    "GRANT INSERT ON actionplans_planimport TO h_system",
    "GRANT SELECT ON actionplans_planimport TO h_system",
    "GRANT UPDATE ON actionplans_planimport TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON actionplans_planimport FROM h_system",
    "REVOKE SELECT ON actionplans_planimport FROM h_system",
    "REVOKE INSERT ON actionplans_planimport FROM h_system",
    "REVOKE DELETE ON actionplans_planimport FROM h_system",
    "REVOKE UPDATE (content, done_at, gone_at, outcome, reading, target) ON actionplans_planimport FROM h_contact",
    "REVOKE SELECT ON actionplans_planimport FROM h_contact",
    "REVOKE INSERT ON actionplans_planimport FROM h_contact",
    "DROP POLICY h_system_update ON actionplans_planimport",
    "DROP POLICY h_system_select ON actionplans_planimport",
    "DROP POLICY h_system_insert ON actionplans_planimport",
    "DROP POLICY h_system_delete ON actionplans_planimport",
    "DROP POLICY h_contact_update ON actionplans_planimport",
    "DROP POLICY h_contact_select ON actionplans_planimport",
    "DROP POLICY h_contact_insert ON actionplans_planimport",
    "ALTER TABLE actionplans_planimport DROP CONSTRAINT actionplans_planimport_plan_id_same_tenant",
    "ALTER TABLE actionplans_planimport DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0003_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0006_import"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
