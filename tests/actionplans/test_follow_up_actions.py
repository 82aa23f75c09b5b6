"""Carrying out measures: who may, evidence, verifying, holding up, cancelling, late ones."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from actionplans import periodic
from actionplans.actions import follow_up
from actionplans.models import MeasureNote, PreventionMeasure
from actionplans.queries import follow_up as reading
from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from riskanalysis.models import Finding
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def case(planned):
    scenes.in_force(planned)
    return planned


def act(case, person, verb, measure=None, **fields):
    with in_company(person, case.company_a) as by:
        return getattr(follow_up, verb)(measure=measure or case.measure_a, by=by, **fields)


def finished(case):
    act(case, case.owner_a, "start_measure")
    return act(
        case,
        case.owner_a,
        "finish_measure",
        done_on=clock.today(),
        evidence="Staat er",
        spent_eur=D(13500),
        workers_reached=24,
    )


def test_the_owner_carries_out_own_measures_only(case):
    with system_context("test"):
        other = make.measure(case.annual_a, case.objective_a, code="A2", state="planned", owner_id=case.contact_a.pk)
    with pytest.raises(PermissionDenied):
        act(case, case.owner_a, "start_measure", measure=other)
    with in_company(case.owner_a, case.company_a) as by:
        assert [row.code for row in reading.measures_for(by)] == ["A1"]
    assert act(case, case.owner_a, "start_measure").state == "in_progress"
    with pytest.raises(IllegalTransition):
        act(case, case.owner_a, "start_measure")
    with in_company(case.worker_bench_a, case.company_a) as by, pytest.raises(PermissionDenied):
        follow_up.start_measure(measure=case.measure_a, by=by)


def test_progress_notes_and_evidence(case):
    act(case, case.owner_a, "start_measure")
    pdf = SimpleUploadedFile("../../bewijs.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    note = act(case, case.owner_a, "report_progress", text="Besteld", progress=40, upload=pdf)
    assert (note.is_evidence, note.file_name, len(note.file_sha256)) == (True, "bewijs.pdf", 64)
    assert ".." not in note.file.name and "bewijs" not in note.file.name
    for fields in ({"text": " "}, {"text": "Ver", "progress": 101}):
        with pytest.raises(Refused):
            act(case, case.owner_a, "report_progress", **fields)
    with pytest.raises(Refused):
        act(case, case.owner_a, "report_progress", text="Kijk", upload=SimpleUploadedFile("a.pdf", b"<html>"))
    with system_context("test"):
        assert PreventionMeasure.objects.get(pk=case.measure_a.pk).progress == 40
        assert MeasureNote.objects.filter(measure=case.measure_a).count() == 1


def test_finishing_needs_evidence_and_a_day_that_has_come(case):
    act(case, case.owner_a, "start_measure")
    for fields in (
        {"done_on": clock.today() + timedelta(days=1), "evidence": "Staat er"},
        {"done_on": clock.today(), "evidence": " "},
    ):
        with pytest.raises(Refused):
            act(case, case.owner_a, "finish_measure", **fields)
    done = act(
        case,
        case.owner_a,
        "finish_measure",
        done_on=clock.today(),
        evidence="Staat er",
        result="63",
        workers_reached=24,
    )
    assert (done.state, done.progress, done.done_by_id) == ("done", 100, case.owner_a.pk)
    with pytest.raises(IllegalTransition):  # the second click adds no second note
        act(case, case.owner_a, "finish_measure", done_on=clock.today(), evidence="Staat er")
    with in_company(case.contact_a, case.company_a) as by:
        assert MeasureNote.objects.filter(measure=case.measure_a, is_evidence=True).count() == 1
        assert reading.totals(reading.measures_for(by)).reached == 24


def test_workers_reached_are_people_and_not_a_sum(case):
    """Two measures that reach 24 and 30 of 38 workers reach at least 30, not 54; and none reaches more than there are."""
    from coaching.companies.models import Company

    with system_context("test"):
        Company.objects.filter(pk=case.company_a.pk).update(headcount=38)
        PreventionMeasure.objects.filter(pk=case.measure_a.pk).update(state="in_progress")
    with pytest.raises(Refused):
        act(case, case.owner_a, "finish_measure", done_on=clock.today(), evidence="Staat er", workers_reached=39)
    with system_context("test"):
        other = PreventionMeasure.objects.filter(company_id=case.company_a.pk).exclude(pk=case.measure_a.pk).first()
        PreventionMeasure.objects.filter(pk=case.measure_a.pk).update(workers_reached=24)
        if other:
            PreventionMeasure.objects.filter(pk=other.pk).update(workers_reached=30)
    with in_company(case.contact_a, case.company_a) as by:
        found = reading.all_measures_for(by)
        assert reading.totals(found, 38).reached == (30 if other else 24)
        assert reading.totals(found, 20).reached == 20
        assert reading.totals(found).measures == found.count()


def test_verified_by_coach_or_adviser_with_the_new_score(case):
    with system_context("test"):
        Finding.objects.filter(pk=case.red_a.pk).update(
            method="kinney", domain="ergonomics", probability=6, exposure=6, effect=7, kinney_score=252, kinney_class=4
        )
    finished(case)
    for person in (case.owner_a, case.contact_a, case.worker_bench_a):
        with pytest.raises(PermissionDenied):
            act(case, person, "verify_measure", factors=(D(3), D(3), D(7)))
    with pytest.raises(Refused):  # a Kinney finding is scored again
        act(case, case.coach_a, "verify_measure")
    with pytest.raises(Refused):
        act(case, case.coach_a, "verify_measure", factors=(D(4), D(3), D(7)))
    done = act(case, case.coach_a, "verify_measure", factors=(D(3), D(3), D(7)))
    assert (done.state, done.new_kinney_score, done.verified_by_id) == ("verified_effective", 63, case.coach_a.pk)
    with in_company(case.coach_a, case.company_a):
        assert reading.old_score(done) == 252


def test_not_effective_proposes_a_follow_up(case):
    finished(case)
    with pytest.raises(Refused):
        act(case, case.adviser_a, "find_ineffective", reason="")
    proposal = act(case, case.adviser_a, "find_ineffective", reason="Tafel te laag")
    assert (proposal.state, proposal.carried_from_id, proposal.carried_reason) == (
        "proposed",
        case.measure_a.pk,
        "Tafel te laag",
    )
    with in_company(case.contact_a, case.company_a) as by:
        measure = reading.measures_for(by).get(pk=case.measure_a.pk)
        assert reading.reason_of(measure, by) == "Tafel te laag"


def test_held_up_and_going_on(case):
    with pytest.raises(Refused):
        act(case, case.owner_a, "block_measure", reason=" ")
    assert act(case, case.owner_a, "block_measure", reason="Levering").state == "blocked"
    going = act(case, case.owner_a, "unblock_measure")
    assert (going.state, going.started_at is not None) == ("in_progress", True)


def test_only_the_employer_cancels_and_the_body_is_told(case):
    for person in (case.owner_a, case.adviser_a, case.coach_a, case.colleague_a):
        with pytest.raises(PermissionDenied):
            act(case, person, "cancel_measure", reason="Te duur")
    act(case, case.contact_a, "cancel_measure", reason="Te duur")
    with system_context("test"):
        rows = OutgoingEmail.objects.filter(kind="actionplans.measure_cancelled")
        assert set(rows.values_list("recipient_id", flat=True)) == {
            case.employer_bench_a.pk,
            case.worker_bench_a.pk,
            case.secretary_a.pk,
            case.owner_a.pk,
        }
    with pytest.raises(Refused):
        act(case, case.contact_a, "report_progress", text="Toch")


def test_late_measures_are_mentioned_after_one_and_fourteen_days(case):
    due = date(clock.today().year, 5, 15)

    def run(days):
        with system_context("test"):
            return periodic.late_measures(today=due + timedelta(days=days))["mentioned"]

    assert [run(day) for day in (0, 1, 1, 13, 14, 15, 40)] == [0, 1, 0, 0, 1, 0, 0]
    with system_context("test"):
        rows = OutgoingEmail.objects.filter(kind="actionplans.measure_late")
        assert set(rows.values_list("recipient_id", flat=True)) == {
            case.owner_a.pk,
            case.contact_a.pk,
            case.colleague_a.pk,
        }
        assert rows.count() == 6


def test_a_measure_of_another_company_is_not_there(case):
    with in_company(case.contact_b, case.company_b) as by, pytest.raises(PreventionMeasure.DoesNotExist):
        follow_up.start_measure(measure=case.measure_a, by=by)


def test_the_body_reads_where_a_measure_comes_from(case):
    with in_company(case.worker_bench_a, case.company_a) as by:
        measure = reading.measures_for(by).get(pk=case.measure_a.pk)
        assert [found.code for found in reading.trace_of(measure, by)] == ["F1"]
        assert reading.notes_of(measure, by, str) == []
    with in_company(case.contact_a, case.company_a) as by:
        assert [found.code for found in reading.trace_of(measure, by)] == ["F1"]
