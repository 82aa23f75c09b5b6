"""`manage.py load_catalogue`: the starting catalogue of the offer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from coaching.core.tenancy.context import current_actor, system_context
from modules.actions import load_catalogue


class Command(BaseCommand):
    help = "Puts the starting catalogue in place; what is there already stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        with system_context("load_catalogue"):
            added = load_catalogue(by=current_actor())
        self.stdout.write(f"{added} modules added")
