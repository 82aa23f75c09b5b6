"""A module is written in a draft, looked at by a second person, put in use, and taken out of the offer again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.editing.editions import Editions, next_number
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.mail import outbox
from coaching.core.tenancy.models import SAME_CLICK, lock, take_turns
from coaching.programmes.models import Programme
from modules import rules
from modules.editing import content
from modules.editing.enums import MODULE, VERSION, VersionState
from modules.materials import stock
from modules.models import Module, ModuleState, ModuleVersion

OPEN = (VersionState.DRAFT, VersionState.REVIEW)
LONGEST_SLUG = 60
KEPT_ELSEWHERE = gettext_lazy("Another programme keeps this module.")


@transaction.atomic
def begin_module(*, programme_id: UUID, layer: int, title: str, by: Actor) -> ModuleVersion:
    """A new module, seen by nobody yet, with the first draft of its text."""
    by.check(rules.EDIT)
    lock(Programme.objects, pk=programme_id)
    said = content.empty(layer, title)
    if there := _just_begun(programme_id, said, by):
        return there
    stem = slugify(title)[:LONGEST_SLUG] or "module"
    for slug in (stem, f"{stem}-{get_random_string(5, 'abcdefghijkmnpqrstuvwxyz23456789')}"):
        module = content.put(Module(slug=slug, keeper_id=programme_id), said)
        try:
            with transaction.atomic():
                module.save(force_insert=True)
        except IntegrityError:  # the name is taken, perhaps by a draft of somebody else
            continue
        return _drafted(module, programme_id, by)
    raise Refused(_("There is a module with this title already. Choose another one."))


def _just_begun(programme_id: UUID, said: content.Content, by: Actor) -> ModuleVersion | None:
    """The same module by the same person, begun in the last minutes: a second click."""
    drafts = ModuleVersion.objects.filter(keeper_id=programme_id, state=VersionState.DRAFT, edition=1, content=said)
    since = clock.now() - SAME_CLICK
    found: ModuleVersion | None = drafts.filter(created_by_id=by.user_id, created_at__gt=since).first()
    return found


@transaction.atomic
def draft_version(*, module_id: UUID, programme_id: UUID, by: Actor) -> ModuleVersion:
    """The open draft of a module, or a copy of its text to change. Refused for what another programme keeps."""
    by.check(rules.EDIT)
    take_turns("version of a module", module_id)  # a second click finds the draft that the first one made
    module = _ours(Module.objects.filter(pk=module_id).first(), programme_id)
    found = ModuleVersion.objects.filter(module=module, state__in=OPEN).first()
    try:
        with transaction.atomic():
            return found or _drafted(module, programme_id, by)
    except IntegrityError as taken:  # somebody began at the same moment, here or in another programme
        raise Refused(_("Somebody else is changing this module at the moment.")) from taken


def _drafted(module: Module, programme_id: UUID, by: Actor) -> ModuleVersion:
    version = ModuleVersion.objects.create(
        module=module,
        keeper_id=programme_id,
        edition=next_number(ModuleVersion.objects.filter(module=module)),
        content=content.content_of(module),
        created_by_id=by.user_id,
    )
    audit.record("module_version.begin", version, by=by)
    return version


def _others(version: ModuleVersion, by: Actor) -> set[int]:
    return by.others(people.user_ids("administrators_of", version.keeper_id))


def _tell(kind: str, version: ModuleVersion, recipients: set[int], by: Actor, **more: Any) -> None:
    outbox.queue(
        kind,
        recipients=recipients,
        about=version,
        deadline_mail=False,
        dedupe=f"{kind}:{version.pk}:{version.version}",
        context={
            "title": version.content["title"],
            "version": str(version.pk),
            "by": by.name,
            "programme_slug": version.keeper.slug if version.keeper else "",
            **more,
        },
    )


def _in_use(version: ModuleVersion) -> QuerySet[ModuleVersion]:
    return ModuleVersion.objects.filter(module_id=version.module_id, state=VersionState.PUBLISHED)


EDITIONS = Editions(
    VERSION,
    ModuleVersion,
    _in_use,
    lambda version: content.faults(version.content),
    gettext_lazy("Only a draft can be changed. Send it back, or begin a new one."),
    _others,
)


@transaction.atomic
def save_version(*, version_id: UUID, values: Mapping[str, Any], opened_with: int, by: Actor) -> ModuleVersion:
    """Keep a draft as typed, gaps and all; review asks that it is whole. Raises VersionConflict."""
    by.check(rules.EDIT)

    def put(version: ModuleVersion) -> None:
        version.content = version.content | dict(values)

    saved: ModuleVersion = EDITIONS.save(version_id, opened_with, put)
    return saved


@transaction.atomic
def ask_review(*, version_id: UUID, by: Actor) -> ModuleVersion:
    """Put a draft before a second administrator. Refused while a text or a language is missing."""
    version: ModuleVersion = EDITIONS.ask_review(version_id, by=by)
    _tell("modules.review_asked", version, _others(version, by), by)
    return version


@transaction.atomic
def send_back(*, version_id: UUID, reason: str, by: Actor) -> ModuleVersion:
    """Back to its writer, with what should be better."""
    version: ModuleVersion = EDITIONS.locked(version_id)
    writer = by.others([version.submitted_by_id])
    version = EDITIONS.send_back(version_id, reason, by=by)
    _tell("modules.sent_back", version, writer, by, reason=reason)
    return version


@transaction.atomic
def publish_version(*, version_id: UUID, by: Actor) -> Module:
    """Put a reviewed text in use; the one before it stays readable. The module is then kept by this programme.

    Four eyes: who asked for the review cannot put it in use, unless the programme has one administrator only.
    """
    version: ModuleVersion = EDITIONS.locked(version_id)
    module = kept(version.module_id, version.keeper_key)
    # an edition of the starting catalogue has no keeper: it gets the one who changes it
    EDITIONS.put_in_use(
        version, by=by, replacing=lambda used: {} if used.keeper_id else {"keeper_id": version.keeper_id}
    )
    content.put(module, version.content).save()
    if module.state == ModuleState.DRAFT:
        apply_transition(MODULE, "publish", module, by=by)
    _tell("modules.in_use", version, by.others([version.submitted_by_id]), by, slug=module.slug)
    return module


@transaction.atomic
def discard_version(*, version_id: UUID, by: Actor) -> bool:
    """Throw a draft away; True when the module goes with it, because it was never in use."""
    by.check(rules.EDIT)
    draft: ModuleVersion = EDITIONS.draft(version_id)
    module, listed = draft.module, content.materials_of(draft.content)
    EDITIONS.discard(version_id, "module_version.discard", by=by)
    stock.forget_unlisted(module, listed)
    unused = bool(module.state == ModuleState.DRAFT)
    if unused:
        module.delete()
    return unused


@transaction.atomic
def retire(*, module_id: UUID, programme_id: UUID, reason: str, by: Actor) -> Module:
    """Out of the offer. Who took it up keeps it, old links say that it is no longer offered."""
    module = kept(module_id, programme_id)
    apply_transition(MODULE, "retire", module, by=by, reason=reason)
    return module


@transaction.atomic
def bring_back(*, module_id: UUID, programme_id: UUID, by: Actor) -> Module:
    """Into the offer again, with the text it had."""
    module = kept(module_id, programme_id)
    apply_transition(MODULE, "bring_back", module, by=by)
    return module


def kept(module_id: UUID, programme_id: UUID) -> Module:
    """The module, locked, and from now on kept by this programme. Refused when another one keeps it."""
    module = _ours(Module.objects.select_for_update().filter(pk=module_id).first(), programme_id)
    if module.keeper_id is None:
        module.keeper_id = programme_id
        module.save(update_fields=["keeper"])
    return module


def _ours(module: Module | None, programme_id: UUID) -> Module:
    if module is None or module.keeper_id not in (None, programme_id):
        raise Refused(KEPT_ELSEWHERE)
    return module
