"""The yearly plan: deadline for any year, creation, texts, carrying over, amended versions, reminders."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.utils import timezone

from actionplans import rules
from actionplans.actions import annual
from actionplans.enums import ANNUAL_PLAN, MEASURE, MeasureState, PlanState
from actionplans.models import AnnualActionPlan, MeasureNote, PreventionMeasure
from actionplans.queries import annual as reading
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.models import Reminder
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("year", range(2024, 2041))
def test_deadline_is_the_first_day_of_the_second_month_before(year):
    assert rules.annual_deadline(year) == date(year - 1, 11, 1)
    assert rules.safe_date(rules.annual_deadline(year)) == date(year - 1, 10, 31)
    assert rules.annual_deadline(year, first_month=9) == date(year, 7, 1)  # schools


def create(case, year=None, **fields):
    with in_company(case.contact_a, case.company_a) as by:
        above = case.plan_a
        return annual.create_annual_plan(global_plan=above, year=year or above.start_year + 1, by=by, **fields)


def test_created_with_deadline_under_a_draft(planned):
    plan = create(planned)
    assert (plan.state, plan.deadline) == (PlanState.DRAFT, date(planned.plan_a.start_year, 11, 1))


def test_refused_twice_outside_the_period_and_under_an_ended_plan(planned):
    for year in (planned.plan_a.start_year, planned.plan_a.start_year - 1, planned.plan_a.end_year + 1):
        with pytest.raises(Refused):
            create(planned, year)
    with system_context("test"):
        type(planned.plan_a).objects.filter(pk=planned.plan_a.pk).update(state="expired", adopted_at=clock.now())
    with pytest.raises(Refused):
        create(planned)


def test_reminders_go_to_contacts_and_coach_until_it_is_submitted(planned):
    first = planned.plan_a.start_year
    moment = datetime(first, 3, 1, 9, tzinfo=timezone.get_default_timezone())
    plan = create(planned, first + 1, at=moment)
    with in_company(planned.contact_a, planned.company_a):
        rows = set(Reminder.objects.filter(subject_id=plan.pk).values_list("due_on", "audience"))
        days = (date(first, 9, 2), date(first, 10, 2), date(first, 10, 25))
        assert rows == {(day, audience) for day in days for audience in ("contacts", "guests")}
    with system_context("test") as context:
        AnnualActionPlan.objects.filter(pk=plan.pk).update(state="internal_review")
        plan.refresh_from_db()
        apply_transition(ANNUAL_PLAN, "submit", plan, by=context.actor, at=moment)
        assert set(Reminder.objects.filter(subject_id=plan.pk).values_list("state", flat=True)) == {"cancelled"}
        apply_transition(ANNUAL_PLAN, "withdraw", plan, by=context.actor, at=moment, reason="Fout")
        assert set(Reminder.objects.filter(subject_id=plan.pk).values_list("state", flat=True)) == {"planned"}


def test_days_that_have_passed_get_no_reminder(planned):
    first = planned.plan_a.start_year
    plan = create(planned, first + 1, at=datetime(first, 10, 10, tzinfo=timezone.get_default_timezone()))
    with in_company(planned.contact_a, planned.company_a):
        assert set(Reminder.objects.filter(subject_id=plan.pk).values_list("due_on", flat=True)) == {
            date(first, 10, 25)
        }


def test_texts_and_two_editors(planned):
    with in_company(planned.contact_a, planned.company_a) as by:
        saved = annual.save_annual_texts(plan=planned.annual_a, opened_with=1, by=by, means=" 24 500 euro ")
        assert (saved.means, saved.version) == ("24 500 euro", 2)
        with pytest.raises(VersionConflict):
            annual.save_annual_texts(plan=planned.annual_a, opened_with=1, by=by, means="Anders")
        with pytest.raises(TypeError):
            annual.save_annual_texts(plan=planned.annual_a, opened_with=2, by=by, state="active")


def test_submission_names_all_that_is_missing(planned):
    with system_context("test"):
        AnnualActionPlan.objects.filter(pk=planned.annual_a.pk).update(means="", duties=" ")
        planned.annual_a.refresh_from_db()
    with in_company(planned.contact_a, planned.company_a):
        lines = rules.missing_in_annual_plan(planned.annual_a)
        assert len(lines) == 2 + 1 + 1  # two texts, a measure not ready, the five-year plan still in draft
        with pytest.raises(Refused) as refusal:
            rules.check_can_submit_annual_plan(planned.annual_a)
        assert all(line in str(refusal.value.message) for line in lines)


def test_complete_plan_may_go_and_needs_an_active_plan_above_to_work(planned):
    with system_context("test"):
        type(planned.plan_a).objects.filter(pk=planned.plan_a.pk).update(state="submitted_to_body")
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(state="planned")
        plan = AnnualActionPlan.objects.select_related("global_plan").get(pk=planned.annual_a.pk)
    with in_company(planned.contact_a, planned.company_a):
        rules.check_can_submit_annual_plan(plan)
        with pytest.raises(Refused):
            rules.check_has_active_global_plan(plan)
    with system_context("test"):
        type(planned.plan_a).objects.filter(pk=planned.plan_a.pk).update(state="active", adopted_at=clock.now())
    with in_company(planned.contact_a, planned.company_a):
        rules.check_has_active_global_plan(plan)


def test_unfinished_measures_come_over_with_a_reason(planned):
    with system_context("test"):
        make.measure(planned.annual_a, planned.objective_a, code="A2", state="done")
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(state="in_progress")
    plan = create(planned)
    with in_company(planned.contact_a, planned.company_a) as by:
        assert list(annual.unfinished_last_year(plan)) == [planned.measure_a]
        for reasons in ({planned.measure_a.pk: " "}, {planned.measure_b.pk: "Van een ander"}):
            with pytest.raises(Refused):
                annual.carry_over_measures(plan=plan, reasons=reasons, by=by)
        (new,) = annual.carry_over_measures(plan=plan, reasons={planned.measure_a.pk: "Levering te laat"}, by=by)
        assert (new.state, new.carried_from_id, new.carried_reason) == (
            "proposed",
            planned.measure_a.pk,
            "Levering te laat",
        )
        assert (new.what, new.due_on) == (planned.measure_a.what, None)  # a new date is to be chosen
        with pytest.raises(Refused):  # the second click finds nothing to bring over
            annual.carry_over_measures(plan=plan, reasons={planned.measure_a.pk: "Nog eens"}, by=by)


def test_amended_version_takes_the_running_measures_over(planned):
    """Running measures keep identity and notes; what is left out is cancelled; what is done stays done."""
    with system_context("test"):
        AnnualActionPlan.objects.filter(pk=planned.annual_a.pk).update(state="active", adopted_at=clock.now())
        planned.annual_a.refresh_from_db()
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(state="in_progress", progress=40)
        note = MeasureNote.objects.create(**make.keys(planned.measure_a), measure=planned.measure_a, text="Besteld")
        done = make.measure(planned.annual_a, planned.objective_a, code="A2", state="done")
        dropped = make.measure(
            planned.annual_a, planned.objective_a, code="A3", state="planned", owner_id=planned.owner_a.pk
        )
    with in_company(planned.contact_a, planned.company_a) as by:
        new = annual.amend_annual_plan(plan=planned.annual_a, reason="Andere leverancier", by=by)
        copies = {m.code: m for m in new.measures.all()}
        assert {code: m.state for code, m in copies.items()} == {"A1": "planned", "A3": "planned"}
        copies["A3"].delete()
        PreventionMeasure.objects.filter(pk=copies["A1"].pk).update(what="Drie heftafels")
    with system_context("test") as context:
        AnnualActionPlan.objects.filter(pk=new.pk).update(state="adopted", adopted_at=clock.now())
        new.refresh_from_db()
        apply_transition(ANNUAL_PLAN, "activate", new, by=context.actor)
        kept = PreventionMeasure.objects.get(pk=planned.measure_a.pk)
        assert (kept.plan_id, kept.what, kept.state, kept.progress) == (new.pk, "Drie heftafels", "in_progress", 40)
        assert list(kept.notes.all()) == [note]
        assert PreventionMeasure.objects.get(pk=done.pk).plan_id == new.pk
        assert PreventionMeasure.objects.get(pk=dropped.pk).state == MeasureState.CANCELLED
        assert PreventionMeasure.objects.filter(plan=new).count() == 2
        assert AnnualActionPlan.objects.get(pk=planned.annual_a.pk).state == PlanState.AMENDED
        assert MEASURE.transitions["cancel"].reason


def test_totals_board_and_frozen_copy(planned):
    with system_context("test"):
        make.measure(
            planned.annual_a,
            planned.objective_a,
            code="A2",
            prevention_level="secondary",
            budget_eur=500,
            due_on=date(planned.annual_a.year, 10, 31),
        )
        make.measure(planned.annual_a, planned.objective_a, code="A3", state="cancelled", budget_eur=9000)
    with in_company(planned.contact_a, planned.company_a):
        totals = reading.totals_of(planned.annual_a)
        assert [(t.level, t.count, t.budget) for t in totals.levels] == [("primary", 1, 14000), ("secondary", 1, 500)]
        assert (totals.count, totals.budget) == (2, 14500)
        board = reading.year_board(planned.annual_a, reading.measures_of(planned.annual_a))
        assert [quarter.count for quarter in board] == [0, 2, 0, 1]
        frozen = reading.freeze_annual_plan(planned.annual_a)
        assert [(m["code"], m["objective"], m["owner"]) for m in frozen["measures"]] == [
            ("A1", "O1", planned.owner_a.name),
            ("A2", "O1", ""),
        ]
        assert (frozen["budget_total"], frozen["deadline"]) == ("14500.00", planned.annual_a.deadline.isoformat())
