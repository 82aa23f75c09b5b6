"""A paragraph of the programme's own in a letter or mail: to which it can be added, with which placeholders, and what it says.

One of each at a time. Every other word of a letter or mail stays ours, so that none can lose its date, its button or its
way to object.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from coaching.core.mail import added
from coaching.core.models import OutgoingEmail
from coaching.programmes.models import Application, TextTemplate
from coaching.programmes.texts import queries, rules

LETTERS, APPLYING, COACHING = _("Letters"), _("Mails about applications"), _("Mails about coaching")
OFFER, COACHES = _("Mails about the offer"), _("Mails to coaches")
APPROVAL, REFUSAL = "letter.approve", "letter.reject"


@dataclass(frozen=True)
class Place:
    """Where a paragraph can be added. group: among which it is chosen; placeholders: what is known there."""

    label: Any
    group: Any
    placeholders: frozenset[str] = frozenset({"company", "programme", "reference"})


PLACES: dict[str, Place] = {
    APPROVAL: Place(_("Letter of an approval"), LETTERS, frozenset(rules.PLACEHOLDERS)),
    REFUSAL: Place(_("Letter of a refusal"), LETTERS, frozenset(rules.PLACEHOLDERS)),
    "programmes.received": Place(_("Application received"), APPLYING),
    "programmes.info_requested": Place(_("Question to the company"), APPLYING),
    "programmes.approved": Place(_("Approved (coaching)"), APPLYING),
    "programmes.approved_plan": Place(_("Approved (own plan)"), APPLYING),
    "programmes.rejected": Place(_("Refused"), APPLYING),
    "programmes.waitlisted": Place(_("On the waiting list"), APPLYING),
    "programmes.still_waiting": Place(_("Still on the waiting list"), APPLYING),
    "programmes.lapsed": Place(_("Approval lapsed"), APPLYING),
    "programmes.reopened": Place(_("Decision taken back"), APPLYING),
}
OF_COMPANY, OF_NOBODY = frozenset({"company", "programme"}), frozenset({"programme"})
PLACES["programmes.accredited"] = Place(_("Accredited"), COACHES, OF_NOBODY)
PLACES["programmes.accreditation_ended"] = Place(_("Accreditation ended"), COACHES, OF_NOBODY)


def offer(kind: str, label: Any, group: Any = COACHING, placeholders: frozenset[str] = OF_COMPANY) -> None:
    """A mail of a higher app that may have a paragraph: one in which the programme speaks, filed under it (ADR 0059).

    placeholders: what its context knows; a company's name only where the mail is about one.
    """
    PLACES[kind] = Place(label, group, placeholders)


def unknown(added_to: str, text: str) -> list[str]:
    """What stands in braces and is not known in this mail or letter, as it was written."""
    known = PLACES[added_to].placeholders
    return [found[0] for found in rules.PLACE.finditer(text) if found[1] not in known]


def letter_lines(application: Application, verb: str) -> list[str]:
    """The paragraph for this letter in the language in force, a line each; [] where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT letter_paragraph(%s, %s)", [application.pk, f"letter.{verb}"])
        row = cursor.fetchone()
    texts = queries.as_json(row[0]) if row else {}
    words = texts.get(translation.get_language() or "", "")
    filled = rules.filled(words, queries.values_of(application)) if words else ""
    return [line.strip() for line in filled.splitlines() if line.strip()]


@added.tells
def paragraphs_of(mails: list[OutgoingEmail]) -> dict[UUID, dict[str, str]]:
    """Mail → language → its programme's paragraph, for those that have one. Call in a system context."""
    wanted = [row for row in mails if row.programme_id and row.kind in PLACES]
    if not wanted:
        return {}
    rows = TextTemplate.objects.filter(
        programme_id__in={row.programme_id for row in wanted},
        added_to__in={row.kind for row in wanted},
        retired_at=None,
    ).select_related("programme")
    kept: dict[tuple[UUID | None, str], TextTemplate] = {(row.programme_id, row.added_to): row for row in rows}
    found = ((mail, kept.get((mail.programme_id, mail.kind))) for mail in wanted)
    return {mail.pk: _filled(mail, text) for mail, text in found if text}


def _filled(mail: OutgoingEmail, text: TextTemplate) -> dict[str, str]:
    values = {
        "company": str(mail.context.get("company", "")),
        "reference": str(mail.context.get("reference", "")),
        "programme": text.programme.name,
    }
    return {language: rules.filled(words, values) for language, words in text.texts.items() if words}
