"""What these pages share: the company's trajectory, redirects that keep `?as=`."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import seen
from coaching.trajectories import queries
from coaching.trajectories.models import Trajectory

# What the page says that puts a trajectory at rest or ends it.
INTERRUPTION: dict[str, dict[str, Any]] = {
    "hold": {
        "heading": _("Put on hold"),
        "lead": _("The reminders stop. When you resume, everything goes on where it stood."),
    },
    "stop": {
        "heading": _("Stop the coaching"),
        "lead": _("This ends the coaching for good. The file stays with the programme; the coach no longer sees it."),
        "kind": "danger",
    },
}


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
