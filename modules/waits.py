"""What waits because of the offer (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.core.ground.waiting import Asked, Kind, Line
from modules import rules
from modules.editing.enums import ModuleState
from modules.gatherings import rules as gathering_rules
from modules.models import Module, ModuleUptake
from modules.models.module import in_language
from modules.uptake.enums import OPEN
from modules.wishes.queries import people, waiting, wanted


def _wanted(asked: Asked) -> QuerySet[Module]:
    return wanted(asked.today)


def _wishes(rows: Sequence[Module], asked: Asked) -> list[Line]:
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


def _without_keeper(asked: Asked) -> QuerySet[Module]:
    """Published modules that companies of this programme are busy with, and whose text no programme keeps."""
    busy = ModuleUptake.objects.filter(module_id=OuterRef("pk"), state__in=OPEN)
    return Module.objects.filter(keeper=None, state=ModuleState.PUBLISHED).filter(Exists(busy.order_by()))


def _unkept(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(row.pk, _("Take its text on"), asked.url("modules:keep", row.pk), who=in_language(row.title))
        for row in rows
    ]


KINDS = (
    Kind(
        "modules.dates",
        "programme",
        ngettext_lazy("module that waits for a date", "modules that wait for a date", "n"),
        gathering_rules.PLAN,
        _wanted,
        _wishes,
        ("layer", "position", "slug"),
        "modules:gatherings",
    ),
    Kind(
        "modules.without_keeper",
        "programme",
        ngettext_lazy("module without a keeper", "modules without a keeper", "n"),
        rules.EDIT,
        _without_keeper,
        _unkept,
        ("layer", "position", "slug"),
        "modules:catalogue",
        reads=("pk", "title"),
    ),
)
