"""Talks, observations and survey figures. Read by the company and its coach only."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coaching.core.screen.pages import attempt, attempt_or_message, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from riskanalysis import actions, queries, rules
from riskanalysis.enums import EDITABLE
from riskanalysis.forms import TalkForm
from riskanalysis.models import AnalysisTalk, RiskAnalysis
from riskanalysis.views.common import analysis_or_404


@require_GET
@requires(rules.VIEW)
def talks(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """All talks of an analysis, with how many took part."""
    subject = analysis_or_404(pk)
    took_part = queries.participation(subject)
    editable = subject.state in EDITABLE and request.actor.may(rules.EDIT)
    talks = [
        (talk, request.place.url("riskanalysis:talk", pk, talk.pk) if editable else "") for talk in took_part.talks
    ]
    return render(
        request,
        "riskanalysis/talks.html",
        {
            "analysis": subject,
            "participation": took_part,
            "talks": talks,
            "editable": editable,
            "back": request.place.url("riskanalysis:analysis", pk),
            "new_url": request.place.url("riskanalysis:new_talk", pk),
        },
    )


def _page(request: PlaceRequest, subject: RiskAnalysis, form: Any, title: str, talk: Any = None) -> HttpResponse:
    return form_page(
        request,
        form,
        title=title,
        back=request.place.url("riskanalysis:talks", subject.pk),
        crumb=_("Risk analysis"),
        note=subject.title,
        delete_url=request.place.url("riskanalysis:delete_talk", subject.pk, talk.pk) if talk else "",
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_talk(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Record a talk."""
    subject = analysis_or_404(pk)
    form = TalkForm(posted(request), analysis=subject)
    if form.is_valid():
        by = request.actor
        if attempt(form, actions.add_talk, analysis=pk, by=by, **form.cleaned_data):
            return to(request, "riskanalysis:talks", pk)
    return _page(request, subject, form, _("Record a talk or figures"))


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def talk(request: PlaceRequest, company: str, pk: Any, talk: Any) -> HttpResponse:
    """Correct a talk."""
    subject = analysis_or_404(pk)
    found = get_or_404(AnalysisTalk.objects.filter(analysis_id=pk), pk=talk)
    form = TalkForm(posted(request), analysis=subject, instance=found)
    if form.is_valid():
        by = request.actor
        if attempt(form, actions.edit_talk, talk=found, by=by, **form.cleaned_data):
            return to(request, "riskanalysis:talks", pk)
    return _page(request, subject, form, _("Correct a talk"), found)


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def delete_talk(request: PlaceRequest, company: str, pk: Any, talk: Any) -> HttpResponse:
    """Ask, then delete."""
    subject = analysis_or_404(pk)
    found = get_or_404(AnalysisTalk.objects.filter(analysis_id=pk), pk=talk)
    if request.method == "POST":
        by = request.actor
        attempt_or_message(request, actions.delete_talk, _("The talk was deleted."), talk=found, by=by)
        return to(request, "riskanalysis:talks", pk)
    return render(
        request,
        "components/confirm_page.html",
        {
            "kicker": subject.title,
            "title": _("Delete this talk?"),
            "cancel": request.place.url("riskanalysis:talk", pk, found.pk),
            "lead": _("What was written down about it is gone then."),
            "submit": _("Delete"),
        },
    )
