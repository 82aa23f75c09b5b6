"""What these pages share: the company's trajectory."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import seen
from coaching.core.tenancy.requests import PlaceRequest
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


def trajectory_of(request: PlaceRequest) -> Trajectory:
    """The trajectory that the company's pages are about; 404 when there is none (yet)."""
    found = queries.current(request.place.id)
    if found is None:
        raise Http404
    seen.looked_at(found)
    return found
