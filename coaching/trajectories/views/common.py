"""What these pages share: the company's trajectory."""

from __future__ import annotations

from django.http import Http404

from coaching.core.ground import seen
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import queries
from coaching.trajectories.models import Trajectory


def trajectory_of(request: PlaceRequest) -> Trajectory:
    """The trajectory that the company's pages are about; 404 when there is none (yet)."""
    found = queries.current(request.place.id)
    if found is None:
        raise Http404
    seen.looked_at(found)
    return found
