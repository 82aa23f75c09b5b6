"""A company chooses its coach."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.coaches import queries as coaches
from coaching.coaches.forms import DirectoryForm
from coaching.coaches.models import Coach
from coaching.coaches.queries import Criteria
from coaching.coaches.shown import cards_for
from coaching.companies.models import Company
from coaching.companies.rules import GIVE_MANDATE
from coaching.core.ground import clock
from coaching.core.ground.roles import Hat
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, attempt_or_message, get_or_404, posted, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes.accredited import askable
from coaching.trajectories import actions, queries, rules
from coaching.trajectories.enums import TRAJECTORY, TrajectoryState
from coaching.trajectories.forms import ChangeCoachForm, ReasonForm, RequestCoachForm
from coaching.trajectories.models import CoachRequest, Trajectory
from coaching.trajectories.views import shown
from coaching.trajectories.views.common import trajectory_of


@requires(rules.CHOOSE_COACH)
@require_GET
def choose(request: PlaceRequest, company: str) -> HttpResponse:
    """The list of coaches, or the state of the question that was asked; before an approval, what comes first."""
    trajectory = queries.current(request.place.id)
    if trajectory is None:
        return render(request, "trajectories/none.html")
    context: dict[str, object] = {
        "trajectory": trajectory,
        "clock": shown.clock(trajectory, clock.today()),
        "today": clock.today(),
        "open_request": queries.open_request(trajectory),
        "past_requests": list(queries.past_requests(trajectory)),
    }
    if trajectory.state == TrajectoryState.AWAITING_COACH:
        context |= _directory(request, trajectory)
    else:
        asked = context["open_request"]
        whom = asked.coach if isinstance(asked, CoachRequest) else trajectory.coach
        context["helper"] = shown.coach_helper(whom) if whom else None
    may = TRAJECTORY.allows("release_coach", trajectory.state, request.actor)
    context |= {"may_change": trajectory.state in actions.another_coach.CHANGEABLE, "may_release": may}
    return render(request, "trajectories/choose.html", context)


@requires(rules.CHANGE_COACH)
@require_GET
def other_coach(request: PlaceRequest, company: str) -> HttpResponse:
    """The list of coaches once more, for a running file: somebody else may take over."""
    trajectory = trajectory_of(request)
    if trajectory.state not in actions.another_coach.CHANGEABLE or queries.open_request(trajectory):
        return to(request, "trajectories:choose")
    context = {"trajectory": trajectory, "changing": True, **_directory(request, trajectory)}
    return render(request, "trajectories/choose.html", context)


def _directory(request: PlaceRequest, trajectory: Trajectory) -> dict[str, object]:
    """The filter and the cards of those who may be asked; whether anybody in the own province is free at all."""
    company, form, today = _own_company(request), DirectoryForm(request.GET), clock.today()
    found = coaches.directory(replace(form.criteria(), near=company.province))
    others = found.exclude(pk=trajectory.coach_id) if trajectory.coach_id else found
    every = askable(others, trajectory.programme, today)
    page = page_of(request, every)
    near = askable(coaches.directory(Criteria(province=company.province, free=True)), trajectory.programme, today)
    return {
        "form": form,
        "page": page,
        "cards": _cards(list(page), company),
        "nobody_free": trajectory.coach_id is None and not near.exists(),
    }


@requires(rules.CHOOSE_COACH)
@require_http_methods(["GET", "POST"])
def request_coach(request: PlaceRequest, company: str, coach: str) -> HttpResponse:
    """Ask this coach, with a message; for a running file also with the reason why another one."""
    trajectory = trajectory_of(request)
    chosen = get_or_404(Coach.objects, slug=coach)
    changing = trajectory.state in actions.another_coach.CHANGEABLE
    form = (ChangeCoachForm if changing else RequestCoachForm)(posted(request))
    if not request.actor.may(GIVE_MANDATE):
        del form.fields["whole_file"]
    if form.is_valid():
        values = {**form.cleaned_data, "trajectory_id": trajectory.pk, "coach_id": chosen.pk, "by": request.actor}
        asked = (
            attempt(form, actions.ask_change, **values) if changing else attempt(form, actions.request_coach, **values)
        )
        if asked:
            return to(request, "trajectories:choose")
    card = _cards([chosen], _own_company(request))[0]
    context = {
        "form": form,
        "card": card,
        "coach": chosen,
        "trajectory": trajectory,
        "changing": changing,
        "answer_due_on": clock.add_working_days(clock.today(), actions.choice.ANSWER_WORKING_DAYS),
        "asked_already": bool(queries.open_request(trajectory)) if changing else trajectory.state != "awaiting_coach",
    }
    return render(request, "trajectories/ask.html", context)


@requires(rules.RELEASE_COACH)
@require_http_methods(["GET", "POST"])
def release_coach(request: PlaceRequest, company: str) -> HttpResponse:
    """Before the first session: part, with a reason."""
    trajectory = trajectory_of(request)
    actor = request.actor
    form = ReasonForm(posted(request))
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, actions.release_coach, trajectory_id=trajectory.pk, reason=reason, by=actor):
            messages.success(request, _("Done. The other side has been told."))
            return redirect("insight:portfolio") if actor.hat == Hat.COACH else to(request, "trajectories:choose")
    possible = form.is_bound or TRAJECTORY.allows("release_coach", trajectory.state, actor)
    return render(request, "trajectories/release.html", {"form": form, "trajectory": trajectory, "possible": possible})


@requires(rules.CHOOSE_COACH)
@require_POST
def ask_for_help(request: PlaceRequest, company: str) -> HttpResponse:
    """No coach is free: the programme helps."""
    done = _("The programme has been told. You get a mail as soon as a coach in your province is free.")
    found = trajectory_of(request)
    attempt_or_message(request, actions.ask_for_help, done, trajectory_id=found.pk, by=request.actor)
    return to(request, "trajectories:choose")


@requires(rules.CHOOSE_COACH)
@require_POST
def cancel_request(request: PlaceRequest, company: str) -> HttpResponse:
    """Take the question back."""
    trajectory = trajectory_of(request)
    attempt_or_message(
        request,
        actions.cancel_request,
        _("Your request has been withdrawn. Choose another coach."),
        trajectory_id=trajectory.pk,
        by=request.actor,
    )
    return to(request, "trajectories:choose")


def _own_company(request: PlaceRequest) -> Company:
    return Company.objects.get(pk=request.place.id)


def _cards(rows: list[Coach], company: Company) -> list[dict[str, object]]:
    cards = cards_for(rows, company.province, company.headcount or 0)
    return [{**card, "conflict": rules.conflict_of_interest(card["coach"], company)} for card in cards]
