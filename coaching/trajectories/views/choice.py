"""A company chooses its coach."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coaching.coaches import queries as coaches
from coaching.coaches.forms import DirectoryForm
from coaching.coaches.models import Coach
from coaching.coaches.shown import card_of
from coaching.companies.models import Company
from coaching.core import clock
from coaching.core.pages import attempt, attempt_or_message, get_or_404, requires
from coaching.trajectories import actions, queries, rules
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.forms import RequestCoachForm
from coaching.trajectories.views import shown
from coaching.trajectories.views.common import page_of, to, trajectory_of


@requires(rules.CHOOSE_COACH)
@require_GET
def choose(request: HttpRequest, company: str) -> HttpResponse:
    """The list of coaches, or the state of the question that was asked; before an approval, what comes first."""
    trajectory = queries.current(request.place.id)  # type: ignore[attr-defined]
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
        form = DirectoryForm(request.GET)
        page = page_of(request, coaches.directory(form.criteria()))
        context |= {"form": form, "page": page, "cards": _cards(page.rows, _own_company(request))}
    return render(request, "trajectories/choose.html", context)


@requires(rules.CHOOSE_COACH)
@require_http_methods(["GET", "POST"])
def request_coach(request: HttpRequest, company: str, coach: str) -> HttpResponse:
    """Ask this coach, with a message."""
    trajectory = trajectory_of(request)
    chosen = get_or_404(Coach.objects, slug=coach)
    form = RequestCoachForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        arguments = {"trajectory_id": trajectory.pk, "coach_id": chosen.pk, "by": request.actor}  # type: ignore[attr-defined]
        if attempt(form, actions.request_coach, message=form.cleaned_data["message"], **arguments):
            return to(request, "trajectories:choose", company)
    card = _cards([chosen], _own_company(request))[0]
    due_on = clock.add_working_days(clock.today(), actions.choice.ANSWER_WORKING_DAYS)
    context = {"form": form, "card": card, "coach": chosen, "trajectory": trajectory, "answer_due_on": due_on}
    return render(request, "trajectories/ask.html", context)


@requires(rules.CHOOSE_COACH)
@require_POST
def cancel_request(request: HttpRequest, company: str) -> HttpResponse:
    """Take the question back."""
    trajectory = trajectory_of(request)
    attempt_or_message(
        request, actions.cancel_request, _("Your request has been withdrawn. Choose another coach."),
        trajectory_id=trajectory.pk, by=request.actor,  # type: ignore[attr-defined]
    )  # fmt: skip
    return to(request, "trajectories:choose", company)


def _own_company(request: HttpRequest) -> Company:
    return Company.objects.get(pk=request.place.id)  # type: ignore[attr-defined]


def _cards(rows: list[Coach], company: Company) -> list[dict[str, object]]:
    loads = coaches.loads(coach.pk for coach in rows)
    return [
        {**card_of(coach, loads.get(coach.pk, 0)), "conflict": rules.conflict_of_interest(coach, company)}
        for coach in rows
    ]
