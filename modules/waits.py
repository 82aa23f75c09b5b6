"""What waits because of the offer (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.core.ground.waiting import Asked, Kind, Line
from modules.gatherings import rules
from modules.models import Module
from modules.wishes.queries import people, waiting, wanted


def _wanted(asked: Asked) -> QuerySet[Module]:
    return wanted(asked.today)


def _lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    numbers = waiting(row.pk for row in rows)
    return [
        Line(
            row.pk,
            _("Set a date"),
            asked.url("modules:plan_gathering", module=str(row.pk)),
            who=str(row),
            why=people(numbers.get(row.pk, 0)),
        )
        for row in rows
    ]


KINDS = (
    Kind(
        "modules.dates",
        "programme",
        ngettext_lazy("module that waits for a date", "modules that wait for a date", "n"),
        rules.PLAN,
        _wanted,
        _lines,
        ("layer", "position", "slug"),
        "modules:gatherings",
    ),
)
