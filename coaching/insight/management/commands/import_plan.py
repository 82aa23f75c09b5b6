"""`manage.py import_plan FILE --company SLUG [--kind K] [--mapping FILE.json] [--dry-run] [--json]` (docs/import.md)."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import translation

from actionplans.actions.bringing.common import Brought, Target
from actionplans.actions.importing import import_plan
from actionplans.enums import FROM_ELSEWHERE
from actionplans.importing.headings import NOTHING, Reading, named
from actionplans.importing.kinds import kind_of
from actionplans.importing.words import CHOICES, choice
from actionplans.models import AnnualActionPlan
from coaching.companies.models import Company
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.workflow import Refused
from coaching.core.reading.cells import fold
from coaching.core.reading.files import Unreadable, content_of
from coaching.core.tenancy.context import system_context

LANGUAGES = ("nl", "fr", "en")
LARGEST = 20 * 1024 * 1024


def faulty(message: str) -> CommandError:
    """Bad input: exit 2, one line."""
    return CommandError(message, returncode=2)


class Command(BaseCommand):
    help = "Brings a risk inventory, measures or a five-year plan into a company's file; every fault is named, or all is written."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--company", required=True, metavar="SLUG")
        parser.add_argument("--kind", default="", metavar="|".join(FROM_ELSEWHERE), help="else told by the headings")
        parser.add_argument("--mapping", default="", metavar="FILE.json", help="{heading: field}")
        parser.add_argument("--year", default="", help="label of the yearly plan that measures go into, such as 2027")
        parser.add_argument("--ready", action="store_true", help="mark measures that are complete as ready")
        parser.add_argument("--dry-run", action="store_true", help="check only")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
        parser.add_argument("--lang", default="en", metavar="|".join(LANGUAGES))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["lang"] not in LANGUAGES:
            raise faulty(f"--lang: {options['lang']!r} is none of {', '.join(LANGUAGES)}")
        with translation.override(options["lang"]):
            try:
                content = content_of(Path(options["file"]), LARGEST)
                kind = _kind(options["kind"], content)
                done = _brought(content, kind, options)
            except Unreadable as error:
                self._failed(options, str(error))
            except Refused as refusal:
                self._failed(options, str(refusal.message))
            self._report(kind, done, options)

    def _failed(self, options: Mapping[str, Any], said: str) -> Any:
        if options["json"]:
            self.stdout.write(
                json.dumps({"rows": 0, "written": False, "error": said, "problems": []}, ensure_ascii=False)
            )
        raise faulty(said)

    def _report(self, kind: str, done: Brought, options: Mapping[str, Any]) -> None:
        written = not done.faults and not options["dry_run"]
        if options["json"]:
            told = {
                "kind": str(kind),
                "into": done.into,
                "rows": done.rows,
                "written": written,
                "counts": done.counted(),
                "made": [one.as_json() for one in done.made],
                "problems": [fault.as_json() for fault in done.faults],
                "warnings": [note.as_json() for note in done.notes],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            for note in done.notes:
                self.stdout.write(f"to look at: {note}")
            for fault in done.faults:
                self.stdout.write(str(fault))
        if done.faults:
            rows = len({fault.line for fault in done.faults})
            raise faulty(f"{len(done.faults)} mistakes in {rows} rows; nothing was written")
        if not options["json"]:
            for one in done.made:
                self.stdout.write(
                    f"line {one.line}: {one.what}: {one.words}" if one.line else f"{one.what}: {one.words}"
                )
            counts = ", ".join(f"{count} {what}" for what, count in done.counted().items()) or "nothing new"
            self.stdout.write(
                f"{done.rows} rows read; {counts}; {'written' if written else 'nothing was written (dry run)'}"
            )


def _brought(content: bytes, kind: str, options: Mapping[str, Any]) -> Brought:
    reading = _reading(kind, options["mapping"])
    with system_context("manage.py import_plan"), transaction.atomic():
        slug = options["company"]
        company = Company.objects.filter(slug=slug).first() if "\x00" not in slug else None
        if company is None:
            raise faulty(f"there is no company {slug!r}")
        by = Actor(None, Hat.SYSTEM, company_id=company.pk)
        target = Target(_year(company.pk, options["year"]), options["ready"])
        return import_plan(
            content=content, kind=kind, by=by, reading=reading, target=target, rehearsal=options["dry_run"]
        )


def _kind(given: str, content: bytes) -> str:
    if given and given not in FROM_ELSEWHERE:
        raise faulty(f"--kind: {given!r} is none of {', '.join(FROM_ELSEWHERE)}")
    return given or kind_of(content)


def _year(company_id: UUID, label: str) -> UUID | None:
    if not label:
        return None
    plans = AnnualActionPlan.objects.filter(company_id=company_id).order_by("-first_day", "-version_no")
    found = next((plan for plan in plans if plan.label == label), None)
    if found is None:
        raise faulty(f"--year: there is no yearly plan {label!r}")
    return found.pk


def _reading(kind: str, path: str) -> Reading:
    """From {heading: field}; a field of "" leaves the column out. Or {heading: {"field", "words": {word: value}, "default"}}."""
    reading = Reading()
    if not path:
        return reading
    try:
        said = json.loads(content_of(Path(path), LARGEST))
    except (ValueError, RecursionError) as error:
        raise faulty(f"--mapping: {path} is no JSON: {error}") from error
    if not isinstance(said, dict):
        raise faulty(f"--mapping: {path} is no JSON object")
    for heading, told in said.items():
        _say(reading, kind, heading, told if isinstance(told, dict) else {"field": told})
    return reading


def _say(reading: Reading, kind: str, heading: str, told: dict[str, Any]) -> None:
    name = told.get("field")
    if name is not None and not isinstance(name, str) or name and name not in named(kind):
        raise faulty(f"--mapping: {heading!r}: {name!r} is none of {', '.join(named(kind))}")
    reading.headings[fold(heading)] = name or NOTHING
    words, empty = told.get("words") or {}, told.get("default")
    if (words or empty) and (not isinstance(words, dict) or name not in (*CHOICES, "objective")):
        raise faulty(f"--mapping: {heading!r}: only {', '.join(CHOICES)} and objective take words")
    for word, value in words.items():
        reading.words.setdefault(str(name), {})[fold(word)] = _value(heading, str(name), value)
    if empty:
        reading.defaults[str(name)] = _value(heading, str(name), empty)


def _value(heading: str, name: str, value: Any) -> str:
    if name == "objective":
        return str(value)
    found = choice(name, str(value))
    if not found:
        raise faulty(f"--mapping: {heading!r}: {value!r} is none of {', '.join(CHOICES[name].values)}")
    return found
