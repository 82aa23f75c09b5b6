"""The starting catalogue of the offer in five layers (SERV 2021 §3). Its texts and posters stand in data/."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from coaching.programmes.layers import LANGUAGES
from modules.editing.content import FIELDS, Content

PATH = Path(__file__).parent / "data" / "catalogue.json"
POSTERS = Path(__file__).parent / "data" / "posters.json"


@dataclass(frozen=True)
class Entry:
    """content: as in `modules.editing.content`.

    hours_during: working time it asks, of everybody together; hours_after: the same, a year, to keep it going.
    """

    slug: str
    content: Content


@dataclass(frozen=True)
class Poster:
    """A poster of the starting catalogue, in one language."""

    slug: str
    picture: str
    language: str
    title: str
    lines: list[str]


def entries() -> list[Entry]:
    """The catalogue as data, in the order in which it is shown."""
    rows = json.loads(PATH.read_text(encoding="utf-8"))
    return [Entry(row["slug"], {"provider": "", **{name: row[name] for name in FIELDS if name in row}}) for row in rows]


def posters() -> list[Poster]:
    """The posters of the starting catalogue, each in three languages."""
    return [
        Poster(row["module"], row["picture"], language, row[language]["title"], row[language]["lines"])
        for row in json.loads(POSTERS.read_text(encoding="utf-8"))
        for language in LANGUAGES
    ]
