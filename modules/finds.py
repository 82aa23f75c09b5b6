"""Modules and uptakes of the offer, as they are found at the desk of a programme."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from coaching.core.ground.finding import EACH, Hit, Kind, Sought, rank
from coaching.core.ground.search import kept
from coaching.programmes.layers import text
from modules import rules
from modules.editing.queries import catalogue
from modules.models import Module
from modules.uptake import queries
from modules.uptake import rules as uptake_rules


def _uptakes(sought: Sought) -> list[Hit]:
    found = queries.desk_uptakes(q=sought.typed)
    with found.reading():
        rows = found.rows
        if not found.common:
            rows = rows.alias(rank=rank(sought, "company_name")).order_by("rank", "company_name", "id")
        shown = list(rows[: EACH + 1])
    return [Hit(row.company_name, sought.url("modules:desk_uptake", row.pk), text(row.module_title)) for row in shown]


def _modules(sought: Sought) -> list[Hit]:
    """In whose title all words stand, in whatever order."""
    rows = catalogue()
    for word in sought.words:
        rows = rows.filter(kept(word, Module, "search_titles"))
    shown = rows[: EACH + 1]
    return [Hit(text(row.title), sought.url("modules:keep", row.pk), row.get_state_display()) for row in shown]


KINDS = (
    Kind(
        "modules.uptakes",
        "programme",
        _("Taken up"),
        uptake_rules.VIEW_UPTAKES,
        _uptakes,
        lambda sought: sought.url("modules:desk_uptakes", q=sought.typed),
    ),
    Kind(
        "modules.catalogue",
        "programme",
        _("Catalogue"),
        rules.EDIT,
        _modules,
        lambda sought: sought.url("modules:catalogue", q=sought.typed),
    ),
)
