"""`manage.py migrate` as Django has it, but for a database whose history is the old one (ADR 0067)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from coaching.core.tenancy import history


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, with what to do, before anything is made."""
        try:
            history.refuse_old(options["database"])
        except history.NotThere as error:
            raise CommandError(str(error)) from None
        super().handle(*args, **options)
