"""Measures as the list of a company shows them; findings beside what a five-year plan does about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans.enums import MeasureState, PreventionLevel
from actionplans.queries.annual import Group, Planned
from actionplans.queries.follow_up import SORTS, Followed
from actionplans.queries.plans import FindingLine, ObjectiveLine
from coaching.core.ground.people import Reachable
from coaching.core.screen.cards_in_rows import cards
from coaching.core.screen.columns import Column, ListKind, drawn, register
from coaching.core.screen.escaping import escaped
from coaching.core.screen.pages import below
from coaching.core.screen.tables import NUMBER, body, group, link, once
from coaching.core.templatetags.ui import aspect, deadline, euro, status, tag, when
from riskanalysis.enums import Colour, WorkAspect

KIND = register(
    ListKind(
        "measures",
        gettext_lazy("Measures"),
        "actionplans:measures",
        (
            Column("measure", gettext_lazy("Measure"), sort="code"),
            Column("state", gettext_lazy("Status"), sort="state"),
            Column("when", gettext_lazy("When"), sort="due"),
            Column("owner", gettext_lazy("Followed up by")),
            Column("progress", gettext_lazy("Progress"), sort="progress", needs=("progress",)),
            Column("objective", gettext_lazy("Objective"), at_first=False, needs=("objective__code",)),
            Column("year", gettext_lazy("Year"), NUMBER, at_first=False, needs=("plan__year",)),
            Column(
                "level",
                gettext_lazy("Prevention level"),
                sort="level",
                at_first=False,
                needs=("prevention_level",),
            ),
            Column("who", gettext_lazy("Who"), at_first=False, needs=("who",)),
            Column("where", gettext_lazy("Where"), at_first=False, needs=("where",)),
            Column(
                "budget", gettext_lazy("Budget"), "num nowrap", sort="budget", at_first=False, needs=("budget_eur",)
            ),
            Column("spent", gettext_lazy("Spent"), "num nowrap", sort="spent", at_first=False, needs=("spent_eur",)),
        ),
        frozenset(name.removeprefix("-") for name in SORTS),
        frozenset({"q", "state", "late", "owner", "objective", "level", "year"}),
        place="company",
    )
)


def measures(
    request: HttpRequest,
    rows: Iterable[Followed],
    columns: Sequence[Column],
    path: str,
    today: date,
    reach: Iterable[Reachable] = (),
) -> SafeString:
    """Head and body of the table. path: of the list, below which each measure has its page.

    reach: contacts of the company; of who follows up a measure, these can be called from the list.
    """
    card, contacts = cards(_("Contact of the company")), {one.id: one for one in reach}
    sign = once(lambda state: status(state, MeasureState(state).label))
    level = once(lambda code: str(PreventionLevel(code).label).split(":")[0] if code else "–")
    label, amount = escape(_("Progress")), once(euro)

    def owner(row: Followed) -> Any:
        key = row.measure.owner_id
        return card(key, row.owner_name, contacts.get(key or 0)) if row.owner_name else "–"

    cells: dict[str, Callable[[Followed], Any]] = {
        "measure": lambda row: link(below(path, row.measure.pk), f"{row.measure.code} {row.measure.what}"),
        "state": lambda row: sign(row.measure.state),
        "when": lambda row: _when(row, today),
        "owner": owner,
        "progress": lambda row: _progress(row.measure.progress, label),
        "objective": lambda row: row.measure.objective.code,
        "year": lambda row: str(row.measure.plan.year),
        "level": lambda row: level(row.measure.prevention_level),
        "who": lambda row: row.measure.who or "–",
        "where": lambda row: row.measure.where or "–",
        "budget": lambda row: amount(row.measure.budget_eur),
        "spent": lambda row: "–" if row.measure.spent_eur is None else amount(row.measure.spent_eur),
    }
    return drawn(request, columns, rows, cells, named=False)


def _when(row: Followed, today: date) -> SafeString:
    if row.finished:
        return when(row.measure.done_on)
    return deadline(row.measure.due_on, today) if row.late else when(row.measure.due_on)


def _progress(share: int, label: str) -> SafeString:
    words = f"{localize(share)} %"
    bar = f'<progress value="{share}" max="100" aria-label="{label}">{words}</progress>'
    return mark_safe(f'<div class="progress"><span>{words}</span>{bar}</div>')


def of_year(rows: Iterable[Planned]) -> SafeString:
    """The measures of a yearly plan in one row after the other: the body of the table."""
    return body(_year_columns(), map(_year_line(), rows))


def of_year_by_objective(groups: Iterable[tuple[Group, str]]) -> SafeString:
    """The same by objective, with what each costs. groups: with the page that adds a measure, or ""."""
    columns, line, add = _year_columns(), _year_line(), escaped(_("Add a measure"))
    budget = escaped(_("Budget"))

    def head(found: Group, page: str) -> SafeString:
        code = escaped(found.objective.code)
        more = f' <a href="{escaped(page)}">{add}<span class="vh">: {code}</span></a>' if page else ""
        return mark_safe(
            f'<tr><th scope="rowgroup" colspan="5">{escaped(str(found.objective))}{more}</th>'
            f'<td data-label="{budget}" class="num nowrap">{escaped(euro(found.budget))}</td><td></td></tr>'
        )

    parts = [group(columns, head(found, page), map(line, found.measures)) for found, page in groups]
    return mark_safe("".join(parts))


def _year_columns() -> Sequence[tuple[str, str]]:
    return (
        ("", ""),
        (_("When"), "nowrap"),
        (_("Who"), ""),
        (_("Follows up"), ""),
        (_("Level"), ""),
        (_("Budget"), "num nowrap"),
        (_("Status"), ""),
    )


def _year_line() -> Callable[[Planned], Sequence[Any]]:
    """What makes cells of a measure; what many have in common is drawn once."""
    voluntary = tag(_("voluntary"), "info", "heart-pulse")
    carried = tag(_("from an earlier year"), "neutral", "history")
    sign = once(lambda state: status(state, MeasureState(state).label))
    level = once(lambda code: str(PreventionLevel(code).label).split(":")[0] if code else "")
    day, amount = once(when), once(euro)

    def line(row: Planned) -> Sequence[Any]:
        found = row.measure
        tags = f" {voluntary}" * found.voluntary + f" {carried}" * bool(found.carried_reason)
        return (
            mark_safe(f"{link(row.url, str(found))}{tags}"),
            day(found.due_on),
            found.who,
            row.owner_name,
            level(found.prevention_level),
            amount(found.budget_eur),
            sign(found.state),
        )

    return line


def objectives(lines: Iterable[ObjectiveLine]) -> SafeString:
    """The body of the table of objectives, each with the findings that it answers."""
    voluntary = tag(_("voluntary"), "info", "heart-pulse")
    columns = (("", ""), (_("Answers"), ""), (_("Indicator"), ""))

    def answers(line: ObjectiveLine) -> SafeString:
        codes = (f'<span title="{escaped(found.hazard)}">{escaped(found.code)}</span>' for found in line.tied)
        return mark_safe(f"{voluntary} " * line.objective.voluntary + ", ".join(codes))

    def name(line: ObjectiveLine) -> Any:
        return link(line.url, str(line.objective)) if line.url else str(line.objective)

    return body(columns, ((name(line), answers(line), line.sentence) for line in lines))


# How grave a finding is, as a tag: (tone, icon).
GRAVE = {Colour.RED: ("bad", ""), Colour.ORANGE: ("attention", "triangle-alert"), Colour.GREEN: ("good", "")}


def findings(lines: Iterable[FindingLine], reason: Callable[[UUID], str] | None) -> SafeString:
    """The body of the table. reason: the page on which one says why there is no objective, by a finding's key; or None."""
    columns = (("", ""), (_("Colour"), ""), (_("Objectives"), ""), (_("Reason without objective"), ""))
    mark = once(lambda code: aspect(code, WorkAspect(code).label))
    colour = once(lambda value: tag(Colour(value).label, *GRAVE[value]))
    lacks, give, change = tag(_("none yet"), "bad"), _("Give a reason"), _("Change")

    def answer(line: FindingLine) -> Any:
        return ", ".join(line.objectives) or (lacks if line.must else "–")

    def why(line: FindingLine) -> Any:
        if reason is None or line.objectives:
            return line.reason
        words, found = change if line.reason else give, line.finding
        return format_html(
            '{} <a href="{}">{}<span class="vh">: {}</span></a>', line.reason, reason(found.pk), words, found.code
        )

    return body(
        columns, ((_finding(line, mark), colour(line.finding.colour), answer(line), why(line)) for line in lines)
    )


def _finding(line: FindingLine, mark: Callable[[Any], Any]) -> SafeString:
    found = line.finding
    unit = format_html(' <span class="quiet">{}</span>', found.work_unit) if found.work_unit else ""
    return format_html("{} {}{}", mark(found.aspect), found, unit)
