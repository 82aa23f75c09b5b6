"""The starting library: what companies measure, by the five A's, the seven domains and by theme. Our own choice and words.

It is data (`data/indicators.json`). What a company takes from it is its own from then on: a later text changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import get_language

from actionplans.values.enums import Better, Theme
from riskanalysis.enums import WellbeingDomain, WorkAspect


@dataclass(frozen=True)
class Known:
    """An indicator of the library. aspect: "" where it is about more than one A."""

    code: str
    names: Mapping[str, str]
    units: Mapping[str, str]
    sources: Mapping[str, str]
    better: Better
    domain: WellbeingDomain
    theme: Theme
    aspect: str = ""

    @property
    def name(self) -> str:
        return self.names[_language()]

    @property
    def unit(self) -> str:
        return self.units[_language()]

    @property
    def source(self) -> str:
        return self.sources[_language()]


def _language() -> str:
    asked = (get_language() or "nl")[:2]
    return asked if asked in {"nl", "fr", "en"} else "nl"


@cache
def library() -> tuple[Known, ...]:
    told = json.loads((Path(__file__).parents[1] / "data" / "indicators.json").read_text(encoding="utf-8"))
    return tuple(
        Known(
            one["code"],
            one["name"],
            one["unit"],
            one["source"],
            Better(one["better"]),
            WellbeingDomain(one["domain"]),
            Theme(one["theme"]),
            WorkAspect(one["aspect"]).value if one["aspect"] else "",
        )
        for one in told
    )


def known(code: str) -> Known | None:
    return next((one for one in library() if one.code == code), None)


def by_name(words: str) -> Known | None:
    """The one that is called so, in any of our languages."""
    sought = words.strip().casefold()
    return next((one for one in library() if sought in {name.casefold() for name in one.names.values()}), None)
