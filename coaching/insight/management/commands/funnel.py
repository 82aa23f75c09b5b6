"""`manage.py funnel --programme SLUG --by province|target-group|layer|channel|month` (docs/contract.md)."""

from __future__ import annotations

import csv
import io
import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.core.reading.dates import read_date
from coaching.core.reading.said import Unclear
from coaching.core.tenancy.context import system_context
from coaching.insight.counts import BY, Counts, counts
from coaching.programmes.models import Programme


class Command(BaseCommand):
    help = "Counts applications: applied, approved, started; cumulative, with a total row."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--by", required=True, choices=sorted(BY))
        parser.add_argument("--format", choices=("table", "csv", "json"), default="table")
        parser.add_argument("--from", dest="first", metavar="D", help="submitted on this day or later")
        parser.add_argument("--to", dest="last", metavar="D", help="submitted on this day or earlier")

    def handle(self, *args: Any, **options: Any) -> None:
        first, last = _day(options["first"]), _day(options["last"])
        if first and last and first > last:
            raise CommandError(f"--from {first} lies after --to {last}")
        with system_context("funnel"):
            programme = Programme.objects.filter(slug=options["programme"].replace("\x00", "")).first()
            if programme is None:
                raise CommandError(f"there is no programme {options['programme']!r}")
            found = counts(programme.pk, options["by"], first, last)
        self.stdout.write(SHAPES[options["format"]](found, options["by"]), ending="")


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return read_date(text)
    except Unclear as unclear:
        raise CommandError(str(unclear)) from unclear


def _csv(rows: list[Counts], by: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([by, "applied", "approved", "started"])
    writer.writerows([row.group, row.applied, row.approved, row.started] for row in rows)
    return out.getvalue()


def _json(rows: list[Counts], by: str) -> str:
    *groups, total = [
        {"group": row.group, "applied": row.applied, "approved": row.approved, "started": row.started} for row in rows
    ]
    return json.dumps({"by": by, "rows": groups, "total": total}, ensure_ascii=False) + "\n"


def _table(rows: list[Counts], by: str) -> str:
    width = max(len(by), *(len(row.group) for row in rows))
    lines = [f"{by:<{width}}  {'applied':>8}  {'approved':>8}  {'started':>8}"]
    lines += [f"{row.group:<{width}}  {row.applied:>8}  {row.approved:>8}  {row.started:>8}" for row in rows]
    return "\n".join(lines) + "\n"


SHAPES = {"table": _table, "csv": _csv, "json": _json}
