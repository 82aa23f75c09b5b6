"""A new programme with the default layers and rules."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import validate_slug
from django.db import transaction

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.programmes.actions.layers import found_layers
from coaching.programmes.models import Programme


@transaction.atomic
def create_programme(*, slug: str, name: str, budget_eur: Decimal, by: Actor) -> Programme:
    """An empty, open programme. Raises ValidationError naming what is wrong (slug taken, name empty…)."""
    validate_slug(slug)
    programme = Programme(slug=slug, name=name.strip(), budget_eur=budget_eur)
    programme.full_clean()
    programme.save(force_insert=True)
    audit.record("programmes.created", programme, by=by)
    found_layers(programme=programme, by=by)
    return programme
