"""The copy of a sent application: for who applied, and for the company."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from coaching.core.models import Document, DocumentState
from coaching.core.paper import documents, uploads
from coaching.core.screen.pages import get_or_404, requires, to
from coaching.core.tenancy.requests import PersonRequest, PlaceRequest
from coaching.programmes import rules
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application
from coaching.programmes.reports import COPY


def _asked(request: PersonRequest, application: Application) -> Document:
    language = get_language() or application.language
    language = language if language in documents.LANGUAGES else "nl"
    return documents.request(COPY, application, by=request.actor, language=language)


def _own(request: PersonRequest, pk: UUID) -> Application:
    """One's own application that was sent; 404 for a draft and for somebody else's."""
    rows = Application.objects.filter(applicant_id=request.user.pk).exclude(reference="").select_related("programme")
    return get_or_404(rows, pk=pk)


def _document(application: Application, document: UUID) -> Document:
    return get_or_404(documents.about(application, COPY).defer("data"), pk=document)


@requires(rules.SUBMIT)
@require_POST
def own_copy(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Ask for the copy; asking twice gives the same."""
    return redirect("programmes:copy_status", pk, _asked(request, _own(request, pk)).pk)


@requires(rules.SUBMIT)
@require_safe
def copy_status(request: PersonRequest, pk: UUID, document: UUID) -> HttpResponse:
    """Being made, ready or failed; a part of it is fetched again every two seconds."""
    application = _own(request, pk)
    context: dict[str, Any] = {
        "application": application,
        "document": _document(application, document),
        "download": reverse("programmes:copy_file", args=[pk, document]),
        "here": request.path,
    }
    partial = bool(getattr(request, "htmx", False))
    return render(request, "documents/_status.html" if partial else "programmes/apply/copy.html", context)


@requires(rules.SUBMIT)
@require_safe
def copy_file(request: PersonRequest, pk: UUID, document: UUID) -> HttpResponse:
    """The file, as a download; while it is being made: its progress page."""
    found = _document(_own(request, pk), document)
    if found.state != DocumentState.READY:
        return redirect("programmes:copy_status", pk, document)
    return uploads.download(found.file, f"{slugify(found.title)[:80] or found.kind}-{found.language}.pdf")


@requires(rules.ANSWER_INFO)
@require_POST
def company_copy(request: PlaceRequest, company: str, pk: UUID) -> HttpResponse:
    """The company's contact asks for the copy; it then stands with the company's documents."""
    sent = Application.objects.exclude(state=ApplicationState.DRAFT).select_related("programme")
    made = _asked(request, get_or_404(sent, pk=pk))
    return to(request, "core:document_status", made.pk)
