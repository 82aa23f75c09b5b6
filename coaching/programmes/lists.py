"""Applications as the desk's list shows them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground.choices import Province
from coaching.core.screen.escaping import escaped
from coaching.core.screen.tables import NUMBER, body, link, once, shortened
from coaching.core.templatetags.ui import status, when
from coaching.programmes.enums import ApplicationState, TargetGroup
from coaching.programmes.models import Application

# A column's words for the target groups; a tap shows the whole.
SHORT: dict[str, Any] = {
    TargetGroup.SME_LOW_SKILLED: gettext_lazy("< 50, low-skilled"),
    TargetGroup.SME_OTHER: gettext_lazy("< 50, other"),
    TargetGroup.LARGE_LOW_SKILLED: gettext_lazy("50+, low-skilled"),
    TargetGroup.LARGE_OTHER: gettext_lazy("50+, other"),
}


def applications(rows: Iterable[Application], *, tick: bool = False, query: str = "") -> SafeString:
    """The body of the table; each row leads to its file. tick: a box per row, for the form with id `bulk`.

    query: of the list, which goes along so that the file knows what comes next.
    """
    columns = (
        (_("Company"), ""),
        (_("Reference"), "nowrap"),
        (_("Status"), ""),
        (_("Target group"), ""),
        (_("Workers"), NUMBER),
        (_("Province"), ""),
        (_("Priority"), NUMBER),
        (_("Sent"), ""),
    )
    words, along = _("Tick %(company)s"), f"?{query}" if query else ""

    def name(row: Application) -> SafeString:
        to_file = link(f"{row.pk}/{along}", row.company_name)
        if not tick:
            return to_file
        label = escaped(words % {"company": row.company_name})
        return mark_safe(
            f'<input type="checkbox" name="ids" value="{row.pk}" form="bulk" aria-label="{label}"> {to_file}'
        )

    sign = once(lambda state: status(state, ApplicationState(state).label))
    group = shortened()
    province = once(lambda value: capfirst(str(Province(value).label)))
    day = once(when)
    lines = (
        (
            name(row),
            row.reference,
            sign(row.state),
            group(row.target_group, SHORT[row.target_group], capfirst(str(TargetGroup(row.target_group).label)))
            if row.target_group
            else "",
            "–" if row.headcount is None else row.headcount,
            province(row.province),
            row.priority_score,
            day(row.submitted_at.date() if row.submitted_at else None),
        )
        for row in rows
    )
    return body(columns, lines)
