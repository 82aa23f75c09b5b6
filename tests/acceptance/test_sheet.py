"""An HR manager brings an action list of two hundred measures in, edits the plan in Excel and reads it back."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.acceptance.browsing import Person, shown_when_it_fails
from tests.acceptance.cast import SHEET_HR
from tests.acceptance.story import today
from tests.actionplans.importing.sheets import workbook

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def action_list(year: int, mistake: str = "") -> bytes:
    """With a title above, a heading that nobody knows, and a date in each shape."""
    rows: list[list[Any]] = [[f"Actieplan {year}"], [], ["Nr", "Maatregel", "Timing", "Budget", "Baas"]]
    for number in range(1, 201):
        when = (f"Q{number % 4 + 1} {year}", f"{number % 28 + 1}/03/{year}", str(year))[number % 3]
        rows.append([number, f"Maatregel {number}", when, number * 10, "Technische dienst"])
    if mistake:
        rows[100][2] = mistake
    return workbook(rows)


def hand_in(person: Person, content: bytes, button: str) -> None:
    file = {"name": "acties.xlsx", "mimeType": EXCEL, "buffer": content}
    person.page.locator("main input[type=file]").set_input_files(file)
    person.press(button)


def test_two_hundred_measures_come_in_go_out_and_come_back(product: Any, chromium: Any) -> None:
    product.run("-m", "tests.acceptance.seed", "sheet")
    year = today().year + 1
    hr = Person(chromium, product.base, SHEET_HR)
    with shown_when_it_fails([hr]):
        hr.sign_in()
        company = "/".join(hr.path.split("/")[:3])
        hr.visit(f"{company}/plans/")
        hr.press("From a spreadsheet")

        hand_in(hr, action_list(year, mistake=f"31/02/{year}"), "Look at the file")
        hr.fill(heading_4="who")
        hr.press("Check again")
        assert hr.say("Nothing was written") in hr.text and f"31/02/{year}" in hr.text
        assert not hr.offers("Bring in")

        hr.visit(f"{company}/plans/import/")
        hand_in(hr, action_list(year), "Look at the file")  # what “Baas” means is known by now
        assert "200" in hr.text
        hr.press("Bring in")
        assert hr.say("Brought in") in hr.text

        hr.visit(f"{company}/plans/")
        hr.page.get_by_role("link", name=str(year), exact=True).last.click()
        hr.page.wait_for_load_state()
        plan = hr.path
        assert "Maatregel 200" in hr.text
        hr.press("Edit in Excel")
        with hr.page.expect_download() as started:
            hr.page.get_by_role("link", name=hr.say("Take the Excel file")).click()
        book: Any = load_workbook(io.BytesIO(Path(started.value.path()).read_bytes()))
        for row in book.active.iter_rows(min_row=2):
            row[6 + 2].value = "Magazijn"
        made = io.BytesIO()
        book.save(made)
        hand_in(hr, made.getvalue(), "Show what changed")
        assert "Magazijn" in hr.text
        hr.send("Read back into the plan")
        done = hr.say("Read back. Changed: %(changed)s. Added: %(added)s. Taken out: %(removed)s.")
        assert hr.path == plan and done % {"changed": 200, "added": 0, "removed": 0} in hr.text
    assert hr.troubles == []
