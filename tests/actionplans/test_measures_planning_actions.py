"""Planning measures: six W's, level, owner of the company, codes, two editors."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from actionplans import rules
from actionplans.actions import measures
from actionplans.models import PreventionMeasure
from coaching.companies.models import Membership
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company

pytestmark = pytest.mark.django_db


def add(case, user=None, **fields):
    with in_company(user or case.contact_a, case.company_a) as by:
        values = {"objective": case.objective_a, "what": "Rotatie om de 2 uur", **fields}
        return measures.add_measure(plan=case.annual_a, by=by, **values)


def test_proposal_needs_only_what_it_is(planned):
    new = add(planned)
    assert (new.code, new.state, new.budget_eur) == ("A2", "proposed", 0)
    with pytest.raises(Refused):
        add(planned, what=" ")


def test_owner_must_be_an_active_member_who_may_carry_out(planned):
    assert add(planned, owner_id=planned.owner_a.pk).owner_id == planned.owner_a.pk
    for stranger in (planned.owner_b, planned.worker_bench_a, planned.coach_a):
        with pytest.raises(Refused):
            add(planned, owner_id=stranger.pk)
    with system_context("test"):
        Membership.objects.filter(user=planned.owner_a).update(ended_at=clock.now())
    with pytest.raises(Refused):
        add(planned, owner_id=planned.owner_a.pk)


def test_objective_and_year_must_be_of_the_plan(planned):
    with pytest.raises(Refused):
        add(planned, objective=planned.objective_b)
    with pytest.raises(Refused):
        add(planned, due_on=date(planned.annual_a.year + 1, 1, 1))
    with pytest.raises(TypeError):
        add(planned, state="done")


def test_roles(planned):
    assert add(planned, planned.coach_a)
    with pytest.raises(PermissionDenied):
        add(planned, planned.owner_a)


@pytest.mark.parametrize("column", [*rules.SIX_WS[1:], "prevention_level", "indicator", "owner_id"])
def test_ready_needs_everything(planned, column):
    empty = None if column in {"due_on", "owner_id"} else ""
    with system_context("test"):
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(**{column: empty})
    with in_company(planned.contact_a, planned.company_a) as by, pytest.raises(Refused):
        measures.plan_measure(measure=planned.measure_a, by=by)


def test_ready_once(planned):
    with in_company(planned.contact_a, planned.company_a) as by:
        assert measures.plan_measure(measure=planned.measure_a, by=by).state == "planned"
        with pytest.raises(Refused):
            measures.plan_measure(measure=planned.measure_a, by=by)
        with pytest.raises(Refused):  # a planned one stays complete
            measures.change_measure(measure=planned.measure_a, opened_with=1, by=by, how="")


def test_two_editors(planned):
    with in_company(planned.coach_a, planned.company_a) as by:
        measures.change_measure(measure=planned.measure_a, opened_with=1, by=by, how="Offerte")
    with in_company(planned.contact_a, planned.company_a) as by, pytest.raises(VersionConflict):
        measures.change_measure(measure=planned.measure_a, opened_with=1, by=by, how="Anders")


def test_remarks_are_worked_in_after_the_advice_but_nothing_disappears(planned):
    with system_context("test"):
        type(planned.annual_a).objects.filter(pk=planned.annual_a.pk).update(state="advised")
    with in_company(planned.contact_a, planned.company_a) as by:
        measures.change_measure(
            measure=planned.measure_a, opened_with=1, by=by, due_on=date(planned.annual_a.year, 4, 1)
        )
        with pytest.raises(Refused):
            measures.delete_measure(measure=planned.measure_a, by=by)


def test_delete_from_a_draft(planned):
    with in_company(planned.contact_a, planned.company_a) as by:
        measures.delete_measure(measure=planned.measure_a, by=by)
        assert not PreventionMeasure.objects.exists()


def test_running_measure_is_not_rewritten(planned):
    with system_context("test"):
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(state="in_progress")
    with in_company(planned.contact_a, planned.company_a) as by, pytest.raises(Refused):
        measures.change_measure(measure=planned.measure_a, opened_with=1, by=by, how="Anders")
