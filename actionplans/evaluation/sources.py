"""The six sources of the yearly evaluation of psychosocial measures (Codex I.3-6), and what may be said of each.

One choice each and no words: what stands in a source is about people, and only what was concluded from all of them
together is written down, without names or numbers (subject/law.md#evaluation-and-reports).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Seen(models.TextChoices):
    """What was seen in a source."""

    NOTHING = "nothing", _("nothing came in")
    CALM = "calm", _("looked at; it asks for nothing more")
    ASKS = "asks", _("looked at; it asks for something")
    LACKING = "lacking", _("was not there to look at")


@dataclass(frozen=True)
class Source:
    """code: as it is kept. title: what it is; where: who has it."""

    code: str
    title: Any
    where: Any


SOURCES = (
    Source(
        "situations",
        _("Requests to analyse a specific work situation"),
        _("From the line or from the workers’ representatives. The employer has them."),
    ),
    Source(
        "requests",
        _("Requests to the psychosocial adviser"),
        _("As that adviser reports them: together, without names."),
    ),
    Source(
        "physician",
        _("What the occupational physician saw"),
        _("From health surveillance, together, without names."),
    ),
    Source(
        "incidents",
        _("Incidents that come back"),
        _("As the psychosocial adviser concludes from the confidential counsellors’ yearly report to that adviser."),
    ),
    Source(
        "third_parties",
        _("The register of facts by third parties"),
        _("Customers, patients, pupils, visitors. The employer keeps it."),
    ),
    Source(
        "annual_report",
        _("The annual report of the internal service"),
        _("What it says of psychosocial risks."),
    ),
)
CODES = tuple(source.code for source in SOURCES)


@dataclass(frozen=True)
class SourceLine:
    """A source with what was seen in it; seen "" while nobody said."""

    source: Source
    seen: str = ""

    @property
    def label(self) -> Any:
        return Seen(self.seen).label if self.seen else ""

    @property
    def asks(self) -> bool:
        return self.seen == Seen.ASKS


def lines_of(said: Mapping[str, str]) -> list[SourceLine]:
    """All six, in order; a word that is none of ours says nothing."""
    return [SourceLine(one, value if (value := said.get(one.code, "")) in Seen.values else "") for one in SOURCES]


def unsaid(said: Mapping[str, str]) -> list[Source]:
    """Sources of which nobody said anything yet."""
    return [line.source for line in lines_of(said) if not line.seen]
