"""Rights as access.py declares them: programmes_savedview.

* programmes_savedview: h_admin may not remove rows from it; declared is all columns
* programmes_savedview: h_admin may not add rows to it; declared is all columns
* programmes_savedview: h_admin may not read it; declared is all columns
* programmes_savedview: h_admin may not change it; declared is all columns
* programmes_savedview: h_system may not remove rows from it; declared is all columns
* programmes_savedview: h_system may not add rows to it; declared is all columns
* programmes_savedview: h_system may not read it; declared is all columns
* programmes_savedview: h_system may not change it; declared is all columns
* programmes_savedview: the policy by which h_admin may remove rows from it is missing: “(((programme_id = ANY (( SELEC…
* programmes_savedview: the policy by which h_admin may add rows to it is missing: “(((programme_id = ANY (( SELECT my_…
* programmes_savedview: the policy by which h_admin may read it is missing: “(((programme_id = ANY (( SELECT my_judged(…
* programmes_savedview: the policy by which h_admin may change it is missing: “(((programme_id = ANY (( SELECT my_judge…
* programmes_savedview: the policy by which h_system may remove rows from it is missing: “true”
* programmes_savedview: the policy by which h_system may add rows to it is missing: “true”
* programmes_savedview: the policy by which h_system may read it is missing: “true”
* programmes_savedview: the policy by which h_system may change it is missing: “true”
* programmes_savedview: row-level security is off, and should be on
"""

from django.db import migrations

FORWARDS = [
    "ALTER TABLE programmes_savedview ENABLE ROW LEVEL SECURITY",
    """CREATE POLICY h_admin_delete ON programmes_savedview FOR DELETE TO h_admin USING (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (shared)))
""",
    """CREATE POLICY h_admin_insert ON programmes_savedview FOR INSERT TO h_admin WITH CHECK (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (shared AND owner_id = (SELECT app_uid()))))
""",
    """CREATE POLICY h_admin_select ON programmes_savedview FOR SELECT TO h_admin USING (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (shared)))
""",
    """CREATE POLICY h_admin_update ON programmes_savedview FOR UPDATE TO h_admin USING (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (shared))) WITH CHECK (((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (NOT shared AND owner_id = (SELECT app_uid()))) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (shared)))
""",
    "CREATE POLICY h_system_delete ON programmes_savedview FOR DELETE TO h_system USING (true)",
    "CREATE POLICY h_system_insert ON programmes_savedview FOR INSERT TO h_system WITH CHECK (true)",
    "CREATE POLICY h_system_select ON programmes_savedview FOR SELECT TO h_system USING (true)",
    "CREATE POLICY h_system_update ON programmes_savedview FOR UPDATE TO h_system USING (true) WITH CHECK (true)",
    "GRANT DELETE ON programmes_savedview TO h_admin",
    "GRANT INSERT ON programmes_savedview TO h_admin",
    "GRANT SELECT ON programmes_savedview TO h_admin",
    "GRANT UPDATE ON programmes_savedview TO h_admin",
    "GRANT DELETE ON programmes_savedview TO h_system",
    "GRANT INSERT ON programmes_savedview TO h_system",
    "GRANT SELECT ON programmes_savedview TO h_system",
    "GRANT UPDATE ON programmes_savedview TO h_system",
]
BACKWARDS = [
    "REVOKE UPDATE ON programmes_savedview FROM h_system",
    "REVOKE SELECT ON programmes_savedview FROM h_system",
    "REVOKE INSERT ON programmes_savedview FROM h_system",
    "REVOKE DELETE ON programmes_savedview FROM h_system",
    "REVOKE UPDATE ON programmes_savedview FROM h_admin",
    "REVOKE SELECT ON programmes_savedview FROM h_admin",
    "REVOKE INSERT ON programmes_savedview FROM h_admin",
    "REVOKE DELETE ON programmes_savedview FROM h_admin",
    "DROP POLICY h_system_update ON programmes_savedview",
    "DROP POLICY h_system_select ON programmes_savedview",
    "DROP POLICY h_system_insert ON programmes_savedview",
    "DROP POLICY h_system_delete ON programmes_savedview",
    "DROP POLICY h_admin_update ON programmes_savedview",
    "DROP POLICY h_admin_select ON programmes_savedview",
    "DROP POLICY h_admin_insert ON programmes_savedview",
    "DROP POLICY h_admin_delete ON programmes_savedview",
    "ALTER TABLE programmes_savedview DISABLE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0013_mail_trouble"),
        ("accounts", "0011_numbers"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0026_saved_views"),
        ("modules", "0010_observers"),
        ("trajectories", "0023_figures_kept"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0008_advice_mark"),
        ("insight", "0004_observers"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
