"""Finding modules of the public offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language

from coaching.core.ground.search import kept
from coaching.programmes.enums import LayerNumber
from modules.models import Module, ModuleForm, ModuleState

SHOWN = 12  # of each layer; the whole layer is one tap away
ORDER = ("layer", "position", "slug")


@dataclass(frozen=True)
class LayerOfOffer:
    number: int
    label: Any
    modules: list[Module]
    more: bool


def published() -> QuerySet[Module]:
    return Module.objects.filter(state=ModuleState.PUBLISHED)


def ever_offered() -> QuerySet[Module]:
    """What is in the offer and what was: old links still find it."""
    return Module.objects.exclude(state=ModuleState.DRAFT)


SEARCHED = {"nl": "search_nl", "fr": "search_fr", "en": "search_en"}


def fitting(
    q: str = "", layer: str = "", theme: str = "", group: str = "", place: str = "", hours: str = ""
) -> QuerySet[Module]:
    """The modules of the offer that fit, in the order of the catalogue."""
    found = published()
    if layer:
        found = found.filter(layer=int(layer))
    if theme:
        found = found.filter(themes__contains=[theme])
    if group:
        found = found.filter(target_groups__contains=[group])
    if place:
        found = found.filter(form__in=[place, ModuleForm.BOTH])
    if hours:
        found = found.filter(hours_during__lte=int(hours))
    if q:
        found = found.filter(kept(q, Module, SEARCHED.get((get_language() or "nl")[:2], "search_nl")))
    return found


def first_of_each_layer(found: QuerySet[Module], most: int) -> list[Module]:
    """At most `most` of each layer, from light to intensive; one query, however many there are."""
    one, *others = (found.filter(layer=number).order_by(*ORDER)[:most] for number in LayerNumber.values)
    return list(one.union(*others, all=True).order_by(*ORDER))


def by_layer(modules: Iterable[Module], shown: int) -> list[LayerOfOffer]:
    """Modules in their layers; what is beyond `shown` in a layer is not there, but said. Empty layers are left out."""
    rows = list(modules)
    layers = [(number, label, [m for m in rows if m.layer == number]) for number, label in LayerNumber.choices]
    return [LayerOfOffer(n, label, own[:shown], len(own) > shown) for n, label, own in layers if own]


def coaching() -> Module | None:
    """The first module of the fifth layer: its hours and price stand on the first page."""
    return published().filter(layer=LayerNumber.COACHING).first()
