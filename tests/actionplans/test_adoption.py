"""The employer's answers, the changes they bring, adoption, coming in force."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from actionplans import periodic
from actionplans.actions import adoption, consultation
from actionplans.models import AdviceRequest, AnnualActionPlan, PreventionMeasure
from actionplans.queries import consultation as reading
from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.models import Document, OutgoingEmail, Reminder
from coaching.core.tenancy.context import system_context
from coaching.trajectories.models import Trajectory
from tests.acting import in_company
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(planned):
    scenes.ready(planned)
    return planned


def state(row):
    with system_context("test"):
        return type(row).objects.get(pk=row.pk).state


def both_submitted(case):
    return scenes.submitted(case), scenes.submitted(case, case.annual_a)


def test_deviating_needs_reasons_and_a_mandate(case):
    advice_request = scenes.submitted(case)
    remark = scenes.remarked(case, advice_request)
    with in_company(case.contact_a, case.company_a) as by, pytest.raises(Refused):  # before the advice
        adoption.answer_remark(remark=remark, reply="accepted", by=by)
    scenes.advised(case, advice_request)
    for person in (case.colleague_a, case.adviser_a, case.secretary_a, case.coach_a):
        with in_company(person, case.company_a) as by, pytest.raises(PermissionDenied):
            adoption.answer_remark(remark=remark, reply="accepted", by=by)
    with in_company(case.contact_a, case.company_a) as by:
        for reply, text in (("rejected", ""), ("partial", " "), ("maybe", "Ja")):
            with pytest.raises(Refused):
                adoption.answer_remark(remark=remark, reply=reply, text=text, by=by)
        with pytest.raises(Refused):  # the remark has no answer yet
            adoption.answer_advice(advice_request=advice_request, answer="accepted", by=by)
        adoption.answer_remark(remark=remark, reply="partial", text="Bezetting", change="Helft in werktijd", by=by)
        with pytest.raises(Refused):
            adoption.answer_advice(advice_request=advice_request, answer="rejected", by=by)
        adoption.answer_advice(advice_request=advice_request, answer="accepted", by=by)
        with pytest.raises(IllegalTransition):
            adoption.answer_advice(advice_request=advice_request, answer="accepted", by=by)
        with pytest.raises(Refused):  # answered: nothing changes any more
            adoption.answer_remark(remark=remark, reply="accepted", by=by)
    with system_context("test"):
        told = OutgoingEmail.objects.filter(kind="actionplans.advice_answered")
        assert set(told.values_list("recipient_id", flat=True)) == {
            case.employer_bench_a.pk,
            case.worker_bench_a.pk,
            case.secretary_a.pk,
        }


def test_choosing_between_opinions_needs_reasons(case):
    advice_request = scenes.submitted(case)
    scenes.advised(case, advice_request, kind="divergent")
    with in_company(case.contact_a, case.company_a) as by:
        with pytest.raises(Refused):
            adoption.answer_advice(advice_request=advice_request, answer="accepted", by=by)
        adoption.answer_advice(advice_request=advice_request, answer="accepted", text="We volgen de werknemers", by=by)


def test_adopting_without_answers_is_refused(case):
    advice_request = scenes.submitted(case)
    scenes.remarked(case, advice_request)
    with pytest.raises(Refused):
        scenes.adopted(case, case.plan_a)
    scenes.advised(case, advice_request)
    with pytest.raises(Refused):  # a remark is open
        scenes.adopted(case, case.plan_a)
    with in_company(case.contact_a, case.company_a) as by:
        adoption.answer_remark(remark=advice_request.remarks.get(), reply="accepted", by=by)
    with pytest.raises(Refused):  # the advice is open
        scenes.adopted(case, case.plan_a)
    with in_company(case.contact_a, case.company_a) as by:
        adoption.answer_advice(advice_request=advice_request, answer="accepted", by=by)
    for person in (case.colleague_a, case.adviser_a, case.coach_a):
        with in_company(person, case.company_a) as by, pytest.raises(PermissionDenied):
            adoption.adopt_plan(plan=case.plan_a, by=by)
    scenes.adopted(case, case.plan_a)
    assert (state(case.plan_a), state(advice_request)) == ("adopted", "closed")
    with pytest.raises(IllegalTransition):  # the second click
        scenes.adopted(case, case.plan_a)
    with system_context("test"):
        assert Document.objects.filter(subject_id=advice_request.pk, kind="advice").count() == 1


def test_followed_remark_changes_its_measure_and_no_other(case):
    _, advice_request = both_submitted(case)
    with_measure, loose = scenes.remarked(case, advice_request, about="A1"), scenes.remarked(case, advice_request)
    scenes.advised(case, advice_request)
    sooner = date(case.annual_a.year, 3, 1)

    def change(remark, **fields):
        with in_company(case.contact_a, case.company_a) as by:
            measure = PreventionMeasure.objects.get(pk=case.measure_a.pk)
            return adoption.apply_change(remark=remark, measure=measure, opened_with=measure.version, by=by, **fields)

    with pytest.raises(Refused):  # not answered yet
        change(with_measure, due_on=sooner)
    with in_company(case.contact_a, case.company_a) as by:
        adoption.answer_remark(remark=loose, reply="accepted", by=by)
        adoption.answer_remark(remark=with_measure, reply="accepted", change="A1 vroeger", by=by)
    with pytest.raises(Refused):  # that remark is about something else
        change(loose, due_on=sooner)
    assert change(with_measure, due_on=sooner).due_on == sooner
    with in_company(case.contact_a, case.company_a) as by:
        found = reading.changes_between(
            advice_request.frozen, consultation.frozen_copy(AnnualActionPlan.objects.get(pk=case.annual_a.pk))[0]
        )
        assert len(found) == 1 and found[0].label.startswith("A1")
        adoption.answer_advice(advice_request=advice_request, answer="accepted", by=by)
    with in_company(case.worker_bench_a, case.company_a):  # the body sees it too
        plan = AnnualActionPlan.objects.get(pk=case.annual_a.pk)
        assert len(reading.measures_changed(AdviceRequest.objects.get(pk=advice_request.pk), plan)) == 1
    assert scenes.adopted(case, case.annual_a).version_no == 2  # a new version, without a new round
    with pytest.raises(Refused):
        change(with_measure, due_on=date(case.annual_a.year, 4, 1))


def test_plans_come_in_force_on_their_first_day_five_year_plan_first(case):
    for plan, advice_request in zip((case.plan_a, case.annual_a), both_submitted(case), strict=True):
        scenes.advised(case, advice_request)
        scenes.answered(case, advice_request)
        scenes.adopted(case, plan)
        assert state(plan) == "adopted"
    year = case.annual_a.year
    with in_company(case.contact_a, case.company_a) as by, pytest.raises(Refused):
        adoption.activate_plan(plan=case.annual_a, by=by)
    with system_context("test"):
        Trajectory.objects.filter(pk=case.trajectory_a.pk).update(state="planning")
        assert periodic.activate_plans(today=date(year - 1, 12, 31)) == {"activated": 0, "waiting": 0}
    with clock.at(date(year, 1, 1)), system_context("test"):
        assert periodic.activate_plans(today=date(year, 1, 1)) == {"activated": 2, "waiting": 0}
        assert periodic.activate_plans(today=date(year, 1, 1)) == {"activated": 0, "waiting": 0}
    assert (state(case.plan_a), state(case.annual_a)) == ("active", "active")
    assert state(case.trajectory_a) == "implementation"


def test_yearly_plan_waits_for_a_five_year_plan_in_force(case):
    _, advice_request = both_submitted(case)
    scenes.advised(case, advice_request)
    scenes.answered(case, advice_request)
    scenes.adopted(case, case.annual_a)
    year = case.annual_a.year
    with clock.at(date(year, 1, 2)), system_context("test"):
        assert periodic.activate_plans(today=date(year, 1, 2)) == {"activated": 0, "waiting": 1}


def test_five_year_plan_may_come_in_force_at_once(case):
    advice_request = scenes.submitted(case)
    scenes.advised(case, advice_request)
    scenes.answered(case, advice_request)
    assert scenes.adopted(case, case.plan_a, at_once=True).state == "active"
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="actionplans.plan_in_force").count() == 4  # body and the other contact


def test_going_on_without_advice(case):
    advice_request = scenes.submitted(case)
    begins = datetime(case.plan_a.start_year, 1, 2, 9, tzinfo=timezone.get_default_timezone())
    with in_company(case.contact_a, case.company_a) as by:
        consultation.go_on_without_advice(advice_request=advice_request, by=by, at=begins)
        plan = adoption.adopt_plan(plan=case.plan_a, by=by, at=begins)
        assert plan.state == "active"
    assert state(advice_request) == "closed"


def test_reminders_towards_the_answer_stop_when_it_is_given(case):
    advice_request = scenes.submitted(case)
    scenes.advised(case, advice_request)
    today = clock.today()
    with system_context("test"):
        assert periodic.answer_reminders(today=today) == {"planned": 1}
        assert periodic.answer_reminders(today=today) == {"planned": 0}
        due = set(Reminder.objects.filter(subject_id=advice_request.pk).values_list("due_on", flat=True))
        six = clock.add_months(today, 6)
        assert due == {six, six - timedelta(days=30)}
    scenes.answered(case, advice_request)
    with system_context("test"):
        assert set(Reminder.objects.filter(subject_id=advice_request.pk).values_list("state", flat=True)) == {
            "cancelled"
        }


def test_the_workers_term_ends_by_itself(case):
    scenes.body_is(case, scenes.DIRECT)
    advice_request = scenes.submitted(case)
    with system_context("test"):
        assert periodic.close_remark_terms(today=advice_request.remarks_until) == {"closed": 0}
        after = advice_request.remarks_until + timedelta(days=1)
        with clock.at(after):
            assert periodic.close_remark_terms(today=after) == {"closed": 1}
        assert AdviceRequest.objects.get(pk=advice_request.pk).state == "service_advice"
