"""`make bench-million`: the same pages among ten thousand files and among a million, in one run on one database.

BENCH_ROWS (1000000) applications and measures, BENCH_KEEP and BENCH_HISTORY as for `make bench`. A list may cost a fifth
more; a page of figures, looked at first after a decision, three times the empty page.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

from tests.bench import first_look, history, installation, million, pages
from tests.bench.__main__ import SHARE_WITH_TRAJECTORY, Line

SMALL = 10_000
MOST = 1.2
# What has to stay as it was: the lists of which there are a hundred times as many rows.
GROWING = (
    "applications",
    "applications, search",
    "applications, rare word",
    "applications, middle",
    "trajectories",
    "trajectories, by company",
    "trajectories, search",
    "workload",
    "budget",
    "desk",
    "funnel",
    "portfolio of 40",
    "measures of 200",
    "coaches",
    "release",
    "to judge",
)


def main() -> int:
    rows = int(os.environ.get("BENCH_ROWS", "1000000"))
    with installation.installed():
        seed = installation.filled(round(SMALL / SHARE_WITH_TRAJECTORY) + 60, SMALL)
        print(f"rows: {seed['rows']}", flush=True)
        before = _measured(seed)
        began = time.monotonic()
        have = million.grow(rows)
        print(f"rows: {have}, copied in {time.monotonic() - began:.0f} s", flush=True)
        installation.vacuum()
        lines = _lines(before, _measured(seed))
        for line in lines:
            print(line, flush=True)
    for sentence in history.keep(rows, {line.name: line.ratio for line in lines}):
        print(sentence)
    return 0 if all(line.fine for line in lines) else 1


Measured = tuple[dict[str, float], dict[str, float]]


def _measured(seed: dict[str, Any]) -> Measured:
    """Pages as ever, and those of figures after a decision: each divided by the empty page of the same turns."""
    asked = [page for page in pages.pages(seed) if page.name in (*GROWING, "empty")]
    with installation.web() as base:
        found = pages.fastest(base, asked, seed["people"]), first_look.fastest(base, asked, seed["people"])
    return found


def _lines(before: Measured, after: Measured) -> list[Line]:
    lines = []
    for name in GROWING:
        (then, then_empty), (now, now_empty) = ((found[name], found["empty"]) for found, _first in (before, after))
        value = f"{then * 1000:.1f} -> {now * 1000:.1f} ms"
        lines.append(Line(f"{name}, growth", value, (now / now_empty) / (then / then_empty), MOST))
    for name in first_look.FIGURES:
        looked, empty = after[1][name], after[1]["empty"]
        lines.append(
            Line(f"{name}, after a decision", f"{looked * 1000:.1f} ms", looked / empty, pages.LIMITS["dashboard"])
        )
    return lines


if __name__ == "__main__":
    sys.exit(main())
