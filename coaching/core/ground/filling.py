"""How far the demo is while it is being filled in, told by who fills it to the pages that wait for it.

By a file: the demo is one transaction, so until it is whole nothing of it can be read in the database. Whoever starts
the processes (`config.process`) names the file to them and removes it; where none is named, as in production, nobody looks.
Reads no settings, so that it serves before Django is there.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Filling:
    """done of `of` steps; `of` is 0 until the first step, and while another process fills the same database."""

    done: int = 0
    of: int = 0
    failed: bool = False


def tell(file: Path, filling: Filling) -> None:
    """Whoever reads sees this or what was told before, never a half."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    part.write_text(json.dumps(asdict(filling)))
    part.replace(file)


def told(file: Path) -> Filling | None:
    """None when nothing is being filled in."""
    try:
        return Filling(**json.loads(file.read_text()))
    except FileNotFoundError:
        return None


def forget(file: Path) -> None:
    """Also the half of a sentence that a killed process left."""
    for told_or_half in (file, *file.parent.glob(f"{file.name}.*")):
        with suppress(FileNotFoundError):
            told_or_half.unlink()
