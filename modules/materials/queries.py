"""What can be downloaded with a module, the reader's language first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language

from coaching.core.ground.choices import Language
from coaching.core.jobs import standing
from modules.materials.tasks import make_poster
from modules.models import MaterialKind, ModuleMaterial


@dataclass(frozen=True)
class MaterialLine:
    """work: how it stands with what is still being made; None for what is there."""

    material: ModuleMaterial
    work: standing.Standing | None

    @property
    def is_poster(self) -> bool:
        return self.material.kind == MaterialKind.POSTER and bool(self.material.file)


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


def shelves(module_id: UUID) -> list[Shelf]:
    """Languages without materials are left out. What is still being made knows how that stands (`work`)."""
    rows = list(ModuleMaterial.objects.filter(module_id=module_id).defer("lines"))
    unmade = [row.pk for row in rows if row.kind == MaterialKind.POSTER and not row.file]
    known = standing.standings(make_poster.name, unmade) if unmade else {}
    mine = get_language() or "nl"
    order = sorted(Language, key=lambda language: language.value != mine)
    lines = [MaterialLine(row, known.get(row.pk)) for row in rows]
    found = [Shelf(one.value, one.label, [line for line in lines if line.material.language == one]) for one in order]
    return [shelf for shelf in found if shelf.materials]
