"""`manage.py export_company SLUG --out FILE.zip` (docs/company-file.md)."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.companies.models import Company
from coaching.core.tenancy.context import current_actor, system_context
from coaching.insight.keeping.taking import write


def faulty(message: str) -> CommandError:
    """Bad input: exit 2, one line."""
    return CommandError(message, returncode=2)


class Command(BaseCommand):
    help = "Everything a company owns: JSON and files, with a manifest of hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="of the company's file")
        parser.add_argument(
            "--out", required=True, metavar="FILE.zip", help="where to write it; replaced when it is there"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        out = Path(options["out"])
        if not out.parent.is_dir() or out.is_dir():
            raise faulty(f"--out: there is no folder {str(out.parent)!r} to write {out.name!r} in")
        with system_context("manage.py export_company"):
            slug = str(options["slug"])
            company = Company.objects.filter(slug=slug).first() if "\x00" not in slug else None
            if company is None:
                raise faulty(f"there is no company {slug!r}")
            counted = _written(company, out)
        for lost in counted.missing:
            self.stderr.write(f"not in the storage any more: {lost['name']} ({lost['table']} {lost['row']})")
        self.stdout.write(f"{out}: {counted.rows} rows, {counted.files} files, {len(counted.missing)} missing")


def _written(company: Company, out: Path) -> Any:
    """Beside its place first: what is there stays when something goes wrong. Readable by its maker alone."""
    try:
        with NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}.", delete=False) as half:
            try:
                counted = write(company, half, by=current_actor())
            except BaseException:
                Path(half.name).unlink()
                raise
    except OSError as full:
        raise faulty(f"--out: {full}") from full
    os.replace(half.name, out)  # noqa: PTH105 - says what it does: in one step
    return counted
