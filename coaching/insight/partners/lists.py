"""The partners of a programme as their list shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.ground.search import containing
from coaching.core.screen.columns import Column, ListKind, drawn, register
from coaching.core.screen.lists import ordered
from coaching.core.screen.tables import link, once
from coaching.core.templatetags.ui import tag, when
from coaching.programmes.enums import ReferralChannel
from coaching.programmes.models import Partner

SORTS: dict[str, Any] = {
    "name": ("name", "id"),
    "kind": ("kind", "name", "id"),
    "status": (F("retired_at").asc(nulls_first=True), "name", "id"),
    "since": ("created_at", "id"),
}
PARTNERS = register(
    ListKind(
        "partners",
        gettext_lazy("Partners"),
        "insight:partners",
        (
            Column("name", gettext_lazy("Partner"), sort="name"),
            Column("kind", gettext_lazy("Kind of partner"), sort="kind"),
            Column("link", gettext_lazy("Link")),
            Column("status", gettext_lazy("Status"), sort="status"),
            Column("since", gettext_lazy("Since"), sort="since", at_first=False),
        ),
        frozenset(SORTS),
        frozenset({"q", "kind"}),
    )
)


def partners_found(filters: Mapping[str, Any], sort: str) -> QuerySet[Partner]:
    """Partners of the programme in force, as the filter says, by name unless another order is asked."""
    found = Partner.objects.order_by("name", "id")
    if filters["q"]:
        found = found.filter(containing(filters["q"], "name"))
    if filters["kind"]:
        found = found.filter(kind=filters["kind"])
    if sort.removeprefix("-") == "status":
        return found.order_by(
            F("retired_at").desc(nulls_last=True) if sort[0] == "-" else SORTS["status"][0], "name", "id"
        )
    return ordered(found, {"sort": sort}, SORTS)


def partners(
    request: HttpRequest, rows: Iterable[tuple[Partner, str]], columns: Sequence[Column], address: str
) -> SafeString:
    """Head and body of the table. rows: each partner with its whole link; address: of the list, below which they stand."""
    kind = once(lambda code: capfirst(str(ReferralChannel(code).label)))
    stopped, active = tag(_("stopped"), "neutral"), tag(_("in action"), "good")
    cells: dict[str, Callable[[tuple[Partner, str]], Any]] = {
        "name": lambda row: link(f"{address}{row[0].pk}/", row[0].name),
        "kind": lambda row: kind(row[0].kind),
        "link": lambda row: row[1],
        "since": lambda row: when(timezone.localdate(row[0].created_at)),
        "status": lambda row: stopped if row[0].retired_at else active,
    }
    return drawn(request, columns, rows, cells)
