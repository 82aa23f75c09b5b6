"""The layers of a programme: founded with it, changed by its administrators in drafts, published as versions."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.editing.editions import Editions, next_number
from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.tenancy.models import take_turns
from coaching.programmes import rules
from coaching.programmes.enums import LAYER, LayerNumber, LayerState
from coaching.programmes.layers import Definition
from coaching.programmes.models import LayerVersion, Programme

STARTING = Path(__file__).resolve().parent.parent / "data" / "layers.json"
EDITABLE = ("name", "summary", "needs_approval", "definition")


@transaction.atomic
def found_layers(*, programme: Programme, by: Actor) -> int:
    """Give a programme the five layers of SERV 2021 §3, published; those that it has already stay. Returns how many."""
    by.check(rules.EDIT_LAYERS)
    take_turns("layers", programme.pk)
    known = set(LayerVersion.objects.filter(programme=programme).values_list("number", flat=True))
    fresh = [entry for entry in json.loads(STARTING.read_text()) if entry["number"] not in known]
    for entry in fresh:
        layer = LayerVersion(programme=programme, **entry)
        layer.definition = Definition.read(layer.definition).as_json()
        if faults := faults_of(layer):
            raise Refused(" ".join(faults))
        layer.save(force_insert=True)
        apply_transition(LAYER, "publish", layer, by=by)
    return len(fresh)


@transaction.atomic
def draft_layer(*, programme_id: UUID, number: int, by: Actor) -> LayerVersion:
    """The draft of a layer: the one there is, a copy of the version in use, or an empty one for a new number."""
    by.check(rules.EDIT_LAYERS)
    take_turns("layers", programme_id)
    versions = LayerVersion.objects.filter(programme_id=programme_id, number=number)
    draft = versions.filter(state=LayerState.DRAFT).first()
    if draft:
        return draft
    used = versions.filter(state=LayerState.PUBLISHED).first()
    draft = LayerVersion(programme_id=programme_id, number=number, edition=next_number(versions))
    for name in EDITABLE if used else ():
        setattr(draft, name, getattr(used, name))
    draft.save(force_insert=True)
    audit.record("layer.drafted", draft, by=by)
    return draft


def faults_of(layer: LayerVersion) -> list[str]:
    """What stands in the way of putting a draft in use, in words; empty when all is well.

    What the programme decides about must be scored, so it needs criteria; what everybody may have needs none.
    """
    faults = layer.parts.faults()
    decides = layer.needs_approval or layer.number == LayerNumber.COACHING
    if decides and not layer.parts.criteria:
        faults.insert(0, _("The layer needs at least one criterion: the programme decides by the scores."))
    if not all(str(layer.name.get(language, "")).strip() for language in ("nl", "fr", "en")):
        faults.insert(0, _("The layer needs a name in three languages."))
    return faults


def _in_use(layer: LayerVersion) -> QuerySet[LayerVersion]:
    return LayerVersion.objects.filter(programme_id=layer.programme_id, number=layer.number, state=LayerState.PUBLISHED)


EDITIONS = Editions(
    LAYER,
    LayerVersion,
    _in_use,
    faults_of,
    gettext_lazy("A published version does not change. Make a new draft."),
)


@transaction.atomic
def save_layer(*, layer_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> LayerVersion:
    """Keep a draft as typed, faults and all; publishing asks that it is right. Raises VersionConflict."""
    by.check(rules.EDIT_LAYERS)

    def put(layer: LayerVersion) -> None:
        for name in EDITABLE:
            if name in values:
                setattr(layer, name, values[name])

    saved: LayerVersion = EDITIONS.save(layer_id, opened_with, put)
    return saved


@transaction.atomic
def publish_layer(*, layer_id: UUID, by: Actor) -> LayerVersion:
    """Put a draft in use; the version before it is replaced, and files made with it keep it. Refused with faults."""
    by.check(rules.EDIT_LAYERS)
    layer: LayerVersion = EDITIONS.locked(layer_id)
    EDITIONS.put_in_use(layer, by=by)
    return layer


@transaction.atomic
def discard_layer(*, layer_id: UUID, by: Actor) -> None:
    """Throw a draft away; the version in use stays. Refused for what was ever published."""
    by.check(rules.EDIT_LAYERS)
    EDITIONS.discard(layer_id, "layer.discarded", by=by)
