"""Trajectories and coaches as the desk's lists show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.coaches.choices import LANGUAGES
from coaching.coaches.models import CoachState
from coaching.companies.models import Company
from coaching.core.ground.choices import Province
from coaching.core.ground.people import Reachable
from coaching.core.models import Reminder
from coaching.core.screen.cards_in_rows import cards
from coaching.core.screen.columns import Column, ListKind, drawn, register
from coaching.core.screen.escaping import escaped
from coaching.core.screen.tables import NUMBER, body, in_a_row, link, once, shortened
from coaching.core.templatetags.ui import deadline, euro, status, tag, when
from coaching.programmes.lists import in_short
from coaching.trajectories import payments, queries
from coaching.trajectories.enums import CoachRequestState, TrajectoryState
from coaching.trajectories.models import CoachRequest, Trajectory
from coaching.trajectories.narrowing import FILTERS
from coaching.trajectories.queries import Clock

KIND = register(
    ListKind(
        "trajectories",
        gettext_lazy("Trajectories"),
        "trajectories:desk",
        (
            Column("company", gettext_lazy("Company"), sort="company", needs=("company_name",)),
            Column("state", gettext_lazy("Status"), sort="state", needs=("state", "escalated_at")),
            Column("coach", gettext_lazy("Coach"), needs=("coach__name",)),
            Column("approved_on", gettext_lazy("Approved on"), sort="approved_on", needs=("approved_on",)),
            Column("start_due_on", gettext_lazy("Start"), sort="start_due_on", needs=("start_due_on", "started_on")),
            Column(
                "hours_used", gettext_lazy("Hours"), NUMBER, sort="hours_used", needs=("hours_used", "coaching_hours")
            ),
            Column(
                "last_session_on",
                gettext_lazy("Last session"),
                sort="last_session_on",
                at_first=False,
                needs=("last_session_on",),
            ),
            Column("reference", gettext_lazy("Reference"), "nowrap", at_first=False, needs=("application__reference",)),
            Column("province", gettext_lazy("Province"), at_first=False, needs=("application__province",)),
            Column("target_group", gettext_lazy("Target group"), at_first=False, needs=("application__target_group",)),
            Column("layer", gettext_lazy("Layer"), NUMBER, at_first=False, needs=("application__layer",)),
        ),
        frozenset(queries.DESK_SORTS),
        FILTERS,
    )
)


def trajectories(
    request: HttpRequest, rows: Iterable[Trajectory], columns: Sequence[Column], today: date, address: str
) -> SafeString:
    """Head and body of the table; each row leads to its file, below `address`."""
    sign = once(lambda state: status(state, TrajectoryState(state).label))
    call, group = format_html(" {}", tag(_("contact them"), "bad")), shortened()
    province = once(lambda value: capfirst(str(Province(value).label)))

    def state(row: Trajectory) -> SafeString:
        late = row.escalated_at and queries.clock_of(row, today).late
        return sign(row.state) + call if late else sign(row.state)

    cells: dict[str, Callable[[Trajectory], Any]] = {
        "company": lambda row: link(f"{address}{row.pk}/", row.company_name),
        "state": state,
        "coach": lambda row: row.coach.name if row.coach else "–",
        "approved_on": lambda row: when(row.approved_on),
        "start_due_on": lambda row: _start(row, queries.clock_of(row, today), today),
        "hours_used": lambda row: f"{localize(row.hours_used)} / {localize(row.coaching_hours)}",
        "last_session_on": lambda row: when(row.last_session_on),
        "reference": lambda row: row.application.reference,
        "province": lambda row: province(row.application.province),
        "target_group": lambda row: in_short(group, row.application),
        "layer": lambda row: row.application.layer,
    }
    return drawn(request, columns, rows, cells)


def _start(row: Trajectory, clock: Clock, today: date) -> Any:
    if clock.started_on:
        return when(clock.started_on)
    return "–" if clock.days_left is None else deadline(row.start_due_on, today)


COACHES = register(
    ListKind(
        "coaches",
        gettext_lazy("Coaches"),
        "trajectories:workload",
        (
            Column("coach", gettext_lazy("Coach"), sort="coach"),
            Column("contact", gettext_lazy("Contact")),
            Column("state", gettext_lazy("Status"), sort="state"),
            Column("waiting", gettext_lazy("Not started yet"), NUMBER, sort="waiting"),
            Column("running", gettext_lazy("Running"), NUMBER, sort="running"),
            Column("ended", gettext_lazy("Ended"), NUMBER, sort="ended"),
            Column("load", gettext_lazy("Places taken"), NUMBER),
            Column("free", gettext_lazy("Free"), NUMBER),
            Column("provinces", gettext_lazy("Provinces"), at_first=False),
            Column("languages", gettext_lazy("Languages"), at_first=False),
        ),
        frozenset(("coach", "state", *queries.COUNTED)),
        frozenset({"search", "province", "language", "theme", "free"}),
    )
)


def workload(
    request: HttpRequest,
    lines: Iterable[dict[str, Any]],
    columns: Sequence[Column],
    address: str,
    reach: Mapping[UUID, Sequence[Reachable]],
) -> SafeString:
    """Head and body of the table of coaches; each row leads to the coach's card, below `address`. reach: coach id → how."""
    state = once(lambda value: str(CoachState(value).label))
    province, language = dict(Province.choices), dict(LANGUAGES)
    cells: dict[str, Callable[[dict[str, Any]], Any]] = {
        "coach": lambda line: link(f"{address}{line['coach'].slug}/", line["coach"].name),
        "contact": lambda line: in_a_row(next(iter(reach.get(line["coach"].pk, ())), None)),
        "state": lambda line: state(line["coach"].state),
        "waiting": lambda line: line.get("waiting", 0),
        "running": lambda line: line.get("running", 0),
        "ended": lambda line: line.get("ended", 0),
        "load": lambda line: f"{line['load']} / {line['coach'].capacity}",
        "free": lambda line: line["free"],
        "provinces": lambda line: ", ".join(str(province.get(code, code)) for code in line["coach"].provinces),
        "languages": lambda line: ", ".join(str(language.get(code, code)) for code in line["coach"].languages),
    }
    return drawn(request, columns, lines, cells)


STATEMENTS = register(
    ListKind(
        "statements",
        gettext_lazy("Expenses"),
        "trajectories:desk_expenses",
        (
            Column("company", gettext_lazy("Company"), sort="company"),
            Column("payee", gettext_lazy("Paid to"), sort="payee"),
            Column("account", gettext_lazy("Account number"), "nowrap"),
            Column("communication", gettext_lazy("Communication"), "nowrap"),
            Column("coach", gettext_lazy("Coach")),
            Column("number", gettext_lazy("Number"), NUMBER),
            Column("date", gettext_lazy("Date"), "nowrap", "date"),
            Column("hours", gettext_lazy("Hours"), NUMBER, "hours"),
            Column("amount", gettext_lazy("Subsidy"), NUMBER, "amount"),
        ),
        frozenset(payments.SORTS),
        frozenset({"q", "account", "first", "last", "least", "most"}),
        kept=("sort", "state"),
    )
)


def statements(
    request: HttpRequest,
    rows: Iterable[Any],
    columns: Sequence[Column],
    address: str,
    reach: Mapping[UUID, Sequence[Reachable]],
    query: str = "",
    *,
    tick: bool = False,
) -> SafeString:
    """Head and body of the table of statements; each row leads to its page below `address`, the coach's name to their card.

    rows: of `payments.in_short`. query: what the list was asked, carried to each page so that it knows the next one. tick: a
    box per row, for the form with id `bulk`.
    """
    card, asked = cards(_("Coach")), f"?{query}" if query else ""
    bare, to_tick = tag(_("not known"), "attention"), _("Tick %(company)s")
    day, number, amount = once(when), once(localize), once(euro)

    def company(row: Any) -> SafeString:
        there = link(f"{address}{row.pk}/{asked}", row.whose)
        if not tick:
            return there
        words = escaped(f"{to_tick % {'company': row.whose}} {row.number}")
        return mark_safe(
            f'<input type="checkbox" name="ids" value="{row.pk}" form="bulk" aria-label="{words}"> {there}'
        )

    def coach(row: Any) -> Any:
        return card(row.coach, row.coach_name, next(iter(reach.get(row.coach, ())), None)) if row.coach else "–"

    cells: dict[str, Callable[[Any], Any]] = {
        "company": company,
        "payee": lambda row: row.payee or "–",
        "account": lambda row: payments.account_in_groups(row.iban) or bare,
        "communication": lambda row: payments.written_for(row.reference, row.number),
        "coach": coach,
        "number": lambda row: row.number,
        "date": lambda row: day(row.submitted_at.date()),
        "hours": lambda row: number(row.hours),
        "amount": lambda row: amount(row.subsidy_eur),
    }
    return drawn(request, columns, rows, cells)


@dataclass(frozen=True)
class About:
    """Whom a reminder is about. trajectory: where its file may be opened."""

    company: str
    trajectory: UUID | None


COMING = (
    Column("company", gettext_lazy("Company")),
    Column("what", gettext_lazy("What"), sort="what"),
    Column("day", gettext_lazy("Goes out on"), "nowrap", "day"),
)
COMING_SORTS = {"what": ("kind", "due_on", "id"), "day": ("due_on", "id")}


def coming(
    request: HttpRequest, lines: Iterable[tuple[Reminder, About, Any]], address: Callable[[UUID], str]
) -> SafeString:
    """Head and body of the table of reminders, the first to go on top. lines: (reminder, about whom, what it says)."""
    day = once(when)
    cells: dict[str, Callable[[tuple[Reminder, About, Any]], Any]] = {
        "company": lambda line: (
            link(address(line[1].trajectory), line[1].company) if line[1].trajectory else line[1].company or "–"
        ),
        "what": lambda line: line[2],
        "day": lambda line: day(line[0].due_on),
    }
    return drawn(request, COMING, lines, cells)


SLUG = "a-company"  # in an address that is worked out once for all rows
Asked = Iterable[tuple[CoachRequest, Company | None]]


def requests_to_answer(lines: Asked, today: date, address: Callable[[UUID], str]) -> SafeString:
    """The body of the table of requests that wait for the coach; each row leads to its request, at `address` of its key."""
    columns = (
        (_("Company"), ""),
        (_("Municipality"), ""),
        (_("Workers"), NUMBER),
        (_("Asked on"), ""),
        (_("Answer by"), ""),
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
