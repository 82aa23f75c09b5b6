"""`manage.py erase_company SLUG --reason TEXT` (docs/erasing.md)."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from coaching.companies.models import Company
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.models import lock
from coaching.insight.keeping.companies import erase_company
from coaching.insight.keeping.report import Stuck
from coaching.insight.management.commands.erase_person import faulty, tell, with_reason


class Command(BaseCommand):
    help = "Erase a company's file; what was decided and paid with public money stays without its name."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="of the company's file")
        with_reason(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        slug, reason = str(options["slug"]), str(options["reason"]).strip()
        if not reason or "\x00" in slug + reason:
            raise faulty("--reason: say in a few words why" if not reason else "a character that no text holds")
        with system_context("manage.py erase_company"):
            company = Company.objects.filter(slug=slug).first()
            if company is None:
                raise faulty(f"there is no company {slug!r}")
            try:
                report = erase_company(
                    company=lock(Company.objects.all(), pk=company.pk), reason=reason, by=current_actor()
                )
            except Stuck as stuck:
                raise faulty(f"{slug}: {stuck}") from stuck
        tell(self, report, options["json"])
