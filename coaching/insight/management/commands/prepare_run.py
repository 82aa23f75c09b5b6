"""`manage.py prepare_run`: what comes before the processes of `make run` and `make stack`, in one start of Django."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection


class Command(BaseCommand):
    help = "Bring the database up to date; with --demo say whether the demo is there, and whom one can sign in as."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="as first line `there` or `missing`, then the sign-ins")

    def handle(self, *args: Any, **options: Any) -> None:
        """Two at once take turns: migrations of Django's do not."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtextextended('prepare_run', 0))")  # goes with the connection
        call_command("migrate", verbosity=0)
        if options["demo"] and not settings.PRODUCTION:
            from coaching.insight.demo.load import SLUG  # noqa: PLC0415 - not in production

            with connection.cursor() as cursor:  # as the owner, whom no policy holds: nothing is read but this
                cursor.execute("SELECT EXISTS (SELECT FROM programmes_programme WHERE slug = %s)", [SLUG])
                self.stdout.write("there" if cursor.fetchone()[0] else "missing")
            call_command("demo_signins", stdout=self.stdout)
