"""An assessor's files as their page lists them: those to score, those that are scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from coaching.core.screen.columns import Column, drawn
from coaching.core.screen.tables import NUMBER, link, once
from coaching.core.templatetags.ui import deadline
from coaching.programmes.assessment import queries
from coaching.programmes.models import Application, Assessment

Row = tuple[Assessment, Application]
COMPANY = Column("company", _("Company"))
REFERENCE = Column("reference", _("Reference"), "nowrap")
TO_JUDGE = (
    replace(COMPANY, sort="company"),
    replace(REFERENCE, sort="reference"),
    Column("due", _("Score by"), "nowrap", "due"),
)
JUDGED = (COMPANY, REFERENCE, Column("total", _("Score"), NUMBER))


def to_judge(request: HttpRequest, rows: Iterable[Row], address: Callable[[UUID], str], today: date) -> SafeString:
    """Head and body of the table, in the order of the queue; empty when nothing waits."""
    waiting = [row for row in rows if row[0].submitted_at is None]
    day = once(lambda due: deadline(due, today))
    return _table(request, TO_JUDGE, waiting, address, due=lambda row: day(row[0].due_on))


def judged(request: HttpRequest, rows: Iterable[Row], address: Callable[[UUID], str]) -> SafeString:
    """Head and body of the table of what was handed in, the last one first; empty when nothing was."""
    done = [row for row in rows if row[0].submitted_at]
    unscored = queries.unscored(file for _row, file in done)
    nothing = format_html('<span class="quiet">{}</span>', _("nothing to score"))
    return _table(request, JUDGED, done, address, total=lambda row: nothing if row[1].pk in unscored else _of(row[0]))


def _of(row: Assessment) -> str:
    return f"{localize(row.total)} / 100"


def _table(
    request: HttpRequest, columns: tuple[Column, ...], rows: list[Row], address: Callable[[UUID], str], **last: Any
) -> SafeString:
    if not rows:
        return mark_safe("")
    cells: dict[str, Callable[[Row], Any]] = {
        "company": lambda row: link(address(row[1].pk), row[1].company_name),
        "reference": lambda row: row[1].reference,
        **last,
    }
    return drawn(request, columns, rows, cells)
