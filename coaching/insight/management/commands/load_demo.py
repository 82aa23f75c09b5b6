"""`manage.py load_demo`: the demo programme, once."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coaching.core.ground import filling


class Command(BaseCommand):
    help = "Load the demo programme with its invented people and companies (once; later calls change nothing)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=int, default=0, help="also N generated companies")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("demo data is refused in production")
        if not 0 <= options["scale"] <= 100_000:
            raise CommandError(f"--scale {options['scale']} is not a number of companies from 0 to 100000")
        self._load()
        if options["scale"]:
            from coaching.insight.demo.scale import generate  # noqa: PLC0415 - not in production

            self.stdout.write(f"{generate(options['scale'])} generated companies added")

    def _load(self) -> None:
        from coaching.insight.demo.load import is_loaded, load  # noqa: PLC0415 - not in production

        began = time.monotonic()
        if not is_loaded() and load(_telling(settings.DEMO_PROGRESS)):
            self.stdout.write(f"demo data loaded in {time.monotonic() - began:.0f} s")
        else:
            self.stdout.write("demo data is there already")


def _telling(name: str) -> Callable[[], None]:
    """To be called at each step of the demo: tells the pages how far it is, where a file for that is named."""
    from coaching.insight.demo.load import STEPS  # noqa: PLC0415 - not in production

    steps = count(1)

    def step() -> None:
        done = next(steps)
        if name:
            filling.tell(Path(name), filling.Filling(done, STEPS))

    return step
