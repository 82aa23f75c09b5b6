"""A minister's question is answered before noon: the administrator opens the figures, chooses the period and reads both
tables with their totals; the file and what is copied say the same (subject/programme.md#two-tables-to-test-by)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.browsing import Person, shown_when_it_fails
from tests.acceptance.cast import MINISTERS, MINISTERS_ADMINISTRATOR
from tests.insight.importing import coaches_2018

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
TOTAL = ["122", "75", "23"]
BY_PROVINCE = [[name, *map(str, row[1:])] for name, row in coaches_2018.PROVINCES.items()] + [["Totaal", *TOTAL]]
BY_KIND = [list(map(str, row[2:])) for row in coaches_2018.GROUPS.values()] + [TOTAL]
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def administrator(product: Any, chromium: Any) -> Iterator[Person]:
    product.run("-m", "tests.acceptance.seed", "minister")
    person = Person(chromium, product.base, MINISTERS_ADMINISTRATOR)
    person.context.grant_permissions(["clipboard-read", "clipboard-write"])
    person.page.set_viewport_size(DESKTOP)
    person.sign_in()
    with shown_when_it_fails([person]):
        yield person
    assert not person.troubles, "\n".join(person.troubles)


def tables(person: Person) -> list[list[list[str]]]:
    """The two tables that one sees, cell by cell, without their headings."""
    return person.page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll('main section .table')].slice(0, 2).map(
             one => [...one.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.innerText.trim())))"""
    )


def answered(person: Person) -> None:
    by_province, by_kind = tables(person)
    assert by_province == BY_PROVINCE
    assert [row[1:] for row in by_kind] == BY_KIND and by_kind[-1][0] == "Totaal"


def test_two_clicks_and_two_dates_give_the_answer(administrator: Person) -> None:
    administrator.visit(f"/p/{MINISTERS}/")
    administrator.press("Figures")
    administrator.fill(first="01/01/2017", last="31/12/2018")
    administrator.press("Show")
    answered(administrator)
    assert "first=2017" in administrator.page.url or "first=01" in administrator.page.url
    in_sight = "() => document.querySelector('main section .table tbody').getBoundingClientRect().bottom <= innerHeight"
    assert administrator.page.evaluate(in_sight)  # the first table is read without scrolling


def test_a_period_without_applications_says_none_of_each(administrator: Person) -> None:
    administrator.visit(f"/p/{MINISTERS}/overview/?first=2019-01-01&last=2019-12-31")
    by_province, by_kind = tables(administrator)
    assert [row[1:] for row in by_province] == [["0"] * 3] * 7 and [row[1:] for row in by_kind] == [["0"] * 3] * 5


def test_the_file_and_the_copy_say_the_same(administrator: Person) -> None:
    administrator.visit(f"/p/{MINISTERS}/overview/?first=2017-01-01&last=2018-12-31")
    page = administrator.page
    for number, expected in enumerate((BY_PROVINCE, None)):
        section = page.locator("main section").filter(has=page.locator(".table")).nth(number)
        with page.expect_download() as started:
            section.get_by_role("link").filter(has_text="CSV").click()
        text = Path(started.value.path()).read_text(encoding="utf-8-sig")
        lines = [line[:4] for line in csv.reader(io.StringIO(text), delimiter=";")][1:]
        assert lines == expected if expected else [line[1:] for line in lines] == BY_KIND
        section.get_by_role("button", name=administrator.say("Copy the table")).click()
        section.get_by_role("status").get_by_text(administrator.say("Copied")).wait_for(state="attached")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert [line.split("\t") for line in copied.splitlines()][1:] == tables(administrator)[number]


def test_on_a_phone_too(administrator: Person) -> None:
    administrator.page.set_viewport_size(PHONE)
    administrator.visit(f"/p/{MINISTERS}/overview/?first=2017-01-01&last=2018-12-31")
    answered(administrator)
    wide = """() => [document.documentElement, ...document.querySelectorAll('main .table-wrap')].map(
      one => one.scrollWidth - one.clientWidth)"""
    assert max(administrator.page.evaluate(wide)) <= 0
