"""The product's navigation: apps register their entries per kind of place, in `hooks.py`.

An entry says how many things wait behind it: those of the kinds that name it (`core.ground.waiting`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse

from coaching.core.ground import waiting
from coaching.core.ground.roles import Actor


@dataclass(frozen=True)
class Entry:
    """label is lazy; permission "" = everybody in the place; icon names a symbol of the sprite."""

    label: Any
    url_name: str
    permission: str = ""
    icon: str = ""
    order: int = 50


@dataclass(frozen=True)
class Item:
    label: Any
    url: str
    icon: str
    current: bool
    badge: str = ""


ENTRIES: dict[str, list[Entry]] = defaultdict(list)


def register(kind: str, *entries: Entry) -> None:
    """kind: company | programme | coach | partner | staff | person | public; account: in the menu under one's name."""
    for entry in entries:
        if entry not in ENTRIES[kind]:
            ENTRIES[kind].append(entry)
    ENTRIES[kind].sort(key=lambda entry: entry.order)


@cache
def _path(url_name: str, slug: str) -> str:
    """Reversed once per place and process: `{% url %}` in every page costs more than the page's queries."""
    return reverse(url_name, args=[slug] if slug else [])


def items_for(
    kind: str, slug: str, actor: Actor | None, path: str, suffix: str = "", counts: Mapping[str, int] | None = None
) -> list[Item]:
    """Entries that the actor may open, the current one marked; suffix keeps `?as=…` in the links.

    counts: how many things of each kind wait (`waits_of`).
    """
    shown = [e for e in ENTRIES[kind] if not e.permission or (actor is not None and actor.may(e.permission))]
    urls = [_path(entry.url_name, slug) for entry in shown]
    current = max((url for url in urls if path.startswith(url)), key=len, default="")
    badges = _badges(kind, counts) if counts else {}
    return [
        Item(entry.label, url + suffix, entry.icon, url == current, badges.get(entry.url_name, ""))
        for entry, url in zip(shown, urls, strict=True)
    ]


def _badges(kind: str, counts: Mapping[str, int]) -> dict[str, str]:
    """Name of an entry's address → how many things wait behind it; nothing where nothing waits."""
    numbers: dict[str, int] = {}
    for one in waiting.KINDS[kind]:
        if one.entry and (count := counts.get(one.key)):
            numbers[one.entry] = numbers.get(one.entry, 0) + count
    return {entry: waiting.figure(number) for entry, number in numbers.items()}
