"""Rights as access.py declares them: companies_roleholder.

* companies_roleholder: h_coach may not read it; declared is all columns
* companies_roleholder: the policy by which h_coach may read it is missing: “(company_id = ANY (( SELECT my_coach_compa…
"""

from django.db import migrations

FORWARDS = [
    """CREATE POLICY h_coach_select ON companies_roleholder FOR SELECT TO h_coach USING (company_id = ANY ((SELECT my_coach_companies())::uuid[]))
""",
    "GRANT SELECT ON companies_roleholder TO h_coach",
]
BACKWARDS = [
    "REVOKE SELECT ON companies_roleholder FROM h_coach",
    "DROP POLICY h_coach_select ON companies_roleholder",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0015_documents_folded"),
        ("accounts", "0013_returned_mail"),
        ("companies", "0013_prevention_roles_rights"),
        ("coaches", "0005_where_and_when"),
        ("programmes", "0031_register_as_it_is"),
        ("modules", "0013_date_wishes"),
        ("trajectories", "0032_mandates"),
        ("riskanalysis", "0005_names"),
        ("actionplans", "0009_route"),
        ("insight", "0006_answer"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
