"""The employer's answers, adoption, and the advice as a PDF."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.actions import adoption as actions
from actionplans.actions import consultation as asking
from actionplans.enums import AdviceRequestState
from actionplans.forms import consultation as forms
from actionplans.models import AnnualActionPlan, PreventionMeasure, Remark
from actionplans.views.room import advice_request_or_404, remark_or_404
from coaching.core.paper.asking import ask_for
from coaching.core.screen.pages import (
    attempt,
    attempt_or_message,
    carry_on,
    form_page,
    get_or_404,
    posted,
    requires,
    to,
)
from coaching.core.tenancy.requests import PlaceRequest


@require_http_methods(["GET", "POST"])
@requires(rules.ANSWER_ADVICE)
def answer_remark(request: PlaceRequest, company: str, pk: Any, remark_pk: Any) -> HttpResponse:
    """Answer one remark."""
    found = remark_or_404(pk, remark_pk)
    words = found.text
    form = forms.ReplyForm(posted(request), instance=found)
    if form.is_valid():
        values = {
            "reply": form.cleaned_data["reply"],
            "text": form.cleaned_data["reply_text"],
            "change": form.cleaned_data["change"],
        }
        by = request.actor
        if attempt(form, actions.answer_remark, remark=found, opened_with=form.opened_with, by=by, **values):
            return to(request, "actionplans:advice_request", pk)
        carry_on(form, Remark.objects.filter(pk=remark_pk))
    return form_page(
        request,
        form,
        title=_("Answer remark %(code)s") % {"code": found.code},
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Save answer"),
        quote=words,
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def change(request: PlaceRequest, company: str, pk: Any, remark_pk: Any) -> HttpResponse:
    """Work a followed remark into its measure."""
    found = remark_or_404(pk, remark_pk)
    plan = consulting.plan_of(found.advice_request)
    measure = get_or_404(PreventionMeasure.objects.select_related("objective"), plan_id=plan.pk, code=found.about)
    form = forms.ChangeForm(posted(request), instance=measure)
    if form.is_valid():
        values = {
            name: value for name, value in form.cleaned_data.items() if name in form.changed_data and name != "version"
        }
        by = request.actor
        if attempt(
            form, actions.apply_change, remark=found, measure=measure, opened_with=form.opened_with, by=by, **values
        ):
            return to(request, "actionplans:advice_request", pk)
        carry_on(form, PreventionMeasure.objects.filter(pk=measure.pk))
    return form_page(
        request,
        form,
        title=_("Change measure %(code)s") % {"code": found.about},
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Save change"),
        quote=found.text,
        lead=_("This works in a remark that you follow. The body sees what changed after its advice."),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.ANSWER_ADVICE)
def answer(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Answer the advice as a whole."""
    subject = advice_request_or_404(pk)
    form = forms.AnswerForm(posted(request))
    by = request.actor
    if form.is_valid() and attempt(form, actions.answer_advice, advice_request=subject, by=by, **form.cleaned_data):
        return to(request, "actionplans:advice_request", pk)
    return form_page(
        request,
        form,
        title=_("Answer the advice"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Send answer"),
        quote=subject.advice_text,
        lead=_("The body is told. After this the answers no longer change."),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.ADOPT)
def adopt(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Adopt the plan."""
    subject = advice_request_or_404(pk)
    plan = consulting.plan_of(subject)
    annual = isinstance(plan, AnnualActionPlan)
    form = forms.AdoptForm(posted(request), annual=annual)
    by = request.actor
    if form.is_valid() and attempt(form, actions.adopt_plan, plan=plan, by=by, **form.cleaned_data):
        return to(request, "actionplans:advice_request", pk)
    return form_page(
        request,
        form,
        title=_("Adopt the plan?"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Adopt the plan"),
        lead=_(
            "You bind the company to carry it out. The text is then final; later changes need a new version and advice."
        ),
    )


@require_POST
@requires(rules.ADOPT)
def activate(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Let an adopted plan come in force."""
    subject = advice_request_or_404(pk)
    by = request.actor
    attempt_or_message(
        request, actions.activate_plan, _("The plan is in force."), plan=consulting.plan_of(subject), by=by
    )
    return to(request, "actionplans:advice_request", pk)


@require_http_methods(["GET", "POST"])
@requires(rules.ANSWER_ADVICE)
def without_advice(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Go on: the body gave no advice in time."""
    subject = advice_request_or_404(pk)
    form = forms.AdoptForm(posted(request), annual=True)
    by = request.actor
    if form.is_valid() and attempt(form, asking.go_on_without_advice, advice_request=subject, by=by):
        return to(request, "actionplans:advice_request", pk)
    return form_page(
        request,
        form,
        title=_("Go on without advice?"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Go on"),
        lead=_("Only when the body gave no advice and the plan's year has begun. This is noted in the file."),
    )


@require_POST
@requires(rules.VIEW_ADVICE)
def advice_pdf(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """The advice with the answers as a PDF, in the reader's language."""
    subject = advice_request_or_404(pk)
    if subject.state not in {AdviceRequestState.ADVISED, AdviceRequestState.ANSWERED, AdviceRequestState.CLOSED}:
        return to(request, "actionplans:advice_request", pk)
    return ask_for(request, "advice", subject)
