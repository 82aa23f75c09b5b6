"""The public directory of coaches, and a coach's own profile."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.coaches import actions, queries, rules
from coaching.coaches.exports import COACHES
from coaching.coaches.forms import AbsenceForm, DirectoryForm, ProfileForm
from coaching.coaches.models import Coach, CoachAbsence, CoachState
from coaching.coaches.shown import cards_of
from coaching.core.ground import clock
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires
from coaching.core.tenancy.requests import ActorRequest, PlaceRequest

CARDS = 24  # rows of two, three and four


@login_not_required
@require_GET
def directory(request: ActorRequest) -> HttpResponse:
    """All coaches, with filters and honest availability."""
    form = DirectoryForm(request.GET)
    found = queries.directory(form.criteria())
    if kind := exports.wanted(request):
        every = exports.capped(found)
        cards = cards_of(every)
        return exports.answer(kind, _("Coaches"), COACHES, cards, by=request.actor, about=None)
    page = page_of(request, found, CARDS)
    context = {"form": form, "cards": cards_of(page.object_list), "page": page}
    return render(request, "coaches/directory.html", context)


@login_not_required
@require_GET
def profile(request: HttpRequest, coach: str) -> HttpResponse:
    """One coach."""
    found = get_or_404(Coach.objects.exclude(state=CoachState.LEFT), slug=coach)
    card = cards_of([found])[0]
    return render(request, "coaches/profile.html", {"card": card, "coach": found})


@requires(rules.EDIT_OWN_PROFILE)
@require_http_methods(["GET", "POST"])
def own_profile(request: PlaceRequest) -> HttpResponse:
    """The coach edits what companies see."""
    actor = request.actor
    coach = get_or_404(Coach.objects, user_id=actor.person_key)
    form = ProfileForm(posted(request), instance=coach)
    if form.is_valid():
        arguments = {"coach_id": coach.pk, "opened_with": form.opened_with, "by": actor, **form.values()}
        if attempt(form, actions.update_profile, **arguments):
            messages.success(request, _("Your profile has been saved."))
            return redirect("coaches:own_profile")
    return render(request, "coaches/own_profile.html", {"form": form, "coach": coach})


@requires(rules.EDIT_OWN_PROFILE)
@require_http_methods(["GET", "POST"])
def absences(request: PlaceRequest) -> HttpResponse:
    """When the coach is away: companies see it and cannot ask meanwhile."""
    actor = request.actor
    coach = get_or_404(Coach.objects, user_id=actor.person_key)
    form = AbsenceForm(posted(request))
    if form.is_valid() and attempt(form, actions.add_absence, by=actor, **form.cleaned_data):
        messages.success(request, _("Companies see that you are away."))
        return redirect("coaches:absences")
    context = {"form": form, "rows": queries.coming_absences(coach, clock.today())}
    return render(request, "coaches/absences.html", context)


@requires(rules.EDIT_OWN_PROFILE)
@require_POST
def remove_absence(request: PlaceRequest, absence_id: UUID) -> HttpResponse:
    """There after all."""
    actor = request.actor
    get_or_404(CoachAbsence.objects.filter(coach__user_id=actor.person_key), pk=absence_id)
    attempt_or_message(request, actions.remove_absence, _("The absence is removed."), absence_id=absence_id, by=actor)
    return redirect("coaches:absences")
