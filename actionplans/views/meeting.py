"""What the body does with a plan: when it meets, that it met, and what it advised."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.actions import consultation as actions
from actionplans.forms import consultation as forms
from actionplans.models import AdviceRequest
from actionplans.views.room import advice_request_or_404
from coaching.core.ground import clock
from coaching.core.screen.pages import attempt, attempt_or_message, form_page, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


def _records(request: PlaceRequest, advice_request: AdviceRequest) -> Any:
    actor = request.actor
    consulting.check_may_record(advice_request.body_kind, actor)
    return actor


@require_http_methods(["GET", "POST"])
@requires(rules.RECORD_ADVICE)
def meeting(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """When does the body meet?"""
    subject = advice_request_or_404(pk)
    by = _records(request, subject)
    form = forms.MeetingForm(posted(request), initial={"meeting_on": subject.meeting_on})
    if form.is_valid() and attempt(form, actions.plan_meeting, advice_request=subject, by=by, **form.cleaned_data):
        return to(request, "actionplans:advice_request", pk)
    return form_page(
        request,
        form,
        title=_("Date of the meeting"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Save"),
        lead=_("Members must have the documents at least 8 days before."),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.RECORD_ADVICE)
def held(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The body has met."""
    subject = advice_request_or_404(pk)
    by = _records(request, subject)
    form = forms.HeldForm(posted(request), initial={"held_on": subject.meeting_on or clock.today()})
    if form.is_valid() and attempt(form, actions.record_meeting, advice_request=subject, by=by, **form.cleaned_data):
        return to(request, "actionplans:record_advice", pk)
    return form_page(
        request,
        form,
        title=_("The plan was discussed"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Save and go on"),
    )


@require_POST
@requires(rules.RECORD_ADVICE)
def ask_service(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The term for remarks is over."""
    subject = advice_request_or_404(pk)
    attempt_or_message(request, actions.ask_service, advice_request=subject, by=_records(request, subject))
    return to(request, "actionplans:advice_request", pk)


@require_http_methods(["GET", "POST"])
@requires(rules.RECORD_ADVICE)
def record(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Write the advice down."""
    subject = advice_request_or_404(pk)
    by = _records(request, subject)
    form = forms.AdviceForm(posted(request), body_kind=subject.body_kind)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("kind", "text")}
        done = attempt(form, actions.record_advice, advice_request=subject, opinions=form.opinions(), by=by, **values)
        if done:
            return to(request, "actionplans:advice_request", pk)
    return form_page(
        request,
        form,
        title=_("Record the advice"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Record the advice"),
        lead=_("Afterwards remarks can no longer be made. The employer answers each remark and the advice."),
    )
