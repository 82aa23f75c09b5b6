"""The starting catalogue of the offer in five layers (S0 §3). The texts stand in data/catalogue.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

PATH = Path(__file__).parent / "data" / "catalogue.json"
TEXTS = ("title", "objective", "content", "timeline", "asks_during", "asks_after", "evidence")


@dataclass(frozen=True)
class Entry:
    """texts: field → {"nl", "fr", "en"}.

    hours_during: working time it asks, of everybody together; hours_after: the same, a year, to keep it going.
    """

    slug: str
    layer: int
    themes: tuple[str, ...]
    hours_during: Decimal
    hours_after: Decimal
    target_groups: tuple[str, ...]
    languages: tuple[str, ...]
    form: str
    cost_eur: Decimal
    texts: dict[str, dict[str, str]]


def entries() -> list[Entry]:
    """The catalogue as data, in the order in which it is shown."""
    return [
        Entry(
            slug=row["slug"],
            layer=row["layer"],
            themes=tuple(row["themes"]),
            hours_during=Decimal(row["hours_during"]),
            hours_after=Decimal(row["hours_after"]),
            target_groups=tuple(row["target_groups"]),
            languages=tuple(row["languages"]),
            form=row["form"],
            cost_eur=Decimal(row["cost_eur"]),
            texts={field: row[field] for field in TEXTS},
        )
        for row in json.loads(PATH.read_text(encoding="utf-8"))
    ]
