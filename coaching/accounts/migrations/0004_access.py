"""Rights as access.py declares them: accounts_erasurerequest.

* accounts_erasurerequest: h_person may not add rows to it; declared is all columns
* accounts_erasurerequest: h_person may not read it; declared is all columns
* accounts_erasurerequest: h_person may not change it; declared is withdrawn_at
* accounts_erasurerequest: h_staff may not read it; declared is all columns
* accounts_erasurerequest: h_staff may not change it; declared is answer, answer_words, answered_at, answered_by_id
* accounts_erasurerequest: h_system may not remove rows from it; declared is all columns
* accounts_erasurerequest: h_system may not add rows to it; declared is all columns
* accounts_erasurerequest: h_system may not read it; declared is all columns
* accounts_erasurerequest: h_system may not change it; declared is all columns
* accounts_erasurerequest: the policy by which h_person may add rows to it is missing: “((person_id = ( SELECT app_uid(…
* accounts_erasurerequest: the policy by which h_person may read it is missing: “(person_id = ( SELECT app_uid() AS app…
* accounts_erasurerequest: the policy by which h_person may change it is missing: “((person_id = ( SELECT app_uid() AS …
* accounts_erasurerequest: the policy by which h_staff may read it is missing: “( SELECT am_staff() AS am_staff)”
* accounts_erasurerequest: the policy by which h_staff may change it is missing: “(( SELECT am_staff() AS am_staff) AND…
* accounts_erasurerequest: the policy by which h_system may remove rows from it is missing: “true”
* accounts_erasurerequest: the policy by which h_system may add rows to it is missing: “true”
* accounts_erasurerequest: the policy by which h_system may read it is missing: “true”
* accounts_erasurerequest: the policy by which h_system may change it is missing: “true”
* accounts_erasurerequest: row-level security is off, and should be on
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE accounts_erasurerequest ENABLE ROW LEVEL SECURITY",
    """CREATE POLICY h_person_insert ON accounts_erasurerequest FOR INSERT TO h_person WITH CHECK ((person_id = (SELECT app_uid())) AND (answer = '' AND answered_at IS NULL AND answered_by_id IS NULL AND trouble = ''))
""",
    """CREATE POLICY h_person_select ON accounts_erasurerequest FOR SELECT TO h_person USING (person_id = (SELECT app_uid()))
""",
    """CREATE POLICY h_person_update ON accounts_erasurerequest FOR UPDATE TO h_person USING ((person_id = (SELECT app_uid())) AND (answer = '' AND withdrawn_at IS NULL)) WITH CHECK (person_id = (SELECT app_uid()))
""",
    "CREATE POLICY h_staff_select ON accounts_erasurerequest FOR SELECT TO h_staff USING ((SELECT am_staff()))",
    """CREATE POLICY h_staff_update ON accounts_erasurerequest FOR UPDATE TO h_staff USING (((SELECT am_staff())) AND (answer = '' AND withdrawn_at IS NULL)) WITH CHECK (((SELECT am_staff())) AND (answered_by_id = (SELECT app_uid()) AND person_id <> (SELECT app_uid())))
""",
    "CREATE POLICY h_system_delete ON accounts_erasurerequest FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON accounts_erasurerequest FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON accounts_erasurerequest FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON accounts_erasurerequest FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT INSERT ON accounts_erasurerequest TO h_person",
    "GRANT SELECT ON accounts_erasurerequest TO h_person",
    "GRANT UPDATE (withdrawn_at) ON accounts_erasurerequest TO h_person",
    "GRANT SELECT ON accounts_erasurerequest TO h_staff",
    "GRANT UPDATE (answer, answer_words, answered_at, answered_by_id) ON accounts_erasurerequest TO h_staff",
    "GRANT DELETE ON accounts_erasurerequest TO h_system",
    "GRANT INSERT ON accounts_erasurerequest TO h_system",
    "GRANT SELECT ON accounts_erasurerequest TO h_system",
    "GRANT UPDATE ON accounts_erasurerequest TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON accounts_erasurerequest FROM h_system",
    "REVOKE SELECT ON accounts_erasurerequest FROM h_system",
    "REVOKE INSERT ON accounts_erasurerequest FROM h_system",
    "REVOKE DELETE ON accounts_erasurerequest FROM h_system",
    "REVOKE UPDATE (answer, answer_words, answered_at, answered_by_id) ON accounts_erasurerequest FROM h_staff",
    "REVOKE SELECT ON accounts_erasurerequest FROM h_staff",
    "REVOKE UPDATE (withdrawn_at) ON accounts_erasurerequest FROM h_person",
    "REVOKE SELECT ON accounts_erasurerequest FROM h_person",
    "REVOKE INSERT ON accounts_erasurerequest FROM h_person",
    "DROP POLICY h_system_update ON accounts_erasurerequest",
    "DROP POLICY h_system_select ON accounts_erasurerequest",
    "DROP POLICY h_system_insert ON accounts_erasurerequest",
    "DROP POLICY h_system_delete ON accounts_erasurerequest",
    "DROP POLICY h_staff_update ON accounts_erasurerequest",
    "DROP POLICY h_staff_select ON accounts_erasurerequest",
    "DROP POLICY h_person_update ON accounts_erasurerequest",
    "DROP POLICY h_person_select ON accounts_erasurerequest",
    "DROP POLICY h_person_insert ON accounts_erasurerequest",
    "ALTER TABLE accounts_erasurerequest DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0003_erasure_request"),
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
