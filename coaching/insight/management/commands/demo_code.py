"""`manage.py demo_code EMAIL`: the second-factor code of a demo account."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Print the code that a demo person's authenticator app would show now."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("there are no demo accounts in production")
        from coaching.insight.demo.people import code_of  # noqa: PLC0415 - not in production

        try:
            self.stdout.write(code_of(options["email"]))
        except KeyError:
            raise CommandError(f"{options['email']} is no demo account with a second factor") from None
