"""`manage.py rewrite_history`: a database made before the history of migrations began anew goes over to it (ADR 0067)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS

from coaching.core.tenancy import history


class Command(BaseCommand):
    help = "Record the migrations that took the place of the old ones, in a database that has exactly those; once."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="which database of the settings")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = history.rewrite(options["database"])
        except history.NotThere as error:
            raise CommandError(str(error)) from None
        if count:
            self.stdout.write(f"{count} migrations are recorded in place of the old ones; no table was touched")
            self.stdout.write("now: manage.py migrate, then manage.py access --check")
        else:
            self.stdout.write("nothing to do: this database has the new history")
