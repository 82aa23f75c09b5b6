"""`manage.py open_file --name N --contact EMAIL [--number X] [--postcode P] [--headcount N] [--body …] …` (docs/files.md)."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from actionplans.actions.brought import record_brought_plan
from coaching.companies.actions.founding import found_by_system
from coaching.companies.models import Company
from coaching.companies.numbers import parse_enterprise_number
from coaching.core.ground.workflow import Refused
from coaching.core.reading.codes import read_postcode
from coaching.core.reading.dates import read_date
from coaching.core.reading.numbers import read_whole
from coaching.core.tenancy.context import current_actor, system_context

BODIES = ("committee", "works-council", "delegation", "direct")
GROUPS = ("A", "B", "C+", "C-", "D")
OPTIONS = (
    *("name", "contact", "number", "postcode", "headcount", "year_starts", "body", "affiliated_on", "tariff_group"),
    *("prevention_group", "five_year_plan_from"),
)
MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
MOST_WORKERS = 200_000


def faulty(message: str) -> CommandError:
    """Bad input: exit 2, one line."""
    return CommandError(message, returncode=2)


class Command(BaseCommand):
    help = "Opens a company's file without any programme and invites its contact; the last line is its slug."

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("name", "contact", "number", "postcode", "headcount"):
            parser.add_argument(f"--{name}", default="")
        parser.add_argument("--year-starts", default="1", metavar="1–12")
        parser.add_argument("--body", default="", metavar="|".join(BODIES))
        parser.add_argument("--affiliated-on", default="", metavar="DATE")
        parser.add_argument("--tariff-group", default="", metavar="1–5")
        parser.add_argument("--prevention-group", default="", metavar="A|B|C+|C-|D")
        parser.add_argument("--five-year-plan-from", default="", metavar="YYYY-MM")

    def handle(self, *args: Any, **options: Any) -> None:
        told, plan_from = _told(options), _month(options)
        try:
            with system_context("open_file"):  # one transaction: all of it or nothing
                company = found_by_system(**told, by=current_actor())
                _bring_plan(company, plan_from)
        except Refused as refusal:
            raise faulty(str(refusal.message)) from refusal
        self.stdout.write(f"the file of {told['name']} is open at /c/{company.slug}/; its contact gets an invitation")
        self.stdout.write(company.slug)


def _bring_plan(company: Company, since: tuple[int, int] | None) -> None:
    if since is None:
        return
    try:
        record_brought_plan(company_id=company.pk, year=since[0], month=since[1], by=current_actor())
    except Refused as refusal:
        raise faulty(f"--five-year-plan-from: {refusal.message}") from refusal


def _told(options: dict[str, Any]) -> dict[str, Any]:
    """What was given, read; the first thing that is wrong is named."""
    _refuse_unprintable(options)
    name, contact = options["name"].strip(), options["contact"].strip()
    if not name or len(name) > 200:
        raise faulty("--name: give the name of the company, in at most 200 letters")
    try:
        validate_email(contact)
    except ValidationError:
        raise faulty(f"--contact: {contact!r} is no e-mail address") from None
    if (body := options["body"]) and body not in BODIES:
        raise faulty(f"--body: {body!r} is none of {', '.join(BODIES)}")
    headcount = _read("headcount", options, read_whole) if options["headcount"] else None
    if headcount is not None and not 0 <= headcount <= MOST_WORKERS:
        raise faulty(f"--headcount: {headcount} is not between 0 and {MOST_WORKERS}")
    return {
        "name": name,
        "contact": contact,
        "number": _read("number", options, parse_enterprise_number),
        "postcode": _read("postcode", options, read_postcode),
        "headcount": headcount,
        "body": body,
        "facts": _facts(options),
    }


def _facts(options: dict[str, Any]) -> dict[str, Any]:
    """What the company says of its prevention; a thing that is not given stays unknown."""
    group = options["prevention_group"]
    if group and group not in GROUPS:
        raise faulty(f"--prevention-group: {group!r} is none of {', '.join(GROUPS)}")
    return {
        "year_starts": _between("year_starts", options, 1, 12) or 1,
        "affiliated_on": _affiliated(options),
        "tariff_group": _between("tariff_group", options, 1, 5),
        "prevention_group": group,
    }


def _between(key: str, options: dict[str, Any], first: int, last: int) -> int | None:
    if not (given := options[key]):
        return None
    if not re.fullmatch(r"[0-9]{1,2}", given) or not first <= int(given) <= last:
        raise faulty(f"{_flag(key)}: {given!r} is not a number from {first} to {last}")
    return int(given)


def _affiliated(options: dict[str, Any]) -> date | None:
    found: date | None = _read("affiliated_on", options, read_date) or None
    return found


def _month(options: dict[str, Any]) -> tuple[int, int] | None:
    """Year and month from which the plan is in force."""
    if not (given := options["five_year_plan_from"]):
        return None
    if not (found := MONTH.fullmatch(given)):
        raise faulty(f"--five-year-plan-from: {given!r} is no month, like 2026-07")
    return int(found[1]), int(found[2])


def _refuse_unprintable(options: dict[str, Any]) -> None:
    for key in OPTIONS:
        if "\x00" in options[key]:
            raise faulty(f"{_flag(key)}: must be plain text")


def _flag(key: str) -> str:
    return f"--{key.replace('_', '-')}"


def _read(key: str, options: dict[str, Any], reader: Any) -> Any:
    try:
        return reader(options[key]) if options[key].strip() else ""
    except ValueError as error:
        raise faulty(f"{_flag(key)}: {error}") from error
