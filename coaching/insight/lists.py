"""A coach's companies as the portfolio shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import localize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.ground.people import Reachable
from coaching.core.screen.tables import NUMBER, body, in_a_row, link, once
from coaching.core.templatetags.ui import deadline, status, tag
from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.rules import STALLED_AFTER


def clients(rows: Iterable[dict[str, Any]], contacts: Mapping[UUID, list[Reachable]], today: date) -> SafeString:
    """The body of the table. rows: what the portfolio knows of each company; contacts: company id → whom one may call."""
    columns = (
        (_("Company"), ""),
        (_("Contact"), ""),
        (_("Next step"), ""),
        (_("By"), ""),
        (_("Route"), ""),
        (_("Hours"), NUMBER),
        (_("Status"), ""),
    )
    sign = once(lambda state: status(state, TrajectoryState(state).label))
    lines = (
        (
            link(row["url"], row["trajectory"].company.name),
            in_a_row(next(iter(contacts.get(row["trajectory"].company_id, ())), None)),
            link(row["next_url"], row["next"].label) if row["next_url"] else row["next"].label if row["next"] else "",
            _by(row, today),
            f"{row['steps_done']} / 8",
            f"{localize(row['trajectory'].hours_used)} / {localize(row['trajectory'].coaching_hours)}",
            sign(row["trajectory"].state),
        )
        for row in rows
    )
    return body(columns, lines)


def _by(row: dict[str, Any], today: date) -> Any:
    """The date of the next step, else what is wrong."""
    if row["next"] and row["next"].due_on:
        return deadline(row["next"].due_on, today)
    if late := row["measures"].get("overdue"):
        return tag(ngettext("%(n)s measure late", "%(n)s measures late", late) % {"n": late}, "bad")
    return tag(_("no session for %(days)s days") % {"days": STALLED_AFTER.days}, "attention") if row["stalled"] else "–"
