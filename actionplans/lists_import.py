"""Spreadsheets that were handed in, as their page lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from actionplans.models import PlanImport
from coaching.core.screen.tables import body, link
from coaching.core.templatetags.ui import tag, when


def stands(row: PlanImport) -> tuple[str, str]:
    """In a word what became of it, and the tone of that word."""
    if row.done_at:
        return _("brought in"), "good"
    if row.gone_at:
        return _("the file is not kept"), "neutral"
    return _("being looked at"), "attention"


def files(rows: Iterable[PlanImport], names: Mapping[int, str], address: Callable[[UUID], str]) -> SafeString:
    """The body of the table. address: of the page of a file, by its key."""
    columns = (("", ""), (_("What it holds"), ""), (_("Handed in"), "nowrap"), (_("By"), ""), (_("Status"), ""))
    return body(
        columns,
        (
            (
                link(address(row.pk), row.file_name),
                capfirst(str(row.get_kind_display()).split(":")[0]),
                when(row.created_at),
                names.get(row.made_by_id or 0, "–"),
                tag(*stands(row)),
            )
            for row in rows
        ),
    )
