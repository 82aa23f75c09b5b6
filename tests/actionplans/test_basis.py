"""What a five-year plan builds on: its analysis, and the parts that became final after it, up to the day of the body."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from actionplans import rules
from actionplans.actions import objectives, plans
from actionplans.enums import PlanState
from actionplans.models import GlobalPreventionPlan
from actionplans.queries import plans as reading
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from riskanalysis.models import AnalysisUnit, RiskAnalysis
from tests.acting import in_company
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db


def part(case: Any, *, kind: str = "part", **fields: Any) -> tuple[RiskAnalysis, Any]:
    """A final analysis of unit a on the division of tasks (AO2), where the whole's findings are, with a red finding."""
    asked = {"asked_by": "line", "asked_on": clock.today()} if kind == "situation" else {}
    made = make.analysis(case.trajectory_a, kind=kind, parts=["AO2"], scope_key="x", **asked, **fields)
    AnalysisUnit.objects.create(analysis=made, work_unit=case.unit_a, **make.keys(made))
    return made, make.finding(made, "F9", level="group", work_unit=case.unit_a)


def started(case: Any) -> GlobalPreventionPlan:
    with in_company(case.contact_a, case.company_a) as by:
        return plans.create_global_plan(analysis=case.analysis_a, by=by)


def base(case: Any, plan: GlobalPreventionPlan) -> set[str]:
    with in_company(case.contact_a, case.company_a):
        plan = GlobalPreventionPlan.objects.get(pk=plan.pk)
        assert set(reading.findings_of(plan)) == set(rules.basis_of(plan))
        return set(rules.basis_of(plan).values_list("code", flat=True))


@pytest.fixture
def narrow(case: Any) -> Any:
    """The red finding of the whole is of unit a."""
    with system_context("test"):
        case.red_a.level, case.red_a.work_unit = "group", case.unit_a
        case.red_a.save()
    return case


def test_a_draft_takes_a_later_part_in_and_what_it_replaces_out(narrow: Any) -> None:
    plan = started(narrow)
    assert base(narrow, plan) == {"F1", "F2"}
    with system_context("test"):
        _analysis, found = part(narrow)
    assert base(narrow, plan) == {"F2", "F9"}
    with in_company(narrow.contact_a, narrow.company_a) as by:
        values = {"text": "Minder", "by_year": plan.start_year, "plan": plan, "by": by}
        with pytest.raises(Refused):
            objectives.add_objective(findings=[narrow.red_a.pk], **values)
        objectives.add_objective(findings=[found.pk], **values)
        with pytest.raises(Refused):
            plans.explain_finding(plan=plan, finding=narrow.red_a, reason="Later.", by=by)
        assert not rules.uncovered_red_findings(plan)


def test_what_the_body_got_stands_still(narrow: Any) -> None:
    plan = started(narrow)
    with system_context("test"):
        GlobalPreventionPlan.objects.filter(pk=plan.pk).update(
            state=PlanState.SUBMITTED, submitted_at=clock.now() - timedelta(minutes=1)
        )
        part(narrow)
    assert base(narrow, plan) == {"F1", "F2"}


def test_a_situation_adds(narrow: Any) -> None:
    plan = started(narrow)
    with system_context("test"):
        part(narrow, kind="situation")
    assert base(narrow, plan) == {"F1", "F2", "F9"}


def test_what_is_older_or_of_another_company_is_no_base(narrow: Any) -> None:
    plan = started(narrow)
    with system_context("test"):
        part(narrow, state="superseded", finalised_at=clock.now() - timedelta(days=400))
        elsewhere = make.analysis(narrow.trajectory_b, kind="part", parts=["AO2"], scope_key="y")
        make.finding(elsewhere, "F8")
    assert base(narrow, plan) == {"F1", "F2"}


def test_a_company_that_analyses_unit_by_unit_plans_from_its_parts(narrow: Any) -> None:
    with system_context("test"):
        RiskAnalysis.objects.filter(pk=narrow.analysis_a.pk).update(state="superseded")
        first, _found = part(narrow)
        other = make.analysis(narrow.trajectory_a, kind="part", parts=["AV2"], scope_key="z")
        make.finding(other, "F10", aspect="AV", sub_factor="AV2")
    with in_company(narrow.contact_a, narrow.company_a) as by:
        assert [one.pk for one in reading.analyses_to_plan_from()] == [other.pk]
        plan = plans.create_global_plan(analysis=other, by=by)
        assert plan.piece.builds_on_id == other.piece_id
    assert base(narrow, plan) == {"F9", "F10"}
    assert first.pk != other.pk
