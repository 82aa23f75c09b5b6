"""Rights as access.py declares them: modules_sessionplace.

* modules_sessionplace: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_judged() AS my_j…
"""

from django.db import migrations

FORWARDS = [
    "DROP POLICY h_admin_select ON modules_sessionplace",
    """CREATE POLICY h_admin_select ON modules_sessionplace FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
]
BACKWARDS = [
    "DROP POLICY h_admin_select ON modules_sessionplace",
    """CREATE POLICY h_admin_select ON modules_sessionplace FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_judged() AS my_judged)::uuid[])))
""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_documents_folded"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0007_register_as_it_is"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0032_money_for_administrators"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0029_messages_of_a_programme"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
