"""What every test of the plans starts from."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from coaching.core.tenancy.context import system_context
from tests.actionplans import factories as make


@pytest.fixture
def case(world: SimpleNamespace) -> SimpleNamespace:
    """Both companies have a final analysis with a red and an orange finding."""
    with system_context("test"):
        for letter in "ab":
            source = make.analysis(getattr(world, f"trajectory_{letter}"))
            setattr(world, f"analysis_{letter}", source)
            setattr(world, f"red_{letter}", make.finding(source, "F1"))
            setattr(world, f"orange_{letter}", make.finding(source, "F2", colour="orange", hazard="Rooster laat"))
    return world


@pytest.fixture
def planned(case: SimpleNamespace) -> SimpleNamespace:
    """Both companies also have a five-year plan in draft with objective O1, and a yearly plan with measure A1."""
    with system_context("test"):
        for letter in "ab":
            plan = make.global_plan(getattr(case, f"trajectory_{letter}"), source=getattr(case, f"analysis_{letter}"))
            objective = make.objective(plan, getattr(case, f"red_{letter}"), code="O1")
            annual = make.annual_plan(plan)
            measure = make.measure(annual, objective, code="A1", owner_id=getattr(case, f"owner_{letter}").pk)
            for name, row in (("plan", plan), ("objective", objective), ("annual", annual), ("measure", measure)):
                setattr(case, f"{name}_{letter}", row)
    return case
