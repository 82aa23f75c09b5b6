"""Keeping the catalogue."""

from __future__ import annotations

from django.db import transaction

from coaching.core import audit
from coaching.core.roles import Actor
from modules import rules
from modules.catalogue import entries
from modules.models import Module, ModuleState


@transaction.atomic
def load_catalogue(*, by: Actor) -> int:
    """Put the starting catalogue in place and return how many modules were added. Run in a system context.

    Idempotent, and a module that is there already is left as its editors made it.
    """
    by.check(rules.EDIT)
    known = set(Module.objects.values_list("slug", flat=True))
    added = 0
    for position, entry in enumerate(entries()):
        if entry.slug in known:
            continue
        module = Module.objects.create(
            slug=entry.slug, layer=entry.layer, state=ModuleState.PUBLISHED, themes=list(entry.themes),
            hours_during=entry.hours_during, hours_after=entry.hours_after, cost_eur=entry.cost_eur,
            target_groups=list(entry.target_groups), languages=list(entry.languages), form=entry.form,
            position=position, **entry.texts,
        )  # fmt: skip
        audit.record("modules.published", module, by=by)
        added += 1
    return added
