"""Objectives: codes, findings of the own analysis, years within the plan, two editors, removal."""

from __future__ import annotations

from decimal import Decimal

import pytest

from actionplans import rules
from actionplans.actions import objectives
from actionplans.models import Objective, ObjectiveFinding
from actionplans.queries import plans as reading
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db


def add(case, **fields):
    with in_company(case.contact_a, case.company_a) as by:
        values = {
            "text": "Minder spoedorders",
            "by_year": case.plan_a.start_year,
            "findings": [case.red_a.pk],
            **fields,
        }
        return objectives.add_objective(plan=case.plan_a, by=by, **values)


def test_next_code_and_ties(planned):
    new = add(
        planned, baseline=Decimal(18), target=Decimal(5), unit="%", findings=[planned.red_a.pk, planned.orange_a.pk]
    )
    with in_company(planned.contact_a, planned.company_a):
        assert (new.code, new.piece_id) == ("O2", planned.plan_a.piece_id)
        assert [f.code for f in reading.objectives_of(planned.plan_a.pk)[1].tied] == ["F1", "F2"]


def test_o10_comes_after_o2(planned):
    with system_context("test"):
        make.objective(planned.plan_a, code="O10")
        make.objective(planned.plan_a, code="O2")
    assert add(planned).code == "O11"
    with in_company(planned.contact_a, planned.company_a):
        assert [line.objective.code for line in reading.objectives_of(planned.plan_a.pk)] == ["O1", "O2", "O10", "O11"]


@pytest.mark.parametrize("offset", [-1, 5])
def test_year_outside_the_plan_is_refused(planned, offset):
    with pytest.raises(Refused):
        add(planned, by_year=planned.plan_a.start_year + offset)


def test_foreign_finding_is_refused(planned):
    with pytest.raises(Refused):
        add(planned, findings=[planned.red_b.pk])
    with system_context("test"):
        elsewhere = make.finding(
            make.analysis(planned.trajectory_a, state="superseded"), "F9"
        )  # own company, another analysis
    with pytest.raises(Refused):
        add(planned, findings=[elsewhere.pk])
    with in_company(planned.contact_a, planned.company_a):
        assert Objective.objects.count() == 1


def test_only_voluntary_ones_need_no_finding(planned):
    with pytest.raises(Refused):
        add(planned, findings=[])
    assert add(planned, findings=[], voluntary=True).voluntary


def test_change_and_two_editors(planned):
    with in_company(planned.coach_a, planned.company_a) as by:
        objectives.change_objective(
            objective=planned.objective_a,
            findings=[planned.orange_a.pk],
            opened_with=1,
            by=by,
            text="Anders",
            target=Decimal(5),
        )
        assert list(ObjectiveFinding.objects.values_list("finding_id", flat=True)) == [planned.orange_a.pk]
    with in_company(planned.contact_a, planned.company_a) as by, pytest.raises(VersionConflict):
        objectives.change_objective(
            objective=planned.objective_a, findings=[planned.red_a.pk], opened_with=1, by=by, text="Oud"
        )


def test_delete_only_when_no_measure_needs_it(planned):
    with in_company(planned.contact_a, planned.company_a) as by, pytest.raises(Refused):
        objectives.delete_objective(objective=planned.objective_a, by=by)
    spare = add(planned)
    with in_company(planned.contact_a, planned.company_a) as by:
        objectives.delete_objective(objective=spare, by=by)
        assert list(Objective.objects.values_list("code", flat=True)) == ["O1"]
        assert rules.uncovered_red_findings(planned.plan_a) == []


def test_locked_plan(planned):
    with system_context("test"):
        type(planned.plan_a).objects.filter(pk=planned.plan_a.pk).update(state="submitted_to_body")
    with pytest.raises(Refused):
        add(planned)
