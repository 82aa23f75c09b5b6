"""A coach answers companies that ask."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from coaching.coaches import queries as coaches
from coaching.coaches.models import Coach
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.ground.people import to_reach
from coaching.core.paper import exports
from coaching.core.screen.lists import page_of
from coaching.core.screen.pages import attempt, get_or_404, requires
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes.models import Application
from coaching.trajectories import actions, lists, queries, rules
from coaching.trajectories.enums import COACH_REQUEST
from coaching.trajectories.exports import REQUESTS
from coaching.trajectories.forms import AcceptForm, DeclineForm, TalkForm
from coaching.trajectories.models import CoachRequest, Trajectory

COMPANY = ("slug", "name", "postcode", "municipality", "headcount")  # what a line shows of it


@requires(rules.ANSWER_REQUEST)
@require_GET
def requests(request: PlaceRequest) -> HttpResponse:
    """Open requests, first due first; answered ones below."""
    today = clock.today()
    waiting = list(queries.requests_for_coach()[:100])
    earlier = queries.requests_for_coach(answered=True)
    coach = Coach.objects.filter(user_id=request.actor.person_key).first()
    if taken := exports.file(
        request, _("Requests"), REQUESTS, lambda: _of([*waiting, *exports.capped(earlier)]), about=coach
    ):
        return taken
    page = page_of(request, earlier)
    rows = _of([*waiting, *page.object_list])
    to_answer, answered = rows[: len(waiting)], rows[len(waiting) :]
    context = {
        "waits": len(waiting),
        "waiting": lists.requests_to_answer(to_answer, today, request.place.url_by_key("trajectories:request")),
        "answered": lists.answered_requests(answered),
        "page": page if page.object_list else None,
        "coach": coach,
        "free": coaches.free_places(coach, coaches.loads([coach.pk]).get(coach.pk, 0)) if coach else 0,
    }
    return render(request, "trajectories/requests.html", context)


def _of(rows: Iterable[CoachRequest]) -> list[tuple[CoachRequest, Company | None]]:
    """Requests with their company; one that was declined is out of sight: its line then shows no name."""
    rows = list(rows)
    shown = Company.objects.filter(pk__in=[row.company_id for row in rows]).only(*COMPANY)
    companies = {company.pk: company for company in shown}
    return [(row, companies.get(row.company_id)) for row in rows]


@requires(rules.ANSWER_REQUEST)
@require_GET
def request_detail(request: PlaceRequest, request_id: UUID) -> HttpResponse:
    """What the company asks, and the two answers."""
    return _page(request, request_id, AcceptForm(), DeclineForm())


@requires(rules.ANSWER_REQUEST)
@require_http_methods(["POST"])
def accept(request: PlaceRequest, request_id: UUID) -> HttpResponse:
    """Yes."""
    found = get_or_404(CoachRequest.objects, pk=request_id)
    form = AcceptForm(request.POST)
    if form.is_valid():
        answer, by = form.cleaned_data["answer"], request.actor
        if attempt(form, actions.accept, request_id=found.pk, answer=answer, by=by):
            messages.success(request, _("You are the coach now. Plan the first session with the company."))
            return redirect("trajectories:request", request_id)
    return _page(request, request_id, form, DeclineForm())


@requires(rules.ANSWER_REQUEST)
@require_http_methods(["POST"])
def decline(request: PlaceRequest, request_id: UUID) -> HttpResponse:
    """No, with a reason."""
    found = get_or_404(CoachRequest.objects, pk=request_id)
    form = DeclineForm(request.POST)
    if form.is_valid():
        reason, by = form.cleaned_data["reason"], request.actor
        if attempt(form, actions.decline, request_id=found.pk, reason=reason, by=by):
            messages.success(request, _("You have declined. The company has been told."))
            return redirect("trajectories:requests")
    return _page(request, request_id, AcceptForm(), form)


@requires(rules.ANSWER_REQUEST)
@require_http_methods(["POST"])
def plan_talk(request: PlaceRequest, request_id: UUID) -> HttpResponse:
    """An introductory talk before the answer."""
    found = get_or_404(CoachRequest.objects, pk=request_id)
    form = TalkForm(request.POST)
    by = request.actor
    if form.is_valid() and attempt(form, actions.plan_talk, request_id=found.pk, by=by, **form.values()):
        messages.success(request, _("The company has been told when you would like to meet."))
        return redirect("trajectories:request", request_id)
    return _page(request, request_id, AcceptForm(), DeclineForm(), form)


def _page(
    request: PlaceRequest,
    request_id: UUID,
    accepting: AcceptForm,
    declining: DeclineForm,
    talking: TalkForm | None = None,
) -> HttpResponse:
    found = get_or_404(CoachRequest.objects.select_related("coach"), pk=request_id)
    trajectory = Trajectory.objects.filter(pk=found.trajectory_id).first()
    company = Company.objects.filter(pk=found.company_id).first()
    application = Application.objects.filter(pk=trajectory.application_id).first() if trajectory else None
    context = {
        "found": found,
        "trajectory": trajectory,
        "company": company,
        "grace_days": company.grace_days if company else None,
        "application": application,
        "contacts": to_reach(companies=[found.company_id]).get(found.company_id, []),
        "accept_form": accepting,
        "decline_form": declining,
        "talk_form": talking or TalkForm(),
        # What was typed stays on the page, also when the request was closed meanwhile.
        "open": bool(COACH_REQUEST.possible(found.state))
        or any(form is not None and form.is_bound for form in (accepting, declining, talking)),
        "conflict": bool(company) and rules.conflict_of_interest(found.coach, company),
    }
    return render(request, "trajectories/request.html", context)
