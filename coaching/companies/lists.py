"""The company's people and units as their pages list them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.companies.guests import MandateLine
from coaching.companies.models import Mandate
from coaching.companies.queries import Member, UnitRow
from coaching.core.ground.people import Reachable
from coaching.core.ground.roles import Role
from coaching.core.screen.tables import NUMBER, body, in_a_row, link, once
from coaching.core.templatetags.ui import tag, when
from coaching.core.tenancy.requests import PlaceRequest
from coaching.core.tenancy.workspace import Place


def people(
    members: Iterable[Member], place: Place, reach: dict[int, Reachable], *, may_manage: bool, may_leave: bool
) -> SafeString:
    """The body of the table. reach: user id → how to reach them, where the reader may know.

    may_leave: whether there is a column with what one may do.
    """
    columns = [
        ("", ""),
        (_("Role"), ""),
        (_("To reach"), "nowrap"),
        (_("From"), ""),
        (_("Until"), ""),
        *([("", "")] if may_leave else []),
    ]
    me, binds = (
        format_html(" {}", tag(_("you"), "info", "user")),
        format_html(" {}", tag(_("may bind the employer"), "brand")),
    )
    role = once(lambda value: capfirst(str(Role(value).label)))
    change, end = place.url_by_key("companies:membership"), place.url_by_key("companies:end_membership")
    words = {"change": _("Change"), "leave": _("Leave"), "end": _("End")}

    def deeds(member: Member) -> SafeString:
        if not member.is_active or not (may_manage or member.is_me):
            return mark_safe("")
        pk, last = member.membership.pk, words["leave" if member.is_me else "end"]
        shown = [(change, words["change"])] if may_manage else []
        links = (
            format_html('<a href="{}">{}<span class="vh"> {}</span></a>', address(pk), word, member.name)
            for address, word in [*shown, (end, last)]
        )
        return mark_safe(f'<div class="row">{"".join(links)}</div>')

    lines = (
        (
            format_html("{}{}", member.name, me) if member.is_me else member.name,
            format_html(
                "<span>{}{}</span>", role(member.membership.role), binds if member.membership.has_mandate else ""
            ),
            in_a_row(reach.get(member.membership.user_id)),
            when(member.membership.begins_on),
            when(member.membership.ended_at.date() if member.membership.ended_at else member.membership.ends_on),
            *([deeds(member)] if may_leave else []),
        )
        for member in members
    )
    return body(columns, lines)


def scope_of(mandate: Mandate) -> SafeString:
    """What of the file, in words."""
    if mandate.since is None:
        return format_html("{}", _("the whole file"))
    return format_html("{} {}", _("what is made since"), when(timezone.localtime(mandate.since).date()))


def ends_of(mandate: Mandate) -> SafeString:
    """Until when, and whether anything is written still."""
    if mandate.is_over:
        return when(mandate.last_day)
    last = when(mandate.last_day, _("no end"))
    return last if mandate.may_write else format_html("{} {}", last, tag(_("reads only"), "info"))


def mandates(lines: Iterable[MandateLine], place: Place, *, may_give: bool) -> SafeString:
    """The body of the table: who from outside, as what, in what, until when."""
    columns = [
        ("", ""),
        (_("As"), ""),
        (_("What for"), ""),
        (_("Since"), ""),
        (_("Until"), ""),
        (_("Given by"), ""),
        *([("", "")] if may_give else []),
    ]
    extend, end = place.url_by_key("companies:extend_mandate"), place.url_by_key("companies:end_mandate")

    def deeds(line: MandateLine) -> SafeString:
        pk = line.mandate.pk
        links = (
            format_html('<a href="{}">{}<span class="vh"> {}</span></a>', address, word, line.name)
            for address, word in ((extend(pk), _("Extend")), (end(pk), _("End")))
        )
        return mark_safe(f'<div class="row">{"".join(links)}</div>')

    return body(
        columns,
        (
            (
                line.name,
                capfirst(line.mandate.get_discipline_display()),
                scope_of(line.mandate),
                when(timezone.localtime(line.mandate.begins_at).date()),
                ends_of(line.mandate),
                line.given_by or "–",
                *([deeds(line)] if may_give else []),
            )
            for line in lines
        ),
    )


@dataclass(frozen=True)
class Section:
    """A table of the page of units: those of one establishment, the functions, what is closed."""

    title: str
    business_unit: str
    workers: int
    body: SafeString
    is_closed: bool = False
    is_function: bool = False


def units(request: PlaceRequest, rows: Sequence[UnitRow], *, may_open: bool) -> list[Section]:
    """The list of units, a table for each place. A part stands behind what it is part of, and a reader hears of what."""
    place = request.place
    address = place.url_by_key("companies:work_unit") if may_open else None
    words = {"exceed": _("its parts count more"), "part": _("part of %(name)s")}

    def name(row: UnitRow) -> SafeString:
        shown = link(address(row.key), row.name) if address else row.name
        within = words["part"] % {"name": row.within[-1]} if row.within else ""
        said = format_html('<span class="vh"> {}</span>', within) if within else ""
        exceed = format_html(" {}", tag(words["exceed"], "attention")) if row.parts_exceed else ""
        return format_html('<span class="in{}">{}{}{}</span>', min(row.level, 4), shown, said, exceed)

    def section(rows: list[UnitRow]) -> Section:
        first = rows[0]
        closed = first.ended_on is not None
        columns = [("", ""), (_("Workers"), NUMBER)]
        if closed:
            columns += [(_("Ended on"), "nowrap"), (_("Became"), "")]
            gone = [(name(row), row.workers, when(row.ended_on), ", ".join(row.became) or "–") for row in rows]
            return Section("", "", 0, body(columns, gone), is_closed=True)
        lines = [(name(row), row.workers) for row in rows]
        workers = sum(row.workers for row in rows if row.level == 0)
        title = "" if first.is_function else first.place
        return Section(title, first.business_unit, workers, body(columns, lines), is_function=first.is_function)

    def kind(row: UnitRow) -> tuple[bool, bool, str, str]:
        return (row.ended_on is not None, row.is_function, row.business_unit, row.place)

    return [section(list(found)) for _kind, found in groupby(rows, key=kind)]
