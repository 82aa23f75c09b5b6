"""What earlier runs measured on this machine: one line of JSON per run, beside the project and not in it.

BENCH_HISTORY=file, or ~/.local/state/vijfsprong/bench.jsonl; empty keeps nothing. Clones of the project share it.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

MOVED = 0.10
HERE = Path(__file__).parent


def keep(rows: int, ratios: Mapping[str, float]) -> list[str]:
    """Append this run; sentences about what moved by more than a tenth since the last run of so many rows here."""
    file = _file()
    if file is None:
        return []
    last = _last(file, rows)
    told = {name: round(ratio, 3) for name, ratio in ratios.items()}
    line = {
        "commit": _commit(),
        "date": f"{datetime.now(UTC):%Y-%m-%d %H:%M}",
        "machine": platform.node(),
        "rows": rows,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as out:
        out.write(json.dumps({**line, "ratios": told}) + "\n")
    return moved(last, told) if last else []


def moved(last: Mapping[str, Any], ratios: Mapping[str, float]) -> list[str]:
    """The furthest first. What was not measured then is not compared."""
    both = {name: (last["ratios"][name], ratio) for name, ratio in ratios.items() if last["ratios"].get(name)}
    found = sorted(
        ((now / then - 1, name, then, now) for name, (then, now) in both.items()), key=lambda one: -abs(one[0])
    )
    since = f"since {last['commit']} of {last['date']}"
    return [
        f"moved: {name} {then:.2f} -> {now:.2f} ({by:+.0%}) {since}" for by, name, then, now in found if abs(by) > MOVED
    ]


def _file() -> Path | None:
    named = os.environ.get("BENCH_HISTORY")
    if named is not None:
        return Path(named) if named else None
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "vijfsprong" / "bench.jsonl"


def _last(file: Path, rows: int) -> dict[str, Any] | None:
    """A line that somebody cut short says nothing."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    for text in reversed(lines):
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if (line["rows"], line["machine"]) == (rows, platform.node()):
            return dict(line)
    return None


def _commit() -> str:
    """Short; with + when something was changed since."""

    def git(*words: str) -> str:
        return subprocess.run(["git", *words], cwd=HERE, capture_output=True, text=True, check=False).stdout.strip()

    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if git("status", "--porcelain", "-uno") else "")
