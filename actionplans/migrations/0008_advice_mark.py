"""Rights as access.py declares them: actionplans_advicemark.

* actionplans_advicemark: h_cpbw may not add rows to it; declared is all columns
* actionplans_advicemark: h_cpbw may not read it; declared is all columns
* actionplans_advicemark: h_cpbw may not change it; declared is read_at
* actionplans_advicemark: h_system may not remove rows from it; declared is all columns
* actionplans_advicemark: h_system may not add rows to it; declared is all columns
* actionplans_advicemark: h_system may not read it; declared is all columns
* actionplans_advicemark: h_system may not change it; declared is all columns
* actionplans_advicemark: the composite key actionplans_advicemark_review_id_same_tenant is missing: a row could name a…
* actionplans_advicemark: the policy by which h_cpbw may add rows to it is missing: “((company_id = ANY (( SELECT my_co…
* actionplans_advicemark: the policy by which h_cpbw may read it is missing: “((company_id = ANY (( SELECT my_companies…
* actionplans_advicemark: the policy by which h_cpbw may change it is missing: “((company_id = ANY (( SELECT my_compani…
* actionplans_advicemark: the policy by which h_system may remove rows from it is missing: “true”
* actionplans_advicemark: the policy by which h_system may add rows to it is missing: “true”
* actionplans_advicemark: the policy by which h_system may read it is missing: “true”
* actionplans_advicemark: the policy by which h_system may change it is missing: “true”
* actionplans_advicemark: row-level security is off, and should be on
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE actionplans_advicemark ENABLE ROW LEVEL SECURITY",
    """DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'actionplans_bodyreview_tenant_trajectory_company_programme') THEN ALTER TABLE actionplans_bodyreview ADD CONSTRAINT actionplans_bodyreview_tenant_trajectory_company_programme UNIQUE (id, trajectory_id, company_id, programme_id); END IF; END $$
""",
    """ALTER TABLE actionplans_advicemark ADD CONSTRAINT actionplans_advicemark_review_id_same_tenant FOREIGN KEY (review_id, trajectory_id, company_id, programme_id) REFERENCES actionplans_bodyreview(id, trajectory_id, company_id, programme_id) DEFERRABLE INITIALLY DEFERRED
""",
    """CREATE POLICY h_cpbw_insert ON actionplans_advicemark FOR INSERT TO h_cpbw WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_select ON actionplans_advicemark FOR SELECT TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_update ON actionplans_advicemark FOR UPDATE TO h_cpbw USING ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (user_id = (SELECT app_uid()))) WITH CHECK ((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (user_id = (SELECT app_uid())))
""",
    "CREATE POLICY h_system_delete ON actionplans_advicemark FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON actionplans_advicemark FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON actionplans_advicemark FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON actionplans_advicemark FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON actionplans_advicemark TO h_cpbw",
    "GRANT SELECT ON actionplans_advicemark TO h_cpbw",
    "GRANT UPDATE (read_at) ON actionplans_advicemark TO h_cpbw",
    "GRANT DELETE ON actionplans_advicemark TO h_system",
    "GRANT INSERT ON actionplans_advicemark TO h_system",
    "GRANT SELECT ON actionplans_advicemark TO h_system",
    "GRANT UPDATE ON actionplans_advicemark TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON actionplans_advicemark FROM h_system",
    "REVOKE SELECT ON actionplans_advicemark FROM h_system",
    "REVOKE INSERT ON actionplans_advicemark FROM h_system",
    "REVOKE DELETE ON actionplans_advicemark FROM h_system",
    "REVOKE UPDATE (read_at) ON actionplans_advicemark FROM h_cpbw",
    "REVOKE SELECT ON actionplans_advicemark FROM h_cpbw",
    "REVOKE INSERT ON actionplans_advicemark FROM h_cpbw",
    "DROP POLICY h_system_update ON actionplans_advicemark",
    "DROP POLICY h_system_select ON actionplans_advicemark",
    "DROP POLICY h_system_insert ON actionplans_advicemark",
    "DROP POLICY h_system_delete ON actionplans_advicemark",
    "DROP POLICY h_cpbw_update ON actionplans_advicemark",
    "DROP POLICY h_cpbw_select ON actionplans_advicemark",
    "DROP POLICY h_cpbw_insert ON actionplans_advicemark",
    "ALTER TABLE actionplans_advicemark DROP CONSTRAINT actionplans_advicemark_review_id_same_tenant",
    "ALTER TABLE actionplans_advicemark DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0013_mail_trouble"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0019_observers"),
        ("modules", "0010_observers"),
        ("trajectories", "0021_names_in_two_steps"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0007_advice_mark"),
        ("insight", "0004_observers"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
