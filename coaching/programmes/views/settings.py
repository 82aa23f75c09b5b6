"""The rules of a programme and what its paper looks like, set by its administrators."""

from __future__ import annotations

import base64

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.core.paper import letterhead
from coaching.core.screen.pages import attempt, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import contact, queries, rules
from coaching.programmes.actions.settings import set_paper, set_rules
from coaching.programmes.settings_forms import PaperForm, RulesForm


@requires(rules.SET_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: PlaceRequest, programme: str) -> HttpResponse:
    """Months, reminders, amounts, points: what holds from now on."""
    own = queries.own_programme(request.place.id)
    form = RulesForm(posted(request), instance=own)
    if form.is_valid() and attempt(
        form,
        set_rules,
        programme_id=own.pk,
        values=form.values,
        opened_with=form.opened_with,
        by=request.actor,
    ):
        messages.success(request, _("Saved. Files that are on the clock keep the reminders they had."))
        return to(request, "programmes:settings")
    return render(request, "programmes/desk/settings.html", {"form": form})


@requires(rules.SET_RULES)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: PlaceRequest, programme: str) -> HttpResponse:
    """Name, logo and colours at the top of letters and reports, with how that looks."""
    own = queries.own_programme(request.place.id)
    form = PaperForm(posted(request), request.FILES if request.method == "POST" else None, instance=own)
    if form.is_valid() and attempt(
        form, set_paper, programme_id=own.pk, values=form.values, opened_with=form.opened_with, by=request.actor
    ):
        messages.success(request, _("Saved. What is made from now on carries it; what was made stays as it was."))
        return to(request, "programmes:paper")
    kept = queries.own_programme(request.place.id) if form.is_bound else own  # a form writes on its record
    picture = letterhead.logo(kept.logo)
    context = {
        "form": form,
        "sender": contact.sender_of(kept),
        "logo": f"data:image/png;base64,{base64.b64encode(picture).decode()}" if picture else "",
    }
    return render(request, "programmes/desk/paper.html", context)
