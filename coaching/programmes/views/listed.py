"""The desk's list as its address says it: what it filters and how it sorts, and where a file stands in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from coaching.core.ground.roles import Actor
from coaching.core.screen.onward import Onward, along
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import queries, rules
from coaching.programmes.filter_forms import DeskFilterForm

LONGEST = 2000  # of a query string that is posted


@dataclass(frozen=True)
class Listed:
    """view: which chip; form: the filters, bound; filters: as `queries.desk_found` takes them; sort: "" for the default."""

    view: str
    form: DeskFilterForm
    filters: dict[str, Any]
    sort: str


def listed(query: QueryDict, by: Actor) -> Listed:
    """The list behind a query string: the one place that reads it, for the page, its export, its selection and “next”."""
    view = query.get("view", "todo")
    view = view if view in queries.VIEWS else "todo"
    form = DeskFilterForm(query, states=queries.VIEWS[view], scores=by.may(rules.DECIDE))
    sort = query.get("sort", "")
    if sort.removeprefix("-") == "score" and not by.may(rules.DECIDE):
        sort = ""  # who scores themselves is told no order of others' scores
    return Listed(view, form, {**form.filters, "view": view}, sort)


def posted_list(text: str, by: Actor) -> Listed:
    """The list behind a query string that a form carried."""
    return listed(QueryDict(text[:LONGEST]), by)


def onward(request: PlaceRequest, pk: UUID, name: str = "programmes:file", among: Iterable[str] = ()) -> Onward:
    """From this file to the next in the list one came from. name: the page to go to; among: states that it makes sense for."""
    own = listed(request.GET, request.actor)
    stand = queries.desk_stand(own.filters, own.sort, pk, among=among)
    return Onward(
        stand.number,
        stand.total,
        along(request, name, stand.ahead) if stand.ahead else "",
        along(request, name, stand.behind) if stand.behind else "",
        along(request, "programmes:applications"),
    )
