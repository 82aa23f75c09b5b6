"""A row in every tenant table for company a and for company b, so that every wall has something to keep in.

One module per app, or per room of it.
"""

from __future__ import annotations

import uuid
from types import SimpleNamespace

from coaching.core.tenancy.context import system_context
from riskanalysis.models import RiskAnalysis
from tests.consistency.rich import accounts, companies, core, programmes, trajectories
from tests.consistency.rich.analyses import analysis_rows, change_rows
from tests.consistency.rich.modules import add_offer
from tests.consistency.rich.plans import evaluation_row, plan_rows

AROUND = (companies, accounts, programmes, trajectories, core)


def enrich(world: SimpleNamespace) -> dict[str, dict[str, list[uuid.UUID]]]:
    """Returns {"a": {table: [ids]}, "b": …} of what was made."""
    made: dict[str, dict[str, list[uuid.UUID]]] = {}
    with system_context("test fixture"):
        for letter in "ab":
            rows = [
                *(row for app in AROUND for row in app.rows(world, letter)),
                *analysis_rows(world, letter),
                *change_rows(world, letter),
            ]
            rows += plan_rows(world, letter, next(r for r in rows if isinstance(r, RiskAnalysis)), rows)
            rows.append(evaluation_row(world, letter))
            for name in ("company", "programme", "trajectory", "unit", "application", "coach_profile"):
                rows.append(getattr(world, f"{name}_{letter}"))
            made[letter] = {}
            for row in rows:
                made[letter].setdefault(row._meta.db_table, []).append(row.pk)
            made[letter]["programmes_searchword"] = made[letter]["programmes_application"]  # by the key of their row
        add_offer(world, made)
    return made
