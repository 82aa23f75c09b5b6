"""Rows of the offer: its catalogue, what a programme keeps, who asked for it."""

from __future__ import annotations

import uuid
from typing import Any

from coaching.core.ground import clock
from modules.editing.content import content_of
from modules.models import DateWish, Gathering, GatheringPlace, Module, ModuleMaterial, ModuleUptake, ModuleVersion


def add_offer(world: Any, made: dict[str, dict[str, list[uuid.UUID]]]) -> None:
    module = _catalogue()
    for letter in "ab":
        for kept in _kept(getattr(world, f"programme_{letter}"), letter):
            made[letter].setdefault(kept._meta.db_table, []).append(kept.pk)
        contact, company = getattr(world, f"contact_{letter}"), getattr(world, f"company_{letter}")
        row = ModuleUptake.objects.create(
            module=module,
            programme=getattr(world, f"programme_{letter}"),
            company=company,
            applicant=contact,
            layer=1,
            token_digest=f"digest-{letter}",
            company_name=company.name,
            contact_name=contact.name,
            email=contact.email,
        )
        made[letter].setdefault(row._meta.db_table, []).append(row.pk)
        gathering = Gathering.objects.create(
            module=module, programme=getattr(world, f"programme_{letter}"), starts_at=clock.now(), place="Gent"
        )
        place = GatheringPlace.objects.create(
            gathering=gathering,
            programme=gathering.programme,
            token_digest=f"digest-{letter}",
            company_name="x",
            contact_name="x",
            email=contact.email,
            state="taken",
        )
        wish = DateWish.objects.create(module=Module.objects.get(slug=f"eigen-{letter}"), applicant=contact)
        for made_row in (gathering, place, wish):
            made[letter].setdefault(made_row._meta.db_table, []).append(made_row.pk)


def _kept(programme: Any, letter: str) -> list[Any]:
    """A draft of a programme's own, seen by nobody else."""
    module = _catalogue(f"eigen-{letter}", keeper=programme)
    return [
        module,
        ModuleVersion.objects.create(module=module, keeper=programme, content=content_of(module)),
        ModuleMaterial.objects.create(module=module, kind="poster", language="nl", title="x"),
    ]


def _catalogue(slug: str = "concept", **more: Any) -> Module:
    words = {"nl": "x", "fr": "x", "en": "x"}
    return Module.objects.create(
        slug=slug,
        layer=1,
        state="draft",
        title=words,
        objective=words,
        content=words,
        timeline=words,
        asks_during=words,
        asks_after=words,
        **more,
    )
