"""`manage.py import_applications FILE --programme SLUG [--dry-run] [--json]` (docs/contract.md)."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.core.tenancy.context import current_actor, system_context
from coaching.insight.importing.reading import Problem, Unreadable
from coaching.insight.importing.writing import Outcome, import_file
from coaching.programmes.models import Programme

MOST_LINES = 10_000  # of mistakes on paper; JSON has them all


class Command(BaseCommand):
    help = "Takes applications over from a CSV or XLSX file; every mistake is named and then nothing is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--programme", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="check only")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
        parser.add_argument("--progress", action="store_true", help="lines on stderr, also when that is no terminal")

    def handle(self, *args: Any, **options: Any) -> None:
        wordy = options["progress"] or sys.stderr.isatty()
        try:
            with system_context("import_applications"):
                programme = _programme(options["programme"])
                outcome = import_file(
                    Path(options["file"]),
                    programme,
                    by=current_actor(),
                    dry_run=options["dry_run"],
                    progress=self._progress if wordy else _quiet,
                    warn=None if options["json"] else self._warn,
                )
        except Unreadable as error:
            if options["json"]:
                self.stdout.write(
                    json.dumps({"rows": 0, "written": 0, "error": str(error), "problems": [], "warnings": []})
                )
            raise CommandError(str(error)) from error
        self._report(outcome, as_json=options["json"])
        if outcome.problems:
            lines = len({problem.line for problem in outcome.problems})
            raise CommandError(f"{len(outcome.problems)} mistakes in {lines} rows; nothing was written")

    def _progress(self, written: int) -> None:
        self.stderr.write(f"{written} rows written", ending="\n")

    def _warn(self, warnings: list[Problem]) -> None:
        """Before anything is written."""
        for warning in warnings[:MOST_LINES]:
            self.stdout.write(f"to look at: {warning}")
        if warnings:
            self.stdout.flush()

    def _report(self, outcome: Outcome, *, as_json: bool) -> None:
        if as_json:
            found = {"rows": outcome.rows, "written": outcome.written}
            named = {"problems": outcome.problems, "warnings": outcome.warnings}
            lists = {key: [problem.as_json() for problem in rows] for key, rows in named.items()}
            self.stdout.write(json.dumps(found | lists))
            return
        for problem in outcome.problems[:MOST_LINES]:
            self.stdout.write(str(problem))
        if not outcome.problems:
            done = f"{outcome.written} written" if outcome.written else "no mistakes; nothing was written (dry run)"
            self.stdout.write(f"{outcome.rows} rows read, {done}")


def _quiet(written: int) -> None:
    """Nobody watches."""


def _programme(slug: str) -> Programme:
    found = Programme.objects.filter(slug=slug).first() if "\x00" not in slug else None
    if found is None:
        raise CommandError(f"there is no programme {slug!r}")
    return found
