"""`manage.py messages`: translations, see core.messages."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coaching.core import messages


class Command(BaseCommand):
    help = "Extract messages into locale/ (default), --check for gaps, or --compile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--app", choices=sorted(messages.sources()), help="one catalogue only")
        parser.add_argument("--check", action="store_true", help="fail when a translation is missing")
        parser.add_argument("--compile", action="store_true", help="write the .mo files")

    def handle(self, *args: Any, **options: Any) -> None:
        catalogues = [options["app"]] if options["app"] else list(messages.sources())
        if options["compile"]:
            self.stdout.write(f"{messages.compile_all()} catalogues compiled")
        elif options["check"]:
            found = [line for name in catalogues for line in messages.problems(name)] + list(messages.conflicts())
            for line in found:
                self.stdout.write(line)
            if found:
                raise CommandError(f"{len(found)} translations are missing or wrong")
            self.stdout.write("all translations are complete")
        else:
            for name in catalogues:
                messages.update(name)
                self.stdout.write(f"{name}: {sum(1 for line in messages.problems(name))} to translate")
