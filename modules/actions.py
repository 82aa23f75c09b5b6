"""Keeping the catalogue."""

from __future__ import annotations

from django.db import transaction

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import apply_transition
from coaching.core.jobs import work
from coaching.core.tenancy.models import take_turns
from modules import rules
from modules.catalogue import entries, posters
from modules.editing.content import content_of, put
from modules.editing.enums import VERSION
from modules.materials.tasks import make_poster
from modules.models import MaterialKind, Module, ModuleMaterial, ModuleState, ModuleVersion


@transaction.atomic
def load_catalogue(*, by: Actor) -> int:
    """Put the starting catalogue in place and return how many modules were added. Run in a system context.

    Idempotent, and a module that is there already is left as its editors made it.
    """
    by.check(rules.EDIT)
    take_turns("catalogue")
    known = set(Module.objects.values_list("slug", flat=True))
    added = 0
    for position, entry in enumerate(entries()):
        if entry.slug in known:
            continue
        module = put(Module(slug=entry.slug, position=position, state=ModuleState.PUBLISHED), entry.content)
        module.save(force_insert=True)
        _first_edition(module, by)
        audit.record("modules.published", module, by=by)
        added += 1
    _add_posters(by)
    return added


def _first_edition(module: Module, by: Actor) -> None:
    version = ModuleVersion.objects.create(module=module, content=content_of(module))
    for verb in ("submit", "publish"):
        apply_transition(VERSION, verb, version, by=by)


def _add_posters(by: Actor) -> None:
    """The posters of modules that have none yet; the worker lays them out."""
    without = Module.objects.filter(keeper=None).exclude(pk__in=ModuleMaterial.objects.values("module"))
    modules = {module.slug: module for module in without}
    for position, poster in enumerate(posters()):
        if poster.slug in modules:
            made = ModuleMaterial.objects.create(
                module=modules[poster.slug],
                kind=MaterialKind.POSTER,
                language=poster.language,
                title=poster.title,
                lines=poster.lines,
                picture=poster.picture,
                position=position,
            )
            work.ask(make_poster, made)
