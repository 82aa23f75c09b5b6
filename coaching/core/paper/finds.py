"""Documents of a place, as they are found: by their title or the code on their paper."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.finding import Hit, Kind, Sought, among, newest
from coaching.core.paper import documents


def _find(sought: Sought) -> list[Hit]:
    rows = among(
        documents.openable_by(sought.actor), sought, "title", exact=("code",), order="-created_at", folded=True
    )
    return [Hit(row.document.title, row.url, row.label) for row in documents.linked(sought.place, rows)]


def _find_newest(sought: Sought) -> list[Hit]:
    """At a desk: a programme has a letter for each of its files. By its code any of them is found."""
    rows = newest(documents.openable_by(sought.actor), "-created_at", code=Q(code=sought.typed.upper()))
    found = among(rows, sought, "title", exact=("code",), order="-created_at", folded=True)
    return [Hit(row.document.title, row.url, row.label) for row in documents.linked(sought.place, found)]


KINDS = (
    Kind(
        "core.documents",
        "company",
        _("Documents"),
        "",
        _find,
        lambda sought: sought.url("core:documents", q=sought.typed),
        90,
    ),
    Kind(
        "core.programme_documents",
        "programme",
        _("Documents"),
        "",
        _find_newest,
        lambda sought: sought.url("core:programme_documents", q=sought.typed),
        90,
    ),
)
