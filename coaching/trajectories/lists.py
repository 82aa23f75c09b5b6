"""Trajectories and coaches as the desk's lists show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coaching.coaches.models import CoachState
from coaching.companies.models import Company
from coaching.core.screen.tables import NUMBER, body, link, once
from coaching.core.templatetags.ui import deadline, status, tag, when
from coaching.trajectories.enums import CoachRequestState, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory
from coaching.trajectories.queries import Clock, Hours


def trajectories(lines: Iterable[tuple[Trajectory, Clock, Hours]], today: date, address: str) -> SafeString:
    """The body of the table; each row leads to its file, below `address`."""
    columns = (
        (_("Company"), ""),
        (_("Status"), ""),
        (_("Coach"), ""),
        (_("Approved on"), ""),
        (_("Start"), ""),
        (_("Hours"), NUMBER),
    )
    sign = once(lambda state: status(state, TrajectoryState(state).label))
    call = format_html(" {}", tag(_("contact them"), "bad"))
    cells = (
        (
            link(f"{address}{row.pk}/", row.company_name),
            sign(row.state) + call if row.escalated_at and clock.late else sign(row.state),
            row.coach.name if row.coach else "–",
            when(row.approved_on),
            _start(row, clock, today),
            f"{localize(hours.used)} / {localize(hours.budget)}",
        )
        for row, clock, hours in lines
    )
    return body(columns, cells)


def _start(row: Trajectory, clock: Clock, today: date) -> Any:
    if clock.started_on:
        return when(clock.started_on)
    return "–" if clock.days_left is None else deadline(row.start_due_on, today)


def workload(lines: Iterable[dict[str, Any]], address: str) -> SafeString:
    """The body of the table of coaches; each row leads to the coach's card, below `address`."""
    columns = (
        (_("Coach"), ""),
        (_("Status"), ""),
        (_("Not started yet"), NUMBER),
        (_("Running"), NUMBER),
        (_("Ended"), NUMBER),
        (_("Places taken"), NUMBER),
        (_("Free"), NUMBER),
    )
    state = once(lambda value: str(CoachState(value).label))
    cells = (
        (
            link(f"{address}{line['coach'].slug}/", line["coach"].name),
            state(line["coach"].state),
            line.get("waiting", 0),
            line.get("running", 0),
            line.get("ended", 0),
            f"{line['load']} / {line['coach'].capacity}",
            line["free"],
        )
        for line in lines
    )
    return body(columns, cells)


SLUG = "a-company"  # in an address that is worked out once for all rows
Asked = Iterable[tuple[CoachRequest, Company | None]]


def requests_to_answer(lines: Asked, today: date, address: Callable[[UUID], str]) -> SafeString:
    """The body of the table of requests that wait for the coach; each row leads to its request, at `address` of its key."""
    columns = (
        (_("Company"), ""),
        (_("Municipality"), ""),
        (_("Workers"), NUMBER),
        (_("Asked on"), ""),
        (_("Answer no later than"), ""),
    )
    day = once(lambda due: deadline(due, today))
    cells = (
        (
            link(address(row.pk), company.name if company else ""),
            f"{company.postcode} {company.municipality}" if company else "",
            "–" if company is None or company.headcount is None else company.headcount,
            when(row.requested_at),
            day(row.answer_due_on),
        )
        for row, company in lines
    )
    return body(columns, cells)


def answered_requests(lines: Asked) -> SafeString:
    """The body of the table of requests that the coach answered; a company that was declined is out of sight."""
    columns = ((_("Company"), ""), (_("Asked on"), ""), (_("Answered on"), ""), (_("Status"), ""))
    address, out_of_sight = reverse("trajectories:trajectory", args=[SLUG]), _("no longer visible to you")
    sign = once(lambda state: status(state, CoachRequestState(state).label))
    cells = (
        (
            link(f"{address.replace(SLUG, company.slug)}?as=coach", company.name) if company else out_of_sight,
            when(row.requested_at),
            when(row.answered_at),
            sign(row.state),
        )
        for row, company in lines
    )
    return body(columns, cells)
