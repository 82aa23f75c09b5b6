"""`make bench`: prints `name: value ratio=… limit=…` per line; fails when a limit is passed.

BENCH_ROWS (10000) rows, BENCH_JSON=file for the figures, BENCH_KEEP=1 keeps the database for the next run, BENCH_HISTORY=file
for what earlier runs measured. Ratios come from the quickest of forty requests taken in turn, so that a busy machine slows
both sides alike.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from tests.bench import first_look, history, inside, installation, pages, register

SHARE_WITH_TRAJECTORY = 33 / 41  # of the generated companies


@dataclass(frozen=True)
class Line:
    name: str
    value: str
    ratio: float
    limit: float

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.value} ratio={self.ratio:.2f} limit={self.limit:g}{'' if self.fine else '  TOO MUCH'}"
        )

    @property
    def fine(self) -> bool:
        return self.ratio <= self.limit


def main() -> int:
    rows = int(os.environ.get("BENCH_ROWS", "10000"))
    with installation.installed():
        seed = installation.filled(round(rows / SHARE_WITH_TRAJECTORY) + 60, rows)
        print(f"rows: {seed['rows']}", flush=True)
        loaded = register.loading()
        lines = [*_pages(seed), *_inside(seed), *_register(loaded)]
        for line in lines:
            print(line, flush=True)
        _hang_up()
    for sentence in history.keep(rows, {line.name: line.ratio for line in lines}):
        print(sentence)
    if target := os.environ.get("BENCH_JSON"):
        Path(target).write_text(json.dumps({"rows": seed["rows"], "lines": [asdict(line) for line in lines]}, indent=1))
    return 0 if all(line.fine for line in lines) else 1


def _pages(seed: dict[str, Any]) -> list[Line]:
    asked = pages.pages(seed)
    with installation.web() as base:
        best = pages.fastest(base, asked, seed["people"])
        first = first_look.fastest(base, asked, seed["people"])
    _set_up()
    counts = pages.query_counts(asked, seed["people"])
    lines = []
    for page in asked:
        count, slowest = counts[page.name]
        value = f"{best[page.name] * 1000:.1f} ms"
        lines.append(Line(page.name, value, pages.ratio(page, best), pages.LIMITS[page.kind]))
        limit = pages.QUERIES[page.kind]
        lines.append(Line(f"{page.name}, queries", f"{count} (slowest {slowest:.0f} ms)", count / limit, 1.0))
    for name in first_look.FIGURES:
        ratio = first[name] / first["empty"]
        lines.append(
            Line(f"{name}, after a decision", f"{first[name] * 1000:.1f} ms", ratio, pages.LIMITS["dashboard"])
        )
    return lines


def _inside(seed: dict[str, Any]) -> list[Line]:
    rls = inside.row_level_security(seed)
    lines = [Line("row level security", f"{rls['on'] * 1000:.2f} ms", rls["on"] / rls["off"], 2.0)]
    for kind, made in inside.documents(seed).items():
        value = f"{made['tagged']:.2f} s, {made['pages']} pages"
        lines.append(Line(f"{kind} tagged", value, made["tagged"] / made["plain"], 1.25))
    return lines


def _register(loaded: dict[str, float]) -> list[Line]:
    """Loading checks every row and writes it twice; a look-up is two questions in a savepoint with a time limit."""
    asked = register.looking_up()
    rate = f"{loaded['rows'] / loaded['load']:,.0f} rows/s"
    return [
        Line("register, load beside bare COPY", rate, loaded["load"] / loaded["bare"], 50.0),
        Line("register, look-up", f"{asked['look_up'] * 1000:.2f} ms", asked["look_up"] / asked["select"], 15.0),
    ]


def _hang_up() -> None:
    """Our own connections are closed before the database goes: its owner may not end them."""
    from django.db import connections

    connections.close_all()


def _set_up() -> None:
    """Django in this process, with the web's login."""
    os.environ["DATABASE_LOGIN"] = "w_web"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
