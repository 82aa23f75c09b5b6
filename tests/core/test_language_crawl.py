"""No English is left on a Dutch or French page, whoever reads it, nor in a mail."""

from __future__ import annotations

import re
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from coaching.core.mail.outbox import MAILS
from coaching.core.messages import load, sources
from coaching.core.wording import PLACEHOLDER
from tests.accounts.library import reachable
from tests.consistency.pages import pages, urls_of
from tests.consistency.rich import enrich
from tests.consistency.routes import own_routes

CAST = {
    "contact_a": "c",
    "coach_a": "c",
    "adviser_a": "c",
    "owner_a": "c",
    "secretary_a": "c",
    "worker_bench_a": "c",
    "admin_a": "p",
    "assessor_a": "p",
    "observer_a": "p",
    "staff": "staff",
}
EVERYBODY = {"", "me", "apply", "offer", "coaches", "verify", "account", "coach"}
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
SHORTEST = 3  # words; shorter ones can be Dutch or French by chance


class Said(HTMLParser):
    """What a page says: its texts and the attributes that are read aloud, one entry each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._skipped = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._skipped += tag in {"script", "style"}
        self.texts += [v for k in ("aria-label", "title", "placeholder", "alt", "data-confirm") if (v := given.get(k))]

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if not self._skipped and data.strip():
            self.texts.append(data)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.lower() for word in WORD.findall(text))


@cache
def english(language: str) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """Pieces of English messages of three words and more, by their first three words; not those that a translation has."""
    pieces, translated = set(), set()
    with translation.override(language):
        pairs = [(text, translation.gettext(text)) for text in reachable()]
    for catalogue in sources():
        for message in load(catalogue, language):
            ids, strings = _forms(message.id), _forms(message.string)
            pairs += [(text, " ".join(strings)) for text in ids if text]
    for text, string in pairs:
        translated.add(" ".join(_words(string)))
        pieces |= {_words(piece) for piece in _split(text)}
    known = " | ".join(translated)
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for piece in pieces:
        if len(piece) >= SHORTEST and " ".join(piece) not in known:
            found.setdefault(piece[:SHORTEST], set()).add(piece)
    return found


def _forms(text: Any) -> tuple[str, ...]:
    return tuple(text) if isinstance(text, (tuple, list)) else (str(text or ""),)


def _split(text: str) -> list[str]:
    """Around placeholders and tags, as the page's own texts are."""
    return re.split(r"<[^>]*>", PLACEHOLDER.sub("<>", text))


def left_over(texts: list[str], language: str) -> set[str]:
    known, found = english(language), set()
    for text in texts:
        words = _words(text)
        for at in range(len(words) - SHORTEST + 1):
            for piece in known.get(words[at : at + SHORTEST], ()):
                if words[at : at + len(piece)] == piece:
                    found.add(" ".join(piece))
    return found


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.django_db
@pytest.mark.parametrize("who", CAST)
def test_pages_have_no_english_left(world, login, who):
    made, client, wrong, seen = enrich(world)["a"], login(getattr(world, who)), {}, 0
    areas = EVERYBODY | {CAST[who]}
    for route in (route for route in own_routes() if route.area in areas):
        for url, language, page in pages(client, urls_of(route, world, made), "nl", "fr"):
            html = page.content.decode()
            assert "<html" not in html or f'lang="{language}"' in html, url  # the rest of a page has no head
            seen += 1
            if found := left_over(Said(html).texts, language):
                wrong[url, language] = found
    assert seen > 10
    assert wrong == {}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("status", ["/nowhere/", "/account/login/", "/account/signup/", "/account/password/reset/"])
def test_pages_without_signing_in_have_no_english_left(client, language, status):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for page in (client.get(status), client.post(status, {})):
        assert left_over(Said(page.content.decode()).texts, language) == set()


def test_english_on_a_page_is_found():
    """The net itself: a message of ours and one of the library are caught, also inside a longer text."""
    said = ["Zie: Your password is changed, zegt men", "You have signed out."]
    assert left_over(said, "nl") == {"your password is changed", "you have signed out"}
    assert left_over(["Uw wachtwoord is gewijzigd"], "nl") == set()


ANY = "0190b3f2-0000-7000-8000-000000000001"  # fits where a mail asks for a key, a slug or a name


class Anything(dict):  # type: ignore[type-arg]
    """A context that knows every name: mails ask for different facts."""

    def __missing__(self, key: str) -> Any:
        return _fact(key)

    def __or__(self, other: Any) -> Anything:
        return Anything({**self, **other})

    def get(self, key: str, default: Any = None) -> Any:
        return self[key] if not isinstance(default, (list, dict, bool, int)) else default


def _fact(key: str) -> str:
    dates = {"until", "date", "due", "day", "on", "since", "from", "deadline", "starts_on", "ends_on", "begins_on"}
    if key in {"starts", "ends", "changed", "said_at", "talk_at"}:
        return "2026-03-02T09:00:00+01:00"
    return "2026-03-02" if key in dates or key.endswith(("_on", "_date", "_until")) else ANY


OWN_FACTS: dict[str, dict[str, Any]] = {
    "accounts.invitation": {"role": "contact"},
    "accounts.invitation_asked": {"role": "contact"},
    "programmes.role_ended": {"role": "assessor"},
    **{
        f"trajectories.session_{verb}": {"kind": "intake", "sequence": 1}
        for verb in ("accepted", "moved", "cancelled", "withdrawn", "declined")
    },
    "trajectories.session_proposed": {
        "kind": "intake",
        "options": [["2026-03-02T09:00:00+01:00", "2026-03-02T11:00:00+01:00"]],
    },
    "actionplans.measure_late": {"code": "M1", "what": ANY},
    "modules.uptake_confirmed": {"title": {"nl": ANY, "fr": ANY}},
    "modules.uptake_feedback": {"title": {"nl": ANY, "fr": ANY}},
    **{f"modules.{kind}": {"title": {"nl": ANY, "fr": ANY}} for kind in ("review_asked", "sent_back", "in_use")},
    **{
        f"modules.{kind}": {
            "title": {"nl": ANY, "fr": ANY},
            "starts_at": "2026-03-02T09:00:00+01:00",
            "minutes": 90,
            "sequence": 1,
        }
        for kind in (
            "place_free",
            "place_taken",
            "place_waiting",
            "gathering_cancelled",
            "gathering_moved",
            "gathering_soon",
        )
    },
    "modules.date_set": {"title": {"nl": ANY, "fr": ANY}, "starts_at": "2026-03-02T09:00:00+01:00", "tongue": "nl"},
    "trajectories.talk_planned": {"talk_at": "2026-03-02T09:00:00+01:00"},
    "companies.goes_on_as": {"number": "0999990123"},
    "companies.file_asked": {"days": 14},
    "companies.file_decided": {"decision": "let_in"},
    "companies.mandate_given": {"discipline": "physician", "last_day": "2027-02-27"},
    "companies.advice_asked": {"wanted_on": "2027-02-27"},
    "companies.advice_given": {"discipline": "physician"},
    "companies.mandate_ends": {"name": ANY, "company": ANY, "discipline": "physician", "last_day": "2027-02-27"},
    "companies.own_mandate_ends": {"company": ANY, "discipline": "physician", "last_day": "2027-02-27"},
    "companies.dates_near": {"dates": [{"kind": "annual_report", "about": "", "day": "2026-04-01", "late": True}]},
    "actionplans.year_is_late": {"first_day": "2027-01-01"},
    "riskanalysis.change_checked": {"words": ANY, "company": ANY, "day": "2027-01-01"},
    "core.list_ready": {"counted": 12000},
    "programmes.approved": {"months": 3},
    **{
        f"programmes.{kind}": {"object_by": "2026-03-02", "programme": ANY}
        for kind in ("rejected", "lapsed", "accreditation_ended")
    },
    "programmes.draft_shared": {"person": ANY},
}


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("kind", sorted(kind for kind in MAILS if not kind.startswith("tests.")))
def test_mails_have_no_english_left(kind, language):
    with translation.override(language):
        written = MAILS[kind](Anything(OWN_FACTS.get(kind, {})))
        texts = [written.subject, *written.paragraphs, written.action_label, written.closing]
        texts += [str(part) for fact in written.facts for part in fact]
    assert written.subject and left_over([str(text) for text in texts], language) == set()
