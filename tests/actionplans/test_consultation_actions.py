"""Putting a plan before each kind of body, remarks and advice, in the right hats."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from actionplans.actions import consultation
from actionplans.models import AdviceRequest, BenchAdvice, GlobalPreventionPlan, Remark
from actionplans.queries import consultation as reading
from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.models import Document, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(planned):
    scenes.ready(planned)
    return planned


def mails(kind):
    with system_context("test"):
        return set(OutgoingEmail.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def now(plan):
    with system_context("test"):
        return type(plan).objects.get(pk=plan.pk).state


def test_submitting_freezes_tells_the_body_and_makes_a_pdf(case):
    advice_request = scenes.submitted(case, meeting_on=clock.today() + timedelta(days=9))
    assert (advice_request.state, now(case.plan_a)) == ("documents_sent", "submitted_to_body")
    assert advice_request.frozen["kind"] == "global_plan" and len(advice_request.frozen_sha256) == 64
    assert mails("actionplans.put_to_body") == {case.employer_bench_a.pk, case.worker_bench_a.pk, case.secretary_a.pk}
    with system_context("test"):
        assert Document.objects.filter(subject_id=case.plan_a.pk, kind="global-plan").count() == 1


def test_a_second_click_sends_nothing_twice(case):
    scenes.submitted(case)
    with pytest.raises(IllegalTransition):
        scenes.submitted(case)
    with system_context("test"):
        assert AdviceRequest.objects.filter(global_plan=case.plan_a).count() == 1


def test_only_a_contact_with_mandate_submits(case):
    for person in (case.colleague_a, case.adviser_a, case.owner_a, case.secretary_a):
        with in_company(person, case.company_a) as by, pytest.raises(PermissionDenied):
            consultation.submit_plan(plan=case.plan_a, by=by)
    with in_company(case.contact_b, case.company_b) as by, pytest.raises(GlobalPreventionPlan.DoesNotExist):
        consultation.submit_plan(plan=case.plan_a, by=by)


def test_incomplete_plan_and_short_notice_are_refused(case):
    with system_context("test"):
        case.plan_a.sections.filter(number=3).update(text="")
    with pytest.raises(Refused):
        scenes.submitted(case)
    with system_context("test"):
        case.plan_a.sections.filter(number=3).update(text="Ingevuld")
    soon = clock.today() + timedelta(days=7)
    with pytest.raises(Refused):
        scenes.submitted(case, meeting_on=soon)
    with pytest.raises(Refused):
        scenes.submitted(case, meeting_on=clock.today() - timedelta(days=1), short_notice_accepted=True)
    assert now(case.plan_a) == "internal_review"
    assert scenes.submitted(case, meeting_on=soon, short_notice_accepted=True).meeting_on == soon


def test_the_frozen_copy_does_not_change_with_the_plan(case):
    advice_request = scenes.submitted(case)
    with system_context("test"):
        case.plan_a.sections.filter(number=1).update(text="Achteraf veranderd")
        assert AdviceRequest.objects.get(pk=advice_request.pk).frozen["sections"][0]["text"] == "Ingevuld."


def test_withdrawn_with_a_reason_and_sent_again_shows_what_changed(case):
    advice_request = scenes.submitted(case)
    with in_company(case.contact_a, case.company_a) as by:
        with pytest.raises(Refused):
            consultation.withdraw_plan(advice_request=advice_request, reason=" ", by=by)
        consultation.withdraw_plan(advice_request=advice_request, reason="Doel vergeten", by=by)
    assert now(case.plan_a) == "draft"
    assert len(mails("actionplans.withdrawn_from_body")) == 3
    with system_context("test"):
        GlobalPreventionPlan.objects.filter(pk=case.plan_a.pk).update(state="internal_review")
        case.plan_a.sections.filter(number=3).update(text="Anders")
    again = scenes.submitted(case)
    with in_company(case.worker_bench_a, case.company_a):
        earlier = reading.previous_copy(AdviceRequest.objects.get(pk=again.pk))
        (change,) = reading.changes_between(earlier.frozen, again.frozen)
        assert (change.before, change.after) == ("Ingevuld.", "Anders")


def test_remarks_are_ones_own_until_the_advice(case):
    scenes.body_is(case, scenes.COMMITTEE)
    advice_request = scenes.submitted(case)
    remark = scenes.remarked(case, advice_request, about="O1")
    assert (remark.code, remark.bench, remark.author_id) == ("R1", "workers", case.worker_bench_a.pk)
    with in_company(case.employer_bench_a, case.company_a) as by:
        assert consultation.add_remark(advice_request=advice_request, text="Goed plan", by=by).bench == "employer"
        with pytest.raises(PermissionDenied):
            consultation.edit_remark(remark=remark, text="Kwijt", opened_with=1, by=by)
        with pytest.raises(Refused):
            consultation.add_remark(advice_request=advice_request, text="Onbekend", about="A99", by=by)
    with in_company(case.secretary_a, case.company_a) as by:
        assert consultation.add_remark(advice_request=advice_request, text="Ter info", by=by).bench == ""
    with in_company(case.worker_bench_a, case.company_a) as by:
        assert consultation.edit_remark(remark=remark, text="Scherper", about="O1", opened_with=1, by=by).version == 2
        with pytest.raises(VersionConflict):
            consultation.edit_remark(remark=remark, text="Nog eens", opened_with=1, by=by)
    for person in (case.contact_a, case.adviser_a, case.coach_a):
        with in_company(person, case.company_a) as by, pytest.raises(PermissionDenied):
            consultation.add_remark(advice_request=advice_request, text="Namens het comité", by=by)
    scenes.advised(case, advice_request)
    with in_company(case.worker_bench_a, case.company_a) as by:
        with pytest.raises(Refused):
            consultation.edit_remark(remark=remark, text="Te laat", opened_with=2, by=by)
        with pytest.raises(Refused):
            consultation.add_remark(advice_request=advice_request, text="Te laat", by=by)


def test_a_member_of_another_company_finds_nothing(case):
    advice_request = scenes.submitted(case)
    with in_company(case.worker_bench_b, case.company_b) as by:
        with pytest.raises(AdviceRequest.DoesNotExist):
            consultation.add_remark(advice_request=advice_request, text="Vreemd", by=by)


def test_committee_only_its_secretary_records_and_both_benches_count(case):
    scenes.body_is(case, scenes.COMMITTEE)
    advice_request = scenes.submitted(case)
    for person in (case.contact_a, case.adviser_a, case.worker_bench_a, case.employer_bench_a, case.coach_a):
        with in_company(person, case.company_a) as by, pytest.raises(PermissionDenied):
            consultation.record_meeting(advice_request=advice_request, held_on=clock.today(), by=by)
    with in_company(case.secretary_a, case.company_a) as by:
        with pytest.raises(Refused):
            consultation.record_meeting(advice_request=advice_request, held_on=clock.today() + timedelta(days=1), by=by)
        consultation.record_meeting(advice_request=advice_request, held_on=clock.today(), by=by)
        apart = {"workers": (False, "Te weinig"), "employer": (True, "")}
        for kind, opinions in (("unanimous", apart), ("unanimous", {"workers": (True, "")}), ("none", scenes.BOTH)):
            with pytest.raises(Refused):
                consultation.record_advice(advice_request=advice_request, kind=kind, opinions=opinions, by=by)
        done = consultation.record_advice(advice_request=advice_request, kind="divergent", opinions=apart, by=by)
        assert (done.state, done.advice_kind, done.advised_by_id) == ("advised", "divergent", case.secretary_a.pk)
        with pytest.raises(IllegalTransition):  # the second click
            consultation.record_advice(advice_request=advice_request, kind="divergent", opinions=apart, by=by)
        assert BenchAdvice.objects.filter(advice_request=advice_request).count() == 2
    assert now(case.plan_a) == "advised"
    assert mails("actionplans.advice_recorded") == {case.contact_a.pk, case.colleague_a.pk}


def test_union_delegation_the_adviser_records_one_side(case):
    advice_request = scenes.submitted(case)
    with in_company(case.adviser_a, case.company_a) as by:
        consultation.record_meeting(advice_request=advice_request, held_on=clock.today(), by=by)
        consultation.record_advice(
            advice_request=advice_request, kind="unanimous", opinions={"workers": (True, "Goed")}, by=by
        )
    assert now(case.plan_a) == "advised"
    with in_company(case.worker_bench_a, case.company_a) as by, pytest.raises(PermissionDenied):
        consultation.plan_meeting(advice_request=advice_request, meeting_on=clock.today(), by=by)


def test_direct_participation_in_two_terms(case):
    scenes.body_is(case, scenes.DIRECT)
    start = timezone.now() - timedelta(days=20)
    advice_request = scenes.submitted(case, at=start)
    assert advice_request.state == "open_remarks"
    assert (advice_request.remarks_until - timezone.localtime(start).date()).days == 15
    with in_company(case.adviser_a, case.company_a) as by:
        remark = consultation.add_remark(advice_request=advice_request, text="Uit het register", by=by)
        assert (remark.bench, remark.author_id) == ("workers", None)
        assert (
            consultation.edit_remark(remark=remark, text="Uit het register, blz. 2", opened_with=1, by=by).version == 2
        )
        with pytest.raises(Refused):  # the workers' term still runs
            consultation.ask_service(advice_request=advice_request, by=by, at=start + timedelta(days=15))
        consultation.ask_service(advice_request=advice_request, by=by)
        with pytest.raises(Refused):
            consultation.add_remark(advice_request=advice_request, text="Te laat", by=by)
        consultation.record_advice(
            advice_request=advice_request, kind="unanimous", opinions={"workers": (True, "")}, text="Gunstig", by=by
        )
    assert now(case.plan_a) == "advised"
    with system_context("test"):
        assert Remark.objects.filter(advice_request=advice_request).count() == 1


def test_without_advice_only_once_the_year_has_begun(case):
    advice_request = scenes.submitted(case)
    begins = datetime(case.plan_a.start_year, 1, 1, 9, tzinfo=timezone.get_default_timezone())
    with in_company(case.contact_a, case.company_a) as by:
        with pytest.raises(Refused):
            consultation.go_on_without_advice(advice_request=advice_request, by=by, at=begins - timedelta(days=1))
        done = consultation.go_on_without_advice(advice_request=advice_request, by=by, at=begins)
        assert (done.state, done.advice_kind) == ("advised", "none")


def test_names_are_for_people_of_the_company_only(case):
    advice_request = scenes.submitted(case)
    scenes.remarked(case, advice_request)
    with in_company(case.contact_a, case.company_a) as by:
        assert [r.author_name for r in reading.remarks_of(advice_request, by)] == [case.worker_bench_a.name]
    with in_company(case.coach_a, case.company_a) as by:
        assert [r.author_name for r in reading.remarks_of(advice_request, by)] == [""]


def test_deadline_of_each_step(case):
    advice_request = scenes.submitted(case)
    with in_company(case.secretary_a, case.company_a) as by:
        assert reading.deadline_of(AdviceRequest.objects.get(pk=advice_request.pk)).year == case.plan_a.start_year
        day = clock.today() + timedelta(days=30)
        consultation.plan_meeting(advice_request=advice_request, meeting_on=day, by=by)
        assert reading.deadline_of(AdviceRequest.objects.get(pk=advice_request.pk)) == day
