"""Finding texts, and what their placeholders say of one application."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.programmes.models import Application, TextTemplate
from coaching.programmes.texts import rules

MOST = 200  # texts of a programme, all on one page


def kept() -> QuerySet[TextTemplate]:
    return TextTemplate.objects.order_by("kind", "name", "id")


def in_use(kinds: Iterable[str]) -> list[TextTemplate]:
    """What is offered where something of these kinds is written."""
    return list(kept().filter(kind__in=list(kinds), retired_at=None)[:MOST])


def chosen(key: str, kinds: Iterable[str]) -> TextTemplate | None:
    """The text with this key, if it is offered for one of these kinds; None for any other key."""
    try:
        wanted = UUID(key)
    except ValueError:
        return None
    return kept().filter(pk=wanted, kind__in=list(kinds), retired_at=None).first()


def as_json(told: Any) -> dict[str, str]:
    """What a function of the database answers as JSON; {} for nothing."""
    found = json.loads(told) if isinstance(told, str) else told
    return found or {}


def values_of(application: Application) -> dict[str, str]:
    """What the placeholders say of this application, in the language in force."""
    sent = application.submitted_at
    return {
        "company": application.company_name,
        "reference": application.reference,
        "programme": application.programme.name,
        "sent_on": long_day(sent) if sent else "",
    }


def example(programme: str) -> dict[str, str]:
    """A company that there is not, for who wants to see how a text reads."""
    return {
        "company": _("Bakery Example"),
        "reference": f"{clock.today().year}-0012",
        "programme": programme,
        "sent_on": long_day(clock.today()),
    }


def written(text: str, application: Application, language: str) -> str:
    """A text for this company, in its language."""
    with translation.override(language):
        return rules.filled(text, values_of(application))
