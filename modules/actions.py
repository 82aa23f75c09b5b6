"""Keeping the catalogue."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from coaching.core.editing.editions import next_number
from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import apply_transition
from coaching.core.jobs import work
from coaching.core.tenancy.models import take_turns
from modules import rules
from modules.catalogue import Entry, Material, entries, materials
from modules.editing.actions import OPEN
from modules.editing.content import Content, content_of, put
from modules.editing.enums import VERSION, VersionState
from modules.materials.tasks import make_poster
from modules.models import Module, ModuleMaterial, ModuleState, ModuleVersion


@transaction.atomic
def load_catalogue(*, by: Actor) -> int:
    """Put the starting catalogue in place and return how many modules were added. Run in a system context.

    Idempotent. A module that nobody keeps gets a new edition when the catalogue says something else by now; one that a
    programme keeps or is changing is left as its editors made it.
    """
    by.check(rules.EDIT)
    take_turns("catalogue")
    offered = defaultdict(list)
    for material in materials():
        offered[material.slug].append(material)
    known = {module.slug: module for module in Module.objects.all()}
    changing = set(ModuleVersion.objects.filter(state__in=OPEN).values_list("module_id", flat=True))
    added = 0
    for position, entry in enumerate(entries()):
        module = known.get(entry.slug)
        if module is None:
            _add(entry, position, offered[entry.slug], by)
            added += 1
        elif module.keeper_id is None and module.pk not in changing:
            _bring_up_to_date(module, entry, offered[entry.slug], by)
    return added


def _add(entry: Entry, position: int, offered: list[Material], by: Actor) -> None:
    module = put(Module(slug=entry.slug, position=position, state=ModuleState.PUBLISHED), entry.content)
    module.save(force_insert=True)
    _publish(module, _content(module, entry, offered), by)
    audit.record("modules.published", module, by=by)


def _bring_up_to_date(module: Module, entry: Entry, offered: list[Material], by: Actor) -> None:
    used = ModuleVersion.objects.filter(module=module, state=VersionState.PUBLISHED).first()
    content = _content(module, entry, offered)
    if used is None or used.content == content:
        return
    apply_transition(VERSION, "replace", used, by=by)
    _publish(module, content, by)


def _content(module: Module, entry: Entry, offered: list[Material]) -> Content:
    said = content_of(put(Module(), entry.content))
    return said | {"materials": [_key(module, material) for material in offered]}


def _publish(module: Module, content: Content, by: Actor) -> None:
    edition = next_number(ModuleVersion.objects.filter(module=module))
    version = ModuleVersion.objects.create(module=module, edition=edition, content=content)
    for verb in ("submit", "publish"):
        apply_transition(VERSION, verb, version, by=by)
    put(module, content).save()


def _key(module: Module, material: Material) -> str:
    """Of the row that says this; made, and laid out by the worker, when there is none."""
    said = {
        "kind": material.kind,
        "language": material.language,
        "title": material.title,
        "lines": material.lines,
        "picture": material.picture,
        "body": material.body,
    }
    row = ModuleMaterial.objects.filter(module=module, **said).first()
    if row is None:
        row = ModuleMaterial.objects.create(module=module, **said)
        work.ask(make_poster, row)
    return str(row.pk)
