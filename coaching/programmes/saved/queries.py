"""How a list is shown to whoever opens it: columns, rows to a page, and the views that are kept of it (ADR 0080)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.text import capfirst

from coaching.core.ground import clock
from coaching.core.ground.composed import Asked, Question, Who, compose
from coaching.core.screen.columns import KINDS, PAGE_SIZES, Column, ListKind
from coaching.core.screen.filters import FilterForm
from coaching.core.screen.lists import PER_PAGE
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import rules
from coaching.programmes.models import Programme, SavedView

MARK = "saved"  # `?saved=`: which kept view an address is; it says nothing of what is filtered


# Addresses of a kept view, by the kind of place: what stands before their names.
NAMES = {"programme": "programmes:", "company": "programmes:company_", "coach": "programmes:coach_"}


def address(request: PlaceRequest, name: str, *args: Any) -> str:
    """A page of kept views in the reader's place."""
    return request.place.url(f"{NAMES[request.place.kind]}{name}", *args)


def in_sight(place: str, kind: ListKind | None = None) -> QuerySet[SavedView]:
    """Views that the reader may see in the place in force, with a name: the own ones and what is shared in a programme."""
    codes = [kind.code] if kind else [one.code for one in KINDS.values() if one.place == place]
    return SavedView.objects.exclude(name="").filter(list_code__in=codes)


def joined(address: str, query: str) -> str:
    """An address with more behind it; the hat that was chosen may stand in it already."""
    return f"{address}{'&' if '?' in address else '?'}{query}" if query else address


@dataclass(frozen=True)
class KeptLink:
    """A kept view above its list. It draws as an item of `{% chips %}`."""

    label: str
    url: str
    current: bool
    shared: bool
    id: UUID
    badge: str = ""


@dataclass(frozen=True)
class Shown:
    """The list `kind` as `request` asks for it and its reader wants it. rows: what is kept of it and in sight."""

    request: PlaceRequest
    kind: ListKind
    form: FilterForm
    rows: tuple[SavedView, ...]

    @cached_property
    def _own(self) -> SavedView | None:
        return next((row for row in self.rows if not row.name), None)

    @cached_property
    def current(self) -> SavedView | None:
        """The kept view that is open."""
        asked = self.request.GET.get(MARK, "")
        return next((row for row in self.rows if row.name and str(row.pk) == asked), None)

    @property
    def is_gone(self) -> bool:
        """Whether the address names a view that is not there, or not for this reader."""
        return bool(self.request.GET.get(MARK)) and self.current is None

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        chosen = self.current or self._own
        return self.kind.chosen(chosen.columns if chosen else ())

    @property
    def per_page(self) -> int:
        return self._own.per_page or PER_PAGE if self._own else PER_PAGE

    @cached_property
    def links(self) -> list[KeptLink]:
        path = f"{self.request.path}{self.request.place.suffix}"
        return [
            KeptLink(
                row.name,
                joined(path, f"{f'{row.query}&' if row.query else ''}{MARK}={row.pk}"),
                row is self.current,
                row.shared,
                row.pk,
            )
            for row in self.rows
            if row.name
        ]

    @property
    def column_keys(self) -> str:
        return " ".join(column.key for column in self.columns[1:])

    @property
    def choices(self) -> list[tuple[str, Any, bool]]:
        """(key, words, whether it is shown) of each column but the first."""
        return [(column.key, column.label, column in self.columns) for column in self.kind.columns[1:]]

    @property
    def sizes(self) -> list[tuple[int, bool]]:
        return [(size, size == self.per_page) for size in PAGE_SIZES]

    @property
    def changeable(self) -> list[SavedView]:
        """Kept views that its reader may overwrite."""
        shares = self.request.actor.may(rules.SHARE_VIEWS)
        return [row for row in self.rows if row.name and (shares or not row.shared)]

    @property
    def may_share(self) -> bool:
        return self.request.actor.may(rules.SHARE_VIEWS)

    @property
    def may_keep(self) -> bool:
        return self.request.actor.may(rules.KEEP_VIEWS)

    @property
    def choose_url(self) -> str:
        return address(self.request, "choose_columns", self.kind.code)

    @property
    def keep_url(self) -> str:
        return address(self.request, "keep_view", self.kind.code)

    @property
    def views_url(self) -> str:
        return address(self.request, "saved_views", self.kind.code)

    @property
    def query(self) -> str:
        """What a view that is kept now would hold."""
        return kept_query(self.kind, self.request.GET)

    @property
    def missing(self) -> list[str]:
        """What the open view asks and the list no longer knows, in words; empty for an address that somebody typed."""
        if self.current is None:
            return []
        asked, cleaned = QueryDict(self.current.query), self.form.filters
        names = [name for name in asked if str(asked[name]).strip() and not self._known(name, asked, cleaned)]
        return [self._word(name) for name in names]

    def _known(self, name: str, asked: QueryDict, cleaned: Any) -> bool:
        if name == "sort":
            return str(asked[name]).removeprefix("-") in self.kind.sorts
        if name in self.form.fields:
            return cleaned.get(name) is not None or self.request.GET.get(name) != asked[name]
        return name in self.kind.kept

    def _word(self, name: str) -> str:
        return capfirst(str(self.form.fields[name].label)) if name in self.form.fields else name


OF_PROGRAMME = ("name", "budget_eur", "subsidy_eur")  # what its list says of it
ROW = ("id", "owner_id", "name", "query", "columns", "per_page", "shared")


def own_programme(request: PlaceRequest, kind: ListKind) -> tuple[Programme, tuple[SavedView, ...]]:
    """The programme of the desk in force and what is kept of one of its lists: one question for both."""
    question = _with_kept(Who.of(request.place.kind, request.actor), kind.code)
    *values, kept = question.rows(request.actor, clock.today())[0]
    found = Programme.from_db("default", ("id", *OF_PROGRAMME), values)
    rows = (json.loads(row) for row in kept)
    return found, tuple(SavedView(**{**row, "id": UUID(row["id"]), "list_code": kind.code}) for row in rows)


@cache
def _with_kept(who: Who, code: str) -> Question:
    """Composed once for people of these roles."""

    def rows(asked: Asked) -> QuerySet[Any]:
        kept = _of(KINDS[code]).filter(programme=OuterRef("pk")).values(row=JSONObject(**{name: name for name in ROW}))
        own = Programme.objects.filter(pk=asked.actor.programme_key)
        return own.values_list("id", *OF_PROGRAMME, ArraySubquery(kept))

    return compose(who, rows)


def _of(kind: ListKind) -> QuerySet[SavedView]:
    return SavedView.objects.filter(list_code=kind.code).order_by("-shared", "name", "id")


def shown(request: PlaceRequest, kind: ListKind, form: FilterForm, rows: tuple[SavedView, ...] | None = None) -> Shown:
    """rows: what is kept of the list, when it was read already; else one question, however much is kept.

    Who keeps nothing (an observer, a paper for the record) is shown the usual.
    """
    if rows is None:
        rows = tuple(_of(kind)) if request.actor.may(rules.KEEP_VIEWS) else ()
    return Shown(request, kind, form, rows)


def kept_query(kind: ListKind, asked: QueryDict) -> str:
    """Of an address what a kept view holds: filters, order and what else the list says, without what is empty."""
    known = {*kind.filters, *kind.kept}
    return urlencode([(name, str(words)) for name, words in asked.items() if name in known and str(words).strip()])
