"""A form posted by somebody whose session has ended: kept, put back after signing in, for its writer alone."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coaching.core.screen.typed import kept
from coaching.insight.demo.people import code_now
from tests.core.paper.test_uploads import PDF
from tests.core.screen.typed.acting import end_session, form_of, hidden, sign_in
from tests.programmes.conftest import baker, draft, fresh  # noqa: F401 - fixtures

TEXT = "Wij tillen elke dag 40 kisten <zwaar> & zoeken raad.\r\nMet hulp van buiten."
SHOWN = escape(TEXT).replace("\r\n", "\n")


def shown(page: Any) -> str:
    return str(page.content.decode()).replace("\r\n", "\n")


@pytest.fixture
def page(draft: Any) -> str:  # noqa: F811
    return reverse("programmes:step", args=[draft.pk, "question"])


def lose(client: Client, page: str, **more: Any) -> tuple[dict[str, Any], Any]:
    """The form is opened, the session ends, the form is posted."""
    opened = client.get(page)
    fields = {**hidden(opened), "motivation": TEXT, "objectives": "Minder ziek.", "later": "1", **more}
    end_session(client)
    return fields, client.post(page, fields)


def test_it_comes_back_after_signing_in_and_is_sent_by_its_writer(baker, draft, page, strict):  # noqa: F811
    client = strict(baker)
    fields, away = lose(client, page)
    assert away.status_code == 302 and away.url.startswith("/account/login/?next=")
    assert "Wat u typte, is bewaard" in shown(client.get(away.url))
    back = sign_in(client, baker, away.url)
    assert back.url == page
    again = client.get(page)
    assert SHOWN in shown(again) and "nog niet verstuurd" in shown(again)
    assert fresh(draft).motivation == "Veel rugklachten."  # nothing was sent behind one's back
    assert SHOWN in shown(client.get(page))  # a reload keeps it
    sent = client.post(page, {**fields, **hidden(again)})
    assert sent.status_code == 302 and "<zwaar>" in fresh(draft).motivation
    assert "Gooi weg" in shown(again).partition("<template")[0]
    assert "Gooi weg" not in shown(client.get(page)).partition("<template")[0] and kept.SESSION not in client.session


def test_who_signs_in_next_on_that_browser_sees_nothing_of_it(world, baker, page, strict):  # noqa: F811
    client = strict(baker)
    _fields, away = lose(client, page)
    sign_in(client, world.contact_b, away.url)
    answers = [shown(client.get(url)) for url in (page, "/me/", "/me/profile/")]
    assert not any("40 kisten" in answer for answer in answers)
    assert kept.SESSION not in client.session
    client.post("/account/logout/", form_of(client.get("/me/profile/")))
    sign_in(client, baker)
    assert "40 kisten" not in shown(client.get(page))  # it was dropped when the other came in


def test_the_form_of_another_is_neither_kept_nor_shown_nor_sent(world, baker, draft, page, strict):  # noqa: F811
    """The page of one stays open; somebody else signs in in another tab and presses its button."""
    client = strict(baker)
    fields = {**form_of(client.get(page)), "motivation": TEXT, "later": "1"}
    end_session(client)
    sign_in(client, world.contact_b)
    answer = client.post(page, fields)
    assert answer.status_code == 403 and "40 kisten" not in shown(answer)
    assert kept.SESSION not in client.session and fresh(draft).motivation == "Veel rugklachten."
    assert "40 kisten" not in shown(client.get("/me/"))


def test_signed_in_again_in_another_tab_the_old_one_comes_back_filled(baker, draft, page, strict):  # noqa: F811
    client = strict(baker)
    fields = {**form_of(client.get(page)), "motivation": TEXT, "later": "1"}
    end_session(client)
    sign_in(client, baker)
    answer = client.post(page, fields)
    assert (answer.status_code, answer.url) == (302, page)
    assert SHOWN in shown(client.get(page)) and fresh(draft).motivation == "Veel rugklachten."


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize(
    "headers", [{"Origin": "https://elders.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_a_page_of_others_gets_nothing_kept(baker, page, strict, headers, signed_in):  # noqa: F811
    """Even one that would know the stamp: what it posts is not kept, not put back, not shown."""
    client = strict(baker)
    stamp = form_of(client.get(page))["_whose"]
    if not signed_in:
        end_session(client)
    answer = client.post(page, {"_whose": stamp, "motivation": TEXT, "later": "1"}, headers=headers)
    assert "40 kisten" not in shown(answer) and kept.SESSION not in client.session


def test_a_post_without_token_and_stamp_is_not_kept(baker, page, strict):  # noqa: F811
    client = strict(baker)
    client.get(page)
    answer = client.post(page, {"motivation": TEXT, "later": "1"})
    assert answer.status_code == 403 and kept.SESSION not in client.session
    end_session(client)
    answer = client.post(page, {"motivation": TEXT, "later": "1"})
    assert answer.status_code == 302 and kept.SESSION not in client.session


def test_a_form_that_does_not_say_whose_it_is_is_of_who_was_here_last(baker, page, strict):  # noqa: F811
    """Its token still holds, so nobody else has signed in since."""
    client = strict(baker)
    token = form_of(client.get(page))["csrfmiddlewaretoken"]
    end_session(client)
    away = client.post(page, {"csrfmiddlewaretoken": token, "motivation": TEXT, "later": "1"})
    assert sign_in(client, baker, away.url).url == page and SHOWN in shown(client.get(page))


@pytest.mark.parametrize(
    "named", ["http://testserver//elders.test/", "https://elders.test/apply/", "http://[", "nergens"]
)
def test_one_is_sent_to_no_page_of_others(baker, page, strict, named):  # noqa: F811
    client = strict(baker)
    fields = {**form_of(client.get(page)), "motivation": TEXT, "later": "1"}
    end_session(client)
    away = client.post(page, fields, headers={"Referer": named})
    assert away.url == f"/account/login/?next={page}" and client.session[kept.SESSION][0]["page"] == page


def test_a_stamp_of_ones_own_making_keeps_nothing(db):
    """Who never signed in here cannot fill our sessions."""
    client = Client()
    client.post("/me/profile/", {"_whose": "a" * 32 + ":" + "b" * 43, "name": TEXT})
    assert kept.SESSION not in client.session


def test_without_any_cookie_it_is_still_its_writers(baker, page, strict):  # noqa: F811
    client = strict(baker)
    fields = {**form_of(client.get(page)), "motivation": TEXT, "later": "1"}
    client.cookies.clear()
    away = client.post(page, fields, headers={"Origin": "http://testserver"})
    assert away.status_code == 302
    assert sign_in(client, baker, away.url).url == page
    assert SHOWN in shown(client.get(page))


def test_too_long_to_keep_it_is_shown_for_copying(baker, page, strict):  # noqa: F811
    _fields, answer = lose(strict(baker), page, objectives="lang " * 60_000)
    assert (
        answer.status_code == 403 and SHOWN in shown(answer) and answer.wsgi_request.session.get(kept.SESSION) is None
    )


def test_passwords_and_files_are_not_kept(baker, page, strict):  # noqa: F811
    client = strict(baker)
    _fields, away = lose(
        client, page, password="geheim-woord", _file_x=SimpleUploadedFile("advies.pdf", PDF, "application/pdf")
    )
    assert "opnieuw kiezen" in shown(client.get(away.url))
    held = client.session[kept.SESSION]
    assert "geheim" not in str(held) and "%PDF" not in str(held)
    sign_in(client, baker, away.url)
    assert "advies.pdf" in shown(client.get(page))


def test_a_second_step_keeps_it_too(world, strict, login):
    """Password, then code: the text is on the page of the coach at the end."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    coach, client = world.coach_a, strict(world.coach_a)
    TOTP.activate(coach, secret)
    url = reverse("accounts:profile")
    fields = {**form_of(client.get(url)), "name": "Een naam met twee woorden"}
    end_session(client)
    away = client.post(url, fields)
    step = sign_in(client, coach, away.url)
    assert "/account/2fa/authenticate/" in step.url
    token = hidden(client.get(step.url))
    done = client.post(step.url, {**token, "code": code_now(secret)})
    assert done.url == url and "Een naam met twee woorden" in shown(client.get(url))
    assert Authenticator.objects.filter(user=coach).exists()


def test_another_hat_is_another_page(world, strict):
    """What somebody typed as a coach does not stand on the same page seen as a contact."""
    request = kept.Kept("m", "/c/x/?as=coach", "/c/x/?as=coach", {"a": ["b"]})
    assert request.is_of("/c/x/?as=coach&p=2") and not request.is_of("/c/x/?as=contact") and not request.is_of("/c/x/")


def test_thrown_away_it_is_gone_and_only_ones_own_can_be(world, baker, page, strict):  # noqa: F811
    client = strict(baker)
    _fields, away = lose(client, page)
    sign_in(client, baker, away.url)
    opened = client.get(page)
    key = client.session[kept.SESSION][0]["id"]
    client.post(f"/me/typed/{'0' * 16}/", {**form_of(opened), "next": page})
    assert len(client.session[kept.SESSION]) == 1
    assert client.post(f"/me/typed/{key}/", {**form_of(opened), "next": "https://elders.test/"}).url == "/me/"
    assert kept.SESSION not in client.session and "40 kisten" not in shown(client.get(page))


def test_pages_that_save_themselves_are_told(baker, draft, page, strict):  # noqa: F811
    """No sign-in page inside the form: an event, and nothing to draw. The same with a token of before."""
    client = strict(baker)
    fields = {**form_of(client.get(page)), "motivation": TEXT}
    save = reverse("programmes:autosave", args=[draft.pk, "question"])
    end_session(client)
    for signs_in in (True, False):
        answer = client.post(save, fields, headers={"HX-Request": "true"})
        assert (answer.status_code, answer.headers["HX-Trigger"], answer.content) == (401, "signed-out", b"")
        if signs_in:
            sign_in(client, baker)
    partial = Client().get(page, headers={"HX-Request": "true"})
    assert (partial.status_code, partial.content) == (401, b"")


def test_what_was_saved_since_is_not_covered_by_the_older_words(baker, draft, page, strict):  # noqa: F811
    """Put back, written further, saved by the page itself: the newest words stand there, and nothing is "not sent"."""
    client = strict(baker)
    _fields, away = lose(client, page)
    sign_in(client, baker, away.url)
    newer = {
        **hidden(client.get(page)),
        "motivation": "Nieuwer en bewaard.",
        "objectives": "Minder.",
        "own_hours": "60",
    }
    at = {"HX-Request": "true", "Referer": f"http://testserver{page}"}
    saved = client.post(f"{page}save/", newer, headers=at)
    assert saved.headers["HX-Trigger"] == "typed-saved" and fresh(draft).motivation == "Nieuwer en bewaard."
    again = shown(client.get(page)).partition("<template")[0]
    assert "Nieuwer en bewaard." in again and "40 kisten" not in again and "nog niet verstuurd" not in again
    assert kept.SESSION not in client.session


def test_sent_again_and_not_taken_the_newest_words_are_the_ones_that_are_kept(world, baker, strict):  # noqa: F811
    """Without a script: put back, changed, refused for another field. The older words do not come back over them."""
    client, url = strict(world.contact_a), f"/c/{world.company_a.slug}/work-units/"
    fields = {"name": "Oude woorden van vroeger", "headcount": "1,000"}
    opened = form_of(client.get(url))
    end_session(client)
    away = client.post(url, {**opened, **fields}, headers={"Referer": f"http://testserver{url}"})
    sign_in(client, world.contact_a, away.url)
    again = client.get(url)
    assert "Oude woorden" in shown(again)
    client.post(url, {**form_of(again), **fields, "name": "Nieuwe woorden van nu"})
    there = shown(client.get(url))
    assert "Nieuwe woorden van nu" in there and "Oude woorden" not in there


def test_words_that_are_saved_by_now_are_not_called_unsent(baker, draft, page, strict):  # noqa: F811
    """The same words were saved from another window in the meantime."""
    client = strict(baker)
    fields, away = lose(client, page)
    sign_in(client, baker, away.url)
    elsewhere = Client()
    elsewhere.force_login(baker)
    elsewhere.post(page, {**fields, **hidden(elsewhere.get(page))})
    assert "40 kisten" in fresh(draft).motivation
    again = shown(client.get(page)).partition("<template")[0]
    assert SHOWN in again and "nog niet verstuurd" not in again and kept.SESSION not in client.session
