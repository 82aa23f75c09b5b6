"""First screens: each answers one question (who needs me, what is my next step, what waits for a decision)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache, partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from actionplans.enums import MeasureState
from actionplans.models import PreventionMeasure
from coaching.coaches.models import Coach
from coaching.companies import guests
from coaching.companies.lists import scope_of
from coaching.core.ground import clock
from coaching.core.ground.people import to_reach
from coaching.core.ground.roles import Hat
from coaching.core.ground.search import fold
from coaching.core.ground.waiting import PAST, TODAY, WEEK, Worklist, band
from coaching.core.mail.stages import in_its_series
from coaching.core.models import Reminder, ReminderState
from coaching.core.paper import exports
from coaching.core.screen import ui
from coaching.core.screen.lists import neighbours, page_of_read
from coaching.core.screen.pages import open_to_place, requires, to
from coaching.core.screen.waits import worklist_of
from coaching.core.tenancy.requests import PlaceRequest
from coaching.insight import alone, funnel, journey, lists, rules, waiting
from coaching.insight import facts as gathered
from coaching.insight.counts import counts_in
from coaching.insight.exports import CLIENTS
from coaching.insight.forms import PortfolioForm
from coaching.insight.views_funnel import labelled
from coaching.programmes import contact, figures
from coaching.programmes import rules as programme_rules
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Application, Programme
from coaching.programmes.money import budget_of
from coaching.programmes.saved import queries as saved
from coaching.trajectories import queries as trajectory_queries
from coaching.trajectories import route
from coaching.trajectories.enums import ENDED, TrajectoryState
from coaching.trajectories.models import Trajectory
from coaching.trajectories.views.shown import helpers_of
from riskanalysis import rules as risk_rules

# How many lines of what waits a first page shows.
SHOWN_TO_COMPANY, SHOWN_TO_COACH, SHOWN_AT_DESK = 6, 10, 10
# What the desk shows: applications, and their columns.
TODO = (ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW)
INBOX_SHOWN = 8
FILES_SHOWN = 25  # of a portfolio, on a page
FILES = "files"  # `?files=`: which page of these
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
    place = request.place
    if elsewhere := rules.lands_elsewhere(request.actor):
        return to(request, elsewhere)
    found, work = waiting.of_company(place.id, company), worklist_of(request, most=SHOWN_TO_COMPANY)
    if found.main is not None:
        work = work.without(found.main.kind, found.main.about)
    trajectory = found.trajectory
    if trajectory is None and place.hat == Hat.COACH and (mine := guests.own_mandate_in(place.id)):
        return render(request, "insight/guest.html", {"mandate": mine, "scope": scope_of(mine), "worklist": work})
    context: dict[str, object] = {
        "trajectory": trajectory,
        "today": clock.today(),
        "waiting": found,
        "worklist": work,
        "all_waits": place.url("insight:company_waits"),
        "nothing_to_do": found.with_others and not work,
        "suffix": place.suffix,
        "programme": _programme_shown(trajectory),
    }
    if trajectory is None or found.facts is None:
        sent = Application.objects.filter(company_id=place.id).exclude(state=ApplicationState.DRAFT)
        shown = list(sent.select_related("programme").order_by("-submitted_at", "id")[:5])
        programmes = {row.programme_id: row.programme for row in shown}
        context |= {
            "applications": shown,
            "helpers": [contact.desk_of(one) for one in programmes.values()],
            "by_oneself": alone.steps(place.id, company, place.suffix) if request.actor.may(risk_rules.EDIT) else [],
        }
        return render(request, "insight/workspace.html", context)
    context |= {
        "facts": found.facts,
        "steps": route.shown(request, journey.steps(found.facts)),
        "next_session": trajectory_queries.next_session(trajectory),
        "clock": _start_clock(trajectory),
        "next": found.main.step if found.main else None,
        "reminders": _reminders(trajectory),
        "soon": _measures_soon(trajectory),
        "helpers": [*helpers_of(request, trajectory), contact.desk_of(trajectory.programme)],
    }
    if place.hat == Hat.COACH and trajectory.state == TrajectoryState.CLOSED:
        context |= {"was_coach": True, "mandate": guests.own_mandate_in(place.id)}
    return render(request, "insight/workspace.html", context)


def _programme_shown(trajectory: Trajectory | None) -> dict[str, object] | None:
    """Whom one may write to once a trajectory has been stopped."""
    if trajectory is None or trajectory.state != TrajectoryState.STOPPED:
        return None
    return {"name": trajectory.programme.name, "lines": contact.lines_of(trajectory.programme)}


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
    planned = Reminder.objects.filter(company_id=trajectory.company_id, state=ReminderState.PLANNED)
    return [
        (due_on, in_its_series(kind, REMINDERS.get(kind.rpartition(".")[0], _("Reminder"))))
        for due_on, kind in planned.order_by("due_on", "id").values_list("due_on", "kind")[:5]
    ]


def _measures_soon(trajectory: Trajectory) -> list[PreventionMeasure]:
    open_ones = PreventionMeasure.objects.filter(
        company_id=trajectory.company_id,
        state__in=(MeasureState.PLANNED, MeasureState.IN_PROGRESS, MeasureState.BLOCKED),
    )
    return list(open_ones.only("code", "what", "due_on", "state").order_by("due_on", "code")[:5])


@require_GET
@open_to_place
def portfolio(request: PlaceRequest) -> HttpResponse:
    """Which of my companies needs me this week?"""
    today = clock.today()
    form = PortfolioForm(request.GET)
    search, rows = form.words(), gathered.portfolio(request.actor)
    state, sort = form.filters["state"], request.GET.get("sort", "")
    named = [row for row in rows if search in fold(row.company.name)]
    found = [row for row in named if state in (None, row.state)]
    if kind := exports.wanted(request):
        coach = Coach.objects.filter(user_id=request.actor.person_key).first()
        clients = lists.in_order(_clients(found, today), sort)
        return exports.answer(kind, _("My companies"), CLIENTS, clients, by=request.actor, about=coach)
    now = lists.in_order(_clients([row for row in found if row.state not in ENDED], today), sort)
    shown_as = saved.shown(request, lists.CLIENTS, form)
    page = page_of_read(request, now, shown_as.per_page)
    running, over = ([line for line in some if search in fold(line.name)] for some in guests.own_mandates())
    files = page_of_read(request, running, FILES_SHOWN, asked=FILES)
    contacts = to_reach(companies=[client["trajectory"].company_id for client in page])
    context = {
        "clients": now,
        "page": page,
        "shown": shown_as,
        "filtered": form.asks,
        "body": lists.clients(request, page.object_list, shown_as.columns, contacts, today),
        "ended": lists.ended(
            (row for row in named if not state and row.state in ENDED), partial(_page, "insight:workspace")
        ),
        "form": form,
        "search": search,
        "total": len(rows),
        "mandates": lists.mandates(files) if running else "",
        "files": files,
        "files_beside": neighbours(request, files, FILES),
        "over": over[: guests.MOST],
        "worklist": worklist_of(request, each=4, most=SHOWN_TO_COACH),
        "all_waits": request.place.url("insight:coach_waits"),
        "all_dates": request.place.url("insight:all_dates"),
    }
    return render(request, "insight/portfolio.html", context)


def _clients(rows: list[Trajectory], today: date) -> list[dict[str, Any]]:
    """What needs the coach this week first."""
    found = sorted(gathered.gather(rows, today).values(), key=lambda facts: journey.urgency(facts, today))
    return [_client(facts, today) for facts in found]


def _client(facts: gathered.Facts, today: date) -> dict[str, Any]:
    trajectory, upcoming = facts.trajectory, journey.next_step(facts)
    slug = trajectory.company.slug
    return {
        "trajectory": trajectory,
        "url": _page("insight:workspace", slug),
        "next": upcoming,
        "next_url": _next_url(upcoming, slug),
        "steps_done": sum(step.state == route.DONE for step in journey.steps(facts)),
        "measures": facts.measures,
        "stalled": journey.is_stalled(facts, today),
        "start_due_on": trajectory.start_due_on if trajectory.started_on is None else None,
    }


@require_GET
@requires(programme_rules.VIEW_DESK)
def desk(request: PlaceRequest, programme: str) -> HttpResponse:
    """What waits for a decision, and where does the programme leak?"""
    place = request.place
    row = Programme.objects.get(pk=place.id)
    sent = Application.objects.filter(programme_id=place.id)
    kept = figures.kept(place.id, "province", "target_group")
    tally = funnel.tally(place.id, "province", "target_group", kept=kept)
    may_open_files = request.actor.may(programme_rules.VIEW_FILES)
    inbox = sent.filter(state__in=TODO).only(*INBOX).order_by("-priority_score", "submitted_at")[:INBOX_SHOWN]
    decides = request.actor.may(programme_rules.DECIDE)
    provinces = labelled(place.id, "province", counts_in(tally, "province")) if tally.states.total() else []
    targets = labelled(place.id, "target-group", counts_in(tally, "target-group"))
    context = {
        "programme": row,
        "figures": _figures(request, tally.states, with_others=decides),
        "inbox": lists.inbox(inbox, place.url_by_key("programmes:file")) if may_open_files and inbox else "",
        "worklist": _desk_work(request) if decides else None,
        "all_waits": place.url("insight:desk_waits"),
        "provinces": provinces,
        "provinces_body": lists.funnel(provinces, _("Province")),
        "targets": targets,
        "targets_body": lists.funnel(targets, _("Target group")),
        "budget": budget_of(row, kept=kept),
        "may_open_files": may_open_files,
        "lacking": contact.missing(row) if may_open_files else [],
        "may_settle": request.actor.may(programme_rules.SET_RULES),
    }
    return render(request, "insight/desk.html", context)


def _desk_work(request: PlaceRequest) -> Worklist:
    """The table below lists what is to be decided; here stands only what must be so within seven days."""
    work = worklist_of(request, each=4, most=SHOWN_AT_DESK)
    urgent = (PAST, TODAY, WEEK)
    return work.only(lambda line: line.kind != "programmes.to_decide" or band(line.due, work.today) in urgent)


def _figures(request: PlaceRequest, counts: Counter[str], *, with_others: bool) -> list[tuple[int, Any, str]]:
    """How many, of what, and the list of exactly those (for who may open it); with_others: only what waits elsewhere."""
    place, opens = request.place, request.actor.may(programme_rules.VIEW_FILES)
    listed = "programmes:applications"
    shown: list[tuple[int, Any, str, dict[str, str]]] = [
        (counts[ApplicationState.INFO_REQUESTED], _("waiting for information"), listed, {"view": "company"}),
        (counts[ApplicationState.WAITLISTED], _("on the waiting list"), listed, {"view": "waiting"}),
    ]
    if not with_others:
        late = trajectory_queries.desk({"state": "overdue"}, clock.today()).rows.select_related(None).only("id")
        shown = [
            (sum(counts[state] for state in TODO), _("applications to decide"), listed, {}),
            *shown,
            (late.order_by().count(), _("approved but not started in time"), "trajectories:desk", {"state": "overdue"}),
        ]
    return [(count, label, place.url(name, **query) if opens else "") for count, label, name, query in shown]
