"""Measures as the list of a company shows them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.formats import localize
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from actionplans.enums import MeasureState
from actionplans.models import PreventionMeasure
from coaching.core.screen.tables import body, link, once
from coaching.core.templatetags.ui import deadline, status, when


def measures(rows: Iterable[PreventionMeasure], today: date) -> SafeString:
    """The body of the table. Rows carry `url`, `owner_name`, `late` and `finished` (`queries.with_owners`)."""
    columns = (("", ""), (_("Status"), ""), (_("When"), ""), (_("Followed up by"), ""), (_("Progress"), ""))
    sign = once(lambda state: status(state, MeasureState(state).label))
    label = escape(_("Progress"))
    lines = (
        (
            link(row.url, f"{row.code} {row.what}"),
            sign(row.state),
            _when(row, today),
            row.owner_name or "–",
            _progress(row.progress, label),
        )
        for row in rows
    )
    return body(columns, lines)


def _when(row: PreventionMeasure, today: date) -> SafeString:
    if row.finished:
        return when(row.done_on)
    return deadline(row.due_on, today) if row.late else when(row.due_on)


def _progress(share: int, label: str) -> SafeString:
    words = f"{localize(share)} %"
    bar = f'<progress value="{share}" max="100" aria-label="{label}">{words}</progress>'
    return mark_safe(f'<div class="progress"><span>{words}</span>{bar}</div>')
