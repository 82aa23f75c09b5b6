"""Finding modules and versions for those who keep the catalogue."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from coaching.core.ground.search import kept
from modules.editing.actions import OPEN
from modules.editing.enums import VersionState
from modules.models import Module, ModuleState, ModuleVersion


def catalogue(q: str = "", layer: str = "", state: str = "") -> QuerySet[Module]:
    """All modules one may see, by layer, each with `being_changed`."""
    being_changed = Exists(ModuleVersion.objects.filter(module=OuterRef("pk"), state__in=OPEN))
    found = Module.objects.annotate(being_changed=being_changed).select_related("keeper")
    if q:
        found = found.filter(kept(q, Module, "search_titles"))
    if layer:
        found = found.filter(layer=int(layer))
    if state == "open":
        found = found.filter(being_changed=True)
    elif state in ModuleState.values:
        found = found.filter(state=state)
    return found.order_by("layer", "position", "slug")


def in_use(module_id: UUID) -> ModuleVersion | None:
    return ModuleVersion.objects.filter(module_id=module_id, state=VersionState.PUBLISHED).first()
