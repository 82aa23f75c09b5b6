"""A bakery turns its year in a real browser: told that it is late, evaluates and closes the old year, finds what goes on in
the new plan; then it becomes a school, and every date follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coaching.companies.service_years import ServiceYear, service_year
from coaching.core.ground.days import long_day
from tests.acceptance.browsing import Person, shown_when_it_fails
from tests.acceptance.cast import YEARS_BAKER
from tests.acceptance.story import today
from tests.acceptance.years_seed import HALF, NEVER

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
PHONE = {"width": 360, "height": 740}


class Begins:
    """The bakery's years begin this month."""

    def __init__(self, *changes: date) -> None:
        self.year_starts, self.year_changes = today().month, list(changes)


def _years() -> tuple[ServiceYear, ServiceYear]:
    """The year that is over and the one that runs."""
    now = service_year(Begins(), today())
    return service_year(Begins(), now.first.replace(year=now.first.year - 1)), now


def test_a_year_turns(product: Any, chromium: Any) -> None:
    product.run("-m", "tests.acceptance.seed", "years")
    before, now = _years()
    baker = Person(chromium, product.base, YEARS_BAKER)
    baker.page.set_viewport_size(PHONE)
    with shown_when_it_fails([baker]):
        baker.sign_in()
        company = "/".join(baker.path.split("/")[:3])
        baker.visit(f"{company}/plans/")
        assert now.label in baker.text and baker.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

        baker.page.get_by_role("link", name=before.label, exact=True).last.click()
        baker.page.wait_for_load_state()
        year = baker.path
        baker.press("Evaluate the year")
        for line, ending, reason in (
            (HALF, "carried", "De levering bleef uit."),
            (NEVER, "dropped", "Niet meer nodig."),
        ):
            field = baker.page.get_by_label(line).first
            field.select_option(ending)
            name = str(field.get_attribute("name")).replace("ending_", "reason_")
            baker.fill(**{name: reason})
        baker.fill(results="")
        baker.page.get_by_role("checkbox", name=baker.say("The year is over and this is its evaluation")).check()
        assert baker.is_refused("Save the evaluation")
        baker.fill(results="De zakken zijn lichter.")
        baker.send("Save the evaluation")
        assert "De zakken zijn lichter." in baker.text and "De levering bleef uit." in baker.text

        baker.press("Close the year")
        assert baker.path == year and "Niet meer nodig." in baker.text
        baker.visit(f"{company}/plans/")
        baker.page.get_by_role("link", name=now.label, exact=True).last.click()
        baker.page.wait_for_load_state()
        shown = baker.text
        assert HALF in shown and NEVER not in shown
        if now.first.month != 1:  # the time of a year that is no calendar year
            assert long_day(now.first) in shown and long_day(now.last) in shown

        baker.visit(f"{company}/prevention/service-year/")
        later = next(day for day in _firsts(now) if day > now.last)
        baker.page.locator("select[name=first_day]").select_option(later.isoformat())
        baker.send("Change the service years")
        school = service_year(Begins(later), later)
        for day in (school.first, school.last, school.submission):
            assert f"{day:%d/%m/%Y}" in baker.text, day
    assert not baker.troubles


def _firsts(now: ServiceYear) -> list[date]:
    """As a school has it; of January where the years begin in September already."""
    month = 9 if now.first.month != 9 else 1
    return [date(now.first.year + number, month, 1) for number in (0, 1, 2)]
