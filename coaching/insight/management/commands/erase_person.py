"""`manage.py erase_person EMAIL --reason TEXT` (docs/erasing.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.core.tenancy.context import current_actor, system_context
from coaching.insight.keeping.people import erase_person
from coaching.insight.keeping.report import Report, Stuck


def faulty(message: str) -> CommandError:
    """Bad input, or somebody would be stuck: exit 2, one line."""
    return CommandError(message, returncode=2)


def with_reason(parser: ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, help="why; kept in the trail, so name nobody in it")
    parser.add_argument("--json", action="store_true", help="nothing but one JSON document")


def tell(command: BaseCommand, report: Report, as_json: bool) -> None:
    """The report: counts per table, and what stays with its reason."""
    if as_json:
        command.stdout.write(json.dumps(report.plain(), ensure_ascii=False, indent=1))
    else:
        command.stdout.write("\n".join(report.lines()))


class Command(BaseCommand):
    help = "Erase a person: account, roles, mails, sign-ins, and the name wherever it stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="whole address, of an account or not")
        with_reason(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        email, reason = str(options["email"]).strip(), str(options["reason"]).strip()
        if not reason or "\x00" in email + reason:
            raise faulty("--reason: say in a few words why" if not reason else "a character that no text holds")
        with system_context("manage.py erase_person"):
            try:
                report = erase_person(email=email, reason=reason, by=current_actor())
            except Stuck as stuck:
                raise faulty(f"{email} {stuck}") from stuck
            except LookupError as unknown:
                raise faulty(f"nobody is known as {email!r}") from unknown
        tell(self, report, options["json"])
