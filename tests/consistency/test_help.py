"""Every page leads to help that exists, in three languages, for whoever reads it there."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from coaching.core import wording
from coaching.core.messages import ROOT
from coaching.core.screen import guides
from tests.consistency.routes import own_routes

LANGUAGES = ("nl", "fr", "en")
IN_AREA = {
    "c": ("contact", "coach", "member", "worker"),
    "p": ("administrator", "assessor", "observer"),
    "coach": ("coach",),
    "partner": ("partner",),
    "staff": ("administrator",),
}
PICTURES = ROOT / "static" / "img" / "help"
MOST_BYTES = 600_000


def _every_text(value):
    if isinstance(value, dict) and set(value) == set(LANGUAGES):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _every_text(inner)


@pytest.mark.django_db
def test_every_page_leads_to_help_in_three_languages(client):
    @cache
    def anchors(path: str, language: str) -> set[str]:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = client.get(path)
        assert page.status_code == 200 and f'lang="{language}"' in page.content.decode()
        return set(re.findall(r'<section[^>]* id="([a-z-]+)"', page.content.decode()))

    lost = []
    for route in own_routes():
        for role in IN_AREA.get(route.area, ("contact",)):
            path, _sign, part = guides.address(role, route.name).partition("#")
            lost += [
                (route.name, role, language) for language in LANGUAGES if part and part not in anchors(path, language)
            ]
    assert lost == []


def test_most_pages_have_help_of_their_own():
    """The beginning of a guide is for what is about the person or the account, not for the work."""
    for area, roles in IN_AREA.items():
        pages = {
            route.name
            for route in own_routes()
            if route.area == area and not route.name.startswith(("core:", "accounts:"))
        }
        led = {name for name in pages if any(guides.part_about(role, name) for role in roles)}
        assert pages - led == set(), area


def test_every_part_says_everything_in_three_languages():
    assert {part.role for part in guides.parts()} == set(guides.GUIDES)
    for part in guides.parts():
        needed = {"title", "aim", "steps", "then", "sees"} | ({"alt"} if part.picture else set())
        assert set(part.texts) == needed, part.key
        texts = list(_every_text(part.texts))
        assert len(texts) == len(needed) - 1 + len(part.texts["steps"]) and len(part.texts["steps"]) >= 2, part.key
        assert all(text[language].strip() for text in texts for language in LANGUAGES), part.key
        assert [text["fr"] for text in texts if wording.french_faults(text["fr"])] == [], part.key


def test_keys_of_a_guide_differ_and_name_pages_that_are_there():
    names = {route.name for route in own_routes()}
    for role in guides.GUIDES:
        keys = [part.key for part in guides.parts_of(role)]
        assert len(keys) == len(set(keys)) and keys
    for part in guides.parts():
        unknown = [page for page in part.pages if not any(fnmatchcase(name, page) for name in names)]
        assert unknown == [], part.key


def test_pictures_are_there_and_small():
    wanted = {f"{part.picture}-{language}.webp" for part in guides.parts() if part.picture for language in LANGUAGES}
    there = {path.name: path.stat().st_size for path in Path(PICTURES).glob("*")}
    assert wanted == set(there)
    assert 0 < sum(there.values()) <= MOST_BYTES


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "page", "leads"),
    [
        ("contact_a", "actionplans:plans", "/help/contact/#plans"),
        ("coach_a", "actionplans:plans", "/help/coach/#plans"),
        ("secretary_a", "actionplans:advice", "/help/member/#advise"),
        ("owner_a", "actionplans:measures", "/help/worker/#measure"),
        ("admin_a", "trajectories:desk_expenses", "/help/administrator/#expenses"),
        ("assessor_a", "programmes:my_assessments", "/help/assessor/#score"),
        ("observer_a", "insight:funnel", "/help/observer/#figures"),
        ("contact_a", "accounts:profile", "/help/contact/"),
    ],
)
def test_a_page_links_to_the_help_of_its_reader(world, login, who, page, leads):
    place = world.company_a if who in {"contact_a", "coach_a", "secretary_a", "owner_a"} else world.programme_a
    args = [] if page.startswith("accounts:") else [place.slug]
    answer = login(getattr(world, who)).get(reverse(page, args=args))
    assert f'href="{leads}"' in answer.content.decode()


@pytest.mark.django_db
def test_help_is_open_and_an_unknown_guide_is_not_found(client):
    assert [client.get(path).status_code for path in ("/help/", "/help/contact/", "/help/nobody/")] == [200, 200, 404]
    assert client.post("/help/contact/").status_code == 405
