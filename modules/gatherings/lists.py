"""Gatherings of the offer as the desk lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from coaching.core.screen.columns import Column, drawn
from coaching.core.screen.tables import NUMBER, link
from coaching.core.templatetags.ui import tag, when
from modules.models import Gathering

COLUMNS = (
    Column("module", gettext_lazy("Module")),
    Column("when", gettext_lazy("When")),
    Column("where", gettext_lazy("Where")),
    Column("places", pgettext_lazy("gathering", "Places"), NUMBER),
    Column("left", gettext_lazy("Left"), NUMBER),
)
# What of a gathering and its module the list reads.
READ = ("starts_at", "place", "link", "capacity", "cancelled_at", "module", "module__title")


def planned(request: HttpRequest, rows: Iterable[tuple[Gathering, int]]) -> SafeString:
    """Head and body of the table; each row leads to its gathering. rows: with the places that are left."""
    off = format_html(" {}", tag(_("cancelled"), "bad"))

    def module(row: tuple[Gathering, int]) -> SafeString:
        there = link(f"{row[0].pk}/", row[0].module)
        return there + off if row[0].cancelled_at else there

    cells: dict[str, Callable[[tuple[Gathering, int]], Any]] = {
        "module": module,
        "when": lambda row: when(row[0].starts_at),
        "where": lambda row: row[0].place or row[0].link,
        "places": lambda row: row[0].capacity,
        "left": lambda row: row[1],
    }
    return drawn(request, COLUMNS, rows, cells)
