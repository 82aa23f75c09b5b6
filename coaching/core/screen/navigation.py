"""The product's navigation: apps register their entries per kind of place, in `hooks.py`, under what one comes for.

An entry says how many things wait behind it: those of the kinds that name it (`core.ground.waiting`); a closed group says
the sum. What has nothing behind it yet (`Entry.lives`) is left out until it has; the page of all pages shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from coaching.core.ground import waiting
from coaching.core.ground.roles import Actor, Hat

KEPT = 1000  # menus that a process remembers; they follow from who looks, where, and what waits, and hold nothing else
FEW = 6  # so many entries need no groups


@dataclass(frozen=True)
class Group:
    """What one comes for. Entries name it by its key."""

    key: str
    label: Any
    icon: str
    order: int


@dataclass(frozen=True, eq=False)
class Entry:
    """label is lazy; permission "" = everybody in the place; icon names a symbol of the sprite, for who stands in no group.

    group: under which it stands. lives: the rows without which there is nothing to see, under the hat of who may open it.
    of: of whom it is, besides the permission. folders: of the place, whose pages stand under it without an entry of their own.
    """

    label: Any
    url_name: str
    permission: str = ""
    icon: str = ""
    order: int = 50
    group: str = ""
    lives: Callable[[], QuerySet[Any]] | None = None
    of: Callable[[Actor], bool] | None = None
    folders: tuple[str, ...] = ()

    def is_for(self, actor: Actor | None) -> bool:
        if self.of is not None and (actor is None or not self.of(actor)):
            return False
        return not self.permission or (actor is not None and actor.may(self.permission))


@dataclass(frozen=True)
class Item:
    label: Any
    url: str
    icon: str
    current: bool
    badge: str = ""


@dataclass(frozen=True)
class Part:
    """A group with its entries, or one entry by itself. badge: of all its entries."""

    label: Any
    icon: str
    items: tuple[Item, ...]
    badge: str = ""
    is_group: bool = True

    @property
    def is_open(self) -> bool:
        return any(item.current for item in self.items)


@dataclass(frozen=True, eq=False)
class Menu:
    """What is shown of a place. rest: the page of all its pages, where some are left out here. find: where one finds anything."""

    parts: tuple[Part, ...]
    rest: str = ""
    find: str = ""

    def __iter__(self) -> Iterator[Item]:
        return (item for part in self.parts for item in part.items)

    def __len__(self) -> int:
        return len(self.parts)

    @property
    def itself(self) -> Menu:
        """Without the lazy cover of a template's context."""
        return self


ENTRIES: dict[str, list[Entry]] = defaultdict(list)
GROUPS: dict[str, dict[str, Group]] = defaultdict(dict)
FIND: dict[str, str] = {"company": "core:company_find", "programme": "core:programme_find", "coach": "core:coach_find"}
REST: dict[str, str] = {"company": "core:company_pages", "programme": "core:programme_pages"}


def register(kind: str, *entries: Entry) -> None:
    """kind: company | programme | coach | partner | staff | person | public; account: in the menu under one's name."""
    for entry in entries:
        if all(entry.url_name != other.url_name for other in ENTRIES[kind]):
            ENTRIES[kind].append(entry)
    ENTRIES[kind].sort(key=lambda entry: entry.order)


def register_groups(kind: str, *groups: Group) -> None:
    GROUPS[kind].update({group.key: group for group in groups})


@cache
def _path(url_name: str, slug: str) -> str:
    """Reversed once per place and process: `{% url %}` in every page costs more than the page's queries."""
    return reverse(url_name, args=[slug] if slug else [])


@lru_cache(KEPT)
def entries_for(
    kind: str, slug: str, hat: Hat | None, roles: frozenset[str], has_mandate: bool
) -> tuple[tuple[Entry, str], ...]:
    """Entries that people of these roles may open, with their addresses; hat None: nobody is signed in."""
    actor = None if hat is None else Actor(None, hat, roles, has_mandate=has_mandate)
    return tuple((entry, _path(entry.url_name, slug)) for entry in ENTRIES[kind] if entry.is_for(actor))


def of_actor(kind: str, slug: str, actor: Actor | None) -> tuple[tuple[Entry, str], ...]:
    if actor is None:
        return entries_for(kind, slug, None, frozenset(), False)
    return entries_for(kind, slug, actor.hat, actor.roles, actor.has_mandate)


def menu_for(
    kind: str,
    slug: str,
    actor: Actor | None,
    path: str,
    suffix: str = "",
    counts: Mapping[str, int] | None = None,
    dead: frozenset[str] = frozenset(),
) -> Menu:
    """Entries that the actor may open, under what one comes for, the current one marked; suffix keeps `?as=…` in the links.

    counts: how many things of each kind wait (`waits_of`). dead: names of what has nothing behind it; where one stands, and
    where something waits, is shown nevertheless.
    """
    shown = of_actor(kind, slug, actor)
    find = _path(FIND[kind], slug) if kind in FIND else ""
    current = max((url for entry, url in shown if path.startswith(url) and path != find), key=len, default="")
    current = next((url for entry, url in shown if _is_in(entry.folders, slug, path)), current)
    numbers = _numbers(kind, counts) if counts else ()
    return _menu(kind, slug, shown, current, suffix, numbers, dead)


def _is_in(folders: tuple[str, ...], slug: str, path: str) -> bool:
    """Whether the page stands in one of these folders of its place."""
    return bool(folders) and path.partition(f"/{slug}/")[2].startswith(folders)


def items_for(kind: str, slug: str, actor: Actor | None, path: str) -> list[Item]:
    """The same without groups or numbers."""
    return list(menu_for(kind, slug, actor, path))


@lru_cache(KEPT)
def _menu(
    kind: str,
    slug: str,
    shown: tuple[tuple[Entry, str], ...],
    current: str,
    suffix: str,
    numbers: tuple[tuple[str, int], ...],
    dead: frozenset[str],
) -> Menu:
    waits = dict(numbers)
    living = [(e, u) for e, u in shown if e.url_name not in dead or u == current or e.url_name in waits]
    flat = len(living) <= FEW
    parts: list[Part] = []
    members: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for entry, url in living:
        members[entry.url_name if flat else entry.group or entry.url_name].append((entry, url))
    groups = GROUPS[kind]
    for key, found in sorted(
        members.items(), key=lambda one: groups[one[0]].order if one[0] in groups else one[1][0][0].order
    ):
        items = tuple(
            Item(e.label, url + suffix, e.icon, url == current, _figure(waits.get(e.url_name, 0))) for e, url in found
        )
        group = groups.get(key)
        if group is None or len(items) == 1:
            icon = groups[found[0][0].group].icon if found[0][0].group and not flat else found[0][0].icon
            parts.append(Part(items[0].label, icon, items, items[0].badge, is_group=False))
        else:
            total = sum(waits.get(e.url_name, 0) for e, _url in found)
            parts.append(Part(group.label, group.icon, items, _figure(total)))
    rest = _path(REST[kind], slug) + suffix if len(living) < len(shown) else ""
    return Menu(tuple(parts), rest, _path(FIND[kind], slug) if kind in FIND else "")


def _figure(number: int) -> str:
    return waiting.figure(number) if number else ""


def _numbers(kind: str, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Name of an entry's address and how many things wait behind it; nothing where nothing waits."""
    numbers: dict[str, int] = {}
    for one in waiting.KINDS[kind]:
        if one.entry and (count := counts.get(one.key)):
            numbers[one.entry] = numbers.get(one.entry, 0) + count
    return tuple(numbers.items())
