"""The starting catalogue of the offer in five layers (SERV 2021 §3). Its texts, posters and guides stand in data/."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coaching.programmes.enums import LayerNumber
from coaching.programmes.layers import LANGUAGES
from modules.editing.content import FIELDS, Content
from modules.editing.enums import MaterialKind

DATA = Path(__file__).parent / "data"
PATH, POSTERS, GUIDES = DATA / "catalogue.json", DATA / "posters.json", DATA / "guides"


@dataclass(frozen=True)
class Entry:
    """content: as in `modules.editing.content`, but for its materials.

    hours_during: working time it asks, of everybody together; hours_after: the same, a year, to keep it going.
    """

    slug: str
    content: Content


@dataclass(frozen=True)
class Material:
    """Something to download in one language, as the columns of `ModuleMaterial` hold it."""

    slug: str
    kind: str
    picture: str
    language: str
    title: str
    lines: list[str] = field(default_factory=list)
    body: dict[str, Any] = field(default_factory=dict)


def entries() -> list[Entry]:
    """The catalogue as data, in the order in which it is shown."""
    rows = json.loads(PATH.read_text(encoding="utf-8"))
    return [Entry(row["slug"], _usual(row) | {name: row[name] for name in FIELDS if name in row}) for row in rows]


def _usual(row: dict[str, Any]) -> Content:
    return {"provider": "", "by_date": row["layer"] == LayerNumber.WEBINARS}


def materials() -> list[Material]:
    """What goes with the starting catalogue, in three languages: guides first, then posters."""
    return guides() + posters()


def posters() -> list[Material]:
    """The posters of the starting catalogue, each in three languages."""
    return [
        Material(
            row["module"],
            MaterialKind.POSTER,
            row["picture"],
            language,
            row[language]["title"],
            lines=row[language]["lines"],
        )
        for row in json.loads(POSTERS.read_text(encoding="utf-8"))
        for language in LANGUAGES
    ]


def guides() -> list[Material]:
    """The guides of the starting catalogue; a file each, named by its place, its name and its language."""
    return [_guide(path) for path in sorted(GUIDES.glob("*.txt"))]


def _guide(path: Path) -> Material:
    """Some lines "name: value", an empty one, and then the text (`modules.materials.guides`)."""
    head, text = path.read_text(encoding="utf-8").split("\n\n", 1)
    said = dict(line.split(": ", 1) for line in head.splitlines())
    body = {"kicker": said["kicker"], "lead": said["lead"], "text": text}
    return Material(said["module"], MaterialKind.GUIDE, said["picture"], path.suffixes[0][1:], said["title"], body=body)
