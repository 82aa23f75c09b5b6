"""What the scenes of waiting share: who and whose, days from today, applications and trajectories in a state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from coaching.core.ground import clock
from coaching.programmes.models import Application
from coaching.trajectories.models import (
    Trajectory,
)
from tests import factories


@dataclass(frozen=True)
class Scene:
    """who: waits for them; not_for: in the same place, and not asked; make(world, letter): the rows."""

    who: str
    not_for: str
    make: Callable[[Any, str], None]


def of(world: Any, name: str, letter: str) -> Any:
    return getattr(world, f"{name}_{letter}")


def days(number: int) -> Any:
    return clock.today() + timedelta(days=number)


def part_of(trajectory: Trajectory) -> dict[str, Any]:
    """The keys of what belongs to a trajectory."""
    return {
        "trajectory_id": trajectory.pk,
        "company_id": trajectory.company_id,
        "programme_id": trajectory.programme_id,
    }


def keys(world: Any, letter: str) -> dict[str, Any]:
    return part_of(of(world, "trajectory", letter))


def apply(world: Any, letter: str, state: str, **fields: Any) -> Application:
    contact, company = of(world, "contact", letter), fields.pop("company", of(world, "company", letter))
    return factories.application(of(world, "programme", letter), contact, company, state=state, **fields)


def run(world: Any, letter: str, state: str, **fields: Any) -> Trajectory:
    """Another trajectory of the same company and, where one is needed, the same coach."""
    coach = None if state in {"awaiting_coach", "coach_requested"} else of(world, "coach_profile", letter)
    contact, company = of(world, "contact", letter), fields.pop("company", of(world, "company", letter))
    return factories.trajectory(of(world, "programme", letter), company, contact, coach, state=state, **fields)
