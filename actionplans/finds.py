"""Measures of a company, as they are found: of plans in force, by what is done, who does it and where."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.queries import follow_up
from coaching.core.ground.finding import Hit, Kind, Sought, among


def _measures(sought: Sought) -> list[Hit]:
    found = follow_up.listed(follow_up.measures_for(sought.actor))
    return [
        Hit(f"{row.code} {row.what}", sought.url("actionplans:measure", row.pk), row.get_state_display())
        for row in among(found, sought, "what", "who", "where", exact=("code",))
    ]


def _more(sought: Sought) -> str:
    return sought.url("actionplans:measures", q=sought.typed)


KINDS = (Kind("actionplans.measures", "company", _("Measures"), rules.VIEW_MEASURES, _measures, _more, 10),)
