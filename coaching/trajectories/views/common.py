"""What these pages share: the company's trajectory, redirects that keep `?as=`, pages of long lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from coaching.trajectories import queries
from coaching.trajectories.models import Trajectory

PAGE_SIZE = 25
LAST_PAGE = 40  # counts are capped at a thousand rows: who needs more, filters


@dataclass(frozen=True)
class Page:
    """One page of a list, for `{% pagination count=… next_url=… previous_url=… %}`."""

    rows: list[Any]
    count: str  # "312" or "1.000+"
    next_url: str
    previous_url: str


def trajectory_of(request: HttpRequest) -> Trajectory:
    """The trajectory that the company's pages are about; 404 when there is none (yet)."""
    found = queries.current(request.place.id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return found


def to(request: HttpRequest, name: str, *args: Any) -> HttpResponseRedirect:
    """Redirect inside the place, with its `?as=`."""
    return HttpResponseRedirect(url(request, name, *args))


def url(request: HttpRequest, name: str, *args: Any) -> str:
    wanted = request.GET.get("as", "")
    return reverse(name, args=args) + ("?" + urlencode({"as": wanted}) if wanted else "")


def page_of(request: HttpRequest, rows: QuerySet[Any], first: int = 1) -> Page:
    """One page of a list, `first` when none is asked for; the count stops at a thousand."""
    text = request.GET.get("page", str(first))
    number = min(max(int(text), 1), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    start = (number - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    cap = LAST_PAGE * PAGE_SIZE
    counted = rows.order_by()[: cap + 1].count()
    count = str(counted) if counted <= cap else "1.000+"
    more = len(found) > PAGE_SIZE and number < LAST_PAGE
    return Page(
        found[:PAGE_SIZE],
        count,
        _page_url(request, number + 1) if more else "",
        _page_url(request, number - 1) if number > 1 else "",
    )


def _page_url(request: HttpRequest, number: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = str(number)
    return "?" + parameters.urlencode()
