"""`manage.py work`: what waits for the workers and since when, for who watches over the installation."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coaching.core.jobs import standing
from coaching.core.tenancy.context import system_context


class Command(BaseCommand):
    help = "One line per kind of work: how many wait, the age of the oldest in seconds, how many were given up."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--max-age", type=int, metavar="SECONDS", help="fail when something waits longer than this")

    def handle(self, *args: Any, **options: Any) -> None:
        with system_context("manage.py work: what waits"):
            lines = standing.waiting()
        for line in lines:
            self.stdout.write(
                f"{line.kind} waiting={line.waiting} oldest_seconds={line.oldest_seconds} given_up={line.given_up}"
            )
        limit = options["max_age"]
        late = [line.kind for line in lines if limit is not None and line.oldest_seconds > limit]
        if late:
            raise CommandError(f"waits longer than {limit} seconds: {', '.join(late)}")
