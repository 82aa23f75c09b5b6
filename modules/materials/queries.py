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
class Shelf:
    """The materials of a module in one language."""

    language: str
    label: Any
    materials: list[ModuleMaterial]

    @property
    def posters(self) -> list[ModuleMaterial]:
        """Posters that can be downloaded: shown as small pictures of themselves."""
        return [row for row in self.materials if row.kind == MaterialKind.POSTER and row.file]

    @property
    def lines(self) -> list[ModuleMaterial]:
        """All else: files, and posters that are being made."""
        return [row for row in self.materials if row.kind != MaterialKind.POSTER or not row.file]


def shelves(module_id: UUID) -> list[Shelf]:
    """Languages without materials are left out. What is still being made knows how that stands (`work`)."""
    rows = list(ModuleMaterial.objects.filter(module_id=module_id).defer("lines"))
    unmade = [row.pk for row in rows if row.kind == MaterialKind.POSTER and not row.file]
    known = standing.standings(make_poster.name, unmade) if unmade else {}
    for row in rows:
        row.work = known.get(row.pk)
    mine = get_language() or "nl"
    order = sorted(Language, key=lambda language: language.value != mine)
    found = [Shelf(lang.value, lang.label, [row for row in rows if row.language == lang.value]) for lang in order]
    return [shelf for shelf in found if shelf.materials]
