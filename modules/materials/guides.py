"""Guides that we write ourselves: a few marks at the beginning of a line make steps, boxes to tick and tables of plain text.

The same text is a page to read and a PDF to print. It is kept with the material, so that an edition keeps the words it had.

    # heading             ## smaller heading     words: a paragraph       - one of a list
    1. what | how         [] to tick             | a | b | c |            _ label with a line to write on
    > a letter's line     ! what to mind         ^red | what | how        @drawing | title | seen | said
    === a new page, on paper
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from coaching.core.ground import clock
from coaching.core.paper.pdf import Stamp, lay_out
from modules.models import ModuleMaterial

MARKS = (
    ("title", re.compile(r"# (.+)")),
    ("smaller", re.compile(r"## (.+)")),
    ("page", re.compile(r"(===)")),
    ("list", re.compile(r"- (.+)")),
    ("steps", re.compile(r"\d+\. (.+)")),
    ("ticks", re.compile(r"\[\] (.+)")),
    ("table", re.compile(r"\| ?(.+) \|")),
    ("rules", re.compile(r"_ (.+)")),
    ("letter", re.compile(r"> ?(.*)")),
    ("mind", re.compile(r"! (.+)")),
    ("lights", re.compile(r"\^(.+)")),
    ("scenes", re.compile(r"@(.+)")),
    ("words", re.compile(r"(.+)")),
)


@dataclass(frozen=True)
class Block:
    """Lines of one kind that follow each other, each in its parts. number: of the scene or step that comes first."""

    kind: str
    rows: list[list[str]]

    @property
    def template(self) -> str:
        return f"modules/guide/{self.kind}.html"

    @property
    def head(self) -> list[str]:
        """Of a table: what its columns are called."""
        return self.rows[0]

    @property
    def named(self) -> str:
        """What a table that scrolls on a phone is called."""
        return ", ".join(filter(None, self.head))

    @property
    def body(self) -> list[list[str]]:
        return self.rows[1:]


def blocks(body: dict[str, Any]) -> list[Block]:
    """What a guide says, block by block; a line without a mark is a paragraph."""
    found = []
    for (kind, _place), lines in groupby(_marked(str(body.get("text", ""))), lambda line: (line[0], line[1])):
        found.append(Block(kind, [_parts(words) for _kind, _place, words in lines]))
    return found


def _marked(text: str) -> Iterator[tuple[str, int, str]]:
    """Kind, number of the run (an empty line ends one), words."""
    run = 0
    for line in text.splitlines():
        if not line.strip():
            run += 1
            continue
        for kind, mark in MARKS:
            if said := mark.fullmatch(line.strip()):
                yield kind, run, said[1]
                break


def _parts(words: str) -> list[str]:
    return [part.strip() for part in words.split("|")]


def pdf(guide: ModuleMaterial) -> bytes:
    """The guide as a tagged PDF on A4."""
    context = {
        "blocks": blocks(guide.body),
        "lead": guide.body.get("lead", ""),
        "kicker": guide.body.get("kicker", ""),
        "picture": guide.drawing,
        "name": guide.picture,
    }
    return lay_out("modules/pdf/guide.html", context, Stamp(guide.title, guide.language, clock.now())).content
