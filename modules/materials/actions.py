"""Adding, ordering and taking out what can be downloaded with a draft. The worker lays posters and guides out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from coaching.core.ground import audit
from coaching.core.ground.refusals import gone
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.jobs import work
from coaching.core.paper import uploads
from modules import rules
from modules.editing.actions import EDITIONS, kept
from modules.editing.content import materials_of
from modules.materials.stock import forget_unlisted
from modules.materials.tasks import MADE_HERE, make_poster
from modules.models import MaterialKind, Module, ModuleMaterial, ModuleVersion

MOST = 60  # of one edition, in all languages together


@transaction.atomic
def add_poster(*, version_id: UUID, values: Mapping[str, Any], by: Actor) -> ModuleMaterial:
    """A poster of our own make in a draft: title, lines, drawing, language. It is laid out after the commit.

    The very same one once more is the one that is there: the draft is locked, so also at the same moment.
    """
    by.check(rules.EDIT)
    draft, module = _draft(version_id)
    poster = ModuleMaterial.objects.filter(module=module, kind=MaterialKind.POSTER, **values).first()
    if poster is None:
        _refuse_when_full(draft)
        poster = ModuleMaterial.objects.create(
            module=module, kind=MaterialKind.POSTER, added_by_id=by.user_id, **values
        )
    if _listed(draft, poster):
        audit.record("module.add_poster", module, by=by, data={"title": poster.title, "language": poster.language})
    return _made_again(poster)


def _draft(version_id: UUID) -> tuple[ModuleVersion, Module]:
    """Locked both; the module is kept by this programme from now on."""
    draft: ModuleVersion = EDITIONS.draft(version_id)
    return draft, kept(draft.module_id, draft.keeper_key)


def _refuse_when_full(draft: ModuleVersion) -> None:
    if len(materials_of(draft.content)) >= MOST:
        raise Refused(_("There are %s posters and files with this module; that is the most it can hold.") % MOST)


def _listed(draft: ModuleVersion, material: ModuleMaterial) -> bool:
    """Put it last in the draft; False when it is in it already."""
    listed = materials_of(draft.content)
    if material.pk in listed:
        return False
    _put(draft, [*listed, material.pk])
    return True


def _put(draft: ModuleVersion, listed: list[UUID]) -> None:
    """No new version of the row: a form with texts that is open elsewhere does not speak of materials."""
    draft.content = draft.content | {"materials": [str(key) for key in listed]}
    draft.save(update_fields=["content"])


def _made_again(poster: ModuleMaterial) -> ModuleMaterial:
    """When it is not there yet it is made; when it could not be made, it is tried once more."""
    if not poster.file:
        work.ask(make_poster, poster, programme_id=poster.module.keeper_id)
    return poster


@transaction.atomic
def make_again(*, material_id: UUID, programme_id: UUID, by: Actor) -> ModuleMaterial:
    """Try what could not be made once more. Raises DoesNotExist when it is gone or made elsewhere."""
    by.check(rules.EDIT)
    own = ModuleMaterial.objects.filter(kind__in=MADE_HERE, module__keeper_id=programme_id)
    return _made_again(own.select_related("module").get(pk=material_id))


@transaction.atomic
def add_file(*, version_id: UUID, title: str, language: str, upload: UploadedFile, by: Actor) -> ModuleMaterial:
    """A file to download in a draft; the same one with the same title is added once, and the same content is stored once.

    Refused: all but a sound PDF, PNG or JPEG.
    """
    by.check(rules.EDIT)
    draft, module = _draft(version_id)
    safe = uploads.checked(upload)
    same = ModuleMaterial.objects.filter(module=module, file_sha256=safe.sha256).exclude(file="")
    row = same.filter(kind=MaterialKind.FILE, title=title, language=language).first()
    if row is None:
        _refuse_when_full(draft)
        row = ModuleMaterial(
            module=module, kind=MaterialKind.FILE, title=title, language=language, added_by_id=by.user_id
        )
        if twin := same.first():
            row.file, row.file_name = twin.file.name, safe.name
            row.file_sha256, row.size = twin.file_sha256, twin.size
            row.save(force_insert=True)
        else:
            uploads.keep(row, safe)
    if _listed(draft, row):
        audit.record("module.add_file", module, by=by, data={"title": title, "sha256": row.file_sha256})
    return row


@transaction.atomic
def move_material(*, version_id: UUID, material_id: UUID, down: bool, by: Actor) -> None:
    """One place up or down among those of its language; at the end of the list nothing happens."""
    by.check(rules.EDIT)
    draft, module = _draft(version_id)
    listed = materials_of(draft.content)
    tongues = dict(ModuleMaterial.objects.filter(module=module).values_list("pk", "language"))
    if material_id not in listed:
        raise gone(ModuleMaterial)()
    own = [key for key in listed if tongues.get(key) == tongues.get(material_id)]
    at = own.index(material_id)
    to = at + (1 if down else -1)
    if not 0 <= to < len(own):
        return
    here, there = listed.index(material_id), listed.index(own[to])
    listed[here], listed[there] = listed[there], listed[here]
    _put(draft, listed)
    audit.record("module.move_material", module, by=by, data={"material": str(material_id), "place": to + 1})


@transaction.atomic
def remove_material(*, version_id: UUID, material_id: UUID, by: Actor) -> None:
    """Take a poster or a file out of a draft; editions that had it keep it. A second click finds nothing and says nothing."""
    by.check(rules.EDIT)
    draft, module = _draft(version_id)
    listed = materials_of(draft.content)
    material = ModuleMaterial.objects.filter(module=module, pk=material_id).first()
    if material is None or material_id not in listed:
        return
    _put(draft, [key for key in listed if key != material_id])
    audit.record("module.remove_material", module, by=by, data={"title": material.title, "language": material.language})
    forget_unlisted(module, [material_id])
