"""Planned sessions: the coach proposes, the company answers, either moves or calls off, the coach logs."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching.core.ground import clock, ics
from coaching.core.ground.people import names_of
from coaching.core.screen.pages import (
    attempt,
    attempt_or_message,
    carry_on,
    form_page,
    get_or_404,
    posted,
    requires,
    to,
)
from coaching.core.tenancy.requests import PlaceRequest
from coaching.trajectories import actions, rules
from coaching.trajectories.agenda import place_of, title_of
from coaching.trajectories.enums import PLANNED_SESSION
from coaching.trajectories.forms_planning import CancelForm, ChooseForm, MoveForm, NoneSuitsForm, PlanForm, as_it_is
from coaching.trajectories.models import PlannedSession
from coaching.trajectories.views.common import trajectory_of


@requires(rules.PLAN_SESSION)
@require_http_methods(["GET", "POST"])
def plan_session(request: PlaceRequest, company: str) -> HttpResponse:
    """Propose one to three dates."""
    found = trajectory_of(request)
    form = PlanForm(posted(request), initial={"hours": 2, "kind": "follow_up" if found.started_on else "intake"})
    by = request.actor
    if form.is_valid() and attempt(form, actions.plan_session, trajectory_id=found.pk, by=by, **form.values()):
        messages.success(request, _("The company has been asked to choose a date."))
        return to(request, "trajectories:trajectory")
    return form_page(
        request,
        form,
        title=_("Propose dates for a session"),
        lead=_("One date is enough; with two or three the company can choose. It gets a mail."),
        back=request.place.url("trajectories:trajectory"),
        crumb=_("Coaching"),
        submit=_("Propose"),
    )


@requires(rules.VIEW_LOG)
@require_safe
def planned(request: PlaceRequest, company: str, planned_id: UUID) -> HttpResponse:
    """When, where, and what can be done about it."""
    return _page(request, _found(planned_id))


def _found(planned_id: UUID) -> PlannedSession:
    return get_or_404(PlannedSession.objects, pk=planned_id)


def _page(request: PlaceRequest, found: PlannedSession, form: ChooseForm | None = None) -> HttpResponse:
    actor, agreed = request.actor, found.agreed
    names = names_of(key for key in (found.proposed_by_id, found.changed_by_id) if key)
    may = {
        verb: PLANNED_SESSION.allows(verb, found.state, actor)
        for verb in ("accept", "decline", "move", "cancel", "log")
    }
    context = {
        "planned": found,
        "slots": found.slots,
        "agreed": agreed,
        "proposed_by": names.get(found.proposed_by_id or 0, ""),
        "changed_by": names.get(found.changed_by_id or 0, ""),
        "may": may
        | {"cancel": may["cancel"] and (found.is_agreed or actor.may(rules.PLAN_SESSION))}
        | {"log": may["log"] and agreed is not None and _day(agreed.starts_at) <= clock.today()},
        "is_coming": found.is_agreed and agreed is not None and agreed.ends_at > clock.now(),
        "form": form or ChooseForm(),
    }
    return render(request, "trajectories/planned.html", context)


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


@requires(rules.ANSWER_PLAN)
@require_POST
def accept_plan(request: PlaceRequest, company: str, planned_id: UUID) -> HttpResponse:
    """One of the dates."""
    found, form = _found(planned_id), ChooseForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    done = attempt_or_message(
        request,
        actions.accept_plan,
        _("The session is agreed. You both get it by mail, with a file for your calendar."),
        planned_id=found.pk,
        option=form.cleaned_data["option"],
        by=request.actor,
    )
    return to(request, "trajectories:planned", planned_id) if done else _page(request, _found(planned_id), form)


@requires(rules.ANSWER_PLAN)
@require_http_methods(["GET", "POST"])
def decline_plan(request: PlaceRequest, company: str, planned_id: UUID) -> HttpResponse:
    """None of them."""
    found, form = _found(planned_id), NoneSuitsForm(posted(request))
    if form.is_valid() and attempt(
        form, actions.decline_plan, planned_id=found.pk, reason=form.cleaned_data["reason"], by=request.actor
    ):
        messages.success(request, _("Your coach has been told and proposes other dates."))
        return to(request, "trajectories:trajectory")
    return _asking(request, found, form, "decline", title=_("None of the dates suits"), submit=_("Tell the coach"))


@requires(rules.MOVE_PLAN)
@require_http_methods(["GET", "POST"])
def move_plan(request: PlaceRequest, company: str, planned_id: UUID) -> HttpResponse:
    """Another day, hour or place."""
    found = _found(planned_id)
    form = MoveForm(posted(request), initial=as_it_is(found) if found.is_agreed else None)
    if form.is_valid() and attempt(form, actions.move_plan, planned_id=found.pk, by=request.actor, **form.values()):
        messages.success(request, _("The session has been moved. Everybody gets the new date."))
        return to(request, "trajectories:planned", planned_id)
    return _asking(request, found, form, "move", title=_("Move the session"), submit=_("Move"))


@requires(rules.CANCEL_PLAN)
@require_http_methods(["GET", "POST"])
def cancel_plan(request: PlaceRequest, company: str, planned_id: UUID) -> HttpResponse:
    """It does not take place."""
    found = _found(planned_id)
    form = CancelForm(posted(request), initial={"version": found.version})
    if form.is_valid() and attempt(
        form,
        actions.cancel_plan,
        planned_id=found.pk,
        opened_with=form.cleaned_data["version"],
        reason=form.cleaned_data["reason"],
        by=request.actor,
    ):
        messages.success(request, _("The session is cancelled. Who had it in the calendar has been told."))
        return to(request, "trajectories:trajectory")
    title = _("Cancel the session")
    return _asking(request, found, form, "cancel", title=title, submit=title, kind="danger")


def _asking(
    request: PlaceRequest,
    found: PlannedSession,
    form: NoneSuitsForm | MoveForm | CancelForm,
    verb: str,
    *,
    title: str,
    submit: str,
    kind: str = "",
) -> HttpResponse:
    """The page of such a form; after a conflict it says how the session stands now, and saving again is a decision."""
    stands = None
    if carry_on(form, PlannedSession.objects.filter(pk=found.pk)):
        now = _found(found.pk)
        stands = f"{timezone.localtime(now.starts_at):%d/%m/%Y %H:%M} {now.venue}" if now.starts_at else ""
    possible = PLANNED_SESSION.allows(verb, found.state, request.actor)
    impossible = _("This is no longer possible: the status is now “%(state)s”.") % {"state": found.get_state_display()}
    return form_page(
        request,
        form,
        title=title,
        submit=submit,
        kind=kind,
        back=request.place.url("trajectories:planned", found.pk),
        crumb=_("Planned session"),
        conflict=stands,
        impossible="" if possible else impossible,
    )


@requires(rules.VIEW_LOG)
@require_safe
def planned_file(request: PlaceRequest, company: str, planned_id: UUID) -> HttpResponse:
    """The agreed session for one's own calendar."""
    found = _found(planned_id)
    slot = found.agreed
    if slot is None or not found.is_agreed:
        raise Http404
    entry = ics.Entry(
        uid=ics.uid_of("session", found.pk),
        title=title_of(request.place.name),
        start=slot.starts_at,
        end=slot.ends_at,
        place=place_of(found.venue, found.link),
        url=f"{settings.SITE_URL}{request.place.url('trajectories:planned', found.pk)}",
        sequence=found.version,
        changed=found.changed_at,
    )
    headers = {"Content-Disposition": 'attachment; filename="session.ics"'}
    return HttpResponse(ics.single(entry), content_type="text/calendar; charset=utf-8", headers=headers)
