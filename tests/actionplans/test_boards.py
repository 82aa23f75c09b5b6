"""Boards are read at once: nothing to scroll sideways on a desktop or a phone; and a name in the list leads to its card."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from actionplans.queries.follow_up import BOARD
from coaching.accounts.models import User
from coaching.core.tenancy.context import system_context, without_hat
from tests.actionplans import factories as make
from tests.actionplans import scenes
from tests.insight.test_density import drawn
from tests.needs import browser_path

pytestmark = pytest.mark.django_db
WHERE = """() => [...document.querySelectorAll('.board-col')].map(one => {
  const box = one.getBoundingClientRect(); return [Math.round(box.left), Math.round(box.top), Math.round(box.right)];
})"""
TOO_WIDE = """() => Math.max(...[document.documentElement, ...document.querySelectorAll('.board, .board *')].map(
  one => one.scrollWidth - one.clientWidth && one.scrollWidth - one.offsetWidth))"""


@pytest.fixture
def running(planned: Any) -> Any:
    """A yearly plan in force with a measure of each status, in all four quarters, one with a word that does not break."""
    scenes.in_force(planned)
    with system_context("test"):
        for number, state in enumerate(BOARD):
            make.measure(
                planned.annual_a,
                planned.objective_a,
                state=state,
                what="Verantwoordelijkheidsverdeling arbeidsmiddelenonderhoud",
                due_on=date(planned.annual_a.year, 1 + 3 * (number % 4), 15),
                owner_id=planned.contact_a.pk if number % 2 else planned.owner_a.pk,
            )
    return planned


def boards(running: Any) -> dict[str, str]:
    slug, year = running.company_a.slug, running.annual_a.year
    return {
        "status": reverse("actionplans:measures_board", args=[slug]) + f"?year={year}",
        "quarter": reverse("actionplans:annual_plan", args=[slug, running.annual_a.pk]),
    }


@pytest.mark.browser
def test_columns_stand_together_on_a_desktop_and_under_each_other_on_a_phone(running: Any, login: Any) -> None:
    from playwright.sync_api import sync_playwright

    client = login(running.contact_a)
    pages = {name: drawn(client.get(address).content.decode()) for name, address in boards(running).items()}
    found: dict[tuple[str, int], Any] = {}
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        for name, html in pages.items():
            for width, height in ((1440, 900), (360, 740)):
                page = browser.new_page(viewport={"width": width, "height": height})
                page.set_content(html)
                page.evaluate("document.fonts.ready")
                found[name, width] = page.evaluate(WHERE), page.evaluate(TOO_WIDE)
        browser.close()
    for name, columns in (("status", 6), ("quarter", 4)):
        (desktop, too_wide), (phone, too_wide_there) = found[name, 1440], found[name, 360]
        assert max(too_wide, too_wide_there) <= 0
        assert len(desktop) == len(phone) == columns
        assert len({top for _left, top, _right in desktop}) == 1 and max(right for _l, _t, right in desktop) <= 1440
        assert (
            len({left for left, _top, _right in phone}) == 1 and len({top for _left, top, _right in phone}) == columns
        )


def test_who_follows_a_measure_up_can_be_called_from_the_list(running: Any, login: Any) -> None:
    with without_hat():
        User.objects.filter(pk__in=[running.contact_a.pk, running.owner_a.pk]).update(mobile="+32 400 00 00 41")
    page = login(running.contact_a).get(reverse("actionplans:measures", args=[running.company_a.slug])).content.decode()
    key = f"card-{running.contact_a.pk}"
    assert page.count(f'popovertarget="{key}"') == 3 and page.count(f'id="{key}"') == 1
    card = page.partition(f'id="{key}"')[2].partition("</span>")[0]
    assert 'href="tel:+32400000041"' in card and running.contact_a.email in card
    # Whoever only follows up measures is a name: nobody is told that number.
    assert f"card-{running.owner_a.pk}" not in page and running.owner_a.name in page
