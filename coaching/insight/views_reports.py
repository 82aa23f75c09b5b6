"""Asking for the reports that go over more than one app."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from coaching.core.paper import word
from coaching.core.paper.asking import ask_for
from coaching.core.screen.pages import get_or_404, requires
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight.reports.programme import KIND
from coaching.insight.reports.trajectory import FOR_PROGRAMME, FULL
from coaching.programmes import rules as programme_rules
from coaching.programmes.models import Programme
from coaching.trajectories import rules
from coaching.trajectories.models import Trajectory


@require_POST
@requires(rules.VIEW_LOG)
def trajectory_pdf(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """The whole report, for company and coach."""
    return ask_for(request, FULL, get_or_404(Trajectory.objects.all(), pk=pk))


@require_safe
@requires(rules.VIEW_LOG)
def trajectory_word(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """The whole report as a DOCX, to go on writing in."""
    return word.answer(request, FULL, get_or_404(Trajectory.objects.all(), pk=pk))


@require_POST
@requires(programme_rules.VIEW_FILES)
def trajectory_summary_pdf(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """What the programme may know of a trajectory."""
    found = get_or_404(Trajectory.objects.all(), pk=pk)
    return ask_for(request, FOR_PROGRAMME, found)


@require_POST
@requires(programme_rules.VIEW_DESK)
def programme_pdf(request: PlaceRequest, programme: str) -> HttpResponse:
    """Figures of the programme; observers too, for no company is named."""
    found = Programme.objects.get(pk=request.place.id)
    return ask_for(request, KIND, found)
