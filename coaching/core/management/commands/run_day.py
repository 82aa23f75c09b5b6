"""`manage.py run_day`: every daily job as of a date, exactly as beat would run them (docs/contract.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.mail import delivery
from coaching.core.reading.dates import read_date
from coaching.core.reading.said import Unclear

DELIVERY = "core.deliver_mail"
PATIENCE = 3600  # seconds for all mails of the day


class Command(BaseCommand):
    help = "Run every daily job as of a date and deliver the mails; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--date", help="YYYY-MM-DD; today when left out")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")

    def handle(self, *args: Any, **options: Any) -> None:
        day = _day(options["date"])
        if settings.PRODUCTION and day > clock.today():
            raise CommandError(f"{day} lies in the future; production runs no day before it has come")
        shift = nullcontext() if settings.PRODUCTION or day == clock.today() else clock.at(day)
        with shift:
            figures, broken = _run_all(day)
        self.stdout.write(json.dumps({"date": str(day), "jobs": figures}) if options["json"] else _lines(day, figures))
        if broken:
            raise CommandError("these jobs failed: " + "; ".join(broken))


def _day(text: str | None) -> date:
    if not text:
        return clock.today()
    try:
        return read_date(text)
    except Unclear as unclear:
        raise CommandError(str(unclear)) from unclear


def _run_all(day: date) -> tuple[dict[str, dict[str, int]], list[str]]:
    """Figures per job; a job that fails does not keep the others from running."""
    figures, broken = {}, []
    for name in periodic.daily_jobs():
        try:
            figures[name] = periodic.run(name, day)
        except Exception as error:  # named in the summary line
            broken.append(f"{name} ({error})")
    figures[DELIVERY] = delivery.deliver_due(budget=PATIENCE)
    return figures, broken


def _lines(day: date, figures: dict[str, dict[str, int]]) -> str:
    def told(counts: dict[str, int]) -> str:
        return ", ".join(f"{key} {value}" for key, value in counts.items() if value) or "nothing to do"

    return "\n".join([f"{day}", *(f"  {name}: {told(counts)}" for name, counts in figures.items())])
