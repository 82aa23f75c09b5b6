"""All that match a list, worked on together: what was shown is what is done, once per file, and the rest is named."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.screen.lists import PER_PAGE
from coaching.core.tenancy.context import system_context
from coaching.programmes.assessment import actions, queries, steps, tasks
from coaching.programmes.assessment.tasks import run_bulk_job
from coaching.programmes.models import Application, BulkJob, Programme
from tests import factories
from tests.acting import in_programme
from tests.programmes.assessment.test_release import url
from tests.programmes.conftest import fresh

pytestmark = pytest.mark.django_db
LIST = "view=todo&province=LIM"


@pytest.fixture
def many(desk: Any) -> Any:
    """More files from Limburg than a page holds, one from Antwerp, and one of another programme."""
    with system_context("test"):
        Application.objects.filter(pk__in=[file.pk for file in desk.files]).update(province="ANT")
        Application.objects.filter(pk=desk.application_b.pk).update(province="LIM", state="in_review")
        desk.limburg = [
            factories.application(
                desk.programme_a,
                desk.files[0].applicant,
                desk.files[0].company,
                state="in_review" if number % 2 else "submitted",
                province="LIM",
            )
            for number in range(PER_PAGE + 5)
        ]
    return desk


def chosen(page: Any, **more: str) -> dict[str, str]:
    """What the page with the form carries, and what is filled in."""
    html = page.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(what|page|list|all|shown)" value="([^"]*)"', html))
    return {**found, "list": found["list"].replace("&amp;", "&"), **more}


def run(job: BulkJob | None = None) -> BulkJob:
    with system_context("test"):
        job = job or BulkJob.objects.get()
    run_bulk_job.run(str(job.pk))
    with system_context("test"):
        return BulkJob.objects.get(pk=job.pk)


class TestAllThatMatch:
    def test_all_behind_the_filters_and_nothing_else(self, many: Any, login: Any) -> None:
        client = login(many.admin_a)
        bar = client.get(url("applications", many) + f"?{LIST}").content.decode()
        assert 'name="all"' in bar and f"{PER_PAGE + 5}" in bar
        page = client.post(url("bulk", many), {"all": "1", "list": LIST, "what": "propose", "said": str(PER_PAGE + 5)})
        assert f"{PER_PAGE + 5} dossiers" in page.content.decode() and not page.context["changed"]
        answer = client.post(url("bulk", many), chosen(page, go="1", verb="waitlist", text_nl="Later, {company}."))
        job = run()
        assert answer.url == url("job", many, job.pk)
        assert (job.state, job.done, job.problems) == ("done", PER_PAGE + 5, [])
        with system_context("test"):
            proposed = Application.objects.filter(proposed_verb="waitlist")
            assert set(proposed) == set(many.limburg)
            assert proposed.first().proposed_reason == f"Later, {many.files[0].company.name}."
            assert fresh(many.application_b).proposed_verb == ""

    def test_a_set_that_changed_says_so_and_asks_again(self, many: Any, login: Any) -> None:
        client = login(many.admin_a)
        page = client.post(url("bulk", many), {"all": "1", "list": LIST, "what": "take_up", "said": "3"})
        assert page.context["changed"]
        with system_context("test"):
            newcomer = factories.application(
                many.programme_a, many.files[0].applicant, many.files[0].company, province="LIM"
            )
        told = chosen(page, go="1")
        again = client.post(url("bulk", many), told)
        assert again.status_code == 200 and f"{PER_PAGE + 6} dossiers" in again.content.decode()
        assert "error-summary" in again.content.decode()
        with system_context("test"):
            assert not BulkJob.objects.exists()
        assert client.post(url("bulk", many), chosen(again, go="1")).status_code == 302
        assert str(newcomer.pk) in run().parameters["ids"]

    def test_one_job_however_often_it_is_clicked(self, many: Any, login: Any) -> None:
        """Also when the work has changed the list by the second click."""
        client = login(many.admin_a)
        page = client.post(url("bulk", many), {"all": "1", "list": "view=todo&state=submitted", "what": "take_up"})
        told = chosen(page, go="1")
        first = client.post(url("bulk", many), told).url
        assert client.post(url("bulk", many), told).url == first
        run()
        assert client.post(url("bulk", many), told).url == first
        with system_context("test"):
            assert BulkJob.objects.count() == 1

    def test_too_many_and_none(self, many: Any, login: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        client = login(many.admin_a)
        answer = client.post(url("bulk", many), {"all": "1", "list": "view=waiting", "what": "mail"})
        assert answer.url == url("applications", many) + "?view=waiting"
        monkeypatch.setattr(queries, "MOST_AT_ONCE", 2)
        assert client.post(url("bulk", many), {"all": "1", "list": LIST, "what": "mail"}).status_code == 302
        with in_programme(many.admin_a, many.programme_a) as by, pytest.raises(Refused):
            actions.begin_on_list(kind="take_up", filters={"view": "todo"}, shown="x", parameters={}, page="p", by=by)

    def test_the_page_costs_the_same_for_one_and_many(
        self, many: Any, login: Any, django_assert_num_queries: Any
    ) -> None:
        client, address = login(many.admin_a), url("bulk", many)
        one = {"ids": [many.limburg[0].pk], "what": "mail"}
        client.post(address, one)
        with CaptureQueriesContext(connection) as few:
            client.post(address, one)
        with django_assert_num_queries(len(few)):
            client.post(address, {"ids": [file.pk for file in many.limburg], "what": "mail"})

    def test_who_may_not(self, many: Any, login: Any) -> None:
        told = {"all": "1", "list": LIST, "what": "reject"}
        for who in (many.assessor_a, many.observer_a):
            assert login(who).post(url("bulk", many), told).status_code == 403
            assert 'id="bulk"' not in login(who).get(url("applications", many)).content.decode()
        assert login(many.admin_b).post(url("bulk", many), told).status_code == 404


class TestFileByFile:
    def begun(self, desk: Any, kind: str = "take_up", **parameters: Any) -> BulkJob:
        with in_programme(desk.admin_a, desk.programme_a) as by:
            ids = [str(file.pk) for file in desk.files]
            return actions.begin_job(kind, ids, parameters, by, page="een")

    def test_broken_off_it_goes_on_and_does_none_twice(self, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        """What kills a worker is no Exception: nothing catches it, the file under way is undone, those before stay."""
        job = self.begun(desk, "mail", texts={"nl": "Dag {company}"}, subjects={"nl": "S"}, fact="een")
        whole, calls = steps.STEPS["mail"], []

        def dying(application: Application, parameters: dict[str, Any], by: Any) -> None:
            whole(application, parameters, by)
            calls.append(application.pk)
            if len(calls) == 2:
                raise KeyboardInterrupt

        monkeypatch.setitem(steps.STEPS, "mail", dying)
        with pytest.raises(KeyboardInterrupt):
            run(job)
        with system_context("test"):
            stopped = BulkJob.objects.get()
            assert (stopped.state, stopped.handled) == ("running", 1)
            assert OutgoingEmail.objects.filter(kind="programmes.written").count() == 1
        ended = run(job)
        assert (ended.state, ended.done) == ("done", 3)
        run(job)
        with system_context("test"):
            told = OutgoingEmail.objects.filter(kind="programmes.written")
            assert sorted(told.values_list("company_id", flat=True)) == sorted(f.company_id for f in desk.files)
            assert AuditEvent.objects.filter(event="application.written").count() == 3

    def test_given_up_halfway_trying_again_does_the_rest(self, desk: Any, login: Any) -> None:
        job = self.begun(desk, "place", round="")
        with system_context("test"):
            BulkJob.objects.filter(pk=job.pk).update(state="failed", kind="take_up", done=1, finished_at=clock.now())
            Application.objects.filter(pk__in=[f.pk for f in desk.files[1:]]).update(state="submitted")
        client = login(desk.admin_a)
        assert "1 van de 3" in client.get(url("job", desk, job.pk)).content.decode()
        assert client.post(url("job_again", desk, job.pk)).url == url("job", desk, job.pk)
        ended = run(job)
        assert (ended.state, ended.done, ended.problems) == ("done", 3, [])

    def test_stopped_between_two_files_the_others_are_as_they_were(self, desk: Any, login: Any) -> None:
        with system_context("test"):
            Application.objects.filter(pk__in=[f.pk for f in desk.files]).update(state="submitted")
        job, client = self.begun(desk), login(desk.admin_a)
        with in_programme(desk.admin_a, desk.programme_a) as by:
            assert tasks._next(str(job.pk), by)  # the worker did one, and comes back for the next
        page, stop = url("job", desk, job.pk), url("stop_job", desk, job.pk)
        assert f'action="{stop}"' in client.get(page).content.decode()
        assert (
            login(desk.assessor_a).post(stop).status_code == 403 and login(desk.admin_b).post(stop).status_code == 404
        )
        assert client.post(stop).url == client.post(stop).url == page
        ended = run(job)
        assert (ended.state, ended.done, ended.finished_at is None) == ("stopped", 1, False)
        assert sorted(fresh(file).state for file in desk.files) == ["in_review", "submitted", "submitted"]
        said = client.get(page).content.decode()
        assert "1 van de 3" in said and f'action="{stop}"' not in said
        assert client.post(url("job_again", desk, job.pk)).url == page
        assert run(job).done == 3 and {fresh(file).state for file in desk.files} == {"in_review"}
        client.post(stop)  # what has ended stays as it ended
        with system_context("test"):
            assert BulkJob.objects.get().state == "done"
            assert AuditEvent.objects.filter(event="bulk.stopped").count() == 1

    def test_a_release_that_has_begun_is_all_or_nothing(self, desk: Any) -> None:
        job = BulkJob(kind="release", state="queued", total=3)
        assert job.can_be_stopped
        job.state = "running"
        assert not job.can_be_stopped and not job.goes_on

    def test_what_was_not_done_is_named_with_its_reason(self, desk: Any, login: Any) -> None:
        with system_context("test"):
            Application.objects.filter(pk=desk.files[0].pk).update(state="rejected", decided_at=clock.now())
        job = run(self.begun(desk, "propose", verb="approve", texts={"nl": "Ja, {reference}"}))
        assert (job.done, [row["file"] for row in job.problems]) == (2, [str(desk.files[0].pk)])
        page = login(desk.admin_a).get(url("job", desk, job.pk)).content.decode()
        assert desk.files[0].reference in page and url("file", desk, desk.files[0].pk) in page
        assert "2 van 3" in page

    def test_the_page_goes_on_without_a_script_until_it_is_done(self, desk: Any, login: Any) -> None:
        job, client = self.begun(desk), login(desk.admin_a)
        assert '<meta http-equiv="refresh"' in client.get(url("job", desk, job.pk)).content.decode()
        asks = {"HTTP_HX_REQUEST": "true"}
        assert "<html" not in client.get(url("job", desk, job.pk), **asks).content.decode()
        run(job)
        ended = client.get(url("job", desk, job.pk), **asks)
        assert ended.headers["HX-Refresh"] == "true" and "<html" not in ended.content.decode()
        assert 'http-equiv="refresh"' not in client.get(url("job", desk, job.pk)).content.decode()


class TestMail:
    def test_seen_first_then_one_per_company_in_its_language(self, desk: Any, login: Any) -> None:
        first, second, third = desk.files
        with system_context("test"):
            Application.objects.filter(pk=second.pk).update(language="fr")
            Application.objects.filter(pk=third.pk).update(state="withdrawn")
            again = factories.application(desk.programme_a, first.applicant, first.company, state="in_review")
            alone = factories.application(desk.programme_a, first.applicant, factories.company("Niemand"))
        client = login(desk.admin_a)
        ids = [str(file.pk) for file in (first, second, third, again, alone)]
        page = client.post(url("bulk", desk), {"ids": ids, "what": "mail"})
        words = {"subject_nl": "Dag {company}", "text_nl": "Een.\r\n\r\nTwee {reference}.", "subject_fr": "Bonjour"}
        told = {"ids": ids, "what": "mail", "page": page.context["page"], **words, "text_fr": "Le {sent_on}."}
        lacking = client.post(url("bulk", desk), {**told, "text_fr": "", "look": "1"})
        assert "error-summary" in lacking.content.decode()
        wrong = client.post(url("bulk", desk), {**told, "text_fr": "{firma}", "look": "1"})
        assert "{firma}" in wrong.content.decode() and "error-summary" in wrong.content.decode()
        look = client.post(url("bulk", desk), {**told, "look": "1"})
        shown = {(letter.language, letter.subject) for letter in look.context["letters"]}
        assert ("fr", "Bonjour") in shown and ("nl", f"Dag {first.company_name}") in shown
        with system_context("test"):
            assert not BulkJob.objects.exists()
        client.post(url("bulk", desk), {**told, "go": "1"})
        client.post(url("bulk", desk), {**told, "go": "1"})
        job = run()
        assert (job.done, len(job.problems)) == (2, 3)
        with system_context("test"):
            mails = {mail.company_id: mail for mail in OutgoingEmail.objects.filter(kind="programmes.written")}
        assert set(mails) == {first.company_id, second.company_id}
        assert mails[first.company_id].context["text"].startswith("Een.\n\nTwee ")
        assert (mails[second.company_id].language, mails[second.company_id].context["subject"]) == ("fr", "Bonjour")
        reasons = {row["file"]: row["message"] for row in job.problems}
        assert set(reasons) >= {str(third.pk), str(alone.pk)} and len(set(reasons.values())) == 3
        file = client.get(url("file", desk, second.pk)).content.decode()
        assert "Bonjour" in file

    def test_withdrawn_ones_only_when_asked(self, desk: Any) -> None:
        with system_context("test"):
            Application.objects.filter(pk=desk.files[0].pk).update(state="withdrawn")
        with in_programme(desk.admin_a, desk.programme_a) as by:
            told = {"texts": {"nl": "x"}, "subjects": {"nl": "y"}, "fact": "f", "withdrawn": True}
            job = actions.begin_job("mail", [str(desk.files[0].pk)], told, by)
        assert run(job).done == 1


class TestOutward:
    def test_a_refusal_is_read_before_it_leaves(self, desk: Any, login: Any) -> None:
        with system_context("test"):
            Programme.objects.filter(pk=desk.programme_a.pk).update(
                contact_address="Straat 1", contact_email="a@b.example", objection_days=30
            )
        client, ids = login(desk.admin_a), [str(file.pk) for file in desk.files[:2]]
        told = {"ids": ids, "what": "reject", "text_nl": "Te laat, {company}.", "page": "een"}
        look = client.post(url("bulk", desk), {**told, "look": "1"}).content.decode()
        assert f"Te laat, {desk.files[0].company_name}." in look and "2 dossiers" in look
        with system_context("test"):
            assert not BulkJob.objects.exists()
        client.post(url("bulk", desk), {**told, "go": "1"})
        assert run().done == 2
        assert fresh(desk.files[1]).decision_reason == f"Te laat, {desk.files[1].company_name}."
        assert fresh(desk.files[2]).state == "in_review"

    def test_a_question_takes_a_waiting_file_up(self, desk: Any) -> None:
        with system_context("test"):
            Application.objects.filter(pk=desk.files[0].pk).update(state="submitted")
        with in_programme(desk.admin_a, desk.programme_a) as by:
            ids = [str(file.pk) for file in desk.files]
            job = actions.begin_job("ask", ids, {"texts": {"nl": "Wie tilt bij {company}?"}}, by)
        assert run(job).done == 3
        assert {fresh(file).state for file in desk.files} == {"info_requested"}
