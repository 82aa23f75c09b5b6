"""What waits for a coach, over all own companies."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import DateField, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.companies.guests import page_of
from coaching.companies.models import Company
from coaching.core.ground.periods import before
from coaching.core.ground.waiting import Asked, Kind, Line
from coaching.trajectories import agenda, queries, rules
from coaching.trajectories.enums import ENDED, PlannedState
from coaching.trajectories.enums import TrajectoryState as S
from coaching.trajectories.models import CoachingSession, CoachRequest, PlannedSession, Trajectory
from coaching.trajectories.talk import queries as talk
from coaching.trajectories.waits.common import BY_START, DAY, start_due


def own(asked: Asked) -> QuerySet[Trajectory]:
    """The coach's trajectories that have not ended."""
    return Trajectory.objects.filter(coach__user_id=asked.actor.person_key).exclude(state__in=ENDED)


def _requests(asked: Asked) -> QuerySet[CoachRequest]:
    """With the company's name, where the coach may see it."""
    name = Company.objects.filter(pk=OuterRef("company_id")).order_by().values("name")[:1]
    return queries.requests_for_coach().annotate(company_name=Subquery(name))


def _request_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Answer a request"),
            asked.url("trajectories:request", row.pk),
            who=row.company_name or "",
            due=row.answer_due_on,
        )
        for row in rows
    ]


def _to_start(asked: Asked) -> QuerySet[Trajectory]:
    return own(asked).filter(state=S.COACH_ACCEPTED)


def _stalled(asked: Asked) -> QuerySet[Trajectory]:
    """Started, running, and no session for so long (`journey.is_stalled` says the same of one)."""
    last = Coalesce("last_session_on", "started_on", output_field=DateField())
    running = own(asked).filter(started_on__isnull=False).exclude(state=S.ON_HOLD)
    return running.annotate(silent_since=last).filter(silent_since__lte=asked.today - rules.STALLED_AFTER)


def _reports(asked: Asked) -> QuerySet[Trajectory]:
    return own(asked).filter(state=S.EVALUATION, final_report="")


def _conversations(asked: Asked) -> QuerySet[Trajectory]:
    """Own companies where somebody wrote something that one has not read; conversations, not messages."""
    unread = talk.unread_by(asked.actor.person_key).filter(trajectory_id=OuterRef("pk"))
    return own(asked).filter(Exists(unread.order_by()))


def _lines_of(what: Callable[[], str], page: str, *, due: bool = False) -> Callable[..., list[Line]]:
    """Lines about trajectories of a coach, each leading to the same page of its company."""

    def lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
        words = what()
        return [
            Line(
                row.pk,
                words,
                page_of(asked, row.company__slug, page),
                who=row.company__name,
                why=_since(row),
                due=start_due(row) if due else None,
            )
            for row in rows
        ]

    return lines


def _since(row: Any) -> str:
    silent = getattr(row, "silent_since", None)
    return _("last session on %(day)s") % {"day": date_format(silent, DAY)} if silent else ""


def _objected(asked: Asked) -> QuerySet[CoachingSession]:
    found = CoachingSession.objects.filter(confirmed_at=None, trajectory__coach__user_id=asked.actor.person_key)
    return found.exclude(objection="").exclude(trajectory__state__in=ENDED)


def _objected_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Correct the session of %(day)s") % {"day": date_format(row.held_on, DAY)},
            page_of(asked, row.trajectory__company__slug, "trajectories:edit_session", row.pk),
            who=row.trajectory__company__name,
            why=row.objection[:80],
        )
        for row in rows
    ]


def _to_log(asked: Asked) -> QuerySet[PlannedSession]:
    """Agreed sessions, from the day after they took place."""
    return agenda.coached(asked).filter(before("ends_at", asked.today), state=PlannedState.AGREED)


def _to_log_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    days = [timezone.localtime(row.starts_at).date() for row in rows]
    return [
        Line(
            row.pk,
            _("Log the session of %(day)s") % {"day": date_format(day, DAY)},
            page_of(asked, row.company__slug, "trajectories:log_planned", row.pk),
            who=row.company__name,
            due=day + timedelta(days=1),
        )
        for row, day in zip(rows, days, strict=True)
    ]


_COMPANY = ("pk", "company__slug", "company__name")
KINDS = (
    Kind(
        "trajectories.requests",
        "coach",
        ngettext_lazy("request to answer", "requests to answer", "n"),
        rules.ANSWER_REQUEST,
        _requests,
        _request_lines,
        ("answer_due_on", "requested_at"),
        "trajectories:requests",
        "trajectories:requests",
        reads=("pk", "company_name", "answer_due_on"),
    ),
    Kind(
        "trajectories.to_start",
        "coach",
        ngettext_lazy("company to start with", "companies to start with", "n"),
        rules.LOG_SESSION,
        _to_start,
        _lines_of(lambda: _("Hold and log the first session"), "trajectories:log_session", due=True),
        BY_START,
        "insight:portfolio",
        reads=(*_COMPANY, "clock_paused_on", "start_due_on"),
    ),
    Kind(
        "trajectories.conversations",
        "coach",
        ngettext_lazy("conversation with something new", "conversations with something new", "n"),
        rules.TALK,
        _conversations,
        _lines_of(lambda: _("Read what is new"), "trajectories:messages"),
        ("company_name", "id"),
        "insight:portfolio",
        reads=_COMPANY,
    ),
    Kind(
        "trajectories.objected",
        "coach",
        ngettext_lazy("session that is not right", "sessions that are not right", "n"),
        rules.LOG_SESSION,
        _objected,
        _objected_lines,
        ("held_on", "id"),
        "insight:portfolio",
        reads=("pk", "held_on", "objection", "trajectory__company__slug", "trajectory__company__name"),
    ),
    Kind(
        "trajectories.to_log",
        "coach",
        ngettext_lazy("session to log", "sessions to log", "n"),
        rules.LOG_SESSION,
        _to_log,
        _to_log_lines,
        ("ends_at", "id"),
        "trajectories:week",
        reads=("pk", "starts_at", "company__slug", "company__name"),
    ),
    Kind(
        "trajectories.stalled",
        "coach",
        ngettext_lazy("company long without a session", "companies long without a session", "n"),
        rules.LOG_SESSION,
        _stalled,
        _lines_of(lambda: _("Plan a session"), "trajectories:plan_session"),
        ("silent_since", "id"),
        "insight:portfolio",
        reads=(*_COMPANY, "silent_since"),
    ),
    Kind(
        "trajectories.reports",
        "coach",
        ngettext_lazy("final report to write", "final reports to write", "n"),
        rules.REPORT,
        _reports,
        _lines_of(lambda: _("Write the final report"), "trajectories:report"),
        ("last_session_on", "id"),
        "insight:portfolio",
        reads=_COMPANY,
    ),
)
