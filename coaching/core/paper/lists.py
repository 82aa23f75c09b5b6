"""Documents as their list shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.documents import Linked
from coaching.core.screen.columns import Column, drawn
from coaching.core.screen.tables import NUMBER, link, once
from coaching.core.templatetags.ui import status, when

COLUMNS = (
    Column("title", _("Document"), sort="title"),
    Column("kind", _("Kind"), sort="kind"),
    Column("version", _("Version"), NUMBER),
    Column("language", _("Language")),
    Column("created", _("Made"), sort="created"),
    Column("state", _("Status"), sort="state"),
)


def documents(request: HttpRequest, rows: Iterable[Linked]) -> SafeString:
    """Head and body of the table; each row leads to its file."""
    sign = once(lambda pair: status(*pair))
    cells: dict[str, Callable[[Linked], Any]] = {
        "title": lambda row: link(row.url, row.document.title),
        "kind": lambda row: str(row.label),
        "version": lambda row: row.document.version_no,
        "language": lambda row: row.document.language.upper(),
        "created": lambda row: when(row.document.created_at),
        "state": lambda row: sign((row.document.state, row.document.get_state_display())),
    }
    return drawn(request, COLUMNS, rows, cells)
