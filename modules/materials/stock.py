"""What editions list, and what none lists any more: an edition keeps its materials as long as it is there."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from coaching.core.paper import uploads
from modules.models import Module, ModuleMaterial, ModuleVersion


def forget_unlisted(module: Module, keys: Collection[UUID]) -> None:
    """Delete those of these materials that no edition of the module lists, with files that nothing else uses."""
    editions = ModuleVersion.objects.filter(module=module).values_list("content__materials", flat=True)
    listed = {UUID(key) for found in editions for key in found or ()}
    rows = ModuleMaterial.objects.filter(module=module, pk__in=set(keys) - listed - set(module.materials))
    for row in rows.only("file"):
        same = ModuleMaterial.objects.filter(module=module, file=row.file.name).exclude(pk=row.pk)
        if row.file and same.exists():
            row.file = ""  # the other row keeps it
        uploads.forget([row])
