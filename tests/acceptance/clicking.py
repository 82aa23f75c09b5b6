"""Counting the clicks of a person: each time a pointer goes down on a page, and each choice from a list box. Not typing."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from tests.acceptance.browsing import Person

COUNT = """() => {
  const one = () => { sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1; };
  addEventListener("pointerdown", one, {capture: true});
  addEventListener("change", (event) => { if (event.target.tagName === "SELECT") one(); }, {capture: true});
}"""


class Clicks:
    """What somebody clicks from now on."""

    def __init__(self, person: Person) -> None:
        self.person = person
        person.page.add_init_script(f"({COUNT})()")

    @property
    def sofar(self) -> int:
        return int(self.person.page.evaluate("sessionStorage.clicks || 0"))

    def begin(self) -> None:
        self.person.page.evaluate("sessionStorage.clicks = 0")


def told(job: str) -> int:
    """How many clicks docs/clicks.md says this job takes now."""
    table = (Path(settings.BASE_DIR) / "docs" / "clicks.md").read_text()
    found = re.search(rf"^\| {re.escape(job)} \|[^|]*\| (\d+) \|", table, re.MULTILINE)
    assert found, job
    return int(found[1])
