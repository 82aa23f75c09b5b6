"""Files with an application, as a download: for who applied, the company's contacts, and the programme's desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from coaching.core.paper import uploads
from coaching.core.screen.pages import get_or_404, requires
from coaching.core.tenancy.requests import PersonRequest, PlaceRequest
from coaching.programmes import rules
from coaching.programmes.models import Application, Attachment
from coaching.programmes.views.applying import in_hand_or_404


def _download(application: Application, attachment: UUID, **also: Any) -> HttpResponse:
    found = get_or_404(Attachment.objects.filter(application=application, **also), pk=attachment)
    return uploads.download(found.file, found.file_name)


@requires(rules.SUBMIT)
@require_safe
def own_file(request: PersonRequest, pk: UUID, attachment: UUID) -> HttpResponse:
    return _download(in_hand_or_404(request, pk), attachment, question=None)


@requires(rules.ANSWER_INFO)
@require_safe
def company_file(request: PlaceRequest, company: str, pk: UUID, attachment: UUID) -> HttpResponse:
    return _download(get_or_404(Application.objects.exclude(state="draft"), pk=pk), attachment)


@requires(rules.VIEW_FILES)
@require_safe
def desk_file(request: PlaceRequest, programme: str, pk: UUID, attachment: UUID) -> HttpResponse:
    return _download(get_or_404(Application.objects.exclude(state="draft"), pk=pk), attachment)
