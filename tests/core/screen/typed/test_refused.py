"""Whatever happened meanwhile: an answer that does not hold what was typed shows it, escaped, to its writer."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from coaching.core.screen.typed import kept
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions
from coaching.programmes.models import Application
from tests.acting import as_person
from tests.core.screen.typed.acting import end_session, form_of, hidden, sign_in
from tests.programmes.conftest import baker, draft, send  # noqa: F401 - fixtures

TEXT = "Wat ik <net> had & wou bewaren, in een hele zin."
SHOWN = escape(TEXT)


@pytest.fixture
def page(draft: Any) -> str:  # noqa: F811
    return reverse("programmes:step", args=[draft.pk, "question"])


def body(answer: Any) -> str:
    return str(answer.content.decode()).partition("<template")[0]


def post(client: Any, page: str, **more: Any) -> Any:
    return client.post(page, {**hidden(client.get(page)), "motivation": TEXT, "later": "1", **more}, follow=True)


def test_deleted_elsewhere(baker, draft, page, strict):  # noqa: F811
    client = strict(baker)
    fields = {**hidden(client.get(page)), "motivation": TEXT, "later": "1"}
    with as_person(baker) as by:
        actions.delete_draft(application_id=draft.pk, by=by)
    answer = client.post(page, fields, follow=True)
    assert SHOWN in body(answer) and TEXT not in body(answer)


def test_sent_elsewhere_it_is_shown_on_the_page_one_lands_on_until_thrown_away(baker, draft, page, strict):  # noqa: F811
    client = strict(baker)
    fields = {**hidden(client.get(page)), "motivation": TEXT, "later": "1"}
    send(baker, draft)
    answer = client.post(page, fields, follow=True)
    assert answer.redirect_chain and SHOWN in body(answer) and "Dit is niet bewaard" in body(answer)
    key = client.session[kept.SESSION][0]["id"]
    there = answer.redirect_chain[-1][0]
    client.post(reverse("core:throw_away", args=[key]), {**form_of(answer), "next": there})
    assert SHOWN not in body(client.get(there))


def test_forbidden_shows_it_in_that_answer_only(world, strict):
    client = strict(world.worker_bench_a)
    url = f"/c/{world.company_a.slug}/people/invite/"
    answer = client.post(url, {**form_of(client.get("/me/profile/")), "words": TEXT})
    assert answer.status_code in {403, 404} and SHOWN in body(answer)
    assert kept.SESSION not in client.session


def test_broken_on_our_side(baker, page, strict, monkeypatch):  # noqa: F811
    client = strict(baker)
    client.raise_request_exception = False
    fields = {**hidden(client.get(page)), "motivation": TEXT, "later": "1"}

    def broken(**_given: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(actions, "save_step", broken)
    answer = client.post(page, fields)
    assert answer.status_code == 500 and SHOWN in body(answer)


def test_an_answer_without_a_page_gets_one(baker, draft, strict):  # noqa: F811
    client = strict(baker)
    url = reverse("programmes:received", args=[draft.pk])
    answer = client.post(url, {**form_of(client.get("/me/profile/")), "words": TEXT})
    assert answer.status_code in {302, 405} and (answer.status_code == 302 or SHOWN in body(answer))


def test_changed_by_a_colleague_it_stands_in_the_form_once(baker, draft, page, strict):  # noqa: F811
    client = strict(baker)
    fields = {**hidden(client.get(page)), "motivation": TEXT, "objectives": "Minder.", "own_hours": "60", "later": "1"}
    with system_context("test"):
        found = Application.objects.get(pk=draft.pk)
    with as_person(baker) as by:
        actions.save_step(
            application_id=draft.pk,
            values={"motivation": "Anders"},
            opened_with=found.version,
            page="question",
            tab="een-ander",
            by=by,
        )
    answer = client.post(page, fields)
    assert body(answer).count(SHOWN) == 1 and "error-summary" in body(answer)


def test_a_file_must_be_chosen_again(baker, page, strict):  # noqa: F811
    upload = SimpleUploadedFile("advies.pdf", b"no pdf at all", "application/pdf")
    client = strict(baker)
    answer = client.post(page, {**hidden(client.get(page)), "motivation": TEXT, "own_hours": "veel", "f": upload})
    assert "advies.pdf" in body(answer) and body(answer).count(SHOWN) == 1


def test_a_file_that_was_refused_is_not_asked_for_again(world, strict):
    client, address = strict(world.admin_a), f"/p/{world.programme_a.slug}/import/"
    fields = hidden(client.get(address))
    upload = SimpleUploadedFile("foto.gif", b"GIF89a", "image/gif")
    answer = body(client.post(address, {**fields, "file": upload}))
    assert "error-summary" in answer and "foto.gif" not in answer


def test_sent_to_an_address_without_a_page_it_waits_on_ones_own(world, strict):
    """No page is named and the address only takes posts: the text is shown where the person arrives."""
    client = strict(world.contact_a)
    fields = {**form_of(client.get("/me/profile/")), "text": TEXT}
    end_session(client)
    away = client.post("/me/mail-works/", fields)
    sign_in(client, world.contact_a, away.url)
    answer = client.get(away.url.partition("next=")[2], follow=True)
    assert SHOWN in body(answer)


def test_a_page_of_others_gets_nothing_back(baker, page, strict):  # noqa: F811
    client = strict(baker)
    client.get(page)
    answer = client.post("/apply/geen-adres/", {"words": TEXT}, headers={"Origin": "https://elders.test"})
    assert SHOWN not in answer.content.decode()
