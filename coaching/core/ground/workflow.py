"""Life cycles: tables of transitions, one function that applies them, guards and effects that apps register.

A machine is data (see each app's `enums.py`); `state_diagrams` prints it and a test compares it with docs/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import ProgrammingError, models, transaction
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import audit, clock, seen
from coaching.core.ground.refusals import AlreadyDone, Gone, IllegalTransition, Refused
from coaching.core.ground.roles import Actor
from coaching.core.models import AuditEvent
from coaching.core.tenancy.models import SAME_CLICK

__all__ = [
    "AlreadyDone",
    "Gone",
    "IllegalTransition",
    "Machine",
    "Refused",
    "Transition",
    "apply_transition",
    "effect",
    "guard",
]


@dataclass(frozen=True)
class Transition:
    """name: the verb; sources → target; permission: who may; reason: whether one must be given.

    target None: back to the state before (the caller passes it as `to=`).
    """

    name: str
    sources: tuple[str, ...]
    target: str | None
    permission: str
    reason: bool = False


class Machine:
    """A life cycle: its states, where it begins, its transitions, and the moment/person columns a state fills.

    model: label of the model that lives it ("trajectories.trajectory"); its table lets each hat make these moves only
    (`tenancy/moves.py`). removable: states in which a row may be thrown away; if not said, only where it begins.
    """

    registry: dict[str, Machine] = {}

    def __init__(
        self,
        name: str,
        states: type[models.TextChoices],
        initial: str,
        transitions: Iterable[Transition],
        stamps: dict[str, tuple[str, ...]] | None = None,
        *,
        model: str,
        removable: tuple[str, ...] = (),
    ) -> None:
        self.name, self.states, self.initial, self.model = name, states, initial, model
        self.removable = removable or (initial,)
        self.transitions = {transition.name: transition for transition in transitions}
        self.stamps = (
            stamps or {}
        )  # state → ("submitted_at", "submitted_by_id"): *_at moment, *_on date, *_by_id person
        Machine.registry[name] = self

    def possible(self, state: str) -> list[Transition]:
        """Transitions that leave `state`."""
        return [t for t in self.transitions.values() if state in t.sources]

    def allows(self, name: str, state: str, by: Actor) -> bool:
        """Whether `by` may apply `name` in `state` (guards not asked): for buttons on a page."""
        transition = self.transitions[name]
        return state in transition.sources and by.may(transition.permission)


@cache
def living() -> frozenset[type[models.Model]]:
    """The models that have a life cycle."""
    return frozenset(apps.get_model(machine.model) for machine in Machine.registry.values())


Guard = Callable[..., None]
Effect = Callable[..., None]
GUARDS: dict[tuple[str, str], list[Guard]] = defaultdict(list)
EFFECTS: dict[tuple[str, str], list[Effect]] = defaultdict(list)


def guard(machine: str, transition: str, function: Guard) -> None:
    """Register `function(subject, by=…)`, which raises Refused; called in AppConfig.ready by the higher app."""
    if function not in GUARDS[machine, transition]:
        GUARDS[machine, transition].append(function)


def effect(machine: str, transition: str, function: Effect) -> None:
    """Register `function(subject, by=…, event=…)`, run in the same transaction after the state has changed."""
    if function not in EFFECTS[machine, transition]:
        EFFECTS[machine, transition].append(function)


def apply_transition(
    machine: Machine,
    name: str,
    subject: Any,
    *,
    by: Actor,
    at: datetime | None = None,
    reason: str = "",
    to: str | None = None,
    **changes: Any,
) -> AuditEvent:
    """Move a locked record to its next state: legality, actor, guards, stamps, audit row, effects.

    `changes` are columns set in the same save. Raises IllegalTransition when the record is not where the verb begins, or
    no longer where the page showed it that asks for the verb (ADR 0019), AlreadyDone when the verb itself brought it
    there; PermissionDenied or Refused.
    """
    transition = machine.transitions[name]
    shown = seen.state_of(subject)
    if subject.state not in transition.sources or shown not in (None, subject.state, seen.as_seen(subject)):
        by.check(transition.permission)
        raise _moved_on(machine, transition, subject, shown, by, reason, changes)
    by.check(transition.permission)
    if transition.reason and not reason.strip():
        raise Refused(_("Give a reason."))
    for check in GUARDS[machine.name, name]:
        check(subject, by=by)
    source, moment = subject.state, at or clock.now()
    subject.state = transition.target or to
    for column, value in changes.items():
        setattr(subject, column, value)
    touched = {"state", *changes, *_stamp(machine, subject, by, moment)}
    subject.save(update_fields=sorted(touched))
    seen.moved(subject)
    event = audit.record(
        f"{machine.name}.{name}", subject, by=by, reason=reason, at=moment, source=source, target=subject.state
    )
    for run in EFFECTS[machine.name, name]:
        run(subject, by=by, event=event)
    return event


def _moved_on(
    machine: Machine, transition: Transition, subject: Any, shown: str | None, by: Actor, reason: str, changes: Any
) -> IllegalTransition:
    """What to say of a record that is elsewhere than where it was shown, or than where the verb begins."""
    seen.moved(subject)
    state = {"state": subject.get_state_display()}
    last = _last_move(machine, subject, by) if subject.state == transition.target else None
    if last and last.event == f"{machine.name}.{transition.name}":
        # The same click says the same: other words are never taken for done.
        same = last.reason.strip() == reason.strip() and all(
            getattr(subject, column) == value
            for column, value in changes.items()
            if isinstance(value, str) and value not in machine.states.values  # where it was before a rest is no word
        )
        own = same and last.actor_id == by.user_id and clock.now() - last.at < SAME_CLICK
        said = _("This has been done already: the status is “%(state)s”.") % state
        return AlreadyDone(said, result=subject, own=own)
    if shown not in (None, subject.state, seen.as_seen(subject)):
        return IllegalTransition(
            _("The status has changed since you opened the page: it is now “%(state)s”. Look again at what comes next.")
            % state
        )
    return IllegalTransition(_("This is no longer possible: the status is now “%(state)s”.") % state)


def _last_move(machine: Machine, subject: Any, by: Actor) -> AuditEvent | None:
    """The transition that brought the record where it is. A hat that cannot read the trail hears of its own only."""
    names = [f"{machine.name}.{name}" for name in machine.transitions]
    try:
        with transaction.atomic():
            moves = AuditEvent.objects.filter(subject_id=subject.pk, event__in=names)
            found = moves.exclude(target="").order_by("-at", "-id").first()
    except ProgrammingError:
        found = None
    return found or audit.own_last(subject, names, by=by, moves=True)


def _stamp(machine: Machine, subject: Any, by: Actor, moment: datetime) -> list[str]:
    columns = list(machine.stamps.get(subject.state, ()))
    for column in columns:
        if column.endswith("_at"):
            setattr(subject, column, moment)
        elif column.endswith("_on"):
            setattr(subject, column, clock.timezone.localtime(moment).date())
        else:
            setattr(subject, column, by.user_id)
    return columns
