"""People and work units of a company as files: what their pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies.queries import Member
from coaching.companies.wheel.saying import rule_of, source_of, state_of, what_of, who_of
from coaching.core.ground.people import Reachable
from coaching.core.ground.roles import Role
from coaching.core.paper.exports import Column

UNITS: tuple[Column, ...] = (
    Column(_("Name"), lambda row: row.name),
    Column(_("Part of"), lambda row: row.within[-1] if row.within else ""),
    Column(_("Establishment"), lambda row: row.place),
    Column(_("Technical business unit"), lambda row: row.business_unit),
    Column(_("Function"), lambda row: row.is_function),
    Column(_("Number of workers"), lambda row: row.workers),
    Column(_("Status"), lambda row: _("ended") if row.ended_on else _("in use")),
    Column(_("Ended on"), lambda row: row.ended_on),
    Column(_("Became"), lambda row: row.became),
)

BUSINESS_UNITS: tuple[Column, ...] = (
    Column(_("Name"), lambda row: row.name),
    Column(_("Establishments"), lambda row: row.places),
    Column(_("Establishments of other legal entities"), lambda row: row.others),
    Column(_("Consultation body"), lambda row: row.body),
    Column(_("Number of workers"), lambda row: row.workers),
    Column(_("Status"), lambda row: _("ended") if row.is_ended else _("in use")),
)

ADVICE: tuple[Column, ...] = (
    Column(_("Advised on"), lambda row: timezone.localtime(row.advice.given_at).date()),
    Column(_("Adviser"), lambda row: row.author),
    Column(_("As"), lambda row: row.discipline),
    Column(_("About"), lambda row: row.title),
    Column(_("Question"), lambda row: row.advice.question.text if row.advice.question else ""),
    Column(_("Asked by"), lambda row: row.asked_by),
    Column(_("Advice"), lambda row: row.advice.text),
    Column(_("Replaced by a later one"), lambda row: row.replaced),
)


def people(reach: Mapping[int, Reachable]) -> Sequence[Column]:
    """reach: user id → how to reach them, where the reader may know: the page shows no more."""

    def way(member: Member) -> Reachable | None:
        return reach.get(member.membership.user_id)

    return (
        Column(_("Name"), lambda row: row.name),
        Column(_("Role"), lambda row: capfirst(str(Role(row.membership.role).label))),
        Column(_("May bind the employer"), lambda row: row.membership.has_mandate),
        Column(_("E-mail address"), lambda row: found.email if (found := way(row)) else ""),
        Column(_("Telephone"), lambda row: found.phone if (found := way(row)) else ""),
        Column(_("From"), lambda row: row.membership.begins_on),
        Column(_("Until"), _until),
    )


def _until(member: Member) -> object:
    row = member.membership
    return timezone.localtime(row.ended_at).date() if row.ended_at else row.ends_on


# A line of the year wheel.
YEAR: tuple[Column, ...] = (
    Column(_("At the latest on"), lambda line: line.day),
    Column(_("What"), what_of),
    Column(_("Who must act"), lambda line: capfirst(who_of(line.who))),
    Column(_("Status"), lambda line: capfirst(state_of(line.state, line.kind.key))),
    Column(_("Was done on"), lambda line: line.deed.done_on),
    Column(_("What is to be said of it"), lambda line: line.deed.notes),
    Column(_("Rule"), lambda line: rule_of(line.kind)),
    Column(_("Source"), lambda line: source_of(line.kind)),
)


def _of_line(column: Column) -> Column:
    """The same column for a line with its company."""
    return replace(column, value=lambda row: column.value(row.line))


# Of many files: a line and its company's name.
ALL_DATES: tuple[Column, ...] = (Column(_("Company"), lambda row: row.name), *map(_of_line, YEAR))
