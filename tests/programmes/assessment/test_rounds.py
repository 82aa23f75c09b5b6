"""Rounds, work over many files at once, notes inside the programme, and its money."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.assessment import actions
from coaching.programmes.assessment.tasks import run_bulk_job
from coaching.programmes.models import AssessmentRound, BulkJob, FileNote
from tests import factories
from tests.acting import as_person, in_company, in_programme
from tests.programmes.assessment.test_release import propose_all, url
from tests.programmes.conftest import begin, fresh, send

pytestmark = pytest.mark.django_db


class TestRounds:
    def values(self, start: date) -> dict[str, Any]:
        days = timedelta
        return {"name": "Voorjaar", "opens_on": start, "closes_on": start + days(30), "decide_by": start + days(60)}

    def test_what_is_sent_while_it_is_open_is_in_it(self, desk: Any) -> None:
        with in_programme(desk.admin_a, desk.programme_a) as by:
            planned = actions.plan_round(programme_id=desk.programme_a.pk, values=self.values(clock.today()), by=by)
        with system_context("test"):
            baker = factories.user("Bakker Bart")
        sent = send(baker, begin(baker, desk.programme_a))
        assert fresh(sent).round_id == planned.pk
        with as_person(baker):
            assert AssessmentRound.objects.get().closes_on == planned.closes_on

    def test_dates_out_of_order(self, desk: Any, login: Any) -> None:
        wrong = {**self.values(date(2027, 1, 1)), "closes_on": date(2026, 1, 1)}
        with in_programme(desk.admin_a, desk.programme_a) as by, pytest.raises(ValidationError):
            actions.plan_round(programme_id=desk.programme_a.pk, values=wrong, by=by)
        page = login(desk.admin_a).post(
            url("plan_round", desk),
            {
                "name": "Fout",
                "opens_on": "01/03/2027",
                "closes_on": "01/02/2027",
                "decide_by": "01/04/2027",
                "version": "1",
            },
        )
        assert page.status_code == 200
        assert "error-summary" in page.content.decode()

    def test_planned_and_changed_on_the_page(self, desk: Any, login: Any) -> None:
        client = login(desk.admin_a)
        dates = {"opens_on": "01/03/2027", "closes_on": "01/04/2027", "decide_by": "01/05/2027"}
        assert client.post(url("plan_round", desk), {"name": "A", "version": "1", **dates}).status_code == 302
        with system_context("test"):
            planned = AssessmentRound.objects.get()
        page = url("change_round", desk, planned.pk)
        assert client.post(page, {"name": "B", "version": "1", **dates}).status_code == 302
        assert client.post(page, {"name": "C", "version": "1", **dates}).status_code == 200
        assert login(desk.admin_b).get(page).status_code == 404
        assert login(desk.assessor_a).get(page).status_code == 403


class TestManyAtOnce:
    def test_a_problem_in_one_does_not_stop_the_others(self, desk: Any, login: Any) -> None:
        with system_context("test"):
            factories.membership(desk.files[1].company, desk.assessor_a)
        client = login(desk.admin_a)
        ids = [str(file.pk) for file in desk.files]
        assert client.post(url("bulk", desk), {"ids": ids}).status_code == 200
        refused = client.post(url("bulk", desk), {"ids": ids, "go": "1", "what": "assign"})
        assert "error-summary" in refused.content.decode()
        values = {"ids": ids, "go": "1", "what": "assign", "assessors": [desk.assessor_a.pk], "due_on": "01/12/2030"}
        first = client.post(url("bulk", desk), {"ids": ids, "what": "assign"}).context["page"]
        done = client.post(url("bulk", desk), {**values, "page": first})
        assert client.post(url("bulk", desk), {**values, "page": first}).url == done.url
        with system_context("test"):
            job = BulkJob.objects.get()
        run_bulk_job.run(str(job.pk))
        with system_context("test"):
            job.refresh_from_db()
        assert (job.state, job.done, len(job.problems)) == ("done", 2, 1)
        assert desk.files[1].reference in client.get(done.url).content.decode()
        second = client.post(url("bulk", desk), {"ids": ids, "what": "assign"}).context["page"]
        assert second != first
        assert client.post(url("bulk", desk), {**values, "page": second}).url != done.url  # asked anew, on another page

    def test_nothing_ticked_and_foreign_files(self, desk: Any, login: Any) -> None:
        client = login(desk.admin_a)
        for ids in ([], ["x"], [str(desk.application_b.pk)]):
            assert client.post(url("bulk", desk), {"ids": ids}).url == url("applications", desk)


def test_notes_stay_inside(desk: Any, login: Any) -> None:
    page = url("notes", desk, desk.files[0].pk)
    client = login(desk.admin_a)
    assert client.post(page, {"kind": "appeal", "text": "De zaakvoerder belde: niet akkoord."}).status_code == 302
    assert "niet akkoord" in login(desk.assessor_a).get(page).content.decode()
    assert login(desk.observer_a).get(page).status_code == 403
    assert login(desk.admin_b).get(page).status_code == 404
    with in_company(desk.files[0].applicant, desk.files[0].company):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            FileNote.objects.exists()


def test_money(desk: Any, login: Any) -> None:
    propose_all(desk)
    page = login(desk.admin_a).get(url("money", desk)).content.decode()
    assert "1.000" in page
    assert login(desk.assessor_a).get(url("money", desk)).status_code == 403
