"""A coach's companies, a programme's first files and its groups as the first pages show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coaching.companies.guests import FileLine
from coaching.companies.lists import ends_of, scope_of
from coaching.core.ground.people import Reachable
from coaching.core.ground.search import fold
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.screen.columns import Column, ListKind, drawn, register
from coaching.core.screen.tables import NUMBER, body, in_a_row, link, once, shortened
from coaching.core.templatetags.ui import deadline, status, tag, when
from coaching.core.tenancy.workspace import address
from coaching.insight.counts import TOTAL
from coaching.insight.funnel import Row
from coaching.insight.models import ImportRun
from coaching.programmes.enums import ApplicationState
from coaching.programmes.lists import in_short
from coaching.programmes.models import Application
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Trajectory
from coaching.trajectories.rules import STALLED_AFTER

# ?sort= → what a coach's companies are put in order by, as the portfolio knows them; without one, what hurts soonest is first.
CLIENT_SORTS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "company": lambda row: fold(row["trajectory"].company.name),
    "due": lambda row: (row["next"].due_on if row["next"] else None) or date.max,
    "route": lambda row: row["steps_done"],
    "hours": lambda row: row["trajectory"].hours_used,
    "state": lambda row: list(TrajectoryState.values).index(row["trajectory"].state),
    "approved_on": lambda row: row["trajectory"].approved_on,
    "started_on": lambda row: row["trajectory"].started_on or date.max,
    "last_session_on": lambda row: row["trajectory"].last_session_on or date.min,
    "late": lambda row: row["measures"].get("overdue", 0),
}
CLIENTS = register(
    ListKind(
        "clients",
        gettext_lazy("My companies"),
        "insight:portfolio",
        (
            Column("company", gettext_lazy("Company"), sort="company"),
            Column("contact", gettext_lazy("Contact")),
            Column("next", gettext_lazy("Next step")),
            Column("by", gettext_lazy("By"), sort="due"),
            Column("route", gettext_lazy("Route"), sort="route"),
            Column("hours", gettext_lazy("Hours"), NUMBER, sort="hours"),
            Column("state", gettext_lazy("Status"), sort="state"),
            Column("approved_on", gettext_lazy("Approved on"), sort="approved_on", at_first=False),
            Column("started_on", gettext_lazy("Started on"), sort="started_on", at_first=False),
            Column("last_session_on", gettext_lazy("Last session"), sort="last_session_on", at_first=False),
            Column("measures", gettext_lazy("Measures"), NUMBER, at_first=False),
            Column("late", gettext_lazy("Late"), NUMBER, sort="late", at_first=False),
        ),
        frozenset(CLIENT_SORTS),
        frozenset({"q", "state"}),
        place="coach",
    )
)


def in_order(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """A coach's companies as `?sort=` says; for all else as they are."""
    key = CLIENT_SORTS.get(sort.removeprefix("-"))
    return sorted(rows, key=key, reverse=sort.startswith("-")) if key else rows


def clients(
    request: HttpRequest,
    rows: Iterable[dict[str, Any]],
    columns: Sequence[Column],
    contacts: Mapping[UUID, list[Reachable]],
    today: date,
) -> SafeString:
    """Head and body of the table. rows: what the portfolio knows of each company; contacts: company id → whom one may call."""
    sign = once(lambda state: status(state, TrajectoryState(state).label))
    route, hours = once(_route), _hours()

    def next_step(row: dict[str, Any]) -> Any:
        if row["next_url"]:
            return link(row["next_url"], row["next"].label)
        return row["next"].label if row["next"] else ""

    def measures(row: dict[str, Any]) -> str:
        found = row["measures"]
        return f"{found['carried_out']} / {found['total']}" if found else "–"

    cells: dict[str, Callable[[dict[str, Any]], Any]] = {
        "company": lambda row: link(row["url"], row["trajectory"].company.name),
        "contact": lambda row: in_a_row(next(iter(contacts.get(row["trajectory"].company_id, ())), None)),
        "next": next_step,
        "by": lambda row: _by(row, today),
        "route": lambda row: route(row["steps_done"]),
        "hours": lambda row: hours(row["trajectory"].hours_used, row["trajectory"].coaching_hours),
        "state": lambda row: sign(row["trajectory"].state),
        "approved_on": lambda row: when(row["trajectory"].approved_on),
        "started_on": lambda row: when(row["trajectory"].started_on),
        "last_session_on": lambda row: when(row["trajectory"].last_session_on),
        "measures": measures,
        "late": lambda row: row["measures"].get("overdue", 0),
    }
    return drawn(request, columns, rows, cells)


def ended(rows: Iterable[Trajectory], page: Callable[[str], str]) -> SafeString:
    """The lines of companies whose coaching has ended. page: the address of a company's page, by its slug."""
    sign = once(lambda state: status(state, TrajectoryState(state).label))
    return format_html_join(
        "\n", "<li>{} {}</li>", ((link(page(row.company.slug), row.company.name), sign(row.state)) for row in rows)
    )


def mandates(lines: Iterable[FileLine]) -> SafeString:
    """The body of the table: files in which one works or reads, as what and until when."""
    columns = (("", ""), (_("As"), ""), (_("What for"), ""), (_("Until"), ""))
    return body(
        columns,
        (
            (
                link(f"{address('insight:workspace', line.slug)}?as=coach", line.name),
                capfirst(line.mandate.get_discipline_display()),
                scope_of(line.mandate),
                ends_of(line.mandate),
            )
            for line in lines
        ),
    )


def funnel(rows: Sequence[Row], heading: Any) -> SafeString:
    """The body of a table of groups, the last of which may be their total."""
    columns = (
        (heading, ""),
        (_("Applied"), NUMBER),
        (_("Approved"), NUMBER),
        (_("Started"), NUMBER),
        (_("Started of those approved"), NUMBER),
    )
    lines = ((row.label, row.applied, row.approved, row.started, f"{row.started_share}\u00a0%") for row in rows)
    return body(columns, lines, total=bool(rows) and rows[-1].key == TOTAL)


def inbox(rows: Iterable[Application], address: Callable[[UUID], str]) -> SafeString:
    """The body of the table of what is to be decided first; each row leads to its file, at `address` of its key."""
    columns = (
        (_("Company"), ""),
        (_("Reference"), ""),
        (_("Target group"), ""),
        (_("Priority"), NUMBER),
        (_("Received"), ""),
        (_("Status"), ""),
    )
    sign, group = once(lambda state: status(state, ApplicationState(state).label)), shortened()
    lines = (
        (
            link(address(row.pk), row.company_name),
            row.reference,
            in_short(group, row),
            row.priority_score,
            when(row.submitted_at),
            sign(row.state),
        )
        for row in rows
    )
    return body(columns, lines)


# Small multiples: the same little picture in each row, drawn once per value and read in one look down the column.
WIDE, STEPS, TALL = 56, 8, 5


def _route(done: int) -> SafeString:
    """Eight steps, those that are done filled."""
    marks = "".join(
        f'<rect class="{"s1" if step < done else "track"}" x="{step * 7}" width="6" height="{TALL}"/>'
        for step in range(STEPS)
    )
    return _small(marks, f"{done} / {STEPS}")


def _hours() -> Callable[[Decimal, Decimal], SafeString]:
    @cache
    def draw(used: Decimal, given: Decimal) -> SafeString:
        """A bar of the hours used within those given; one that ran over is full and of another colour."""
        part = round(WIDE * min(used / given, Decimal(1))) if given else 0
        marks = f'<rect class="track" width="{WIDE}" height="{TALL}"/>'
        if part:
            marks += f'<rect class="{"bad" if used > given else "s1"}" width="{part}" height="{TALL}"/>'
        return _small(marks, f"{localize(used)} / {localize(given)}")

    return draw


def _small(marks: str, words: str) -> SafeString:
    return mark_safe(
        f'<span>{words}<svg class="vs" width="{WIDE}" height="{TALL}" aria-hidden="true">{marks}</svg></span>'
    )


def _by(row: dict[str, Any], today: date) -> Any:
    """The date of the next step, else what is wrong."""
    if row["next"] and row["next"].due_on:
        return deadline(row["next"].due_on, today)
    if late := row["measures"].get("overdue"):
        return tag(ngettext("%(n)s measure late", "%(n)s measures late", late) % {"n": late}, "bad")
    return tag(_("no session for %(days)s days") % {"days": STALLED_AFTER.days}, "attention") if row["stalled"] else "–"


# ?sort= → order of the files that were handed in.
IMPORT_SORTS = {
    "made": ("created_at", "id"),
    "-made": ("-created_at", "id"),
    "file": ("file_name", "-created_at", "id"),
    "-file": ("-file_name", "-created_at", "id"),
    "written": ("written", "-created_at", "id"),
    "-written": ("-written", "-created_at", "id"),
    "state": ("state", "-created_at", "id"),
    "-state": ("-state", "-created_at", "id"),
}
IMPORT_COLUMNS = (
    Column("file", gettext_lazy("File"), sort="file"),
    Column("made", gettext_lazy("Handed in"), sort="made"),
    Column("by", gettext_lazy("Handed in by")),
    Column("written", gettext_lazy("Written"), NUMBER, sort="written"),
    Column("mistakes", gettext_lazy("Mistakes"), NUMBER),
    Column("state", gettext_lazy("Status"), sort="state"),
)


def imports(
    request: HttpRequest, rows: Iterable[ImportRun], names: Mapping[int, str], address: Callable[[UUID], str]
) -> SafeString:
    """Head and body of the table of files that were handed in. address: of the page of a file, by its key."""
    checked = format_html(' <span class="quiet small">{}</span>', _("only checked"))
    cells: dict[str, Callable[[ImportRun], Any]] = {
        "file": lambda run: format_html("{}{}", link(address(run.pk), run.file_name), checked if run.rehearsal else ""),
        "made": lambda run: when(run.created_at),
        "by": lambda run: names.get(run.created_by_id or 0, "–"),
        "written": lambda run: run.written,
        "mistakes": lambda run: run.problem_count,
        "state": lambda run: status(run.state, run.get_state_display()),
    }
    return drawn(request, IMPORT_COLUMNS, rows, cells)


# -- Mails that did not arrive -----------------------------------------------------------------------------------------
MAIL_READS = ("id", "kind", "state", "created_at", "subject", "recipient_id", "trajectory_id")
MAIL_SORTS = {"subject": ("subject", "id"), "made": ("created_at", "id"), "state": ("state", "-created_at", "id")}
MAILS = (
    Column("subject", gettext_lazy("Mail"), sort="subject"),
    Column("company", gettext_lazy("Company")),
    Column("reader", gettext_lazy("Addressee")),
    Column("made", gettext_lazy("Made"), "nowrap", "made"),
    Column("state", gettext_lazy("Status"), sort="state"),
    Column("does", gettext_lazy("What you can do")),
)


def mails(
    request: HttpRequest,
    rows: Sequence[OutgoingEmail],
    companies: Mapping[UUID, str],
    readers: Mapping[int, str],
    address: Callable[[UUID], str],
) -> SafeString:
    """Head and body of the table. companies: key of a trajectory → name; readers: key of a person → name."""
    call = _("Call or write yourself: this mail did not go out.")
    ask = _("Ask whether it arrived: the mail server did not say.")
    nobody = format_html('<span class="quiet">{}</span>', "–")

    def company(row: OutgoingEmail) -> Any:
        name = companies.get(row.trajectory_id, "") if row.trajectory_id else ""
        return link(address(row.trajectory_id), name) if row.trajectory_id and name else nobody

    cells: dict[str, Callable[[OutgoingEmail], Any]] = {
        "subject": lambda row: row.subject or row.kind,
        "company": company,
        "reader": lambda row: readers.get(row.recipient_id or 0, nobody),
        "made": lambda row: when(row.created_at),
        "state": lambda row: status(row.state, MailState(row.state).label),
        "does": lambda row: call if row.state == MailState.FAILED else ask,
    }
    return drawn(request, MAILS, rows, cells)
