"""One way of keeping texts for all who keep some: layers of a programme, modules of the offer, and what comes.

A model of editions is `Versioned`, with `state`, `edition` (a number that rises), `note` where a second reader may send it
back, and the moments and persons that its machine stamps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import IllegalTransition, Machine, Refused, Transition, apply_transition
from coaching.core.tenancy.models import Versioned, lock

E = TypeVar("E", bound=Versioned)
DRAFT, REVIEW, PUBLISHED, REPLACED = "draft", "review", "published", "replaced"


def life(name: str, states: type[models.TextChoices], *, model: str, permission: str) -> Machine:
    """The life of an edition. A second reader comes in where `states` has a review."""
    read = [
        Transition("submit", (DRAFT,), REVIEW, permission),
        Transition("send_back", (REVIEW,), DRAFT, permission, reason=True),
    ]
    reviewed = REVIEW in states.values
    stamps: dict[str, tuple[str, ...]] = {PUBLISHED: ("published_at", "published_by_id")}
    return Machine(
        name,
        states,
        DRAFT,
        [
            *(read if reviewed else []),
            Transition("publish", (REVIEW if reviewed else DRAFT,), PUBLISHED, permission),
            Transition("replace", (PUBLISHED,), REPLACED, permission),
        ],
        stamps={REVIEW: ("submitted_at", "submitted_by_id"), **stamps} if reviewed else stamps,
        model=model,
    )


def next_number(editions: QuerySet[Any]) -> int:
    """Of the edition that comes after these."""
    return (editions.aggregate(last=Max("edition"))["last"] or 0) + 1


def _state(edition: Any) -> str:
    return str(edition.state)


def _sent_by(edition: Any) -> int | None:
    """Who put it before a second reader, as long as it lies there."""
    return int(edition.submitted_by_id) if edition.state == REVIEW else None


@dataclass(frozen=True)
class Editions(Generic[E]):
    """The texts of one kind. The caller's action is atomic, has checked who may, and tells whom it concerns.

    in_use: editions that this one replaces; faults: what stands in the way of using it, a sentence each; only_drafts: said
    to who wants to change another; readers: who else could read it, for four eyes.
    """

    machine: Machine
    model: type[E]
    in_use: Callable[[E], QuerySet[E]]
    faults: Callable[[E], list[str]]
    only_drafts: Any
    readers: Callable[[E, Actor], Iterable[int]] = lambda edition, by: ()

    def draft(self, key: UUID) -> E:
        """Locked. Raises IllegalTransition for what is no draft any more."""
        edition = self.locked(key)
        if _state(edition) != DRAFT:
            raise IllegalTransition(self.only_drafts)
        return edition

    def locked(self, key: UUID) -> E:
        rows: QuerySet[Any] = self.model._default_manager.all()
        found: E = lock(rows, pk=key)
        return found

    def save(self, key: UUID, opened_with: int, put: Callable[[E], None]) -> E:
        """Keep a draft as typed, gaps and all; putting it in use asks that it is whole. Raises VersionConflict."""
        edition = self.draft(key)
        edition.claim_version(opened_with)
        put(edition)
        edition.save()
        return edition

    def ask_review(self, key: UUID, *, by: Actor) -> E:
        """Put a draft before a second reader. Refused while something is wanting."""
        edition = self.draft(key)
        self._whole(edition)
        edition.claim_version(edition.version)
        apply_transition(self.machine, "submit", edition, by=by, version=edition.version, note="")
        return edition

    def send_back(self, key: UUID, reason: str, *, by: Actor) -> E:
        """Back to its writer, with what should be better."""
        edition = self.locked(key)
        edition.claim_version(edition.version)
        apply_transition(self.machine, "send_back", edition, by=by, reason=reason, version=edition.version, note=reason)
        return edition

    def put_in_use(self, edition: E, *, by: Actor, replacing: Callable[[E], dict[str, Any]] = lambda used: {}) -> None:
        """The edition before it stays readable. Four eyes: not by who asked for the review, while another could read it.

        replacing: columns to set on an edition that is replaced.
        """
        if _state(edition) == DRAFT:
            self._whole(edition)
        elif by.user_id is not None and by.user_id == _sent_by(edition) and set(self.readers(edition, by)):
            raise Refused(_("A second administrator looks at it first. They have been told."))
        for used in self.in_use(edition).select_for_update():
            apply_transition(self.machine, "replace", used, by=by, **replacing(used))
        apply_transition(self.machine, "publish", edition, by=by)

    def discard(self, key: UUID, event: str, *, by: Actor) -> E:
        """Throw a draft away; what is in use stays. Refused for what was ever in use."""
        edition = self.draft(key)
        audit.record(event, edition, by=by)
        edition.delete()
        return edition

    def _whole(self, edition: E) -> None:
        if faults := self.faults(edition):
            raise Refused(" ".join(faults))
