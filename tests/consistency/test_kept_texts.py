"""Every form with words in it says whose it is, is remembered, and comes back as typed after signing in (ADR 0023)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from coaching.core.screen.typed import whose
from tests.attacks.ground import addresses, open_for_editing
from tests.attacks.test_posted_ids import Forms
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db
WORDS = {"Een zin die iets zegt.", "Tekst"}  # what the reader of forms puts in a text
ELSEWHERE = ("/account/", "/i18n/", "/theme/", "/mailbox/", "/invite/")
LEAST = 30  # forms with words that the suite reaches


def come_back(client: Client, user: Any) -> None:
    """Signs in on the same browser, second step passed; what the session held before stays, as at the sign-in page."""
    client.force_login(user)
    session, now = client.session, time.time()
    session["account_authentication_methods"] = [{"method": "password", "at": now}, {"method": "mfa", "at": now}]
    session.save()


def pages(world: Any, login: Any) -> Iterator[tuple[Client, Any, str, str]]:
    """(client, person, address, page) for each page of company a that opens, each address once."""
    made = enrich(world)
    open_for_editing(made)
    clients, seen = {}, set()
    for _route, url, who in addresses(world, made):
        if url in seen:
            continue
        user = getattr(world, who)
        if who not in clients:
            clients[who] = login(user)
        client = clients[who]
        page = client.get(url)
        if page.status_code == 200 and "text/html" in page.headers.get("Content-Type", ""):
            seen.add(url)
            yield client, user, url, page.content.decode()


def with_words(url: str, page: str) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """(where it is sent, its fields as one sends them, names of its texts) of the page's own forms."""
    for action, fields in Forms(page).found:
        target = action if action.startswith("/") else url
        texts = [name for name, values in fields.items() if values and values[0] in WORDS]
        if action != "-" and texts and not target.startswith(ELSEWHERE):
            yield target, {name: values[0] for name, values in fields.items() if name and values}, texts


def remembers(user: Any, page: str) -> bool:
    """The script is there, its words, and the key of this person's memory."""
    return all(part in page for part in ("js/typed.js", 'id="typed-words"', whose.key_of(user)))


@pytest.mark.slow
@pytest.mark.no_cover
def test_every_form_with_words_is_remembered_and_comes_back_as_it_was_typed(world, login):
    lost, tried = [], set()
    for client, user, url, page in pages(world, login):
        for target, fields, texts in with_words(url, page):
            lost.extend([] if remembers(user, page) else [(url, "is not remembered")])
            if target in tried or "_whose" not in fields:
                lost.extend([] if target in tried else [(target, "does not say whose it is")])
                continue
            tried.add(target)
            words = {name: f"Dit was <mijn> zin nummer {len(tried)} over {name} & meer" for name in texts}
            del client.cookies["sessionid"]  # expired
            away = client.post(target, fields | words, headers={"Referer": f"http://testserver{url}"})
            back = parse_qs(urlsplit(away.headers.get("Location", "")).query).get("next", ["-"])[0]
            come_back(client, user)
            again = client.get(back).content.decode() if back == url else ""
            lost.extend((target, name) for name, said in words.items() if escape(said) not in again)
            session = client.session
            session.pop("typed", None)
            session.save()
    assert lost == []
    assert len(tried) >= LEAST
