"""`manage.py year_wheel SLUG [--from D] [--to D] [--json] [--lang nl|fr|en]` (docs/year-wheel.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from coaching.companies.models import Company
from coaching.companies.wheel.saying import rule_of, source_of
from coaching.companies.wheel.whole import ahead, wheel_of
from coaching.core.ground import clock
from coaching.core.ground.wheel import Line, cut
from coaching.core.reading.dates import read_date
from coaching.core.tenancy.context import system_context

LANGUAGES = ("nl", "fr", "en")
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


def faulty(message: str) -> CommandError:
    """Bad input: exit 2, one line."""
    return CommandError(message, returncode=2)


class Command(BaseCommand):
    help = "The dates of law and of agreement of one company, done, late and coming."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="of the company's file")
        parser.add_argument(
            "--from", dest="since", default="", metavar="DATE", help="first day; else today, and what is late"
        )
        parser.add_argument(
            "--to", dest="until", default="", metavar="DATE", help="last day; else 24 months after the first"
        )
        parser.add_argument("--json", action="store_true", help="nothing but one JSON document")
        parser.add_argument("--lang", default="nl", metavar="|".join(LANGUAGES))

    def handle(self, *args: Any, **options: Any) -> None:
        today, since = clock.today(), _day("from", options["since"])
        until = _day("to", options["until"]) or ahead(since or today)
        if since and until < since:
            raise faulty(f"--to: {until} comes before {since}")
        if options["lang"] not in LANGUAGES:
            raise faulty(f"--lang: {options['lang']!r} is none of {', '.join(LANGUAGES)}")
        with translation.override(options["lang"]):
            lines = cut(_lines(options["slug"], today, until), since=since, until=until, today=today)
            told = [_told(line) for line in lines]
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
                return
        for line in told:
            self.stdout.write("  ".join((line["date"], f"{line['state']:6}", line["kind"], line["about"])).rstrip())
        self.stdout.write(f"{len(told)} dates")


def _lines(slug: str, today: date, until: date) -> list[Line]:
    with system_context("manage.py year_wheel"):
        key = Company.objects.filter(slug=slug).values_list("pk", flat=True).first() if "\x00" not in slug else None
        if key is None:
            raise faulty(f"there is no company {slug!r}")
        return wheel_of(key, today=today, until=max(until, today)).lines


def _told(line: Line) -> dict[str, Any]:
    return {
        "date": line.day.isoformat(),
        "safe_date": line.safe_date.isoformat() if line.safe_date else None,
        "kind": line.kind.key,
        "about": line.about,
        "rule": rule_of(line.kind),
        "source": source_of(line.kind),
        "who": line.who,
        "state": line.state,
    }


def _day(flag: str, given: str) -> date | None:
    if not given.strip():
        return None
    try:
        found = read_date(given)
    except ValueError as error:
        raise faulty(f"--{flag}: {error}") from error
    if found is None or not EARLIEST <= found <= LATEST:
        raise faulty(f"--{flag}: {given!r} does not lie between {EARLIEST} and {LATEST}")
    return found
