"""`render TYPE PUBLIC_ID --out FILE.pdf`: lay a document out as it would be made now, without storing it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from coaching.core.ground import clock
from coaching.core.paper import documents, pdf
from coaching.core.tenancy.context import system_context


class Command(BaseCommand):
    help = "Writes a document as PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("type", help=", ".join(sorted(documents.REPORTS)))
        parser.add_argument("public_id", help="id of the record that the document is about")
        parser.add_argument("--out", required=True, type=Path, help="the file to write")
        parser.add_argument("--lang", default="nl", help="nl, fr or en")

    def handle(self, *args: Any, **options: Any) -> None:
        kind, language, out = options["type"], options["lang"], options["out"]
        if kind not in documents.REPORTS:
            raise CommandError(f"unknown type {kind!r}; known: {', '.join(sorted(documents.REPORTS))}")
        if language not in documents.LANGUAGES:
            raise CommandError(f"unknown language {language!r}; known: {', '.join(documents.LANGUAGES)}")
        title, data = self._built(kind, options["public_id"], language)
        try:
            made = pdf.lay_out(data["template"], data["context"], pdf.Stamp(title, language, clock.now()))
            out.write_bytes(made.content)
        except (pdf.EngineMissing, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{out}: {made.pages} pages, {len(made.content)} bytes")

    def _built(self, kind: str, public_id: str, language: str) -> tuple[str, dict[str, Any]]:
        declared = documents.REPORTS[kind]
        with system_context(f"manage.py render {kind}"):
            model: Any = documents.subject_model(declared)
            try:
                subject = model.objects.get(pk=public_id)
            except (model.DoesNotExist, ValidationError, ValueError) as error:
                raise CommandError(f"no {model._meta.label} has the id {public_id!r}") from error
            content, data = documents.built(kind, subject, language)
            return content.title, data
