"""Rights as access.py declares them: trajectories_expensestatement.

* trajectories_expensestatement: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_judged(…
"""

from django.db import migrations

FORWARDS = [
    "DROP POLICY h_admin_select ON trajectories_expensestatement",
    """CREATE POLICY h_admin_select ON trajectories_expensestatement FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
]
BACKWARDS = [
    "DROP POLICY h_admin_select ON trajectories_expensestatement",
    """CREATE POLICY h_admin_select ON trajectories_expensestatement FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_judged() AS my_judged)::uuid[])))
""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_documents_folded"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0007_register_as_it_is"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0032_money_for_administrators"),
        ("modules", "0014_money_for_administrators"),
        ("trajectories", "0029_messages_of_a_programme"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
