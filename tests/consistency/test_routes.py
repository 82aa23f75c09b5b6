"""No address without a gate, and none that nobody listed.

`tests/consistency/routes.txt` lists every address with its gate. Adding an address means adding its line, by hand or by
`UPDATE_ROUTES=1 pytest tests/consistency/test_routes.py`, and reading it.
"""

from __future__ import annotations

import os
from pathlib import Path

from coaching.core.ground.roles import PERMISSIONS
from coaching.core.tenancy.middleware import AREAS
from tests.consistency.routes import own_routes

LISTED = Path(__file__).with_name("routes.txt")


def _lines() -> list[str]:
    return sorted(
        f"{route.name} /{route.path} {'public' if route.public else route.permission or 'place'}"
        for route in own_routes()
    )


def test_every_address_is_listed():
    if os.environ.get("UPDATE_ROUTES"):
        LISTED.write_text("\n".join(_lines()) + "\n")
    listed = set(LISTED.read_text().splitlines())
    found = set(_lines())
    assert found - listed == set(), "addresses that nobody listed"
    assert listed - found == set(), "listed addresses that are gone"


def test_every_address_has_a_gate():
    ungated = [r.name for r in own_routes() if r.permission is None and not r.public]
    assert ungated == []


def test_every_gate_is_a_known_permission():
    assert [r.name for r in own_routes() if r.permission and r.permission not in PERMISSIONS] == []


def test_every_area_is_known():
    assert {r.area for r in own_routes()} <= set(AREAS)


def test_addresses_in_a_place_name_it():
    for route in own_routes():
        if route.area in {"c", "p"}:
            assert route.parameters and route.path.split("/")[1].startswith("<slug:"), route.name
