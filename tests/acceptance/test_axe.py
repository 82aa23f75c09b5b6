"""Every main page, in every role, light and dark, on a desktop and on a small phone: what a machine can check of it.

No axe violation, nothing refused by the content security policy, no script error, no scrolling sideways at 320 px.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.acceptance.browsing import NAVIGATE, watch

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]

ONE_PER_ROLE = {  # whose menus are followed; the others would show the same pages again
    "zaakvoerder",
    "preventie",
    "techniek",
    "afgevaardigde",
    "secretaris",
    "werkgeversbank",
    "franstalig",
    "coach",
    "beheerder",
    "beoordelaar",
    "waarnemer",
    "platform",
}
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
AXE = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
TOO_WIDE = """async () => {
    const page = document.documentElement, limit = page.clientWidth;
    for (let frame = 0; frame < 60 && page.scrollWidth > limit; frame++) await new Promise(requestAnimationFrame);
    if (page.scrollWidth <= limit) return [];
    const scrolls = one => one.closest("svg, .scroll, .table-wrap, [popover], .vh");
    return [...document.querySelectorAll("body *")].filter(
        one => one.getBoundingClientRect().right > limit + 1 && !scrolls(one)
    ).slice(-3).map(one => one.outerHTML.slice(0, 160));
}"""


class Sweep:
    """Opens pages in one colour scheme and notes what is wrong with them."""

    def __init__(self, product: Any, browser: Any, demo: dict[str, Any], scheme: str, size: dict[str, int]) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.product, self.browser, self.demo, self.scheme, self.size = product, browser, demo, scheme, size
        self.axe, self.problems, self.seen, self.troubles = Axe(), [], set(), []  # type: ignore[var-annotated]

    def page_of(self, who: str) -> Any:
        """A tab in which this person is signed in ("": nobody is)."""
        context = self.browser.new_context(
            viewport=self.size, color_scheme=self.scheme, reduced_motion="reduce", locale="nl-BE"
        )
        base = self.product.base
        cookies = [{"name": "django_language", "value": "nl", "url": base}]
        if who:
            cookies.append({"name": "sessionid", "value": self.demo["cookies"][who], "url": base})
        context.add_cookies(cookies)
        page = context.new_page()
        page.add_init_script(self.axe.axe_script)  # half a megabyte: sent once, not with every page
        watch(page, self.troubles)
        return page

    def check(self, page: Any, who: str, path: str) -> None:
        """Open one page and look at it; a page that this person has shown already counts once."""
        if (who, path) in self.seen:
            return
        self.seen.add((who, path))
        self.troubles.clear()
        answer = page.goto(self.product.base + path, **NAVIGATE)
        found = [] if answer and answer.status == 200 else [f"status {answer and answer.status}"]
        for violation in page.evaluate(AXE):
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            found.append(f"{violation['id']}: {violation['help']} {nodes}")
        if self.size != PHONE:
            page.set_viewport_size(PHONE)
        found += [f"too wide at 320 px: {one}" for one in page.evaluate(TOO_WIDE)]
        if self.size != PHONE:
            page.set_viewport_size(self.size)
        self.problems += [f"{who or 'visitor'} {path}: {line}" for line in [*found, *self.troubles]]


def navigation(page: Any) -> Iterator[str]:
    """Where the menu of this place leads."""
    for link in page.locator("nav.side a").evaluate_all("all => all.map(one => one.href)"):
        found = urlsplit(link)
        yield found.path + (f"?{found.query}" if found.query else "")


@pytest.mark.parametrize(
    ("scheme", "size", "menus"), [("light", DESKTOP, True), ("dark", PHONE, False)], ids=["light", "dark"]
)
def test_pages(product, chromium, demo, scheme, size, menus):
    """The pages of the tour; in light colours also what the menu of a place offers to each role."""
    sweep = Sweep(product, chromium, demo, scheme, size)
    for who in ["", *sorted(demo["cookies"])]:
        page = sweep.page_of(who)
        for _who, _name, path in (found for found in demo["pages"] if found[0] == who):
            sweep.check(page, who, path)
        if menus and who in ONE_PER_ROLE:
            page.goto(product.base + "/me/", **NAVIGATE)
            for path in list(navigation(page)):
                sweep.check(page, who, path)
        page.context.close()
    print(f"{len(sweep.seen)} pages checked, {scheme}")
    assert len(sweep.seen) >= len(demo["pages"])
    assert not sweep.problems, "\n".join(sweep.problems)
