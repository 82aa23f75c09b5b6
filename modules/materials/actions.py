"""Adding and removing what can be downloaded with a module. The worker lays posters out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.jobs import work
from coaching.core.paper import uploads
from coaching.core.tenancy.models import lock
from modules import rules
from modules.editing.actions import kept
from modules.materials.tasks import make_poster
from modules.models import MaterialKind, Module, ModuleMaterial

MOST = 60  # of one module, in all languages together


def _refuse_when_full(module: Module) -> None:
    if ModuleMaterial.objects.filter(module=module).count() >= MOST:
        raise Refused(_("There are %s posters and files with this module; that is the most it can hold.") % MOST)


@transaction.atomic
def add_poster(*, module_id: UUID, programme_id: UUID, values: Mapping[str, Any], by: Actor) -> ModuleMaterial:
    """A poster of our own make: title, lines, drawing, language. It is laid out after the commit.

    The very same one once more is the one that is there: the module is locked, so also at the same moment.
    """
    by.check(rules.EDIT)
    module = kept(module_id, programme_id)
    if same := ModuleMaterial.objects.filter(module=module, kind=MaterialKind.POSTER, **values).first():
        return _made_again(same)
    _refuse_when_full(module)
    poster = ModuleMaterial.objects.create(
        module=module, kind=MaterialKind.POSTER, added_by_id=by.user_id, position=_next(module), **values
    )
    audit.record("module.add_poster", module, by=by, data={"title": poster.title, "language": poster.language})
    work.ask(make_poster, poster, programme_id=poster.module.keeper_id)
    return poster


def _made_again(poster: ModuleMaterial) -> ModuleMaterial:
    """The one that is there; when it could not be made, it is tried once more."""
    if not poster.file:
        work.ask(make_poster, poster, programme_id=poster.module.keeper_id)
    return poster


@transaction.atomic
def make_again(*, material_id: UUID, programme_id: UUID, by: Actor) -> ModuleMaterial:
    """Try a poster that could not be made once more. Raises DoesNotExist when it is gone or made elsewhere."""
    by.check(rules.EDIT)
    own = ModuleMaterial.objects.filter(kind=MaterialKind.POSTER, module__keeper_id=programme_id)
    return _made_again(own.select_related("module").get(pk=material_id))


@transaction.atomic
def add_file(
    *, module_id: UUID, programme_id: UUID, title: str, language: str, upload: UploadedFile, by: Actor
) -> ModuleMaterial:
    """A file to download; the same one with the same title is added once. Refused: all but a sound PDF, PNG or JPEG."""
    by.check(rules.EDIT)
    module = kept(module_id, programme_id)
    safe = uploads.checked(upload)
    alike = ModuleMaterial.objects.filter(module=module, kind=MaterialKind.FILE, title=title, language=language)
    if same := alike.filter(file_sha256=safe.sha256).first():
        return same
    _refuse_when_full(module)
    row = ModuleMaterial(
        module=module,
        kind=MaterialKind.FILE,
        title=title,
        language=language,
        added_by_id=by.user_id,
        position=_next(module),
    )
    uploads.keep(row, safe)
    audit.record("module.add_file", module, by=by, data={"title": title, "sha256": row.file_sha256})
    return row


def _next(module: Module) -> int:
    last = ModuleMaterial.objects.filter(module=module).order_by("-position").first()
    return last.position + 1 if last else 0


@transaction.atomic
def remove_material(*, material_id: UUID, programme_id: UUID, by: Actor) -> None:
    """Take a poster or a file away. A second click finds nothing and says nothing."""
    by.check(rules.EDIT)
    material = ModuleMaterial.objects.filter(pk=material_id).first()
    if material is None:
        return
    module = lock(Module.objects.filter(keeper_id=programme_id), pk=material.module_id)
    audit.record("module.remove_material", module, by=by, data={"title": material.title, "language": material.language})
    uploads.forget([material])
