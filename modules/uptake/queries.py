"""Finding uptakes: one's own, a company's, the desk's; and what may come next."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from coaching.programmes.models import LayerVersion, Programme
from coaching.programmes.queries import layer_in_use, open_programmes
from coaching.programmes.search import Found, matching
from modules.models import Module, ModuleUptake
from modules.queries import first_of_each_layer, published
from modules.uptake import rules

OFFERED = 20  # of each layer, to suggest from
SUGGESTED = ("slug", "title", "objective", "layer", "themes", "position")  # what is weighed, shown and sorted by
# ?sort= → order; either way along one index.
SORTS = {
    "since": ("created_at", "-id"),
    "-since": ("-created_at", "id"),
    **{
        f"{sign}{name}": (f"{sign}{column}", f"{sign}id")
        for name, column in (("company", "company_name"), ("layer", "layer"), ("state", "state"))
        for sign in ("", "-")
    },
}


def own_uptakes() -> QuerySet[ModuleUptake]:
    """What the person who asks took up: the policies know which (account, or confirmed e-mail)."""
    return ModuleUptake.objects.order_by("-created_at", "id")


def programmes_for(module: Module) -> list[tuple[Programme, LayerVersion | None]]:
    """Open programmes in which this module can be taken up, each with its layer as it is now."""
    rows = [(programme, layer_in_use(programme.pk, module.layer)) for programme in open_programmes()[:20]]
    return [(programme, layer) for programme, layer in rows if layer is None or not layer.needs_approval]


def next_steps(uptakes: list[ModuleUptake]) -> list[rules.Suggestion]:
    """What suits after these, with the reason."""
    offered = first_of_each_layer(published().only(*SUGGESTED), OFFERED)
    taken_ids = {uptake.module_id for uptake in uptakes}
    return rules.suggestions([m for m in offered if m.pk in taken_ids], offered)


def desk_uptakes(q: str | None = None, state: str | None = None, layer: str | None = None, sort: str = "") -> Found:
    """The programme's uptakes, the newest first unless sorted otherwise."""
    found = ModuleUptake.objects.defer("answers", "feedback")
    if state:
        found = found.filter(state=state)
    if layer:
        found = found.filter(layer=int(layer))
    found = found.order_by(*SORTS.get(sort, SORTS["-since"]))
    return matching(found, "uptake", q) if q else Found(found)


def by_id(pk: UUID) -> Any:
    return ModuleUptake.objects.filter(pk=pk).select_related("layer_version")
