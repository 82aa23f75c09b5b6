"""Files of made-up companies, and the lines of their years as one reads them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from coaching.companies.service_years import service_year
from coaching.companies.wheel import dates
from coaching.companies.wheel.files import Done, Facts, File
from coaching.core.ground.wheel import Line, Span, lines_of

TODAY = date(2026, 11, 28)
NONE = Facts()
FILE = File(uuid4(), "c", "C", opened_on=date(2026, 3, 15), body="direct", headcount=38)
SCHOOL = replace(FILE, year_starts=9)


def d(text: str) -> date:
    return date.fromisoformat(text)


def lines(
    file: File, facts: Facts = NONE, *, today: date = TODAY, until: str = "2028-12-31", **more: Any
) -> list[Line]:
    begins = service_year(file, file.opened_on).first
    deeds = dates.deeds(file, facts, Span(begins, today, d(until)))
    return lines_of(deeds, today, **more)


def of(kind: str, found: list[Line]) -> list[str]:
    """Day, state and what it is about, as one reads it."""
    return [f"{line.day} {line.state} {line.about}".rstrip() for line in found if line.kind.key == kind]


def done(kind: str, due: str, on: str, **more: Any) -> Done:
    return Done(kind, d(due), d(on), **more)
