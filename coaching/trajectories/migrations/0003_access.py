"""Rights as access.py declares them: companies_businessunit, companies_functionplace.

* companies_businessunit: h_coach may not read it; declared is all columns
* companies_businessunit: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_coach_co…
* companies_functionplace: h_coach may not add rows to it; declared is all columns
* companies_functionplace: h_coach may not read it; declared is all columns
* companies_functionplace: h_coach may not change it; declared is ended_at, ended_by_id, until
* companies_functionplace: the policy by which h_coach may add rows to it is missing: “((company_id = ANY (( SELECT my_…
* companies_functionplace: the policy by which h_coach may read it is missing: “((company_id = ANY (( SELECT my_coach_c…
* companies_functionplace: the policy by which h_coach may change it is missing: “((company_id = ANY (( SELECT my_files…
"""

from django.db import migrations

FORWARDS = [
    """CREATE POLICY h_coach_select ON companies_businessunit FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_insert ON companies_functionplace FOR INSERT TO h_coach WITH CHECK (((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (recorded_by_id = (SELECT app_uid()))) AND (until IS NULL))
""",
    """CREATE POLICY h_coach_select ON companies_functionplace FOR SELECT TO h_coach USING ((company_id = ANY ((SELECT my_coach_companies())::uuid[])) OR (company_id = ANY ((SELECT my_guest_companies())::uuid[])))
""",
    """CREATE POLICY h_coach_update ON companies_functionplace FOR UPDATE TO h_coach USING ((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (until IS NULL)) WITH CHECK ((company_id = ANY ((SELECT my_files_to_add())::uuid[])) AND (ended_by_id = (SELECT app_uid())))
""",
    "GRANT SELECT ON companies_businessunit TO h_coach",
    "GRANT INSERT ON companies_functionplace TO h_coach",
    "GRANT SELECT ON companies_functionplace TO h_coach",
    "GRANT UPDATE (ended_at, ended_by_id, until) ON companies_functionplace TO h_coach",
]
BACKWARDS = [
    "REVOKE UPDATE (ended_at, ended_by_id, until) ON companies_functionplace FROM h_coach",
    "REVOKE SELECT ON companies_functionplace FROM h_coach",
    "REVOKE INSERT ON companies_functionplace FROM h_coach",
    "REVOKE SELECT ON companies_businessunit FROM h_coach",
    "DROP POLICY h_coach_update ON companies_functionplace",
    "DROP POLICY h_coach_select ON companies_functionplace",
    "DROP POLICY h_coach_insert ON companies_functionplace",
    "DROP POLICY h_coach_select ON companies_businessunit",
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_access"),
        ("accounts", "0004_access"),
        ("companies", "0006_access"),
        ("coaches", "0002_access"),
        ("riskanalysis", "0003_access"),
        ("actionplans", "0009_access"),
        ("programmes", "0004_access"),
        ("modules", "0002_access"),
        ("trajectories", "0002_access"),
        ("insight", "0002_access"),
    ]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
