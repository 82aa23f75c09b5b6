"""What the rows of more than one app hang on."""

from __future__ import annotations

from typing import Any

from tests import factories


def keys_of(world: Any, letter: str) -> dict[str, Any]:
    return {name: getattr(world, f"{name}_{letter}") for name in ("trajectory", "company", "programme")}


def ids_of(world: Any, letter: str) -> dict[str, Any]:
    return {f"{name}_id": row.pk for name, row in keys_of(world, letter).items()}


def piece(world: Any, letter: str, kind: str, builds_on: Any = None) -> dict[str, Any]:
    made = factories.piece(getattr(world, f"trajectory_{letter}"), kind, builds_on)
    return {"piece": made, "company": getattr(world, f"company_{letter}")}
