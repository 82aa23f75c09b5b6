"""Rights as access.py declares them: companies_adviserquestion.

* companies_adviserquestion: h_cpbw may not remove rows from it; declared is all columns
* companies_adviserquestion: h_cpbw may not add rows to it; declared is all columns
* companies_adviserquestion: the policy by which h_cpbw may remove rows from it is missing: “((company_id = ANY (( SELE…
* companies_adviserquestion: the policy by which h_cpbw may add rows to it is missing: “((company_id = ANY (( SELECT my…
"""

from django.db import migrations

FORWARDS = [
    """CREATE POLICY h_cpbw_delete ON companies_adviserquestion FOR DELETE TO h_cpbw USING (((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[]))) AND (asked_by_id = (SELECT app_uid())))
""",
    """CREATE POLICY h_cpbw_insert ON companies_adviserquestion FOR INSERT TO h_cpbw WITH CHECK (((company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[])) AND (piece_id IS NULL OR piece_id = ANY ((SELECT pieces_for_body())::uuid[]))) AND (asked_by_id = (SELECT app_uid())))
""",
    "GRANT DELETE ON companies_adviserquestion TO h_cpbw",
    "GRANT INSERT ON companies_adviserquestion TO h_cpbw",
]
BACKWARDS = [
    "REVOKE INSERT ON companies_adviserquestion FROM h_cpbw",
    "REVOKE DELETE ON companies_adviserquestion FROM h_cpbw",
    "DROP POLICY h_cpbw_insert ON companies_adviserquestion",
    "DROP POLICY h_cpbw_delete ON companies_adviserquestion",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0002_access"),
        ("companies", "0005_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0004_in_force"),
        ("programmes", "0002_access"),
        ("modules", "0002_access"),
        ("trajectories", "0003_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
