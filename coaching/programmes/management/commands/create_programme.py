"""`manage.py create_programme SLUG --name NAME [--budget EUR]`."""

from __future__ import annotations

from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from coaching.core.tenancy.context import current_actor, system_context
from coaching.programmes.actions import create_programme


class Command(BaseCommand):
    help = "Makes an empty programme with the default layers and rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--name", required=True)
        parser.add_argument("--budget", default="0", metavar="EUR")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            budget = Decimal(options["budget"].replace(",", "."))
        except InvalidOperation as error:
            raise CommandError(f"budget {options['budget']!r} is not an amount in euro") from error
        if not budget.is_finite() or budget < 0:
            raise CommandError(f"budget {options['budget']!r} is not an amount in euro")
        if any("\x00" in options[key] for key in ("slug", "name")):
            raise CommandError("slug and name must be plain text")
        try:
            with system_context("create_programme"):
                create_programme(slug=options["slug"], name=options["name"], budget_eur=budget, by=current_actor())
        except ValidationError as error:
            faults = error.message_dict if hasattr(error, "error_dict") else {"programme": error.messages}
            raise CommandError("; ".join(f"{name}: {' '.join(said)}" for name, said in faults.items())) from error
        self.stdout.write(f"programme {options['slug']} is ready at /p/{options['slug']}/")
