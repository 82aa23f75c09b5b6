"""Trajectories, coaches, companies of a coach, and what was written, as they are found."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.coaches.queries import Criteria, directory
from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.core.ground.finding import EACH, Hit, Kind, Sought, among, around, newest, rank
from coaching.trajectories import queries, rules
from coaching.trajectories.models import Message, Trajectory
from coaching.trajectories.talk import queries as talk


def _desk(sought: Sought) -> list[Hit]:
    found = queries.desk({"search": sought.typed}, clock.today(), columns=("company_name", "state"))
    with found.reading():
        rows = found.rows
        if not found.common:
            rows = rows.alias(rank=rank(sought, "company_name")).order_by("rank", "company_name", "id")
        shown = list(rows[: EACH + 1])
    return [Hit(row.company_name, sought.url("trajectories:file", row.pk), row.get_state_display()) for row in shown]


def _coaches(sought: Sought) -> list[Hit]:
    rows = among(directory(Criteria()), sought, "name", folded=True)
    return [Hit(row.name, sought.url("trajectories:desk_coach", row.slug)) for row in rows]


def _own(sought: Sought) -> QuerySet[Trajectory]:
    return Trajectory.objects.filter(coach__user_id=sought.actor.person_key)


def _own_companies(sought: Sought) -> list[Hit]:
    rows = among(_own(sought).select_related("company"), sought, "company__name", exact=("company__enterprise_number",))
    return [
        Hit(
            row.company.name,
            reverse("insight:workspace", args=[row.company.slug]) + "?as=coach",
            row.get_state_display(),
        )
        for row in rows
    ]


def _own_messages(sought: Sought) -> list[Hit]:
    written = Message.objects.filter(trajectory__in=_own(sought), removed_at=None).select_related("company")
    rows = among(written, sought, "text", order="-written_at", folded=True)
    return [
        Hit(
            around(row.text, sought.words),
            talk.address_of(reverse("trajectories:messages", args=[row.company.slug]) + "?as=coach", row.pk),
            f"{row.company.name} · {long_day(row.written_at)}",
        )
        for row in rows
    ]


def _desk_messages(sought: Sought) -> list[Hit]:
    """Among the newest of the programme: those that somebody still remembers."""
    written = newest(Message.objects.filter(removed_at=None), "-written_at", "id").select_related("trajectory")
    shown = written.only("text", "written_at", "trajectory__company_name")
    rows = among(shown, sought, "text", order="-written_at", folded=True)
    return [
        Hit(
            around(row.text, sought.words),
            talk.address_of(sought.url("trajectories:desk_messages", row.trajectory_id), row.pk),
            f"{row.trajectory.company_name} · {long_day(row.written_at)}",
        )
        for row in rows
    ]


def _messages(sought: Sought) -> list[Hit]:
    """Of the trajectory whose conversation the page shows."""
    current = queries.current(sought.actor.company_key)
    if current is None:
        return []
    page = sought.url("trajectories:messages")
    rows = among(talk.messages_of(current).filter(removed_at=None), sought, "text", order="-written_at", folded=True)
    return [
        Hit(around(row.text, sought.words), talk.address_of(page, row.pk), long_day(row.written_at)) for row in rows
    ]


KINDS = (
    Kind(
        "trajectories.desk",
        "programme",
        _("Trajectories"),
        rules.VIEW,
        _desk,
        lambda sought: sought.url("trajectories:desk", search=sought.typed),
        20,
    ),
    Kind(
        "trajectories.coaches",
        "programme",
        _("Coaches"),
        rules.VIEW,
        _coaches,
        lambda sought: sought.url("trajectories:workload", q=sought.typed),
        30,
    ),
    Kind("trajectories.companies", "coach", _("Companies"), rules.ANSWER_REQUEST, _own_companies),
    Kind("trajectories.own_messages", "coach", _("Messages"), rules.TALK, _own_messages),
    Kind("trajectories.desk_messages", "programme", _("Messages"), rules.TALK, _desk_messages, order=80),
    Kind("trajectories.messages", "company", _("Messages"), rules.TALK, _messages, order=80),
)
