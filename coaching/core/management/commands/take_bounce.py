"""`manage.py take_bounce < message`: a returned mail, as the mail server hands it over (docs/operations.md)."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from coaching.core.mail import bounces


class Command(BaseCommand):
    help = "Read one returned message (RFC 3464) from standard input or a file and note which mail did not arrive."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", help="a file with the message; standard input when left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Never fails on what a stranger sent: a mail server would send an error back and forth for ever."""
        limit = bounces.LONGEST
        if options["file"]:
            with Path(options["file"]).open("rb") as file:
                raw = file.read(limit)
        else:
            raw = sys.stdin.buffer.read(limit)
        row = bounces.take(raw)
        self.stdout.write(f"did not arrive: {row.pk}" if row else "nothing about a mail of ours")
