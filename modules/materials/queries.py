"""What can be downloaded with a module, the reader's language first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from coaching.core.ground.choices import Language
from coaching.core.jobs import standing
from modules.materials.tasks import MADE_HERE, make_poster
from modules.models import MaterialKind, ModuleMaterial


@dataclass(frozen=True)
class MaterialLine:
    """work: how it stands with what is still being made; None for what is there."""

    material: ModuleMaterial
    work: standing.Standing | None

    @property
    def is_poster(self) -> bool:
        return self.material.kind == MaterialKind.POSTER and bool(self.material.file)

    @property
    def is_guide(self) -> bool:
        return bool(self.material.kind == MaterialKind.GUIDE)


@dataclass(frozen=True)
class Shelf:
    """The materials of a module in one language."""

    language: str
    label: Any
    materials: list[MaterialLine]

    @property
    def posters(self) -> list[ModuleMaterial]:
        """Posters that can be downloaded: shown as small pictures of themselves."""
        return [line.material for line in self.materials if line.is_poster]

    @property
    def lines(self) -> list[MaterialLine]:
        """All else: files, and posters that are being made."""
        return [line for line in self.materials if not line.is_poster]


def in_order(keys: Sequence[UUID]) -> list[ModuleMaterial]:
    """The materials that an edition lists, in its order."""
    found = ModuleMaterial.objects.filter(pk__in=keys).defer("lines", "body").in_bulk() if keys else {}
    return [found[key] for key in keys if key in found]


def titles_of(keys: Iterable[UUID]) -> list[str]:
    """In order, each with its language."""
    return [f"{row.title} ({row.language})" for row in in_order(list(keys))]


def shelves(keys: Sequence[UUID]) -> list[Shelf]:
    """What an edition lists, per language. Languages without materials are left out.

    What is still being made knows how that stands (`work`).
    """
    rows = in_order(keys)
    unmade = [row.pk for row in rows if row.kind in MADE_HERE and not row.file]
    known = standing.standings(make_poster.name, unmade) if unmade else {}
    mine = get_language() or "nl"
    order = sorted(Language, key=lambda language: language.value != mine)
    lines = [MaterialLine(row, known.get(row.pk)) for row in rows]
    found = [Shelf(one.value, one.label, [line for line in lines if line.material.language == one]) for one in order]
    return [shelf for shelf in found if shelf.materials]
