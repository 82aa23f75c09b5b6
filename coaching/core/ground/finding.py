"""What can be found in a place: each kind is registered by the app that knows it, and asked under the hat in force.

A kind is asked of who holds its permission; its rows are those that this person may open, never others. What is exactly the
number or the reference comes first, then what begins with what was typed, then what has all its words (or the beginnings
of them), in whatever order and with whatever accents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.lookups import Contains, StartsWith

from coaching.core.ground.roles import Actor
from coaching.core.ground.search import Folded, fold, kept

EACH = 5  # of a kind; one more is asked for, to say that there are more
LONGEST, MOST_WORDS = 100, 6
SPELLED_NUMBER = re.compile(r"(?:BE)?\s*([0-9][0-9. ]{7,})", re.IGNORECASE)
APART = re.compile(r"[\s!-/:-@\[-`{-~]+")


@dataclass(frozen=True)
class Sought:
    """What was typed, by whom, and how addresses are made in their place (`Place.url`)."""

    typed: str
    actor: Actor
    url: Callable[..., str]
    place: Any = None

    @cached_property
    def folded(self) -> str:
        return fold(self.typed)

    @cached_property
    def words(self) -> list[str]:
        """The words, folded; what stands between them does not count."""
        return [word for word in APART.split(self.folded) if word][:MOST_WORDS]

    @cached_property
    def number(self) -> str:
        """The digits of an enterprise number in any spelling; "" for everything else."""
        found = SPELLED_NUMBER.fullmatch(self.typed)
        digits = "".join(letter for letter in found[1] if letter.isdigit()) if found else ""
        return digits.zfill(10) if len(digits) == 9 else digits

    def __bool__(self) -> bool:
        return bool(self.words)


@dataclass(frozen=True)
class Hit:
    """One thing that was found. title: what is marked where it matches; url: where it opens; note: of what it is."""

    title: str
    url: str
    note: Any = ""


@dataclass(frozen=True)
class Kind:
    """One kind of things.

    find: at most EACH + 1 of them, the best first. more: the list with the same words, None without. order: of the groups.
    """

    key: str
    place: str
    label: Any
    permission: str
    find: Callable[[Sought], Sequence[Hit]]
    more: Callable[[Sought], str] | None = None
    order: int = 50


@dataclass(frozen=True)
class Found:
    """What was found of one kind."""

    kind: Kind
    hits: Sequence[Hit]
    has_more: bool
    more: str

    @property
    def figure(self) -> str:
        return f"{len(self.hits)}{'+' if self.has_more else ''}"


KINDS: dict[str, list[Kind]] = defaultdict(list)


def register(*kinds: Kind) -> None:
    """In `hooks.py`; ValueError when the key is there already."""
    for kind in kinds:
        if any(kind.key == other.key for others in KINDS.values() for other in others):
            raise ValueError(f"{kind.key} is registered twice")
        KINDS[kind.place].append(kind)
        KINDS[kind.place].sort(key=lambda one: one.order)


def kinds_for(place: str, actor: Actor | None) -> list[Kind]:
    """Kinds that this person may look for in a place of this sort."""
    return [kind for kind in KINDS[place] if not kind.permission or actor.may(kind.permission)] if actor else []


def clean(typed: str) -> str:
    """What was typed, as it is sought: one line of at most a hundred letters."""
    return " ".join(typed[: 10 * LONGEST].replace("\x00", " ").split())[:LONGEST].strip()


def find(place: str, sought: Sought) -> list[Found]:
    """All kinds with something in them, in their order."""
    if not sought:
        return []
    found = []
    for kind in kinds_for(place, sought.actor):
        hits = list(kind.find(sought))
        if hits:
            more = kind.more(sought) if kind.more and len(hits) > EACH else ""
            found.append(Found(kind, hits[:EACH], len(hits) > EACH, more))
    return found


# -- Looking through the few rows of one company -------------------------------------------------------------------------
def among(
    rows: QuerySet[Any],
    sought: Sought,
    first: str,
    *others: str,
    exact: Sequence[str] = (),
    order: str = "",
    folded: bool = False,
) -> QuerySet[Any]:
    """Rows in whose columns all words stand, the best first: for what a place has hundreds of, read by its own key.

    first: the column by which a row is called. exact: columns of its number or reference. order: of equals, else by first.
    folded: the table keeps `first` folded (`search_text`), so that nothing is folded row by row.
    """
    numbered = Q(**{f"{exact[-1]}": sought.number}) if exact and sought.number else Q(pk__in=[])
    worded = Q()
    for word in sought.words:
        stands = kept(word, rows.model) if folded else _any(word, (first,))
        worded &= stands | _any(word, (*others, *exact))
    rows = rows.filter(worded | numbered).alias(rank=rank(sought, first, exact))
    return rows.order_by("rank", order or first, "pk")[: EACH + 1]


NEWEST = 2000  # rows of a long table among which words are looked for one by one


def newest(rows: QuerySet[Any], *order: str, code: Q | None = None) -> QuerySet[Any]:
    """For `among`, of what a programme may have a hundred thousand of: the newest of `rows`, along an index of `order`.

    code: those that are exactly what was typed, however old; by an index of their own.
    """
    found = Q(pk__in=rows.order_by(*order).values("pk")[:NEWEST])
    return rows.filter(found | code if code else found).order_by()


def _any(word: str, columns: Iterable[str]) -> Q:
    met = Q(pk__in=[])
    for column in columns:
        met |= Q(Contains(Folded(column), word))
    return met


def rank(sought: Sought, first: str, exact: Sequence[str] = ()) -> Case:
    """0 for exactly its number or reference, 1 for what begins so, 2 for the rest."""
    same = [sought.typed, sought.typed.upper(), *([sought.number] if sought.number else [])]
    whens = [When(Q(**{f"{column}__in": same}), then=Value(0)) for column in exact]
    whens.append(When(Q(StartsWith(Folded(first), sought.folded)), then=Value(1)))
    return Case(*whens, default=Value(2), output_field=IntegerField())


def among_names(named: Mapping[Any, str], sought: Sought) -> list[Any]:
    """Keys of those whose name has all the words, those that begin so first: for people, whose names no column has."""
    fitting = [
        (not fold(name).startswith(sought.folded), fold(name), key)
        for key, name in named.items()
        if all(word in fold(name) for word in sought.words)
    ]
    return [key for _late, _name, key in sorted(fitting, key=lambda one: one[:2])][: EACH + 1]


# -- Showing -----------------------------------------------------------------------------------------------------------
def marked(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, and whether each is what was typed; letters with and without accent are the same."""
    letters = [fold(letter) for letter in text]
    whole, places = "".join(letters), [n for n, letter in enumerate(letters) for _part in letter]
    lit = [False] * len(text)
    for word in words:
        start = whole.find(word)
        while start >= 0:
            for place in range(start, start + len(word)):
                lit[places[place]] = True
            start = whole.find(word, start + len(word))
    pieces: list[tuple[str, bool]] = []
    for letter, light in zip(text, lit, strict=True):
        if pieces and pieces[-1][1] == light:
            pieces[-1] = (pieces[-1][0] + letter, light)
        else:
            pieces.append((letter, light))
    return pieces


def around(text: str, words: Sequence[str], length: int = 90) -> str:
    """The part of a long text in which the first word stands."""
    line = " ".join(text.split())
    at = fold(line).find(words[0]) if words else 0
    start = max(0, at - length // 3)
    part = line[start : start + length]
    return ("… " if start else "") + part + (" …" if start + length < len(line) else "")
