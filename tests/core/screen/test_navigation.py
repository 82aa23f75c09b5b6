"""The navigation: groups by what one comes for, one icon for one thing, and nothing that cannot be reached."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.core.ground import living
from coaching.core.ground.roles import Actor, Hat, Role
from coaching.core.screen.navigation import ENTRIES, FEW, GROUPS, Entry, Menu, menu_for
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.insight.test_density import drawn
from tests.needs import browser_path

# What one icon stands for, where it stands in more than one place.
SAME = {
    "house": "the first page of a place",
    "layout-grid": "my places",
    "inbox": "applications",
    "route": "coaching",
    "users": "people",
}
CONTACT = Actor(1, Hat.CONTACT, frozenset({Role.CONTACT.value}))
PEOPLE = ("contact", "colleague", "adviser", "owner", "worker_bench", "secretary", "coach")


def _nobody() -> Any:
    return Application.objects.filter(reference="nobody's")


def everything() -> list[tuple[str, Any, str]]:
    """Kind of place, words, icon of all that is drawn with one."""
    groups = [(kind, group.label, group.icon) for kind, found in GROUPS.items() for group in found.values()]
    return groups + [
        (kind, entry.label, entry.icon) for kind, found in ENTRIES.items() for entry in found if entry.icon
    ]


def test_an_icon_stands_for_one_thing() -> None:
    meant: dict[str, set[str]] = defaultdict(set)
    for _kind, label, icon in everything():
        meant[icon].add(SAME.get(icon, str(label)))
    assert {icon: found for icon, found in meant.items() if len(found) > 1} == {}


def test_every_entry_of_a_large_place_stands_in_a_group_that_is_there() -> None:
    for kind, found in ENTRIES.items():
        unknown = [entry.url_name for entry in found if entry.group and entry.group not in GROUPS[kind]]
        assert unknown == []
        if len(found) > FEW:
            assert [entry.url_name for entry in found if not entry.group] == [found[0].url_name]
            assert len({entry.group for entry in found}) <= 6


def test_of_a_group_with_one_entry_the_entry_stands_by_itself() -> None:
    menu = menu_for(
        "company",
        "x",
        Actor(1, Hat.CONTACT, frozenset({Role.CONTACT.value})),
        "/c/x/",
        dead=frozenset({"modules:company_uptakes"}),
    )
    (alone,) = [part for part in menu.parts if any("application" in item.url for item in part.items)]
    assert not alone.is_group and alone.icon == "inbox"


@pytest.mark.parametrize("folder", ["planned", "sessions"])
def test_a_page_without_an_entry_stands_under_the_one_it_belongs_to(folder: str) -> None:
    menu = menu_for("company", "bakery", CONTACT, f"/c/bakery/{folder}/1/")
    assert [item.url for item in menu if item.current] == ["/c/bakery/trajectory/"]


def test_a_closed_group_says_the_sum_and_the_group_of_the_page_is_open(world: Any, login: Any) -> None:
    slug = world.programme_a.slug
    with system_context("test"):
        factories.application(world.programme_a, world.contact_a, world.company_a)
    client = login(world.admin_a)
    menu: Menu = client.get(reverse("programmes:layers", args=[slug])).context["nav"]
    by_icon = {part.icon: part for part in menu.parts}
    assert by_icon["inbox"].badge == "1" and not by_icon["inbox"].is_open
    assert [part.icon for part in menu.parts if part.is_open] == ["settings"]
    text = client.get(reverse("programmes:applications", args=[slug])).content.decode()
    assert text.count("<details open") == 1 and text.count('aria-current="page"') == 1


@pytest.mark.parametrize("who", PEOPLE)
def test_what_is_left_out_is_reached_from_the_page_of_all_pages(who: str, world: Any, login: Any) -> None:
    """And every page that the menu or that page names opens."""
    client = login(getattr(world, f"{who}_a"))
    page = client.get(reverse("core:company_pages", args=[world.company_a.slug]))
    whole, menu = list(page.context["whole"]), list(page.context["nav"])
    assert {item.url for item in menu} <= {item.url for item in whole}
    if len(menu) < len(whole):
        assert page.context["nav"].rest == reverse("core:company_pages", args=[world.company_a.slug])
    assert [item.url for item in whole if client.get(item.url, follow=True).status_code != 200] == []
    assert all(item.url in page.content.decode() for item in whole)


@pytest.mark.parametrize("who", ["admin", "assessor", "observer"])
def test_the_same_at_the_desk(who: str, world: Any, login: Any) -> None:
    client = login(getattr(world, f"{who}_a") if hasattr(world, f"{who}_a") else getattr(world, who))
    page = client.get(reverse("core:programme_pages", args=[world.programme_a.slug]))
    whole = list(page.context["whole"])
    assert {item.url for item in page.context["nav"]} <= {item.url for item in whole}
    assert [item.url for item in whole if client.get(item.url, follow=True).status_code != 200] == []


def test_what_is_empty_is_left_out_until_it_lives_and_is_asked_once(
    world: Any, login: Any, monkeypatch: Any, settings: Any
) -> None:
    from coaching.core.screen import waits

    monkeypatch.setattr(waits, "SECONDS", 60)
    settings.DATABASE_POOLED = True  # so that each question is sent in words
    client = login(world.admin_a)
    layers = reverse("programmes:layers", args=[world.programme_a.slug])
    partners = reverse("insight:partners", args=[world.programme_a.slug])

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            found = client.get(layers)
        names.append(partners in {item.url for item in found.context["nav"]})
        return sum(query["sql"].startswith("SELECT EXISTS") for query in captured)

    names: list[bool] = []
    assert (asked(), asked()) == (1, 0)
    with system_context("test"):
        from coaching.programmes.models import Partner

        Partner.objects.create(programme=world.programme_a, name="Fonds", kind="SECTOR_FUND", code="fonds-x")
    client.post(reverse("core:set_theme"), {"theme": "light", "next": layers})  # no place: nothing of it changes
    assert asked() == 0
    waits_mark = client.session
    waits_mark[waits.MARK] = "other"
    waits_mark.save()
    assert asked() == 1 and names == [False, False, False, True]


def test_a_question_is_one_query_whatever_is_asked(world: Any, django_assert_num_queries: Any) -> None:
    from tests.acting import in_company

    with in_company(world.contact_a, world.company_a) as actor:
        living.answers((Trajectory.objects.all, _nobody), "company", actor)
        with django_assert_num_queries(1):
            assert living.answers((Trajectory.objects.all, _nobody), "company", actor) == {0}
    entry = Entry("x", "core:healthz")
    assert entry.lives is None


@pytest.mark.parametrize(("who", "first"), [("worker_bench", "actionplans:advice"), ("owner", "actionplans:measures")])
def test_the_first_page_of_who_comes_for_one_thing_is_no_copy(who: str, first: str, world: Any, login: Any) -> None:
    client = login(getattr(world, f"{who}_a"))
    slug = world.company_a.slug
    page = client.get(reverse("insight:workspace", args=[slug]), follow=True)
    assert page.redirect_chain[-1][0] == reverse(first, args=[slug])
    urls = [item.url for item in page.context["nav"]]
    assert reverse("insight:workspace", args=[slug]) not in urls and urls.count(reverse(first, args=[slug])) == 1


@pytest.mark.browser
@pytest.mark.parametrize("who", ["contact", "worker_bench", "admin", "coach"])
def test_on_a_phone_one_button_opens_the_menu_without_scripts_and_the_page_begins_high(
    who: str, world: Any, login: Any
) -> None:
    from playwright.sync_api import sync_playwright

    addresses = {
        "admin": reverse("programmes:layers", args=[world.programme_a.slug]),
        "coach": reverse("insight:portfolio"),
    }
    address = addresses.get(who, reverse("companies:company", args=[world.company_a.slug]))
    html = login(getattr(world, f"{who}_a")).get(address).content.decode()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False).new_page()
        page.set_content(drawn(html))
        first = page.locator("main > *").first.bounding_box()
        assert page.get_by_role("link", name="Vijfsprong", exact=True).count() == 1
        buttons = page.locator("button:visible", has_text="Menu")
        assert buttons.count() == 1 and not page.locator("#place-menu").is_visible()
        buttons.click()
        assert page.locator("#place-menu").is_visible()
        closed = page.locator("#place-menu details:not([open])")
        if closed.count():
            closed.first.locator("summary").click()
            assert page.locator("#place-menu details[open] a").first.is_visible()
        page.locator("#place-menu > button").click()
        assert page.locator(".lang").is_visible()
        page.set_viewport_size({"width": 1100, "height": 800})
        for name in ("Vijfsprong", "Al mijn plekken"):  # where their words are not shown
            assert page.get_by_role("link", name=name, exact=True).first.is_visible()
        browser.close()
    assert first and first["y"] <= 100
