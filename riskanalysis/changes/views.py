"""Pages of changes in the work: all of them, one, a new one, one put right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coaching.companies.models import Company
from coaching.companies.queries import is_large
from coaching.companies.tree import tree_on
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, form_page, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from riskanalysis import rules
from riskanalysis.changes import actions, lists, queries
from riskanalysis.changes.exports import CHANGES
from riskanalysis.changes.forms import ChangeForm, CorrectionForm, as_answered
from riskanalysis.changes.models import ChangeCheck
from riskanalysis.enums import SHOWN


@require_GET
@requires(rules.VIEW_REPORT)
def changes(request: PlaceRequest, company: str) -> HttpResponse:
    """What changed, what was answered and what that opened; and what the organisation proposes to look at."""
    found = queries.changes()
    if kind := exports.wanted(request):
        about = Company.objects.only("id").get(pk=request.place.id)
        rows = queries.as_lines(exports.capped(found))
        return exports.answer(kind, _("Changes in the work"), CHANGES, rows, by=request.actor, about=about)
    page = page_of(request, found)
    may_edit = request.actor.may(rules.EDIT)
    return render(
        request,
        "riskanalysis/changes.html",
        {
            "page": page,
            "rows": lists.changes(queries.as_lines(list(page)), request.place),
            "may_edit": may_edit,
            "proposal": queries.proposal() if may_edit else None,
            "back": request.place.url("riskanalysis:analyses"),
            "new_url": request.place.url("riskanalysis:new_change"),
        },
    )


def _proposed(request: PlaceRequest) -> dict[str, Any]:
    """What the organisation knows already, when one comes from a reorganisation."""
    known = queries.proposal() if request.GET.get("proposed") else None
    if known is None:
        return {}
    names = ", ".join(unit.name for unit in known.units)
    return {
        "words": (_("Reorganisation: %(units)s") % {"units": names})[:300],
        "changes_on": known.on,
        "units": [str(unit.pk) for unit in known.units],
        "answers": list(known.answers),
    }


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def new_change(request: PlaceRequest, company: str) -> HttpResponse:
    """The questions, on one page."""
    form = ChangeForm(posted(request), tree=tree_on(), large=is_large(), initial=_proposed(request))
    if form.is_valid():
        done = attempt(form, actions.answer_change, by=request.actor, **form.told)
        if done:
            messages.success(request, _said(done.result))
            return to(request, "riskanalysis:change", done.result.pk)
    return form_page(
        request,
        form,
        title=_("Something changes"),
        back=request.place.url("riskanalysis:changes"),
        crumb=_("Changes in the work"),
        submit=_("Save the answers"),
        lead=_(
            "A few questions show which parts of your risk analysis you look at again. Those are opened at once. "
            "Your consultation body and who works in your file get a mail."
        ),
    )


def _said(check: ChangeCheck) -> str:
    if check.is_nothing:
        return _("The answers are saved. Nothing needs another look.")
    return _("The answers are saved. You see below what is opened again.")


@require_GET
@requires(rules.VIEW_REPORT)
def change(request: PlaceRequest, company: str, change: Any) -> HttpResponse:
    """One change: what was answered, by whom, what it opened, and what put it right."""
    subject = get_or_404(ChangeCheck.objects.all(), pk=change)
    (line,) = queries.as_lines([subject])
    opened, actor = line.opened, request.actor
    page = "riskanalysis:analysis" if actor.may(rules.VIEW) else "riskanalysis:report"
    reads = opened is not None and (actor.may(rules.VIEW) or opened.state in SHOWN)
    known = {"earlier": subject.corrects_id, "newer": line.put_right_by and line.put_right_by.pk}
    return render(
        request,
        "riskanalysis/change.html",
        {
            "check": subject,
            "line": line,
            "answers": queries.answered_with_yes(subject),
            "parts": lists.parts(subject),
            "opened_url": request.place.url(page, opened.pk) if opened and reads else "",
            "back": request.place.url("riskanalysis:changes"),
            "may_put_right": actor.may(rules.EDIT) and line.put_right_by is None,
            "correct_url": request.place.url("riskanalysis:correct_change", subject.pk),
            **{f"{name}_url": request.place.url("riskanalysis:change", pk) if pk else "" for name, pk in known.items()},
        },
    )


@require_http_methods(["GET", "POST"])
@requires(rules.EDIT)
def correct_change(request: PlaceRequest, company: str, change: Any) -> HttpResponse:
    """The same questions, filled in with what was answered."""
    subject = get_or_404(ChangeCheck.objects.all(), pk=change)
    (line,) = queries.as_lines([subject])
    here = tree_on()
    still = [unit for unit in line.units if unit.pk in here.by_key]
    initial = as_answered(subject, still)
    if line.units and not still:
        initial["units"] = []
    form = CorrectionForm(posted(request), tree=here, large=is_large(), initial=initial)
    if form.is_valid():
        done = attempt(form, actions.put_right, change_id=subject.pk, by=request.actor, **form.told)
        if done:
            messages.success(request, _said(done.result))
            return to(request, "riskanalysis:change", done.result.pk)
    return form_page(
        request,
        form,
        title=_("Put the answers right"),
        back=request.place.url("riskanalysis:change", subject.pk),
        crumb=_("Change in the work"),
        submit=_("Save the answers"),
        note=subject.words,
        lead=_("What the first answers opened goes when nobody has worked on it yet. What was begun stays."),
    )
