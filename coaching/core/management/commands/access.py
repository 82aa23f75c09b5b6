"""`manage.py access`: rights as `access.py` declares them, beside what the database says (ADR 0027)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from coaching.core.tenancy.access import aside, compare, make, words
from coaching.core.tenancy.access.gather import Access

FILE = settings.BASE_DIR / "docs" / "access.md"


class Command(BaseCommand):
    help = (
        "Compare who may do what with the declarations (--check), write migrations (--make) or docs/access.md (--doc)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--check", action="store_true", help="name each difference of the database; fail when there is one"
        )
        what.add_argument("--make", action="store_true", help="write the next migration of each app for what differs")
        what.add_argument("--doc", action="store_true", help="write docs/access.md")
        parser.add_argument("--name", default="access", help="of the migrations that --make writes")
        parser.add_argument(
            "--aside",
            action="store_true",
            help="use a database of its own, migrated first; the developer's stays as it is",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        access = Access()
        if options["doc"]:
            FILE.write_text(words.document(access), encoding="utf-8")
            self.stdout.write(f"docs/access.md says who may do what with {len(access.tables)} tables")
            return
        with aside.database() if options["aside"] else aside.migrated(), transaction.atomic():
            found = compare.differences(access)
        if options["make"]:
            for path in make.migrations(access, found, options["name"]):
                self.stdout.write(f"{path.relative_to(settings.BASE_DIR)}")
            self.stdout.write(f"{len(found)} differences" if found else "nothing differs")
            return
        self._check(found)

    def _check(self, found: list[compare.Difference]) -> None:
        if found:
            lines = "\n".join(str(one) for one in found)
            raise CommandError(
                f"{lines}\n{len(found)} differences between the database and access.py. Declare what is meant there, "
                "then run manage.py access --make; what was changed by hand in the database is put right there."
            )
        self.stdout.write("the database says what access.py says")
