"""What waits for a company because of its trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from coaching.core.ground.figures import figure, form_of
from coaching.core.ground.waiting import Asked, Kind, Line
from coaching.trajectories import rules
from coaching.trajectories.enums import ENDED, CoachRequestState, PlannedState, SessionKind
from coaching.trajectories.enums import TrajectoryState as S
from coaching.trajectories.models import CoachingSession, CoachRequest, Message, PlannedSession, Trajectory
from coaching.trajectories.talk import queries as talk
from coaching.trajectories.waits.common import BY_START, DAY, start_due


def _choose(asked: Asked) -> QuerySet[Trajectory]:
    return Trajectory.objects.filter(state=S.AWAITING_COACH)


def _choose_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    page = asked.url("trajectories:choose")
    return [Line(row.pk, _("Choose your coach"), page, why=row.programme__name, due=start_due(row)) for row in rows]


def _silent(asked: Asked) -> QuerySet[CoachRequest]:
    return CoachRequest.objects.filter(state=CoachRequestState.OPEN, answer_due_on__lt=asked.today)


def _silent_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    page, why = asked.url("trajectories:choose"), _("Ask somebody else, or wait a little longer.")
    return [Line(row.pk, _("The coach has not answered yet"), page, why=why, due=row.answer_due_on) for row in rows]


def _first_session(asked: Asked) -> QuerySet[Trajectory]:
    return Trajectory.objects.filter(state=S.COACH_ACCEPTED)


def _first_session_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    page = asked.url("trajectories:messages")
    why = _("Agree on a date with %(coach)s.")
    return [
        Line(
            row.pk,
            _("Hold the first session"),
            page,
            why=why % {"coach": row.coach__name or _("your coach")},
            due=start_due(row),
        )
        for row in rows
    ]


def _to_choose(asked: Asked) -> QuerySet[PlannedSession]:
    return PlannedSession.objects.filter(state=PlannedState.PROPOSED)


def _to_choose_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Choose a date for a session"),
            asked.url("trajectories:planned", row.pk),
            why=SessionKind(row.kind).label,
            due=row.answer_by,
        )
        for row in rows
    ]


def _to_confirm(asked: Asked) -> QuerySet[CoachingSession]:
    found = CoachingSession.objects.filter(confirmed_at=None, objection="")
    return found.exclude(trajectory__state__in=ENDED)


def _confirm_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    page = asked.url("trajectories:trajectory")
    return [
        Line(
            row.pk,
            _("Confirm the session of %(day)s") % {"day": date_format(row.held_on, DAY)},
            f"{page}#session-{row.pk}",
            why=ngettext("%(kind)s, %(hours)s hour", "%(kind)s, %(hours)s hours", form_of(row.hours))
            % {"kind": SessionKind(row.kind).label, "hours": figure(row.hours)},
        )
        for row in rows
    ]


def _unread(asked: Asked) -> QuerySet[Message]:
    return talk.unread_by(asked.actor.person_key)


def _unread_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    page = asked.url("trajectories:messages")
    return [
        Line(row.pk, _("Read a message"), talk.address_of(page, row.pk), why=date_format(row.written_at, DAY))
        for row in rows
    ]


KINDS = (
    Kind(
        "trajectories.choose_coach",
        "company",
        ngettext_lazy("coach to choose", "coaches to choose", "n"),
        rules.CHOOSE_COACH,
        _choose,
        _choose_lines,
        BY_START,
        "trajectories:choose",
        reads=("pk", "programme__name", "clock_paused_on", "start_due_on"),
    ),
    Kind(
        "trajectories.coach_silent",
        "company",
        ngettext_lazy("coach who has not answered", "coaches who have not answered", "n"),
        rules.CHOOSE_COACH,
        _silent,
        _silent_lines,
        ("answer_due_on", "id"),
        "trajectories:choose",
        reads=("pk", "answer_due_on"),
    ),
    Kind(
        "trajectories.first_session",
        "company",
        ngettext_lazy("first session to hold", "first sessions to hold", "n"),
        rules.CHOOSE_COACH,
        _first_session,
        _first_session_lines,
        BY_START,
        "trajectories:trajectory",
        reads=("pk", "coach__name", "clock_paused_on", "start_due_on"),
    ),
    Kind(
        "trajectories.to_choose_date",
        "company",
        ngettext_lazy("session to choose a date for", "sessions to choose a date for", "n"),
        rules.ANSWER_PLAN,
        _to_choose,
        _to_choose_lines,
        ("answer_by", "id"),
        "trajectories:trajectory",
        reads=("pk", "kind", "answer_by"),
    ),
    Kind(
        "trajectories.to_confirm",
        "company",
        ngettext_lazy("session to confirm", "sessions to confirm", "n"),
        rules.CONFIRM_SESSION,
        _to_confirm,
        _confirm_lines,
        ("held_on", "id"),
        "trajectories:trajectory",
        reads=("pk", "held_on", "kind", "hours"),
    ),
    Kind(
        "trajectories.unread",
        "company",
        ngettext_lazy("message you have not read", "messages you have not read", "n"),
        rules.TALK,
        _unread,
        _unread_lines,
        ("written_at", "id"),
        "trajectories:messages",
        reads=("pk", "written_at"),
    ),
)
