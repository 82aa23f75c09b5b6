"""Rights as access.py declares them: core_auditevent, core_document, programmes_partnermembership and others.

* core_auditevent: the policy by which h_admin may read it says “((programme_id = ANY (( SELECT my_judged() AS my_judge…
* core_document: the policy by which h_admin may read it says “((programme_id = ANY (( SELECT my_judged() AS my_judged)…
* programmes_partnermembership: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_judged()…
* programmes_partnervisit: the policy by which h_admin may read it says “(programme_id = ANY (( SELECT my_judged() AS m…
"""

from django.db import migrations

FORWARDS = [
    "DROP POLICY h_admin_select ON core_auditevent",
    """CREATE POLICY h_admin_select ON core_auditevent FOR SELECT TO h_admin USING ((((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%')) AND (subject_type <> 'trajectories.expensestatement')) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (subject_type LIKE 'programmes.%' OR subject_type LIKE 'trajectories.%')))
""",
    "DROP POLICY h_admin_select ON core_document",
    """CREATE POLICY h_admin_select ON core_document FOR SELECT TO h_admin USING ((((programme_id = ANY ((SELECT my_judged())::uuid[])) AND (position('h_admin' in audience) > 0)) AND (subject_type <> 'trajectories.expensestatement')) OR ((programme_id = ANY ((SELECT my_administered())::uuid[])) AND (position('h_admin' in audience) > 0)))
""",
    "DROP POLICY h_admin_select ON programmes_partnermembership",
    """CREATE POLICY h_admin_select ON programmes_partnermembership FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
    "DROP POLICY h_admin_select ON programmes_partnervisit",
    """CREATE POLICY h_admin_select ON programmes_partnervisit FOR SELECT TO h_admin USING (programme_id = ANY ((SELECT my_administered())::uuid[]))
""",
]
BACKWARDS = [
    "DROP POLICY h_admin_select ON programmes_partnervisit",
    """CREATE POLICY h_admin_select ON programmes_partnervisit FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_judged() AS my_judged)::uuid[])))
""",
    "DROP POLICY h_admin_select ON programmes_partnermembership",
    """CREATE POLICY h_admin_select ON programmes_partnermembership FOR SELECT TO h_admin USING ((programme_id = ANY (( SELECT my_judged() AS my_judged)::uuid[])))
""",
    "DROP POLICY h_admin_select ON core_document",
    """CREATE POLICY h_admin_select ON core_document FOR SELECT TO h_admin USING (((programme_id = ANY (( SELECT my_judged() AS my_judged)::uuid[])) AND (POSITION(('h_admin'::text) IN (audience)) > 0)))
""",
    "DROP POLICY h_admin_select ON core_auditevent",
    """CREATE POLICY h_admin_select ON core_auditevent FOR SELECT TO h_admin USING (((programme_id = ANY (( SELECT my_judged() AS my_judged)::uuid[])) AND (((subject_type)::text ~~ 'programmes.%'::text) OR ((subject_type)::text ~~ 'trajectories.%'::text))))
""",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_documents_folded"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0007_register_as_it_is"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0029_messages_of_a_programme"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
