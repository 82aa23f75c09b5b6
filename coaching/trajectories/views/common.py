"""What these pages share: the company's trajectory, redirects that keep `?as=`."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from coaching.core.ground import seen
from coaching.trajectories import queries
from coaching.trajectories.models import Trajectory


def trajectory_of(request: HttpRequest) -> Trajectory:
    """The trajectory that the company's pages are about; 404 when there is none (yet)."""
    found = queries.current(request.place.id)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    seen.looked_at(found)
    return found


def to(request: HttpRequest, name: str, *args: Any) -> HttpResponseRedirect:
    """Redirect inside the place, with its `?as=`."""
    return HttpResponseRedirect(url(request, name, *args))


def url(request: HttpRequest, name: str, *args: Any) -> str:
    wanted = request.GET.get("as", "")
    return reverse(name, args=args) + ("?" + urlencode({"as": wanted}) if wanted else "")
