"""`manage.py demo_signins`: whom one can sign in as."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Print the demo's sign-ins."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("there are no demo accounts in production")
        from coaching.insight.demo.people import PASSWORD, PEOPLE  # noqa: PLC0415 - not in production

        self.stdout.write(f"Sign in with the password {PASSWORD!r}; * also asks a code: manage.py demo_code EMAIL")
        for person in PEOPLE.values():
            self.stdout.write(f"  {person.email:<32} {'*' if person.secret else ' '} {person.role}")
        self.stdout.write("All mails: /mailbox/")
