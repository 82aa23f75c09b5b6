"""What companies will read of work on several files, before it leaves: the first few, each in the language of its reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from coaching.programmes import reports
from coaching.programmes.languages import letter_language
from coaching.programmes.models import Application
from coaching.programmes.texts.queries import written

SHOWN = 3  # files; of each language at least one, up to this number


@dataclass(frozen=True)
class Letter:
    """What one company reads. letter: of a decision, as its PDF will be; None for a mail or a question."""

    company: str
    reference: str
    language: str
    subject: str
    text: str
    letter: Any = None


def letters(kind: str, files: Iterable[Application], parameters: Mapping[str, Any], signed_by: str) -> list[Letter]:
    """The first few, of each language one before a second."""
    seen: dict[str, list[Application]] = {}
    for file in files:
        seen.setdefault(letter_language(file), []).append(file)
    firsts = [rows[0] for rows in seen.values()]
    others = [file for rows in seen.values() for file in rows[1:SHOWN]]
    return [_letter(kind, file, parameters, signed_by) for file in (firsts + others)[:SHOWN]]


def _letter(kind: str, file: Application, parameters: Mapping[str, Any], signed_by: str) -> Letter:
    language = letter_language(file)
    subject, text = (
        written(parameters.get(name, {}).get(language, ""), file, language) for name in ("subjects", "texts")
    )
    letter = None
    if kind == "reject":
        with translation.override(language):
            letter = reports.preview(file, verb="reject", reason=text, signed_by=signed_by)
    return Letter(file.company_name, file.reference, language, subject, text, letter)
