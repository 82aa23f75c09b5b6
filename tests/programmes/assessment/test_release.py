"""Proposals wait; a release applies them all or none; a wrong decision is taken back with its trail and its mails."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.jobs import work
from coaching.core.models import AuditEvent, Document, OutgoingEmail, Reminder
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions as programme_actions
from coaching.programmes.assessment import actions, queries, views_release
from coaching.programmes.assessment import tasks as bulk_tasks
from coaching.programmes.assessment.tasks import run_bulk_job
from coaching.programmes.models import Application, BulkJob, Programme, ProgrammeMembership
from coaching.trajectories.models import Trajectory
from tests.acting import in_company, in_programme
from tests.programmes.conftest import fresh

pytestmark = pytest.mark.django_db
VERBS = ("approve", "reject", "waitlist")


def url(name: str, desk: Any, *more: Any) -> str:
    return reverse(f"programmes:{name}", args=[desk.programme_a.slug, *more])


def propose_all(desk: Any) -> None:
    with in_programme(desk.admin_a, desk.programme_a) as by:
        for file, verb in zip(desk.files, VERBS, strict=True):
            actions.propose(application_id=file.pk, verb=verb, reason=f"Omdat {verb}", by=by)


def released(desk: Any, files: Any = None) -> BulkJob:
    """As the page and then the worker do it, in the administrator's own context."""
    with in_programme(desk.admin_a, desk.programme_a) as by:
        job = actions.release(application_ids=[file.pk for file in files or desk.files], by=by)
    run_bulk_job.run(str(job.pk))
    run_bulk_job.run(str(job.pk))  # a second worker finds it done
    with in_programme(desk.admin_a, desk.programme_a):
        return BulkJob.objects.get(pk=job.pk)


def shown_on(answer: Any) -> list[str]:
    return re.findall(r'name="shown" value="([^"]+)"', answer.content.decode())


def letters(desk: Any) -> int:
    with system_context("test"):
        told = OutgoingEmail.objects.filter(
            kind__in=[f"programmes.{v}" for v in ("approved", "rejected", "waitlisted")]
        )
        return told.count() + Document.objects.filter(kind="decision-letter").count()


class TestRelease:
    def test_nothing_leaves_before(self, desk: Any, login: Any) -> None:
        propose_all(desk)
        assert letters(desk) == 0
        assert [fresh(file).state for file in desk.files] == ["in_review"] * 3
        for file in desk.files:
            with in_company(file.applicant, file.company):
                pass
            page = login(file.applicant).get(reverse("programmes:company", args=[file.company.slug])).content.decode()
            assert "Omdat" not in page

    def test_all_together(self, desk: Any) -> None:
        propose_all(desk)
        job = released(desk)
        assert (job.state, job.done, job.problems) == ("done", 3, [])
        assert [fresh(file).state for file in desk.files] == ["approved", "rejected", "waitlisted"]
        assert [fresh(file).proposed_verb for file in desk.files] == ["", "", ""]
        assert letters(desk) == 3 + 2  # a mail each, and two letters

    def test_or_none(self, desk: Any) -> None:
        with system_context("test"):
            Programme.objects.filter(pk=desk.programme_a.pk).update(budget_eur=0)
        propose_all(desk)
        job = released(desk)
        assert (job.state, job.done) == ("failed", 0)
        assert [problem["reference"] for problem in job.problems] == [desk.files[0].reference]
        assert [fresh(file).state for file in desk.files] == ["in_review"] * 3
        assert [fresh(file).proposed_verb for file in desk.files] == list(VERBS)
        assert letters(desk) == 0

    def test_on_the_page(self, desk: Any, login: Any) -> None:
        propose_all(desk)
        client = login(desk.admin_a)
        page = client.get(url("release", desk)).content.decode()
        assert all(file.reference in page for file in desk.files)
        letter = client.get(url("preview_decision", desk, desk.files[1].pk)).content.decode()
        assert "Omdat reject" in letter
        done = client.post(url("release", desk), {"ids": [str(file.pk) for file in desk.files]})
        assert "/jobs/" in done.url
        assert client.get(done.url).status_code == 200
        assert client.get(done.url, headers={"HX-Request": "true"}).status_code == 200
        assert login(desk.admin_b).get(done.url).status_code == 404
        assert login(desk.assessor_a).get(url("release", desk)).status_code == 403

    def test_a_second_click_and_strange_ids(self, desk: Any) -> None:
        propose_all(desk)
        released(desk)
        with in_programme(desk.admin_a, desk.programme_a) as by:
            with pytest.raises(Refused):
                actions.release(application_ids=[desk.files[0].pk], by=by)  # one of them alone is another wish
            with pytest.raises(Refused):
                actions.release(application_ids=[], by=by)
            with pytest.raises(Refused):
                actions.release(application_ids=[desk.application_b.pk], by=by)

    def test_a_proposal_needs_a_reason_and_can_be_taken_back(self, desk: Any, login: Any) -> None:
        page = url("propose", desk, desk.files[0].pk)
        client = login(desk.admin_a)
        assert "error-summary" in client.post(page, {"verb": "approve", "reason": ""}).content.decode()
        assert client.post(page, {"verb": "approve", "reason": "Goed"}).status_code == 302
        client.post(page, {"clear": "1"})
        assert fresh(desk.files[0]).proposed_verb == ""

    def test_the_same_proposal_twice_is_one(self, desk: Any, login: Any) -> None:
        page, client = url("propose", desk, desk.files[0].pk), login(desk.admin_a)
        client.post(page, {"verb": "approve", "reason": "Goed"})
        first = fresh(desk.files[0]).proposed_at
        client.post(page, {"verb": "approve", "reason": "Goed "})
        with system_context("test"):
            assert AuditEvent.objects.filter(event="application.proposed").count() == 1
        assert fresh(desk.files[0]).proposed_at == first
        client.post(page, {"verb": "approve", "reason": "Heel goed"})
        assert fresh(desk.files[0]).proposed_at > first

    def test_withdrawn_meanwhile(self, desk: Any) -> None:
        propose_all(desk)
        with in_programme(desk.admin_a, desk.programme_a) as by:
            job = actions.release(application_ids=[file.pk for file in desk.files], by=by)
        with in_company(desk.files[2].applicant, desk.files[2].company) as by:
            programme_actions.withdraw(application_id=desk.files[2].pk, by=by)
        run_bulk_job.run(str(job.pk))
        with in_programme(desk.admin_a, desk.programme_a):
            job.refresh_from_db()
        assert job.state == "failed"
        assert [fresh(file).state for file in desk.files] == ["in_review", "in_review", "withdrawn"]


class TestWholeList:
    """More than a page of proposals leaves together, as the page that was read had them."""

    def all_on(self, page: Any) -> dict[str, str]:
        return dict(re.findall(r'name="(all)" value="([^"]+)"', page.content.decode()))

    def test_all_pages_at_once_and_once(self, desk: Any, login: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(views_release, "RELEASED_TOGETHER", 2)
        propose_all(desk)
        client, page = login(desk.admin_a), url("release", desk)
        asked = self.all_on(client.get(page))
        assert client.get(page).context["approvals"] == 1  # of the whole list
        where = client.post(page, asked).url
        assert client.post(page, asked).url == where
        with system_context("test"):
            job = BulkJob.objects.get()
        run_bulk_job.run(str(job.pk))
        assert [fresh(file).state for file in desk.files] == ["approved", "rejected", "waitlisted"]
        assert client.post(page, asked).url == where  # a click after its end
        assert letters(desk) == 3 + 2

    def test_a_list_that_changed_is_looked_at_again(
        self, desk: Any, login: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views_release, "RELEASED_TOGETHER", 2)
        propose_all(desk)
        client, page = login(desk.admin_a), url("release", desk)
        asked = self.all_on(client.get(page))
        with in_programme(desk.admin_a, desk.programme_a) as by:
            actions.propose(application_id=desk.files[0].pk, verb="reject", reason="Toch niet", by=by)
        assert client.post(page, asked).url == page
        with system_context("test"):
            assert not BulkJob.objects.exists()

    def test_more_than_may_leave_at_once_is_not_offered(
        self, desk: Any, login: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views_release, "RELEASED_TOGETHER", 1)
        propose_all(desk)
        client, page = login(desk.admin_a), url("release", desk)
        asked = self.all_on(client.get(page))
        monkeypatch.setattr(queries, "MOST_AT_ONCE", 2)
        assert self.all_on(client.get(page)) == {}
        assert client.post(page, asked).url == page
        with system_context("test"):
            assert not BulkJob.objects.exists()

    @pytest.mark.parametrize("sort", ["company", "reference", "decision"])
    def test_sorted_both_ways(self, sort: str, desk: Any, login: Any) -> None:
        propose_all(desk)
        client, page = login(desk.admin_a), url("release", desk)
        there = [row.pk for row, *_more in client.get(page, {"sort": sort}).context["rows"]]
        back = [row.pk for row, *_more in client.get(page, {"sort": f"-{sort}"}).context["rows"]]
        assert there == back[::-1] and len(set(there)) == 3
        assert 'aria-sort="descending"' in client.get(page, {"sort": f"-{sort}"}).content.decode()


class TestOnePerIntent:
    def ids(self, desk: Any) -> dict[str, list[str]]:
        return {"ids": [str(file.pk) for file in desk.files]}

    def test_posted_twice_both_lead_to_the_one_job_that_ends(self, desk: Any, login: Any) -> None:
        propose_all(desk)
        client, page = login(desk.admin_a), url("release", desk)
        first, second = (client.post(page, self.ids(desk))["Location"] for _click in range(2))
        with system_context("test"):
            job = BulkJob.objects.get()
        assert first == second == url("job", desk, job.pk)
        assert run_bulk_job.run(str(job.pk)) is None
        assert run_bulk_job.run(str(job.pk)) is False  # its message came twice as well
        assert client.post(page, self.ids(desk))["Location"] == first  # a click after its end
        assert "3 / 3" in client.get(first).content.decode()
        assert letters(desk) > 0

    def test_what_was_decided_or_proposed_otherwise_meanwhile_is_named(self, desk: Any, login: Any) -> None:
        propose_all(desk)
        client = login(desk.admin_a)
        where = client.post(url("release", desk), self.ids(desk))["Location"]
        with in_programme(desk.admin_a, desk.programme_a) as by:
            actions.propose(application_id=desk.files[0].pk, verb="", reason="", by=by)
            actions.propose(application_id=desk.files[1].pk, verb="approve", reason="Toch wel", by=by)
            job = BulkJob.objects.get()
        run_bulk_job.run(str(job.pk))
        shown = client.get(where).content.decode()
        assert all(file.reference in shown for file in desk.files[:2]) and desk.files[2].reference not in shown
        assert "ingetrokken" in shown and "andere beslissing" in shown
        assert {fresh(file).state for file in desk.files} == {"in_review"} and letters(desk) == 0

    def test_the_page_releases_the_proposals_that_it_showed(self, desk: Any, login: Any) -> None:
        propose_all(desk)
        client, page = login(desk.admin_a), url("release", desk)
        read = {**self.ids(desk), "shown": shown_on(client.get(page))}
        with in_programme(desk.admin_a, desk.programme_a) as by:
            actions.propose(application_id=desk.files[0].pk, verb="reject", reason="Toch niet", by=by)
        answer = client.post(page, read, follow=True)
        assert answer.redirect_chain[-1][0] == page and "andere beslissing" in answer.content.decode()
        with system_context("test"):
            assert not BulkJob.objects.exists()
        assert "/jobs/" in client.post(page, {**self.ids(desk), "shown": shown_on(answer)})["Location"]
        assert (
            "/jobs/" in client.post(page, {**self.ids(desk), "shown": shown_on(answer)})["Location"]
        )  # a double click

    def test_released_decided_again_and_released_again_is_another_job(self, desk: Any) -> None:
        propose_all(desk)
        first = released(desk)
        with in_programme(desk.admin_a, desk.programme_a) as by:
            for file in desk.files:
                if fresh(file).state == "waitlisted":
                    programme_actions.take_up(application_id=file.pk, by=by)
                else:
                    actions.reopen(application_id=file.pk, reason="Verkeerd", by=by)
        propose_all(desk)
        second = released(desk)
        assert first.pk != second.pk and second.done == 3

    @pytest.mark.django_db(transaction=True)
    def test_four_at_the_same_instant(self, desk: Any, login: Any) -> None:
        propose_all(desk)
        clients = [login(desk.admin_a) for _number in range(4)]
        page, gate = url("release", desk), Barrier(4)

        def click(client: Any) -> str:
            gate.wait()
            try:
                return str(client.post(page, self.ids(desk))["Location"])
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as people:
            places = set(people.map(click, clients))
        with system_context("test"):
            assert places == {url("job", desk, BulkJob.objects.get().pk)}

    def test_the_same_work_on_the_same_files(self, desk: Any) -> None:
        keys, others = self.ids(desk)["ids"], self.ids(desk)["ids"][:2]
        asked = {"assessors": [desk.assessor_a.pk], "due_on": "2030-12-01"}
        with in_programme(desk.admin_a, desk.programme_a) as by:
            first = actions.begin_job("assign", keys, asked, by)
            assert actions.begin_job("assign", keys[::-1], asked, by) == first
            assert actions.begin_job("assign", others, asked, by) != first
            assert actions.begin_job("assign", keys, {**asked, "due_on": "2030-12-02"}, by) != first
        run_bulk_job.run(str(first.pk))
        with in_programme(desk.admin_a, desk.programme_a) as by:
            assert actions.begin_job("assign", keys, asked, by) == first  # just done
            made = actions.begin_job("assign", keys, asked, by, page="another page")
            assert made != first
            assert actions.begin_job("assign", keys, asked, by, page="another page") == made

    def test_somebody_who_lost_the_role_and_a_crash_end_it_in_words(
        self, desk: Any, login: Any, monkeypatch: Any
    ) -> None:
        propose_all(desk)
        client = login(desk.admin_a)
        where = client.post(url("release", desk), self.ids(desk))["Location"]
        with system_context("test"):
            job = BulkJob.objects.get()
            ProgrammeMembership.objects.filter(user_id=desk.admin_a.pk).update(ended_at=clock.now())
        run_bulk_job.run(str(job.pk))
        with system_context("test"):
            ProgrammeMembership.objects.filter(user_id=desk.admin_a.pk).update(ended_at=None)
        assert "mag dat niet meer" in client.get(where).content.decode()
        again = client.post(url("job_again", desk, job.pk))["Location"]
        assert again != where
        with system_context("test"):
            second = BulkJob.objects.get(finished_at=None)
        monkeypatch.setitem(bulk_tasks.STEPS, "release", lambda *_args: [][0])
        run_bulk_job.run(str(second.pk))
        shown = client.get(again).content.decode()
        assert "iets onverwachts" in shown and "IndexError" not in shown
        monkeypatch.undo()
        with system_context("test"):
            work.note(run_bulk_job.name, second.pk)  # as platform staff does
        run_bulk_job.run(str(second.pk))
        assert "3 / 3" in client.get(again).content.decode()


class TestTakingBack:
    def approve(self, desk: Any) -> Application:
        with in_programme(desk.admin_a, desk.programme_a) as by:
            return programme_actions.approve(application_id=desk.files[0].pk, reason="Goed", by=by)

    def test_an_approval_and_approved_again(self, desk: Any) -> None:
        self.approve(desk)
        with in_programme(desk.admin_a, desk.programme_a) as by:
            actions.reopen(application_id=desk.files[0].pk, reason="Verkeerd dossier", by=by)
        again = fresh(desk.files[0])
        assert (again.state, again.start_due_on) == ("in_review", None)
        with system_context("test"):
            trajectory = Trajectory.objects.get(application=again)
            assert trajectory.state == "stopped"
            assert not Reminder.objects.filter(subject_id=trajectory.pk, state="planned").exists()
            assert OutgoingEmail.objects.filter(kind="programmes.reopened").count() == 1
        with clock.at(clock.today() + timedelta(days=20)):
            self.approve(desk)
            with system_context("test"):
                trajectory.refresh_from_db()
                assert trajectory.state == "awaiting_coach"
                assert trajectory.start_due_on == fresh(desk.files[0]).start_due_on
                assert Reminder.objects.filter(subject_id=trajectory.pk, state="planned").count() == 5
                events = (
                    AuditEvent.objects.filter(subject_id=again.pk, event__startswith="application.")
                    .order_by("at")
                    .values_list("event", flat=True)
                )
                assert list(events)[-3:] == ["application.approve", "application.reopen", "application.approve"]
                letters = Document.objects.filter(subject_id=again.pk, kind="decision-letter")
                assert sorted(letters.values_list("version_no", flat=True)) == [1, 2]

    def test_not_once_it_has_started(self, desk: Any) -> None:
        with in_programme(desk.admin_a, desk.programme_a) as by, pytest.raises(Refused):
            actions.reopen(application_id=desk.application_a.pk, reason="Spijt", by=by)
        assert fresh(desk.application_a).state == "approved"

    def test_a_second_click(self, desk: Any) -> None:
        self.approve(desk)
        with in_programme(desk.admin_a, desk.programme_a) as by:
            actions.reopen(application_id=desk.files[0].pk, reason="Fout", by=by)
            with pytest.raises(IllegalTransition):
                actions.reopen(application_id=desk.files[0].pk, reason="Fout", by=by)

    def test_the_page(self, desk: Any, login: Any) -> None:
        self.approve(desk)
        page = url("reopen", desk, desk.files[0].pk)
        assert login(desk.assessor_a).get(page).status_code == 403
        client = login(desk.admin_a)
        assert client.get(page).status_code == 200
        assert client.post(page, {"reason": ""}).status_code == 200
        assert client.post(page, {"reason": "Fout"}).status_code == 302
