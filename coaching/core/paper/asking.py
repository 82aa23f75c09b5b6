"""Asking for a document from a page."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from coaching.core.paper import documents
from coaching.core.screen.pages import to
from coaching.core.tenancy.requests import PlaceRequest


def language_of(request: HttpRequest) -> str:
    """The language that was chosen for the document, else that of the page."""
    language = request.POST.get("language") or get_language() or "nl"
    return language if language in documents.LANGUAGES else "nl"


def ask_for(request: PlaceRequest, kind: str, subject: models.Model, **asked: Any) -> HttpResponse:
    """Ask for a document in the chosen language and go to where its progress shows."""
    made = documents.request(kind, subject, by=request.actor, language=language_of(request), **asked)
    return to(request, documents.page_of(request.place, "_status"), made.pk)
