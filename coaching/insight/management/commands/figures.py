"""`manage.py figures --check|--make`: the figures that triggers keep, beside a count of the files themselves (ADR 0037)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from coaching.core.tenancy.context import system_context

SHOWN = 20
# One statement, so one moment: what is decided meanwhile stands on both sides or on neither.
DIFFERENCES = """
SELECT p.slug, cut, value, state, month, trim_scale(sum(kept)), trim_scale(sum(counted)) FROM (
  SELECT programme_id, cut, value, state, month, applied + started + paid_eur AS kept, 0 AS counted FROM programmes_figure
  UNION ALL
  SELECT programme_id, cut, value, state, month, 0, applied + started + paid_eur FROM figures_counted()) both_sides
  LEFT JOIN programmes_programme p ON p.id = programme_id
 GROUP BY programme_id, p.slug, cut, value, state, month HAVING sum(kept) <> sum(counted) ORDER BY 1, 2, 3, 4, 5
"""


class Command(BaseCommand):
    help = "Compare the figures of programmes with a count of their files (--check), or count them anew (--make)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--check", action="store_true", help="name what differs; fail when something does")
        what.add_argument(
            "--make", action="store_true", help="count anew; decisions wait meanwhile, some seconds per million files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with system_context("manage.py figures"), connection.cursor() as cursor:
            if options["make"]:
                cursor.execute("SELECT recount_figures()")
                self.stdout.write(f"counted anew: {cursor.fetchone()[0]} figures")
                return
            cursor.execute(DIFFERENCES)
            found = cursor.fetchall()
        if found:
            lines = [_said(*row) for row in found[:SHOWN]]
            more = f"\n… and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
            raise CommandError(
                f"{chr(10).join(lines)}{more}\n{len(found)} figures differ; manage.py figures --make mends"
            )
        self.stdout.write("the figures are those of the files")


def _said(slug: str | None, cut: str, value: str, state: str, month: Any, kept: Any, counted: Any) -> str:
    about = " ".join(filter(None, (value or "unknown", state, f"{month:%Y-%m}" if month else "")))
    return f"{slug or 'no programme'}, {cut} {about}: {kept} kept, {counted} counted"
