"""Dates of the year wheel as their pages list them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.companies.wheel import kinds
from coaching.companies.wheel.saying import rule_of, source_of, state_of, what_of, who_of
from coaching.companies.wheel.shown import TONE_OF
from coaching.core.ground.roles import Actor
from coaching.core.ground.wheel import DONE_AT, Line
from coaching.core.screen.columns import Column
from coaching.core.screen.tables import link
from coaching.core.templatetags.ui import tag, when
from coaching.core.tenancy.workspace import Place

Numbered = tuple[int, Line]
YEAR_COLUMNS = (
    Column("what", gettext_lazy("What")),
    Column("day", gettext_lazy("At the latest on"), "nowrap"),
    Column("state", gettext_lazy("Status"), "nowrap"),
    Column("who", gettext_lazy("Who must act")),
    Column("rule", gettext_lazy("Rule")),
    Column("deed", gettext_lazy("Done?")),
)


def year_cells(place: Place, actor: Actor) -> dict[str, Callable[[Numbered], Any]]:
    """What stands in each column for a line with its number in the picture."""
    return {
        "what": lambda row: _what(row[0], row[1], place, actor),
        "day": lambda row: _day(row[1]),
        "state": lambda row: state(row[1]),
        "who": lambda row: capfirst(who_of(row[1].who)),
        "rule": lambda row: _rule(row[1]),
        "deed": lambda row: _deed(row[1], place),
    }


def _what(number: int, line: Line, place: Place, actor: Actor) -> SafeString:
    words: Any = what_of(line)
    if line.deed.page and actor.may(line.kind.opens):
        words = link(place.url(*line.deed.page), words)
    notes = format_html('<br><span class="small">{}</span>', " · ".join(line.deed.notes)) if line.deed.notes else ""
    return format_html("{}{}{}", f"{number}. " if number else "", words, notes)


def _rule(line: Line) -> SafeString:
    return format_html('<span class="small">{} ({})</span>', rule_of(line.kind), source_of(line.kind))


def _day(line: Line) -> SafeString:
    if line.safe_date is None:
        return when(line.day)
    return format_html('{}<br><span class="quiet small">{} {}</span>', when(line.day), _("safe:"), when(line.safe_date))


def state(line: Line) -> SafeString:
    """Its tag, and since when it is on record."""
    shown = tag(state_of(line.state, line.kind.key), TONE_OF[line.state])
    return format_html("{}<br>{}", shown, when(line.deed.done_on)) if line.deed.done_on else shown


def _deed(line: Line, place: Place) -> SafeString:
    address = deed_url(line, place)
    if not address:
        return mark_safe("")
    return format_html('<a href="{}">{}<span class="vh"> {}</span></a>', address, _("Write down"), what_of(line))


def deed_url(line: Line, place: Place) -> str:
    """Where its doing is written down; "" for what is on record by itself, or done."""
    kind, day = line.kind.key, line.day.isoformat()
    if line.is_done:
        return ""
    if kind == kinds.OWN.key:
        return place.url("companies:date_done_of", kind, day, line.deed.ref)
    if kind in DONE_AT:
        return place.url(DONE_AT[kind])
    if kind in kinds.RECORDED:
        return place.url("companies:date_done", kind, day)
    return ""
