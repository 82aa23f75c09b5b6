"""Guards plans, measures and consultation. The body sees a plan once it is put to it; the programme counts only."""

from django.db import migrations

from coaching.core.ground.roles import Hat
from coaching.core.tenancy.security import (
    ALL,
    INSERT,
    SELECT,
    UPDATE,
    WRITE,
    SameTenant,
    Secure,
    any_of,
    commands,
    definer_function,
    of_body,
    of_coach,
    of_contact,
    of_self,
)

CONTACT, COACH, CPBW = Hat.CONTACT, Hat.COACH, Hat.CPBW
SHOWN = "state NOT IN ('draft', 'internal_review')"
KEYS = ("trajectory_id", "company_id", "programme_id")
ADVICE_COLUMNS = "state, version, advised_at"


def for_body(function: str, table: str) -> str:
    return definer_function(
        function,
        "uuid[]",
        f"SELECT coalesce(array_agg(p.id), '{{}}') FROM {table} p "
        f"WHERE p.company_id = ANY ((SELECT my_companies('h_cpbw'))::uuid[]) AND p.{SHOWN}",
        [CPBW, Hat.SYSTEM],
    )


# How many measures of a trajectory were carried out: a figure for the closing and the desk, no titles.
CARRIED_OUT = definer_function(
    "carried_out_measures(p_trajectory uuid)",
    "bigint",
    "SELECT count(*) FROM actionplans_preventionmeasure m WHERE m.trajectory_id = p_trajectory "
    "AND m.state IN ('done', 'verified_effective', 'not_effective')",
    [Hat.ADMIN, CONTACT, COACH, Hat.SYSTEM],
)


def plan(table: str) -> list[object]:
    """A plan itself: the secretary's advice moves its state, nothing else of it."""
    return [
        Secure(
            table,
            {
                CONTACT: commands(of_contact(), ALL),
                COACH: commands(of_coach(), ALL),
                CPBW: {SELECT: f"{of_body()} AND {SHOWN}", UPDATE: f"{of_body()} AND {SHOWN}"},
            },
            columns={(CPBW, UPDATE): ADVICE_COLUMNS},
        ),
        SameTenant(table, "trajectory_id", "trajectories_trajectory", ("company_id", "programme_id")),
    ]


def part(table: str, parent_column: str, parent: str, shown: str = "") -> list[object]:
    policies = {CONTACT: commands(of_contact(), ALL), COACH: commands(of_coach(), ALL)}
    if shown:
        policies[CPBW] = {SELECT: any_of(*shown.split(" ", 1))}
    return [Secure(table, policies), SameTenant(table, parent_column, parent, KEYS)]


class Migration(migrations.Migration):
    dependencies = [("actionplans", "0001_initial"), ("riskanalysis", "0002_security")]
    operations = [
        migrations.RunSQL(
            for_body("global_plans_for_body()", "actionplans_globalpreventionplan"), "DROP FUNCTION global_plans_for_body()"
        ),
        migrations.RunSQL(
            for_body("annual_plans_for_body()", "actionplans_annualactionplan"), "DROP FUNCTION annual_plans_for_body()"
        ),
        migrations.RunSQL(CARRIED_OUT, "DROP FUNCTION carried_out_measures(uuid)"),
        *plan("actionplans_globalpreventionplan"),
        *plan("actionplans_annualactionplan"),
        *part("actionplans_plansection", "plan_id", "actionplans_globalpreventionplan", "plan_id global_plans_for_body()"),
        *part("actionplans_objective", "plan_id", "actionplans_globalpreventionplan", "plan_id global_plans_for_body()"),
        *part("actionplans_objectivefinding", "objective_id", "actionplans_objective"),
        *part("actionplans_preventionmeasure", "plan_id", "actionplans_annualactionplan", "plan_id annual_plans_for_body()"),
        *part("actionplans_measurenote", "measure_id", "actionplans_preventionmeasure"),
        Secure(
            "actionplans_bodyreview",
            {
                CONTACT: commands(of_contact(), WRITE),
                COACH: commands(of_coach()),
                CPBW: commands(f"{of_body()} AND state <> 'scheduled'", (SELECT, UPDATE)),
            },
        ),
        Secure(
            "actionplans_remark",
            {
                CONTACT: commands(of_contact(), WRITE),
                COACH: commands(of_coach()),
                CPBW: {SELECT: of_body(), INSERT: f"{of_body()} AND {of_self('author_id')}",
                       UPDATE: f"{of_body()} AND {of_self('author_id')}"},
            },
        ),
        Secure(
            "actionplans_benchadvice",
            {CONTACT: commands(of_contact(), WRITE), COACH: commands(of_coach()), CPBW: commands(of_body(), ALL)},
        ),
        SameTenant("actionplans_bodyreview", "trajectory_id", "trajectories_trajectory", ("company_id", "programme_id")),
        SameTenant("actionplans_bodyreview", "global_plan_id", "actionplans_globalpreventionplan", KEYS),
        SameTenant("actionplans_bodyreview", "annual_plan_id", "actionplans_annualactionplan", KEYS),
        SameTenant("actionplans_remark", "review_id", "actionplans_bodyreview", KEYS),
        SameTenant("actionplans_benchadvice", "review_id", "actionplans_bodyreview", KEYS),
        SameTenant("actionplans_annualactionplan", "global_plan_id", "actionplans_globalpreventionplan", KEYS),
        SameTenant("actionplans_globalpreventionplan", "analysis_id", "riskanalysis_riskanalysis", KEYS),
        SameTenant("actionplans_objectivefinding", "finding_id", "riskanalysis_finding", KEYS),
        SameTenant("actionplans_preventionmeasure", "objective_id", "actionplans_objective", KEYS),
    ]
