"""`manage.py check_export FILE.zip`: is a company's file whole? Needs no database, so any installation can read it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.insight.keeping.checking import Checked, NoCompanyFile, check

SHOWN = 20


class Command(BaseCommand):
    help = "Compare a company's file that was taken along with its manifest: hashes, lengths, rows, columns."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="as export_company or the company's page made it")
        parser.add_argument("--json", action="store_true", help="nothing but one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        found = _checked(Path(options["file"]))
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        else:
            counted = f"{found.tables} tables, {found.rows} rows, {found.files} files, {found.missing} missing"
            self.stdout.write(f"{found.company}, made at {found.made_at}: {counted}")
        if found.faults:
            more = f"\n… and {len(found.faults) - SHOWN} more" if len(found.faults) > SHOWN else ""
            raise CommandError("\n".join(found.faults[:SHOWN]) + more)


def _checked(path: Path) -> Checked:
    try:
        with path.open("rb") as handle:
            return check(handle)
    except (OSError, NoCompanyFile) as wrong:
        raise CommandError(f"{path}: {wrong}", returncode=2) from wrong
