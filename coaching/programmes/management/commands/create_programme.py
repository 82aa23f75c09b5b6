"""`manage.py create_programme SLUG --name NAME [--budget EUR] [--administrator EMAIL]`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from coaching.accounts.actions import invite
from coaching.core.ground.roles import Actor, Hat, Role
from coaching.core.reading.numbers import read_amount
from coaching.core.reading.said import Unclear
from coaching.core.tenancy.context import current_actor, system_context
from coaching.programmes.actions import create_programme
from coaching.programmes.models import Programme


class Command(BaseCommand):
    help = "Makes an empty programme with the default layers and rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--name", required=True)
        parser.add_argument("--budget", default="0", metavar="EUR")
        parser.add_argument("--administrator", metavar="EMAIL", help="who gets an invitation to administer it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            budget = read_amount(str(options["budget"]))
        except Unclear as unclear:
            raise CommandError(f"budget: {unclear}") from unclear
        if budget < 0:
            raise CommandError(f"budget {options['budget']!r} is less than nothing")
        if any("\x00" in (options[key] or "") for key in ("slug", "name", "administrator")):
            raise CommandError("slug, name and address must be plain text")
        try:
            with system_context("create_programme"):
                programme = create_programme(
                    slug=options["slug"], name=options["name"], budget_eur=budget, by=current_actor()
                )
                if options["administrator"]:
                    _invite_administrator(programme, options["administrator"])
        except ValidationError as error:
            faults = error.message_dict if hasattr(error, "error_dict") else {"input": error.messages}
            raise CommandError("; ".join(f"{name}: {' '.join(said)}" for name, said in faults.items())) from error
        self.stdout.write(f"programme {options['slug']} is ready at /p/{options['slug']}/")


def _invite_administrator(programme: Programme, email: str) -> None:
    """The first one is invited by nobody inside; they invite the others on the page People."""
    by = Actor(user_id=None, hat=Hat.SYSTEM, programme_id=programme.pk, name=programme.name)
    invite(
        email=email,
        role=Role.ADMINISTRATOR.value,
        place=programme.name,
        language=settings.LANGUAGE_CODE,
        programme_id=programme.pk,
        by=by,
    )
