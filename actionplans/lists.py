"""Measures as the list of a company shows them; findings beside what a five-year plan does about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import localize
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from actionplans.enums import MeasureState, PreventionLevel
from actionplans.queries.annual import Group, Planned
from actionplans.queries.follow_up import Followed
from actionplans.queries.plans import FindingLine, ObjectiveLine
from coaching.core.ground.people import Reachable
from coaching.core.screen.cards_in_rows import cards
from coaching.core.screen.escaping import escaped
from coaching.core.screen.pages import below
from coaching.core.screen.tables import body, group, link, once
from coaching.core.templatetags.ui import aspect, deadline, euro, status, tag, when
from riskanalysis.enums import Colour, WorkAspect


def measures(rows: Iterable[Followed], path: str, today: date, reach: Iterable[Reachable] = ()) -> SafeString:
    """The body of the table. path: of the list, below which each measure has its page.

    reach: contacts of the company; of who follows up a measure, these can be called from the list.
    """
    card, contacts = cards(_("Contact of the company")), {one.id: one for one in reach}
    columns = (("", ""), (_("Status"), ""), (_("When"), ""), (_("Followed up by"), ""), (_("Progress"), ""))
    sign = once(lambda state: status(state, MeasureState(state).label))
    label = escape(_("Progress"))
    lines = (
        (
            link(below(path, row.measure.pk), f"{row.measure.code} {row.measure.what}"),
            sign(row.measure.state),
            _when(row, today),
            card(row.measure.owner_id, row.owner_name, contacts.get(row.measure.owner_id or 0))
            if row.owner_name
            else "–",
            _progress(row.measure.progress, label),
        )
        for row in rows
    )
    return body(columns, lines)


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

    drawn = [group(columns, head(found, page), map(line, found.measures)) for found, page in groups]
    return mark_safe("".join(drawn))


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
