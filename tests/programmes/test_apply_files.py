"""Files with an application: safe ones only, for those who may, gone when they are thrown away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError
from django.urls import reverse

from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.paper.uploads import TEST_VIRUS
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions, queries
from coaching.programmes.models import Application, Attachment
from tests import factories
from tests.acting import as_person, in_company, in_portfolio, in_programme
from tests.core.paper.test_uploads import PDF, picture
from tests.programmes.conftest import ANSWERS, begin, fresh, send
from tests.programmes.test_apply_sharing import helper, joined  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=args)


def pdf(name: str = "verslag.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attach(user: Any, draft: Application, upload: Any = None, code: str = "EMPLOYER") -> Attachment:
    with as_person(user) as by:
        return actions.attach(application_id=draft.pk, page="support", code=code, upload=upload or pdf(), by=by)


def files(draft: Application) -> list[Attachment]:
    with system_context("test"):
        return list(Attachment.objects.filter(application=draft))


def on_disk() -> set[str]:
    folder = Path(default_storage.location) / "applications"  # type: ignore[attr-defined]
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_party_shows_its_support_with_a_file(world, baker, login):
    draft = begin(baker, world.programme_a, support_texts={})
    with as_person(baker):
        assert queries.missing_steps(queries.in_hand(baker.pk).get(pk=draft.pk)) == ["support"]
    client, page = login(baker), url("step", draft.pk, "support")
    typed = {"support_from": ["EMPLOYER", "WORKERS"], "support_WORKERS": "Besproken.", "version": draft.version}
    assert client.post(page, typed).status_code == 200  # the employer shows nothing
    assert client.post(page, {**typed, "_file_EMPLOYER": pdf(), "attach": "1"}).url == page
    shown = client.get(page).content.decode()
    assert "verslag.pdf" in shown and "Besproken." in shown
    typed["version"] = fresh(draft).version
    assert client.post(page, typed).url == url("step", draft.pk, "channel")
    with as_person(baker):
        assert queries.missing_steps(queries.in_hand(baker.pk).get(pk=draft.pk)) == []
    kept = files(draft)[0]
    typed["version"] = fresh(draft).version
    assert client.post(page, {**typed, "remove": str(kept.pk)}).url == page
    assert files(draft) == [] and client.post(page, {**typed, "version": fresh(draft).version}).status_code == 200
    with pytest.raises(Refused):
        send(baker, draft)


def test_a_ticked_party_needs_a_word_a_file_or_the_text_of_an_older_draft(world, baker):
    for texts, together, missing in (({}, "", ["support"]), ({"EMPLOYER": "Ja"}, "", ["support"]), ({}, "Samen", [])):
        draft = begin(baker, world.programme_a, support_texts=texts, support_evidence=together)
        with as_person(baker) as by:
            assert queries.missing_steps(queries.in_hand(baker.pk).get(pk=draft.pk)) == missing
            actions.delete_draft(application_id=draft.pk, by=by)


@pytest.mark.parametrize(
    "upload",
    [
        pdf("x.pdf", b"<html></html>"),
        pdf("x.pdf", PDF.replace(b"<<>>", b"<</S/Launch>>", 1)),
        pdf("x.pdf", b""),
        pdf("x.exe", b"MZ\x90"),
        pdf("x.pdf", PDF + TEST_VIRUS),
        pdf("x.png", b"\x89PNG\r\n\x1a\n<script>"),
        pdf("x.svg", b"<svg onload=alert(1)>"),
    ],
)
def test_hostile_files_are_refused_at_their_field_and_nothing_typed_is_lost(world, baker, login, draft, upload):
    typed = {**ANSWERS["support"], "support_WORKERS": "Net getypt.", "version": draft.version}
    page = login(baker).post(url("step", draft.pk, "support"), {**typed, "_file_WORKERS": upload, "attach": "1"})
    assert page.status_code == 200 and "_file_WORKERS" in page.context["form"].errors
    assert "Net getypt." in page.content.decode()
    assert files(draft) == [] and fresh(draft).version == draft.version


def test_a_good_file_beside_a_bad_one_leaves_nothing_behind(world, baker, login, draft):
    before, typed = on_disk(), {**ANSWERS["support"], "version": draft.version}
    two = {"_file_EMPLOYER": pdf(), "_file_WORKERS": pdf("x.pdf", b"MZ")}
    page = login(baker).post(url("step", draft.pk, "support"), {**typed, **two, "attach": "1"})
    assert page.status_code == 200 and page.context["form"].errors.keys() == {"_file_WORKERS"}
    assert files(draft) == [] and on_disk() == before


def test_names_and_content_are_made_harmless(world, baker, login, draft):
    attach(baker, draft, SimpleUploadedFile("../../etc/<b>é.PNG", picture()))
    kept = files(draft)[0]
    assert kept.file_name.endswith(".png") and "/" not in kept.file_name and "<" not in kept.file_name
    assert "é" not in kept.file.name and kept.file.name.startswith("applications/")
    response = login(baker).get(url("own_file", draft.pk, kept.pk))
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert (
        response.headers["X-Content-Type-Options"] == "nosniff"
        and "sandbox" in response.headers["Content-Security-Policy"]
    )


def test_how_many_and_how_large(world, baker, draft, monkeypatch):
    monkeypatch.setattr("coaching.programmes.actions.attachments.MOST_FILES", 2)
    attach(baker, draft)
    monkeypatch.setattr("coaching.programmes.actions.attachments.MOST_BYTES", len(PDF) + 1)
    with pytest.raises(Refused, match="50"):
        attach(baker, draft)
    monkeypatch.setattr("coaching.programmes.actions.attachments.MOST_BYTES", 10_000)
    attach(baker, draft)
    with pytest.raises(Refused, match="2"):
        attach(baker, draft)
    assert len(files(draft)) == 2


def test_who_reads_a_file_before_and_after_sending(world, baker, login, draft, helper, joined):  # noqa: F811
    kept = attach(helper, draft)
    own = url("own_file", draft.pk, kept.pk)
    assert login(baker).get(own).status_code == login(helper).get(own).status_code == 200
    assert login(world.outsider).get(own).status_code == 404
    with in_programme(world.admin_a, world.programme_a):
        assert not Attachment.objects.filter(pk=kept.pk).exists()  # a draft is nobody's business yet
    send(baker, draft)
    company = fresh(draft).company
    with system_context("test"):
        adviser, coach = factories.user("Adviseur"), world.coach_a
        factories.membership(company, adviser, "prevention_adviser")
    at_company, at_desk = (
        url("company_file", company.slug, draft.pk, kept.pk),
        url("desk_file", world.programme_a.slug, draft.pk, kept.pk),
    )
    assert login(baker).get(own).content == PDF
    assert login(baker).get(at_company).content == PDF
    assert login(adviser).get(at_company).status_code == 403
    assert login(world.contact_b).get(at_company).status_code == 404
    assert login(world.assessor_a).get(at_desk).content == PDF
    assert login(world.observer_a).get(at_desk).status_code == 403
    assert login(world.admin_b).get(at_desk).status_code == 404
    elsewhere = url("desk_file", world.programme_b.slug, draft.pk, kept.pk)
    assert login(world.admin_b).get(elsewhere).status_code == 404
    assert login(helper).get(own).status_code == 404  # no longer a draft
    assert login(baker).get(url("own_file", draft.pk, draft.pk)).status_code == 404
    assert "verslag.pdf" in login(world.admin_a).get(url("file", world.programme_a.slug, draft.pk)).content.decode()
    with pytest.raises(ProgrammingError), in_portfolio(coach):
        Attachment.objects.exists()


def test_others_add_and_remove_nothing(world, baker, login, draft):
    kept = attach(baker, draft)
    with as_person(world.outsider) as by:
        for action, more in (
            (actions.attach, {"page": "support", "code": "WORKERS", "upload": pdf()}),
            (actions.remove_attachment, {"attachment_id": kept.pk}),
        ):
            with pytest.raises(Application.DoesNotExist):
                action(application_id=draft.pk, by=by, **more)
    send(baker, draft)
    with as_person(baker) as by:
        with pytest.raises(IllegalTransition):
            actions.remove_attachment(application_id=draft.pk, attachment_id=kept.pk, by=by)
    assert [row.pk for row in files(draft)] == [kept.pk]
    assert (
        login(baker).post(url("step", draft.pk, "support"), {"remove": "x"}).status_code == 302
    )  # sent: nothing happens


def test_a_wrong_id_removes_nothing(world, baker, login, draft):
    kept = attach(baker, draft)
    other = begin(world.outsider, world.programme_a)
    foreign = attach(world.outsider, other)
    typed = {**ANSWERS["support"], "version": draft.version}
    client = login(baker)
    assert client.post(url("step", draft.pk, "support"), {**typed, "remove": "geen-id"}).status_code == 404
    assert client.post(url("step", draft.pk, "support"), {**typed, "remove": str(foreign.pk)}).status_code == 302
    assert [row.pk for row in files(draft) + files(other)] == [kept.pk, foreign.pk]


def test_files_go_with_the_draft(world, baker, draft, django_capture_on_commit_callbacks):
    before = on_disk()
    attach(baker, draft)
    attach(baker, draft, code="WORKERS")
    assert len(on_disk() - before) == 2
    with django_capture_on_commit_callbacks(execute=True), as_person(baker) as by:
        actions.delete_draft(application_id=draft.pk, by=by)
    assert on_disk() == before and files(draft) == []


def test_a_file_with_the_answer_to_a_question(world, login, submitted):
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.take_up(application_id=submitted.pk, by=by)
        actions.request_info(application_id=submitted.pk, question="Hebt u een verslag?", by=by)
    client = login(world.contact_a)
    answer = url("answer_info", world.company_a.slug, submitted.pk)
    page = client.post(answer, {"answer": "Zie bijlage.", "file": pdf("x.pdf", b"MZ")})
    assert (
        page.status_code == 200
        and "Zie bijlage." in page.content.decode()
        and fresh(submitted).state == "info_requested"
    )
    assert client.post(answer, {"answer": "Zie bijlage.", "file": pdf()}).status_code == 302
    kept = files(submitted)[0]
    assert kept.question_id and kept.company_id == world.company_a.pk
    desk = login(world.admin_a)
    assert desk.get(url("desk_file", world.programme_a.slug, submitted.pk, kept.pk)).content == PDF
    assert "verslag.pdf" in client.get(url("company_application", world.company_a.slug, submitted.pk)).content.decode()
    with as_person(world.contact_a):  # not by way of the applicant's own pages, who may be a contact no longer
        assert not Attachment.objects.filter(pk=kept.pk).exists()
    with in_company(world.contact_b, world.company_b):
        assert not Attachment.objects.filter(pk=kept.pk).exists()


def test_the_copy_names_the_files_and_what_was_confirmed(world, baker, draft):
    from coaching.programmes.reports import copy

    attach(baker, draft)
    send(baker, draft)
    with as_person(baker):
        data = copy(Application.objects.select_related("programme", "layer_version").get(pk=draft.pk), "nl")
    rows = [row for section in data.context["sections"] for row in section["rows"]]
    assert ("Bestanden", "verslag.pdf") in [(str(a), b) for a, b in rows] and data.context["declaration"]
