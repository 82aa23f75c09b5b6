"""Applications as the desk's list shows them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground import sectors
from coaching.core.ground.choices import Province
from coaching.core.screen.columns import Column, ListKind, drawn, register
from coaching.core.screen.escaping import escaped
from coaching.core.screen.tables import NUMBER, link, once, shortened
from coaching.core.templatetags.ui import status, when
from coaching.programmes.enums import OPEN_STATES, ApplicationState, TargetGroup
from coaching.programmes.models import Application
from coaching.programmes.narrowing import FILTERS
from coaching.programmes.queries import SORTS

# A column's words for the target groups; a tap shows the whole.
SHORT: dict[str, Any] = {
    TargetGroup.SME_LOW_SKILLED: gettext_lazy("< 50, low-skilled"),
    TargetGroup.SME_OTHER: gettext_lazy("< 50, other"),
    TargetGroup.LARGE_LOW_SKILLED: gettext_lazy("50+, low-skilled"),
    TargetGroup.LARGE_OTHER: gettext_lazy("50+, other"),
}


KIND = register(
    ListKind(
        "applications",
        gettext_lazy("Applications"),
        "programmes:applications",
        (
            Column("company", gettext_lazy("Company"), sort="company", needs=("company_name",)),
            Column("reference", gettext_lazy("Reference"), "nowrap", sort="reference", needs=("reference",)),
            Column("state", gettext_lazy("Status"), sort="state", needs=("state",)),
            Column("target_group", gettext_lazy("Target group"), sort="target_group", needs=("target_group",)),
            Column("workers", gettext_lazy("Workers"), NUMBER, sort="workers", needs=("headcount",)),
            Column("province", gettext_lazy("Province"), sort="province", needs=("province",)),
            Column("priority", gettext_lazy("Priority"), NUMBER, sort="priority", needs=("priority_score",)),
            Column("submitted", gettext_lazy("Sent"), sort="submitted", needs=("submitted_at",)),
            Column("waiting", gettext_lazy("Days"), NUMBER, at_first=False, needs=("submitted_at", "state")),
            Column("layer", gettext_lazy("Layer"), NUMBER, at_first=False, needs=("layer",)),
            Column("round", gettext_lazy("Round"), at_first=False, needs=("round__name",)),
            Column("score", gettext_lazy("Score"), NUMBER, sort="score", at_first=False),
            Column("sector", gettext_lazy("Sector"), at_first=False, needs=("nace_code",)),
            Column(
                "municipality",
                gettext_lazy("Municipality"),
                sort="municipality",
                at_first=False,
                needs=("municipality",),
            ),
        ),
        frozenset(SORTS),
        FILTERS,
        ("view", "sort"),
    )
)


def applications(
    request: HttpRequest,
    rows: Sequence[Application],
    columns: Sequence[Column],
    scores: Mapping[UUID, Any],
    today: date,
    *,
    tick: bool = False,
    query: str = "",
) -> SafeString:
    """Head and body of the table; each row leads to its file. tick: a box per row, for the form with id `bulk`.

    scores: key → average of the scores, where that column is shown. query: of the list, which goes along so that the file
    knows what comes next.
    """
    along = f"?{query}" if query else ""

    def to_file(row: Application) -> SafeString:
        return link(f"{row.pk}/{along}", row.company_name)

    def box(row: Application) -> SafeString:
        label = escaped(to_tick % {"company": row.company_name})
        return mark_safe(f'<input type="checkbox" name="ids" value="{row.pk}" form="bulk" aria-label="{label}"> ')

    sign = once(lambda state: status(state, ApplicationState(state).label))
    group, to_tick = shortened(), _("Tick %(company)s")
    province = once(lambda value: capfirst(str(Province(value).label)))
    day, sector = once(when), once(lambda code: capfirst(str(sectors.words_of(code))))
    cells: dict[str, Callable[[Application], Any]] = {
        "company": (lambda row: box(row) + to_file(row)) if tick else to_file,
        "reference": lambda row: row.reference,
        "state": lambda row: sign(row.state),
        "target_group": lambda row: in_short(group, row),
        "workers": lambda row: "–" if row.headcount is None else row.headcount,
        "province": lambda row: province(row.province),
        "priority": lambda row: row.priority_score,
        "submitted": lambda row: day(row.submitted_at.date() if row.submitted_at else None),
        "waiting": lambda row: _waits(row, today),
        "layer": lambda row: row.layer,
        "round": lambda row: row.round.name if row.round else "–",
        "score": lambda row: localize(round(scores[row.pk], 1)) if row.pk in scores else "–",
        "sector": lambda row: sector(row.nace_code[:2]),
        "municipality": lambda row: row.municipality,
    }
    return drawn(request, columns, rows, cells)


def in_short(group: Callable[[str, Any, Any], SafeString], row: Application) -> SafeString | str:
    """The target group in a column's words, drawn by a `shortened()` of the page."""
    if not row.target_group:
        return ""
    code = row.target_group
    return group(code, SHORT[code], lambda: capfirst(str(TargetGroup(code).label)))


def _waits(row: Application, today: date) -> Any:
    """Days since it was sent, while it waits."""
    return (today - row.submitted_at.date()).days if row.submitted_at and row.state in OPEN_STATES else "–"
