"""First screens: each answers one question (who needs me, what is my next step, what waits for a decision)."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from actionplans.enums import MeasureState
from actionplans.models import PreventionMeasure
from coaching.coaches.models import Coach
from coaching.core.ground import clock
from coaching.core.ground.roles import Hat, Role
from coaching.core.ground.search import fold
from coaching.core.models import Reminder, ReminderState
from coaching.core.paper import exports
from coaching.core.screen import ui
from coaching.core.screen.pages import open_to_place, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import facts as gathered
from coaching.insight import funnel, journey, lists, waiting
from coaching.insight.exports import CLIENTS
from coaching.insight.forms import PortfolioForm
from coaching.programmes import contact
from coaching.programmes import rules as programme_rules
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Programme
from coaching.programmes.money import budget_shown
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Trajectory
from coaching.trajectories.rules import CONFIRM_SESSION, STALLED_AFTER
from coaching.trajectories.views.shown import helpers_of

# What the desk shows: lines, and the columns of an application.
ESCALATED_SHOWN = 25
INBOX = ("company_name", "reference", "target_group", "priority_score", "submitted_at", "state")
ANY_SLUG = "-"


@cache
def _pattern(url_name: str) -> str:
    """A page of some company, reversed once per process; "" for a page that this installation has not."""
    try:
        return reverse(url_name, args=[ANY_SLUG])
    except NoReverseMatch:
        return ""


def _page(url_name: str, slug: str) -> str:
    return _pattern(url_name).replace(f"/{ANY_SLUG}/", f"/{slug}/", 1)


def _next_url(upcoming: journey.NextStep | None, slug: str) -> str:
    return _page(waiting.PAGES[upcoming.key], slug) if upcoming else ""


@require_GET
@open_to_place
def workspace(request: PlaceRequest, company: str) -> HttpResponse:
    """What is the next step, by when, who helps? Members of the body and measure owners go to what is theirs."""
    actor, place = request.actor, request.place
    if actor.hat == Hat.CPBW:
        return to(request, "actionplans:advice")
    if actor.roles == {Role.MEASURE_OWNER.value}:
        return to(request, "actionplans:measures")
    found = waiting.of_company(place.id, company, confirms=actor.may(CONFIRM_SESSION))
    trajectory = found.trajectory
    context: dict[str, object] = {
        "trajectory": trajectory,
        "today": clock.today(),
        "waiting": found,
        "suffix": place.suffix,
        "programme": _programme_shown(trajectory),
    }
    if trajectory is None or found.facts is None:
        sent = Application.objects.filter(company_id=place.id).exclude(state=ApplicationState.DRAFT)
        context["applications"] = list(sent.order_by("-submitted_at", "id")[:5])
        return render(request, "insight/workspace.html", context)
    context |= {
        "facts": found.facts,
        "steps": _shown_steps(found.facts),
        "clock": _start_clock(trajectory),
        "next": found.main.step if found.main else None,
        "reminders": _reminders(trajectory),
        "soon": _measures_soon(trajectory),
        "helpers": [*helpers_of(request, trajectory), contact.desk_of(trajectory.programme)],
    }
    return render(request, "insight/workspace.html", context)


def _programme_shown(trajectory: Trajectory | None) -> dict[str, object] | None:
    """Whom one may write to once a trajectory has been stopped."""
    if trajectory is None or trajectory.state != TrajectoryState.STOPPED:
        return None
    return {"name": trajectory.programme.name, "lines": contact.lines_of(trajectory.programme)}


def _shown_steps(facts: gathered.Facts) -> list[ui.Step]:
    return [ui.Step(step.label, step.state) for step in journey.steps(facts)]


def _start_clock(trajectory: Trajectory) -> ui.Clock | None:
    """The three months in which a trajectory must start; None once it has."""
    if trajectory.started_on is not None or trajectory.state == TrajectoryState.STOPPED:
        return None
    due = trajectory.start_due_on
    return ui.Clock(
        left=(due - clock.today()).days, total=(due - trajectory.approved_on).days, due=due, title=_("Time to start")
    )


# What a series of reminders is about.
REMINDERS = {
    "trajectories.start": _("Start of the coaching"),
    "actionplans.yearly_plan_due": _("Yearly plan to the consultation body"),
    "actionplans.yearly_plan_due_coach": _("Yearly plan to the consultation body, to the coach"),
    "actionplans.answer_due": _("Answer to the advice"),
}


def _reminders(trajectory: Trajectory) -> list[tuple[date, object]]:
    """The next five mails that will go by themselves: when, and what about."""
    planned = Reminder.objects.filter(trajectory_id=trajectory.pk, state=ReminderState.PLANNED)
    return [
        (row.due_on, REMINDERS.get(row.kind.rpartition(".")[0], _("Reminder")))
        for row in planned.order_by("due_on", "id")[:5]
    ]


def _measures_soon(trajectory: Trajectory) -> list[PreventionMeasure]:
    open_ones = PreventionMeasure.objects.filter(
        trajectory_id=trajectory.pk, state__in=(MeasureState.PLANNED, MeasureState.IN_PROGRESS, MeasureState.BLOCKED)
    )
    return list(open_ones.order_by("due_on", "code")[:5])


@require_GET
@open_to_place
def portfolio(request: PlaceRequest) -> HttpResponse:
    """Which of my companies needs me this week?"""
    today = clock.today()
    rows = gathered.portfolio(request.actor)
    facts = gathered.gather(rows, today)
    form = PortfolioForm(request.GET)
    search = form.words()
    shown = [f for f in facts.values() if search in fold(f.trajectory.company.name)]
    shown.sort(key=lambda f: journey.urgency(f, today))
    clients = [_client(f, today) for f in shown]
    if kind := exports.wanted(request):
        coach = Coach.objects.filter(user_id=request.actor.person_key).first()
        return exports.answer(kind, _("My companies"), CLIENTS, clients, by=request.actor, about=coach)
    now = [client for client in clients if not client["ended"]]
    context = {
        "clients": now,
        "body": lists.clients(now, today),
        "ended": [c for c in clients if c["ended"]],
        "form": form,
        "search": search,
        "total": len(rows),
        "stalled": sum(1 for c in clients if c["stalled"]),
        "stalled_after": STALLED_AFTER.days,
    }
    return render(request, "insight/portfolio.html", context)


def _client(facts: gathered.Facts, today: date) -> dict[str, object]:
    trajectory, upcoming = facts.trajectory, journey.next_step(facts)
    slug = trajectory.company.slug
    return {
        "trajectory": trajectory,
        "url": _page("insight:workspace", slug),
        "next": upcoming,
        "next_url": _next_url(upcoming, slug),
        "steps_done": sum(step.state == journey.DONE for step in journey.steps(facts)),
        "measures": facts.measures,
        "stalled": journey.is_stalled(facts, today),
        "ended": trajectory.state in {TrajectoryState.CLOSED, TrajectoryState.STOPPED},
        "start_due_on": trajectory.start_due_on if trajectory.started_on is None else None,
    }


@require_GET
@requires(programme_rules.VIEW_DESK)
def desk(request: PlaceRequest, programme: str) -> HttpResponse:
    """What waits for a decision, and where does the programme leak?"""
    place = request.place
    row = Programme.objects.get(pk=place.id)
    sent = Application.objects.filter(programme_id=place.id)
    tally = funnel.remembered(place.id, "province", "target_group")
    counts, provinces = tally.states, tally.rows("province")
    may_open_files = request.actor.may(programme_rules.VIEW_FILES)
    escalated = list(_escalated(row)[: ESCALATED_SHOWN + 1]) if may_open_files else []
    counted = may_open_files and len(escalated) <= ESCALATED_SHOWN
    escalated_count = len(escalated) if counted else _escalated(row).count()
    inbox = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)
    context = {
        "programme": row,
        "waiting": sum(counts[state] for state in inbox),
        "info_requested": counts[ApplicationState.INFO_REQUESTED],
        "waitlisted": counts[ApplicationState.WAITLISTED],
        "inbox": list(sent.filter(state__in=inbox).only(*INBOX).order_by("-priority_score", "submitted_at")[:8])
        if may_open_files
        else [],
        "escalated": escalated[:ESCALATED_SHOWN],
        "escalated_count": escalated_count,
        "provinces": provinces,
        "provinces_total": funnel.total(provinces, _("Total")),
        "targets": tally.rows("target_group"),
        "budget": budget_shown(row),
        "may_open_files": may_open_files,
        "lacking": contact.missing(row) if may_open_files else [],
        "may_settle": request.actor.may(programme_rules.SET_RULES),
    }
    return render(request, "insight/desk.html", context)


def _escalated(programme: Programme) -> QuerySet[Trajectory]:
    return (
        Trajectory.objects.filter(programme_id=programme.pk, escalated_at__isnull=False, started_on__isnull=True)
        .exclude(state__in=[TrajectoryState.STOPPED, TrajectoryState.CLOSED])
        .only("state", "start_due_on", "company_name")
        .order_by("start_due_on")
    )
