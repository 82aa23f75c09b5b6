"""Laying posters and guides out: load, lay out (outside every transaction), store. Safe to run twice."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs import work
from coaching.core.paper import uploads
from coaching.core.paper.pdf import Stamp, lay_out
from coaching.core.tenancy.context import system_context
from modules.materials import guides
from modules.models import MaterialKind, ModuleMaterial

MADE_HERE = (MaterialKind.POSTER, MaterialKind.GUIDE)
REASON = "modules.make_poster: lay a poster out"


def _waiting() -> QuerySet[Any]:
    return ModuleMaterial.objects.filter(kind__in=MADE_HERE, file="").select_related("module")


@work.kind("modules.make_poster", label=_("Poster or guide"), waits=_waiting)
def make_poster(material_id: str) -> bool:
    """Make the file of a poster or a guide; False when it was taken away meanwhile."""
    with system_context(REASON):
        poster = ModuleMaterial.objects.filter(pk=UUID(material_id), kind__in=MADE_HERE, file="").first()
    if poster is None:
        return False
    content = guides.pdf(poster) if poster.kind == MaterialKind.GUIDE else poster_pdf(poster)
    with system_context(REASON):
        waiting = ModuleMaterial.objects.select_for_update().filter(pk=poster.pk, file="").first()
        if waiting is not None:
            _store(waiting, content)
    return waiting is not None


def _sizes(poster: ModuleMaterial) -> str:
    """The classes under which a long title and many lines still fit on the sheet."""
    length = len(poster.title)
    title = "long" if length > 40 else "middle" if length > 16 else ""
    return f"{title} many" if len(poster.lines) > 3 else title


def poster_pdf(poster: ModuleMaterial) -> bytes:
    """The poster as a tagged PDF on A3, which prints on A4 as well."""
    context = {
        "lines": [{"text": line, "to_fill_in": line.rstrip().endswith(":")} for line in poster.lines],
        "picture": poster.drawing,
        "name": poster.picture,
        "sizes": _sizes(poster),
    }
    return lay_out("modules/pdf/poster.html", context, Stamp(poster.title, poster.language, clock.now())).content


def _store(poster: ModuleMaterial, content: bytes) -> None:
    poster.file.save(f"{uuid4()}.pdf", ContentFile(content), save=False)
    poster.file_name = uploads.clean_name(f"{poster.title}.pdf", uploads.PDF)
    poster.file_sha256, poster.size = hashlib.sha256(content).hexdigest(), len(content)
    poster.save(update_fields=["file", "file_name", "file_sha256", "size"])
