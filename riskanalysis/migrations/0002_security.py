"""Guards the risk analysis. The programme's hats get nothing; the body reads from the draft report on."""

from django.db import migrations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import (
    ALL,
    SELECT,
    SameTenant,
    Secure,
    any_of,
    commands,
    definer_function,
    of_body,
    of_coach,
    of_contact,
)

SHOWN = "state IN ('draft_report', 'consulted', 'final', 'superseded')"
FOR_BODY = definer_function(
    "analyses_for_body()",
    "uuid[]",
    "SELECT coalesce(array_agg(a.id), '{}') FROM riskanalysis_riskanalysis a "
    f"WHERE a.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND a.{SHOWN}",
    [Hat.CPBW, Hat.SYSTEM],
)
KEYS = ("company_id", "programme_id")


def part(table: str, body: bool = True) -> list[object]:
    policies = {Hat.CONTACT: commands(of_contact(), ALL), Hat.COACH: commands(of_coach(), ALL)}
    if body:
        policies[Hat.CPBW] = {SELECT: any_of("analysis_id", "analyses_for_body()")}
    return [
        Secure(table, policies),
        SameTenant(table, "analysis_id", "riskanalysis_riskanalysis", ("trajectory_id", *KEYS)),
    ]


class Migration(migrations.Migration):
    dependencies = [("riskanalysis", "0001_initial"), ("trajectories", "0003_security")]
    operations = [
        migrations.RunSQL(FOR_BODY, "DROP FUNCTION analyses_for_body()"),
        Secure(
            "riskanalysis_riskanalysis",
            {
                Hat.CONTACT: commands(of_contact(), ALL),
                Hat.COACH: commands(of_coach(), ALL),
                Hat.CPBW: {SELECT: f"{of_body()} AND {SHOWN}"},
            },
        ),
        SameTenant("riskanalysis_riskanalysis", "trajectory_id", "trajectories_trajectory", KEYS),
        *part("riskanalysis_analysisunit"),
        *part("riskanalysis_aspectjudgement"),
        *part("riskanalysis_finding"),
        *part("riskanalysis_consultation", body=False),  # what workers said stays with company and coach
        SameTenant("riskanalysis_analysisunit", "work_unit_id", "companies_workunit"),
        SameTenant("riskanalysis_finding", "work_unit_id", "companies_workunit"),
        SameTenant("riskanalysis_consultation", "work_unit_id", "companies_workunit"),
    ]
