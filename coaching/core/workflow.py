"""Life cycles: tables of transitions, one function that applies them, guards and effects that apps register.

A machine is data (see each app's `enums.py`); `state_diagrams` prints it and a test compares it with docs/.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core import audit, clock
from coaching.core.models import AuditEvent
from coaching.core.roles import Actor


class Refused(Exception):
    """A rule says no; the message is for the person and says what to do."""

    def __init__(self, message: Any) -> None:
        super().__init__(message)
        self.message = message


class IllegalTransition(Refused):
    """The record is not in a state from which this may happen (a double click, a colleague who was first)."""


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

    `changes` are columns set in the same save. Raises IllegalTransition, PermissionDenied or Refused.
    """
    transition = machine.transitions[name]
    if subject.state not in transition.sources:
        raise IllegalTransition(
            _("This is no longer possible: the status is now “%(state)s”.") % {"state": subject.get_state_display()}
        )
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
    event = audit.record(
        f"{machine.name}.{name}", subject, by=by, reason=reason, at=moment, source=source, target=subject.state
    )
    for run in EFFECTS[machine.name, name]:
        run(subject, by=by, event=event)
    return event


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
