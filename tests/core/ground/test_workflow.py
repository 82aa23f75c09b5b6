"""Life cycles: legality, reasons, guards, stamps; and the diagrams in docs/."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError

from coaching.core.ground import workflow
from coaching.core.ground.roles import PERMISSIONS
from coaching.core.management.commands import state_diagrams
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import current_actor, system_context
from coaching.trajectories.enums import TRAJECTORY
from tests.acting import in_company


def test_the_diagrams_are_up_to_date():
    call_command("state_diagrams", check=True)


def test_an_old_file_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(state_diagrams, "FILE", tmp_path / "states.md")
    with pytest.raises(CommandError, match="out of date"):
        call_command("state_diagrams", check=True)
    call_command("state_diagrams")
    call_command("state_diagrams", check=True)


@pytest.mark.parametrize("machine", workflow.Machine.registry.values(), ids=lambda machine: machine.name)
def test_every_machine_is_sound(machine):
    states = set(machine.states.values)
    assert machine.initial in states
    for move in machine.transitions.values():
        assert set(move.sources) <= states and (move.target is None or move.target in states)
        assert move.permission in PERMISSIONS
    alike = [other for other in workflow.Machine.registry.values() if other.states is machine.states]
    reached = {other.initial for other in alike} | {
        move.target for other in alike for move in other.transitions.values() if move.target
    }
    assert reached == states, "a state that nothing leads to"


@pytest.mark.django_db
def test_transition_writes_state_stamp_and_trail(world):
    with system_context("test"):
        event = workflow.apply_transition(TRAJECTORY, "stop", world.trajectory_a, by=current_actor(), reason="Genoeg")
        world.trajectory_a.refresh_from_db()
        assert world.trajectory_a.state == "stopped" and world.trajectory_a.stopped_at == event.at
        kept = AuditEvent.objects.get(pk=event.pk)
        assert (kept.source, kept.target, kept.reason) == ("started", "stopped", "Genoeg")
        with pytest.raises(workflow.IllegalTransition):
            workflow.apply_transition(TRAJECTORY, "stop", world.trajectory_a, by=current_actor(), reason="Nog eens")


@pytest.mark.django_db
def test_transition_needs_reason_permission_and_guards(world, monkeypatch):
    with system_context("test"), pytest.raises(workflow.Refused):
        workflow.apply_transition(TRAJECTORY, "hold", world.trajectory_a, by=current_actor(), reason=" ")
    with in_company(world.owner_a, world.company_a) as by, pytest.raises(PermissionDenied):
        workflow.apply_transition(TRAJECTORY, "stop", world.trajectory_a, by=by, reason="x")

    def no(subject, *, by):
        raise workflow.Refused("not today")

    monkeypatch.setitem(workflow.GUARDS, ("trajectory", "stop"), [no])
    with system_context("test"), pytest.raises(workflow.Refused, match="not today"):
        workflow.apply_transition(TRAJECTORY, "stop", world.trajectory_a, by=current_actor(), reason="x")
    assert world.trajectory_a.state == "started"
