"""Finding modules of the public offer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language

from modules.models import LayerNumber, Module, ModuleForm, ModuleState

MOST = 200  # of one page; a catalogue is read, not paged through


@dataclass(frozen=True)
class LayerOfOffer:
    number: int
    label: Any
    modules: list[Module]


def published() -> QuerySet[Module]:
    return Module.objects.filter(state=ModuleState.PUBLISHED)


def ever_offered() -> QuerySet[Module]:
    """What is in the offer and what was: old links still find it."""
    return Module.objects.exclude(state=ModuleState.DRAFT)


def offer(
    q: str = "", layer: str = "", theme: str = "", group: str = "", place: str = "", hours: str = ""
) -> list[LayerOfOffer]:
    """The modules that fit, by layer from light to intensive; layers without any are left out."""
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
        language = get_language() or "nl"
        fields = ("title", "objective", "content")
        words = Q()
        for field in fields:
            words |= Q(**{f"{field}__{language}__icontains": q})
        found = found.filter(words)
    rows = list(found[:MOST])
    layers = [(n, label, [m for m in rows if m.layer == n]) for n, label in LayerNumber.choices]
    return [LayerOfOffer(n, label, modules) for n, label, modules in layers if modules]


def coaching() -> Module | None:
    """The first module of the fifth layer: its hours and price stand on the first page."""
    return published().filter(layer=LayerNumber.COACHING).first()
