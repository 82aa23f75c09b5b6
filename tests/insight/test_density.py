"""Lists for people who live in them: twelve whole rows on a desktop, one row of filters, what narrows the list as chips."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.models import Document
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Assessment
from coaching.trajectories.models import Trajectory
from coaching.trajectories.queries import DESK_SORTS
from modules.models import ModuleUptake
from tests import factories
from tests.consistency.rich import enrich
from tests.needs import browser_path

pytestmark = pytest.mark.django_db
SHEETS = ("tokens", "base", "layout", "components", "forms", "data")
FONT = re.compile(r'url\("\.\./vendor/fonts/([^"]+)"\)')
MEASURE = """() => [...document.querySelectorAll('main tbody tr')].map(row => {
  const box = row.getBoundingClientRect();
  return [box.height, box.bottom <= innerHeight && box.width > 0];
})"""
TOO_WIDE = "() => [...document.querySelectorAll('.table-wrap')].map(one => one.scrollWidth - one.clientWidth)"


@pytest.fixture
def many(world: Any) -> Any:
    """Fifteen more companies in programme A, with long names, all with the same coach."""
    with system_context("test"):
        for number in range(15):
            company = factories.company(f"Onderneming met een heel lange naam nummer {number} bv")
            factories.trajectory(
                world.programme_a, company, world.contact_a, world.coach_profile_a, approved_on=clock.today()
            )
        files = Trajectory.objects.filter(programme=world.programme_a).values("application_id")
        world.application_a.__class__.objects.filter(pk__in=files).update(
            target_group="SME_LOW_SKILLED", province="OVL"
        )
    return world


def address_of(world: Any, name: str) -> tuple[Any, str]:
    """Who looks, and at which address."""
    programme = world.programme_a.slug
    return {
        "applications": (world.admin_a, reverse("programmes:applications", args=[programme]) + "?view=all"),
        "trajectories": (world.admin_a, reverse("trajectories:desk", args=[programme])),
        "portfolio": (world.coach_a, reverse("insight:portfolio")),
    }[name]


def _inside(found: re.Match[str]) -> str:
    """A typeface as part of the sheet: the widths of words are its."""
    font = (Path(settings.BASE_DIR) / "static" / "vendor" / "fonts" / found[1]).read_bytes()
    return f"url(data:font/woff2;base64,{b64encode(font).decode()})"


DENSE = {
    "uptakes": ("admin_a", "modules:desk_uptakes"),
    "documents": ("admin_a", "core:programme_documents"),
    "imports": ("admin_a", "insight:imports"),
    "reminders": ("admin_a", "trajectories:forecast"),
    "release": ("admin_a", "programmes:release"),
    "to judge": ("assessor_a", "programmes:my_assessments"),
}


@pytest.fixture
def some(world: Any) -> Any:
    """A long row in each list of programme A."""
    enrich(world)
    long = "Een heel lange naam voor een bedrijf dat van alles doet, in veel gemeenten, bv"
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, world.company_a, company_name=long)
        file.__class__.objects.filter(pk=file.pk).update(
            state="in_review", proposed_verb="approve", proposed_at=clock.now()
        )
        told = {"programme": world.programme_a, "company": world.company_a, "due_on": clock.today()}
        Assessment.objects.filter(assessor_id=world.assessor_a.pk).delete()
        Assessment.objects.create(application=file, assessor_id=world.assessor_a.pk, **told)
        done = {"total": 80, "submitted_at": clock.now()}
        Assessment.objects.create(application=world.application_a, assessor_id=world.assessor_a.pk, **told, **done)
        Document.objects.filter(programme_id=world.programme_a.pk).update(
            title=long, kind="decision-letter", audience="h_contact h_admin"
        )
        ModuleUptake.objects.filter(programme=world.programme_a).update(company_name=long)
    return world


@pytest.mark.browser
@pytest.mark.parametrize("name", DENSE)
def test_rows_of_every_list_of_the_desk_are_low(some: Any, login: Any, name: str) -> None:
    from playwright.sync_api import sync_playwright

    who, address = DENSE[name]
    html = login(getattr(some, who)).get(reverse(address, args=[some.programme_a.slug])).content.decode()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_content(drawn(html))
        rows = page.evaluate(MEASURE.replace("tbody tr", "tbody.rows tr"))
        wide = page.evaluate(TOO_WIDE)
        browser.close()
    assert len(rows) >= (2 if name == "to judge" else 1)
    assert max(height for height, _ in rows) <= 40
    assert max(wide) == 0


def drawn(html: str) -> str:
    """The page with its style sheets inside, so that a browser needs no server; icons have their size by style."""
    folder = Path(settings.BASE_DIR) / "static" / "css"
    style = FONT.sub(_inside, "\n".join((folder / f"{name}.css").read_text() for name in SHEETS))
    bare = re.sub(r"<link[^>]*>|<script.*?</script>", "", html, flags=re.DOTALL)
    return bare.replace("</head>", f"<style>{style}</style></head>")


@pytest.mark.browser
def test_on_a_phone_the_choosers_of_a_list_stand_beside_each_other(some: Any, login: Any) -> None:
    from playwright.sync_api import sync_playwright

    html = login(some.admin_a).get(reverse("trajectories:desk", args=[some.programme_a.slug])).content.decode()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.set_content(drawn(html))
        page.evaluate("document.fonts.ready")
        tops = [one.bounding_box()["y"] for one in page.locator(".views .row > details > summary").all()]
        browser.close()
    assert len(tops) == 2 and tops[0] == tops[1]


@pytest.mark.browser
@pytest.mark.parametrize(("name", "whole"), [("applications", 12), ("trajectories", 12), ("portfolio", 0)])
def test_a_desktop_shows_twelve_whole_rows(many: Any, login: Any, name: str, whole: int) -> None:
    """The portfolio begins with what waits; its rows are as low."""
    from playwright.sync_api import sync_playwright

    who, address = address_of(many, name)
    html = login(who).get(address).content.decode()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_content(drawn(html))
        page.evaluate("document.fonts.ready")
        rows, wide = page.evaluate(MEASURE), page.evaluate(TOO_WIDE)
        browser.close()
    assert len(rows) > 12
    assert max(height for height, _ in rows) <= 40
    assert sum(seen for _, seen in rows) >= whole
    assert max(wide) == 0


def test_what_narrows_the_list_can_be_taken_away_one_by_one(many: Any, login: Any) -> None:
    client, address = login(many.admin_a), reverse("programmes:applications", args=[many.programme_a.slug])
    page = client.get(address, {"view": "all", "q": "lange", "province": "OVL", "sort": "company"}).content.decode()
    chips = re.findall(
        r'<a href="([^"]*)">\s*([^<]*?)\s*<svg', page[page.index("chips active") :].partition("</ul>")[0]
    )
    assert [words for _, words in chips] == ["Zoeken: lange", "Provincie: Oost-Vlaanderen"]
    without_search = chips[0][0].replace("&amp;", "&")
    assert "q=" not in without_search and "province=OVL" in without_search and "view=all" in without_search
    assert client.get(without_search).status_code == 200
    cleared = re.search(r'class="clear" href="([^"]*)"', page)
    assert cleared and "sort=company" in cleared[1] and "province" not in cleared[1]
    assert 'name="view" value="all"' in page and 'name="sort" value="company"' in page  # the next search keeps them


def test_nothing_asked_shows_no_chips_and_nonsense_neither(many: Any, login: Any) -> None:
    client, address = login(many.admin_a), reverse("programmes:applications", args=[many.programme_a.slug])
    for query in ({}, {"view": "all"}, {"province": "XYZ"}, {"q": "  "}):
        assert "chips active" not in client.get(address, query).content.decode()


def test_a_short_target_group_says_the_long_one_once(many: Any, login: Any) -> None:
    who, address = address_of(many, "applications")
    page = login(who).get(address).content.decode()
    assert page.count('popovertarget="term-sme_low_skilled"') >= 15
    assert page.count('id="term-sme_low_skilled"') == 1
    assert page[page.index('id="term-sme_low_skilled"') :].startswith(
        'id="term-sme_low_skilled" popover>Minder dan 50 werknemers'
    )


@pytest.mark.parametrize("key", sorted(DESK_SORTS))
def test_trajectories_sort_by_their_headings_both_ways(many: Any, login: Any, key: str) -> None:
    client, address = login(many.admin_a), reverse("trajectories:desk", args=[many.programme_a.slug])
    with system_context("test"):
        for number, row in enumerate(Trajectory.objects.filter(programme=many.programme_a)):
            day = clock.today() - timedelta(days=number)
            Trajectory.objects.filter(pk=row.pk).update(hours_used=number, last_session_on=day)

    def names(sort: str) -> list[str]:
        page = client.get(address, {"sort": sort}).content.decode()
        return re.findall(r'<th scope="row"[^>]*><a href="([^"]*)"', page)

    up, down = names(key), names(f"-{key}")
    assert len(up) == 16
    assert up == down[::-1]
