"""`manage.py retention [--preview] [--json]`: what is over its period, and letting it go (docs/erasing.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from coaching.core.tenancy.context import current_actor, system_context
from coaching.insight.keeping import retention


class Command(BaseCommand):
    help = "Throw away what is over its period, as the daily job does; --preview only says what would go."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--preview", action="store_true", help="change nothing")
        parser.add_argument("--json", action="store_true", help="nothing but one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        with system_context("manage.py retention"):
            found = retention.preview() if options["preview"] else retention.run(by=current_actor())
        if options["json"]:
            told = [{"kind": one.kind.key, "months": one.kind.months, "count": one.count} for one in found]
            self.stdout.write(json.dumps(told, indent=1))
            return
        verb = "would go" if options["preview"] else "went"
        for one in found:
            self.stdout.write(f"{one.kind.key}: {one.count} {verb}, older than {one.kind.months} months")
