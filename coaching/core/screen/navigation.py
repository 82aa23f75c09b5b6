"""The product's navigation: apps register their entries per kind of place, in `hooks.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.urls import reverse

from coaching.core.ground.roles import Actor
from coaching.core.tenancy.context import current_or_none


@dataclass(frozen=True)
class Entry:
    """label is lazy; permission "" = everybody in the place; icon names a symbol of the sprite.

    badge: a short text beside the label for who acts, such as the number of unread messages; asked on each page.
    """

    label: Any
    url_name: str
    permission: str = ""
    icon: str = ""
    order: int = 50
    badge: Callable[[Actor], str] | None = None


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


def items_for(kind: str, slug: str, actor: Actor | None, path: str, suffix: str = "") -> list[Item]:
    """Entries that the actor may open, the current one marked; suffix keeps `?as=…` in the links."""
    shown = [e for e in ENTRIES[kind] if not e.permission or (actor is not None and actor.may(e.permission))]
    urls = [_path(entry.url_name, slug) for entry in shown]
    current = max((url for url in urls if path.startswith(url)), key=len, default="")
    return [
        Item(entry.label, url + suffix, entry.icon, url == current, _badge(entry, actor))
        for entry, url in zip(shown, urls, strict=True)
    ]


def _badge(entry: Entry, actor: Actor | None) -> str:
    """Error pages have no badges: their transaction is being rolled back, or over."""
    if entry.badge is None or actor is None or current_or_none() is None or connection.needs_rollback:
        return ""
    return entry.badge(actor)
