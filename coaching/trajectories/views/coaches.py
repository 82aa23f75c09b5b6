"""One coach on the programme's desk: accreditation, open files, and handing all of them over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.coaches import queries
from coaching.coaches.models import Coach
from coaching.coaches.shown import cards_of
from coaching.core.ground import clock
from coaching.core.screen.pages import attempt, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import rules as programme_rules
from coaching.programmes.accredited import standing
from coaching.programmes.actions.accreditation import accredit as accredit_coach
from coaching.programmes.actions.accreditation import end_accreditation as end
from coaching.programmes.models import Programme
from coaching.trajectories import actions, rules
from coaching.trajectories.actions.handover import open_files, proposals
from coaching.trajectories.forms import AccreditForm, HandOverForm, ReasonForm
from coaching.trajectories.views import shown

YEARS = 3  # own choice, proposed for a new accreditation


@requires(rules.VIEW)
@require_GET
def coach(request: PlaceRequest, programme: str, coach: str) -> HttpResponse:
    """What the programme knows of this coach."""
    return _page(request, get_or_404(Coach.objects, slug=coach))


def _page(request: PlaceRequest, found: Coach, form: AccreditForm | None = None) -> HttpResponse:
    actor, today = request.actor, clock.today()
    own = Programme.objects.get(pk=request.place.id)
    row = standing(own.pk, found.pk)
    until = row.until_on if row and row.ended_on is None else clock.add_months(today, 12 * YEARS)
    context = {
        "coach": found,
        "card": cards_of([found])[0],
        "helper": shown.coach_helper(found),
        "accreditation": row,
        "programme": own,
        "holds": bool(row and row.holds_on(today)),
        "form": form or AccreditForm(initial={"until_on": until}),
        "files": open_files(found),
        "absences": queries.coming_absences(found, today),
        "may_accredit": actor.may(programme_rules.ACCREDIT),
        "may_hand_over": actor.may(rules.HAND_OVER),
    }
    return render(request, "trajectories/coach.html", context)


@requires(programme_rules.ACCREDIT)
@require_POST
def accredit(request: PlaceRequest, programme: str, coach: str) -> HttpResponse:
    """Until when the programme vouches for the coach."""
    found, form = get_or_404(Coach.objects, slug=coach), AccreditForm(request.POST)
    by = request.actor
    if form.is_valid() and attempt(form, accredit_coach, coach_id=found.pk, by=by, **form.cleaned_data):
        messages.success(request, _("Saved. The coach has been told."))
        return to(request, "trajectories:desk_coach", coach)
    return _page(request, found, form)


@requires(programme_rules.ACCREDIT)
@require_http_methods(["GET", "POST"])
def end_accreditation(request: PlaceRequest, programme: str, coach: str) -> HttpResponse:
    """Take the accreditation away, with a reason."""
    found, form = get_or_404(Coach.objects, slug=coach), ReasonForm(posted(request))
    by = request.actor
    if form.is_valid() and attempt(form, end, coach_id=found.pk, by=by, **form.cleaned_data):
        messages.success(request, _("The accreditation has ended. The coach has been told."))
        return to(request, "trajectories:desk_coach", coach)
    return render(
        request, "trajectories/end_accreditation.html", {"form": form, "coach": found, "files": open_files(found)}
    )


@requires(rules.HAND_OVER)
@require_http_methods(["GET", "POST"])
def hand_over(request: PlaceRequest, programme: str, coach: str) -> HttpResponse:
    """The coach leaves: who takes each file, proposed; one button for all of them."""
    found = get_or_404(Coach.objects, slug=coach)
    own = Programme.objects.get(pk=request.place.id)
    files = proposals(found, own, clock.today())
    form = HandOverForm(posted(request), files=files)
    if form.is_valid():
        chosen, reason, by = form.chosen(), form.cleaned_data["reason"], request.actor
        if attempt(form, actions.hand_over_files, coach_id=found.pk, chosen=chosen, reason=reason, by=by):
            done = ngettext("%(n)s file is handed over.", "%(n)s files are handed over.", len(files)) % {
                "n": len(files)
            }
            messages.success(request, f"{done} {_('Companies and coaches have been told.')}")
            return to(request, "trajectories:workload")
    return render(request, "trajectories/hand_over.html", {"form": form, "coach": found, "files": files})
