"""Rights as access.py declares them: core_document; and, when no policy calls it any more, my_programmes.

* core_document: h_observer may not add rows to it; declared is all columns
* core_document: h_observer may not read it; declared is all columns
* core_document: the policy by which h_observer may add rows to it is missing: “((programme_id = ANY (( SELECT my_progr…
* core_document: the policy by which h_observer may read it is missing: “((programme_id = ANY (( SELECT my_programmes()…
* my_programmes(): may be called by h_admin too
"""

from django.db import migrations

FORWARDS = [
    """CREATE POLICY h_observer_insert ON core_document FOR INSERT TO h_observer WITH CHECK (((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (kind = 'programme-report')) AND (created_by_id = (SELECT app_uid()) AND subject_type = 'programmes.programme' AND subject_id = programme_id AND company_id IS NULL AND trajectory_id IS NULL AND audience = 'h_admin h_observer' AND state = 'queued' AND file = '' AND data ->> 'template' = 'insight/pdf/programme_report.html'))
""",
    """CREATE POLICY h_observer_select ON core_document FOR SELECT TO h_observer USING ((programme_id = ANY ((SELECT my_programmes())::uuid[])) AND (kind = 'programme-report'))
""",
    "GRANT INSERT ON core_document TO h_observer",
    "GRANT SELECT ON core_document TO h_observer",
    # Here and not in the migration of programmes: policies of trajectories and modules called it until theirs.
    "REVOKE EXECUTE ON FUNCTION my_programmes() FROM h_admin",
]
BACKWARDS = [
    "GRANT EXECUTE ON FUNCTION my_programmes() TO h_admin",
    "REVOKE SELECT ON core_document FROM h_observer",
    "REVOKE INSERT ON core_document FROM h_observer",
    "DROP POLICY h_observer_select ON core_document",
    "DROP POLICY h_observer_insert ON core_document",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0011_observers"),
        ("accounts", "0010_seal_second_steps"),
        ("companies", "0006_roles_within_a_hat"),
        ("coaches", "0004_search_folded"),
        ("programmes", "0019_observers"),
        ("modules", "0010_observers"),
        ("trajectories", "0020_observers"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0006_observers"),
        ("insight", "0003_warnings"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
