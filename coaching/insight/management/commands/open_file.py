"""`manage.py open_file --name N --contact EMAIL [--number X] [--postcode P] [--headcount N] [--body …] …` (docs/files.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from coaching.companies.actions.founding import found_by_system
from coaching.companies.numbers import parse_enterprise_number
from coaching.core.ground.workflow import Refused
from coaching.core.reading.codes import read_postcode
from coaching.core.reading.numbers import read_whole
from coaching.core.tenancy.context import current_actor, system_context

BODIES = ("committee", "works-council", "delegation", "direct")
NOT_YET = ("affiliated_on", "tariff_group", "prevention_group", "five_year_plan_from")
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
        told = _told(options)
        try:
            with system_context("open_file"):
                slug = found_by_system(**told, by=current_actor())
        except Refused as refusal:
            raise faulty(str(refusal.message)) from refusal
        self.stdout.write(f"the file of {told['name']} is open at /c/{slug}/; its contact gets an invitation")
        self.stdout.write(slug)


def _told(options: dict[str, Any]) -> dict[str, Any]:
    """What was given, read; the first thing that is wrong is named."""
    _refuse_unknown(options)
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
    }


def _refuse_unknown(options: dict[str, Any]) -> None:
    for key in ("name", "contact", "number", "postcode", "headcount", "body"):
        if "\x00" in options[key]:
            _not_possible(key, "must be plain text")
    starts = options["year_starts"]
    if not (starts.isascii() and starts.isdigit() and 1 <= int(starts) <= 12):
        _not_possible("year_starts", f"{starts!r} is no month, 1 to 12")
    if int(starts) != 1:
        _not_possible("year_starts", "a file cannot keep another first month of its year yet")
    for key in NOT_YET:
        if options[key]:
            _not_possible(key, "a file cannot keep this yet")


def _not_possible(key: str, why: str) -> NoReturn:
    raise faulty(f"--{key.replace('_', '-')}: {why}")


def _read(key: str, options: dict[str, Any], reader: Any) -> Any:
    try:
        return reader(options[key]) if options[key].strip() else ""
    except ValueError as error:
        raise faulty(f"--{key}: {error}") from error
