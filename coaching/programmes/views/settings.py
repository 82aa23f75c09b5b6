"""The rules of a programme, set by its administrators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coaching.core.screen.pages import attempt, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import queries, rules
from coaching.programmes.actions.settings import set_rules
from coaching.programmes.settings_forms import RulesForm


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
