"""What was taken up, as the programme's list shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coaching.core.screen.columns import Column, ListKind, drawn, register
from coaching.core.screen.tables import NUMBER, link, once
from coaching.core.templatetags.ui import status, when
from modules.models import ModuleUptake
from modules.uptake.enums import UptakeState
from modules.uptake.queries import SORTS

KIND = register(
    ListKind(
        "uptakes",
        _("Taken up"),
        "modules:desk_uptakes",
        (
            Column("company", _("Company"), sort="company"),
            Column("what", _("What")),
            Column("layer", _("Layer"), NUMBER, sort="layer"),
            Column("state", _("Status"), sort="state"),
            Column("since", _("Since"), sort="since"),
            Column("email", _("E-mail address"), at_first=False),
        ),
        frozenset(name.removeprefix("-") for name in SORTS),
        frozenset({"q", "state", "layer"}),
    )
)


def uptakes(
    request: HttpRequest, rows: Iterable[ModuleUptake], columns: Sequence[Column], query: str = ""
) -> SafeString:
    """Head and body of the table; each row leads to what was taken up. query: of the list, which goes along."""
    along = f"?{query}" if query else ""
    sign = once(lambda state: status(state, UptakeState(state).label))
    cells: dict[str, Callable[[ModuleUptake], Any]] = {
        "company": lambda row: link(f"{row.pk}/{along}", row.company_name),
        "what": str,
        "layer": lambda row: row.layer,
        "state": lambda row: sign(row.state),
        "since": lambda row: when(row.created_at.date()),
        "email": lambda row: row.email,
    }
    return drawn(request, columns, rows, cells)
