"""Asking for the reports that go over more than one app."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from coaching.core.paper import documents
from coaching.core.screen.pages import get_or_404, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight.reports.programme import KIND
from coaching.insight.reports.trajectory import FOR_PROGRAMME, FULL
from coaching.programmes import rules as programme_rules
from coaching.programmes.models import Programme
from coaching.trajectories import rules
from coaching.trajectories.models import Trajectory


def _ask(request: PlaceRequest, kind: str, subject: Any, status: str) -> HttpResponse:
    """Ask for the document in the chosen language and go to where its progress shows."""
    language = request.POST.get("language") or get_language() or "nl"
    language = language if language in documents.LANGUAGES else "nl"
    made = documents.request(kind, subject, by=request.actor, language=language)
    return to(request, status, made.pk)


@require_POST
@requires(rules.VIEW_LOG)
def trajectory_pdf(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """The whole report, for company and coach."""
    return _ask(request, FULL, get_or_404(Trajectory.objects.all(), pk=pk), "core:document_status")


@require_POST
@requires(programme_rules.VIEW_FILES)
def trajectory_summary_pdf(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    """What the programme may know of a trajectory."""
    found = get_or_404(Trajectory.objects.all(), pk=pk)
    return _ask(request, FOR_PROGRAMME, found, "core:programme_document_status")


@require_POST
@requires(programme_rules.VIEW_DESK)
def programme_pdf(request: PlaceRequest, programme: str) -> HttpResponse:
    """Figures of the programme; observers too, for no company is named."""
    found = Programme.objects.get(pk=request.place.id)
    return _ask(request, KIND, found, "core:programme_document_status")
