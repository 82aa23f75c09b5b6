"""`manage.py load_register DIR [--update]`."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.companies.register.loading import BATCH, NotLoaded, Run, load


class Command(BaseCommand):
    help = "Loads an extract of the enterprise register's open data; goes on where an interrupted run stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--update", action="store_true", help="a daily extract: _delete files, then _insert files")
        parser.add_argument("--batch", type=int, default=BATCH, metavar="ROWS", help="rows per transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        if options["batch"] < 1:
            raise CommandError("--batch must be 1 or more")
        try:
            figures = load(Run(options["folder"], options["update"], self._say, batch=options["batch"]))
        except NotLoaded as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        self._say(
            f"loaded in {time.monotonic() - began:.0f} s: {figures['enterprises']:,} enterprises, "
            f"{figures['establishments']:,} establishment units, {figures['changed']:,} rows changed"
        )

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
