"""Pages of the advice room, adoption and the carrying-out: who gets in, what they do, how many queries."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.actions import follow_up
from actionplans.models import AdviceRequest, PreventionMeasure, Remark
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.actionplans import scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(planned):
    scenes.ready(planned)
    return planned


@pytest.fixture
def running(case):
    scenes.in_force(case)
    return case


def page(case, name, *args, letter="a"):
    return reverse(f"actionplans:{name}", args=[getattr(case, f"company_{letter}").slug, *args])


def queries(client, url):
    client.get(url)  # warm
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_empty_rooms_say_what_to_do(case, login):
    for person in (case.contact_a, case.worker_bench_a, case.coach_a):
        for name in ("advice", "measures", "measures_board"):
            assert login(person).get(page(case, name)).status_code == 200


def test_who_gets_in(case, login):
    advice_request = scenes.submitted(case)
    for person in (
        case.contact_a,
        case.adviser_a,
        case.coach_a,
        case.worker_bench_a,
        case.employer_bench_a,
        case.secretary_a,
    ):
        assert login(person).get(page(case, "advice_request", advice_request.pk)).status_code == 200
    assert login(case.owner_a).get(page(case, "advice_request", advice_request.pk)).status_code == 403
    assert login(case.outsider).get(page(case, "advice_request", advice_request.pk)).status_code == 404
    for letter, pk in (("a", uuid4()), ("b", advice_request.pk)):
        person = getattr(case, f"worker_bench_{letter}")
        assert login(person).get(page(case, "advice_request", pk, letter=letter)).status_code == 404


def test_the_whole_way_in_pages(case, login):
    contact, member, secretary = login(case.contact_a), login(case.worker_bench_a), login(case.secretary_a)
    url = page(case, "submit_global_plan", case.plan_a.pk)
    assert contact.get(url).status_code == 200
    assert contact.post(url, {"meeting_on": clock.today()}).status_code == 200  # short notice: asked to confirm
    first = contact.post(url, {})
    assert first.status_code == 302
    assert contact.post(url, {}).url == first.url  # the second click lands where the first did
    with system_context("test"):
        advice_request = AdviceRequest.objects.get(global_plan=case.plan_a)
    assert (
        member.post(
            page(case, "remark", advice_request.pk) + "?about=O1", {"about": "O1", "text": "Sneller"}
        ).status_code
        == 302
    )
    with system_context("test"):
        remark = Remark.objects.get(advice_request=advice_request)
    assert b"Sneller" in member.get(page(case, "advice_request", advice_request.pk)).content
    edit = page(case, "edit_remark", advice_request.pk, remark.pk)
    assert login(case.employer_bench_a).get(edit).status_code == 403
    assert member.post(edit, {"about": "", "text": "Veel sneller", "version": 1}).status_code == 302
    assert member.post(edit, {"about": "", "text": "Botsing", "version": 1}).status_code == 200  # nothing typed is lost
    assert secretary.post(page(case, "meeting_held", advice_request.pk), {"held_on": clock.today()}).status_code == 302
    given = {"kind": "unanimous", "workers": "yes", "text": "Akkoord"}
    assert secretary.post(page(case, "record_advice", advice_request.pk), given).status_code == 302
    answer = page(case, "answer_remark", advice_request.pk, remark.pk)
    assert contact.post(answer, {"reply": "rejected", "reply_text": "", "version": 2}).status_code == 200
    assert login(case.colleague_a).get(answer).status_code == 403
    assert contact.post(answer, {"reply": "rejected", "reply_text": "Te duur", "version": 2}).status_code == 302
    assert contact.post(page(case, "answer_advice", advice_request.pk), {"answer": "accepted"}).status_code == 302
    assert contact.get(page(case, "adopt_plan", advice_request.pk)).status_code == 200
    assert contact.post(page(case, "adopt_plan", advice_request.pk), {"at_once": "on"}).status_code == 302
    assert contact.post(page(case, "advice_pdf", advice_request.pk)).status_code == 302
    for client in (contact, member, secretary, login(case.coach_a)):
        assert client.get(page(case, "advice_request", advice_request.pk)).status_code == 200
    with system_context("test"):
        assert type(case.plan_a).objects.get(pk=case.plan_a.pk).state == "active"


def test_secretary_only_for_a_committee(case, login):
    scenes.body_is(case, scenes.COMMITTEE)
    advice_request = scenes.submitted(case)
    for name in ("meeting", "meeting_held", "record_advice"):
        for person in (case.contact_a, case.adviser_a, case.worker_bench_a):
            assert login(person).get(page(case, name, advice_request.pk)).status_code == 403
        assert login(case.secretary_a).get(page(case, name, advice_request.pk)).status_code == 200


def test_taking_back_and_posting_only(case, login):
    advice_request = scenes.submitted(case)
    contact = login(case.contact_a)
    assert contact.post(page(case, "withdraw_plan", advice_request.pk), {"reason": ""}).status_code == 200
    for name in ("ask_service", "activate_plan", "advice_pdf"):
        assert contact.get(page(case, name, advice_request.pk)).status_code == 405
    assert contact.get(page(case, "without_advice", advice_request.pk)).status_code == 200
    assert (
        contact.post(page(case, "without_advice", advice_request.pk)).status_code == 200
    )  # too early: refused in words
    assert contact.post(page(case, "withdraw_plan", advice_request.pk), {"reason": "Fout"}).status_code == 302
    assert login(case.worker_bench_a).get(page(case, "advice_request", advice_request.pk)).status_code == 200


def test_direct_participation_page_takes_paper_remarks(case, login):
    scenes.body_is(case, scenes.DIRECT)
    advice_request = scenes.submitted(case)
    url = page(case, "remark", advice_request.pk)
    assert login(case.colleague_a).post(url, {"about": "", "text": "Uit het register"}).status_code == 302
    assert login(case.coach_a).get(url).status_code == 403
    assert b"Uit het register" in login(case.contact_a).get(page(case, "advice_request", advice_request.pk)).content


def test_measure_from_start_to_verified(running, login):
    owner, pk = login(running.owner_a), running.measure_a.pk
    assert owner.get(page(running, "measure", pk)).status_code == 200
    assert owner.get(page(running, "start_measure", pk)).status_code == 405
    assert owner.post(page(running, "start_measure", pk)).status_code == 302
    photo = SimpleUploadedFile("bewijs.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    assert (
        owner.post(
            page(running, "report_progress", pk), {"text": "Besteld", "progress": "30", "upload": photo}
        ).status_code
        == 302
    )
    bad = SimpleUploadedFile("bewijs.pdf", b"<html><script>alert(1)</script>")
    refused = owner.post(page(running, "report_progress", pk), {"text": "Getypt", "upload": bad})
    assert refused.status_code == 200 and b"Getypt" in refused.content
    with system_context("test"):
        note = PreventionMeasure.objects.get(pk=pk).notes.get()
    file = owner.get(page(running, "evidence", pk, note.pk))
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    done = {"done_on": clock.today(), "evidence": "Staat er", "workers_reached": "24"}
    assert owner.post(page(running, "finish_measure", pk), done).status_code == 302
    assert owner.post(page(running, "finish_measure", pk), done).status_code == 302  # the second click
    assert owner.get(page(running, "verify_measure", pk)).status_code == 403
    assert login(running.coach_a).post(page(running, "verify_measure", pk), {"works": "yes"}).status_code == 302
    for person in (running.contact_a, running.worker_bench_a, running.coach_a):
        assert login(person).get(page(running, "measure", pk)).status_code == 200


def test_foreign_files_and_measures_are_not_there(running, login):
    with in_company(running.contact_a, running.company_a) as by:
        note = follow_up.report_progress(
            measure=running.measure_a,
            text="Bewijs",
            by=by,
            upload=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"),
        )
    pk = running.measure_a.pk
    stranger = login(running.contact_b)
    assert stranger.get(page(running, "evidence", pk, note.pk)).status_code == 404
    assert stranger.get(page(running, "evidence", pk, note.pk, letter="b")).status_code == 404
    assert stranger.get(page(running, "evidence", running.measure_b.pk, note.pk, letter="b")).status_code == 404
    assert login(running.contact_a).get(page(running, "evidence", pk, uuid4())).status_code == 404
    assert login(running.worker_bench_a).get(page(running, "evidence", pk, note.pk)).status_code == 403
    assert stranger.get(page(running, "measure", pk, letter="b")).status_code == 404


def test_an_owner_finds_own_measures_only(running, login):
    with system_context("test"):
        other = make.measure(
            running.annual_a,
            running.objective_a,
            code="A7",
            what="Andermans maatregel",
            state="planned",
            owner_id=running.contact_a.pk,
        )
    owner = login(running.owner_a)
    for name in ("measures", "measures_board"):
        assert b"Andermans" not in owner.get(page(running, name)).content
        assert b"Andermans" in login(running.contact_a).get(page(running, name)).content
    for name in ("measure", "report_progress", "finish_measure", "block_measure"):
        assert owner.get(page(running, name, other.pk)).status_code == 404


def test_filters_narrow_the_list(running, login):
    with system_context("test"):
        make.measure(
            running.annual_a,
            running.objective_a,
            code="A7",
            what="Rooster",
            state="in_progress",
            prevention_level="secondary",
        )
    contact = login(running.contact_a)

    def shown(query):
        text = contact.get(page(running, "measures") + query).content.decode()
        return [name for name in ("Twee heftafels", "Rooster") if name in text]

    assert shown("") == ["Twee heftafels", "Rooster"]
    for query in ("?state=in_progress", "?level=secondary", "?q=roos", "?q=A7"):
        assert shown(query) == ["Rooster"], query
    assert shown(f"?owner={running.owner_a.pk}") == ["Twee heftafels"]
    assert shown("?objective=O1&sort=-due&year=" + str(running.annual_a.year)) == ["Twee heftafels", "Rooster"]
    for query in ("?state=x%00", "?page=zz&sort=zz", "?year=99999999999999999999", "?owner=' or 1=1"):
        assert contact.get(page(running, "measures") + query).status_code == 200


def test_one_or_three_measures_cost_the_same(running, login):
    contact, board = login(running.contact_a), page(running, "measures_board")
    one = queries(contact, page(running, "measures")), queries(contact, board)
    with system_context("test"):
        for code in ("A7", "A8"):
            make.measure(
                running.annual_a, running.objective_a, code=code, state="planned", owner_id=running.contact_a.pk
            )
    assert (queries(contact, page(running, "measures")), queries(contact, board)) == one


def test_one_or_three_reviews_cost_the_same(case, login):
    first = scenes.submitted(case)
    member = login(case.worker_bench_a)
    one = queries(member, page(case, "advice"))
    with system_context("test"):
        for _ in range(2):
            copy = AdviceRequest.objects.get(pk=first.pk)
            copy.pk = uuid4()
            copy._state.adding = True
            copy.save(force_insert=True)
    assert queries(member, page(case, "advice")) == one


@pytest.mark.parametrize("year", ["²²²²", "٢٠٢٦", "0000", "20261", "-202", "jaar"])
def test_the_board_of_a_year_that_is_none_is_that_of_this_year(running, login, year):
    """Signs that count as figures are no year: int() broke on them."""
    assert login(running.contact_a).get(page(running, "measures_board"), {"year": year}).status_code == 200
