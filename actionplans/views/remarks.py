"""A remark of a member on a plan before the body: made, and changed by its author."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from actionplans import rules
from actionplans import rules_consultation as consulting
from actionplans.actions import consultation as actions
from actionplans.forms import consultation as forms
from actionplans.models import Remark
from actionplans.views.room import advice_request_or_404, remark_or_404
from coaching.core.screen.pages import attempt, carry_on, form_page, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest


@require_http_methods(["GET", "POST"])
@requires(rules.VIEW_ADVICE)
def remark(request: PlaceRequest, company: str, pk: Any) -> HttpResponse:
    """Make a remark."""
    subject = advice_request_or_404(pk)
    actor = request.actor
    if not (actor.may(rules.REMARK) or consulting.may_enter_paper_remarks(subject, actor)):
        raise PermissionDenied(rules.REMARK)
    new = Remark(advice_request=subject, about=request.GET.get("about", "")[:10])
    form = forms.RemarkForm(posted(request), instance=new, advice_request=subject)
    form.fields.pop("version")
    if form.is_valid() and attempt(form, actions.add_remark, advice_request=subject, by=actor, **form.cleaned_data):
        return to(request, "actionplans:advice_request", pk)
    return form_page(
        request,
        form,
        title=_("Make a remark"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Save remark"),
        lead=_("Members and employer read it. The employer answers every remark."),
    )


@require_http_methods(["GET", "POST"])
@requires(rules.VIEW_ADVICE)
def edit_remark(request: PlaceRequest, company: str, pk: Any, remark_pk: Any) -> HttpResponse:
    """Change one's own remark."""
    found = remark_or_404(pk, remark_pk)
    actor = request.actor
    own_paper = found.author_id is None and consulting.may_enter_paper_remarks(found.advice_request, actor)
    if found.author_id != actor.user_id and not own_paper:
        raise PermissionDenied(rules.REMARK)
    form = forms.RemarkForm(posted(request), instance=found, advice_request=found.advice_request)
    if form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("text", "about")}
        if attempt(form, actions.edit_remark, remark=found, opened_with=form.opened_with, by=actor, **values):
            return to(request, "actionplans:advice_request", pk)
        carry_on(form, Remark.objects.filter(pk=remark_pk))
    return form_page(
        request,
        form,
        title=_("Change my remark"),
        back=request.place.url("actionplans:advice_request", pk),
        submit=_("Save remark"),
    )
