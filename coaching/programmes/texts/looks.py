"""How a text reads: alone, or, for a paragraph that is added to a mail, within that whole mail, by an invented example."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.mail.outbox import MAILS
from coaching.programmes import contact
from coaching.programmes.models import Programme
from coaching.programmes.texts import queries, rules

NOBODY = str(UUID(int=0))  # in addresses of the example, which nobody can open


@dataclass(frozen=True)
class Look:
    """A text as its reader gets it. text: the programme's own words; around: what stands before them, in a mail.

    facts, action, closing: what follows them there. whole: whether this is a whole mail.
    """

    language: str
    label: str
    subject: str
    text: str
    around: list[str] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    action: str = ""
    closing: str = ""
    whole: bool = False


def looks_of(values: dict[str, Any], programme: Programme) -> list[Look]:
    """One for each language in which the text was written. values: as the form of a text gives them."""
    return [_look(values, programme, language, words) for language, words in values["texts"].items()]


def _look(values: dict[str, Any], programme: Programme, language: str, words: str) -> Look:
    label = str(capfirst(Language(language).label))
    with translation.override(language):
        example = queries.example(programme.name)
        subject, text = rules.filled(values["subjects"].get(language, ""), example), rules.filled(words, example)
        if values["added_to"] not in MAILS:
            return Look(language, label, subject, text)
        mail = MAILS[values["added_to"]](_context(programme, example))
        return Look(
            language,
            label,
            str(mail.subject),
            text,
            [str(paragraph) for paragraph in mail.paragraphs],
            [(str(name), str(value)) for name, value in mail.facts],
            str(mail.action_label),
            str(mail.closing),
            True,
        )


def _context(programme: Programme, example: dict[str, str]) -> dict[str, Any]:
    """What mails of a programme know, in the language in force: each takes of it what it tells."""
    today, now = clock.today(), timezone.localtime(clock.now())
    soon = timezone.make_aware(datetime.combine(today + timedelta(days=14), time(14)))
    later = (clock.add_months(today, programme.start_months)).isoformat()
    of_programme = contact.told(programme, today)
    return {
        **dict.fromkeys(("application", "request", "uptake", "gathering", "place", "token", "trajectory"), NOBODY),
        **of_programme,
        "slug": "-",
        "programme_slug": programme.slug,
        "company": example["company"],
        "reference": example["reference"],
        "programme": programme.name,
        "companies": [example["company"]],
        "by": _("Ann Example"),
        "coach": _("Coach Example"),
        "reason": _("Here stands the reason that was given."),
        "question": _("Here stands the question."),
        "answer": "",
        "message": "",
        "title": dict.fromkeys(("nl", "fr", "en"), _("Example of the offer")),
        "where": _("Example Street 1, Brussels"),
        "link": "",
        "comes": True,
        "is_change": False,
        "number": 1,
        "days": 45,
        "minutes": 90,
        "months": programme.start_months,
        "sequence": 1,
        "hours": str(programme.coaching_hours),
        "hours_used": str(programme.coaching_hours),
        "subsidy": str(programme.subsidy_eur),
        "said_at": now.isoformat(),
        "starts_at": soon.isoformat(),
        "approved_on": today.isoformat(),
        "started_on": today.isoformat(),
        "last_session_on": today.isoformat(),
        "answer_due_on": soon.date().isoformat(),
        "start_due_on": later,
        "until_on": later,
    }
