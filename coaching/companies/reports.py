"""Papers about how prevention is organised: who does what, on one page, and a page for the wall."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.companies import rules
from coaching.companies.models import Company
from coaching.companies.prevention.queries import STEPS, Held, role_map
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report

MAP, WALL = "role-map", "wall-page"
READERS = (Hat.CONTACT, Hat.CPBW)
MOST_NAMES = 3  # per line, so that the map stays on one page
FEW_NAMES = 2  # on the wall: up to these in larger letters, to be read from further away
MANY_NAMES = 5  # on the wall: from then on in smaller letters, to stay on one page
MANY_PARTS = 16  # on the map, likewise
# Whom one meets on the wall, in this order; employer and line are no one to turn to in confidence.
ON_THE_WALL = ("counsellor", "psychosocial_adviser", "internal_adviser", "physician")


def _named(one: Held) -> dict[str, Any]:
    holder = one.holder
    return {
        "name": one.name,
        # Whose voice somebody is in the steering group may tell of a union, as a bench does: not on paper.
        "note": "" if one.is_known or (holder and holder.side) else one.note,
        "phone": holder.phone if holder else "",
        "email": holder.email if holder else "",
    }


@report(
    MAP, label=gettext_lazy("Who does what in prevention"), model="companies.company", permission=rules.PRINT_PREVENTION
)
def map_of_roles(company: Company, language: str) -> ReportData:
    """Every part, who has it, and what it does at each step."""
    del language
    found = role_map(company.pk)
    lines = [
        {
            "label": line.label,
            "people": [_named(one) for one in line.people[:MOST_NAMES] if not one.has_left],
            "more": max(len(line.people) - MOST_NAMES, 0),
            "missing": bool(line.missing),
            "deeds": [deed.text if deed else "" for deed in line.deeds],
        }
        for line in found.lines
    ]
    context = {
        "company": company.name,
        "steps": [str(step) for step in STEPS.values()],
        "lines": lines,
        "missing": [{"words": one.words, "source": one.written} for one in found.missing],
        "facts": _facts(company),
        "many": sum(len(line.people) for line in found.lines) > MANY_PARTS,
    }
    return ReportData(_("Who does what in prevention"), "companies/pdf/role_map.html", context, READERS)


def _facts(company: Company) -> list[str]:
    group = company.prevention_group.replace("-", "−")
    return [
        *([_("group %(group)s") % {"group": group}] if group else []),
        *([company.external_service] if company.external_service else []),
        *([_("since %(day)s") % {"day": long_day(company.affiliated_on)}] if company.affiliated_on else []),
        *([_("tariff group %(number)s") % {"number": company.tariff_group}] if company.tariff_group else []),
    ]


@report(WALL, label=gettext_lazy("Page for the wall"), model="companies.company", permission=rules.PRINT_PREVENTION)
def page_for_the_wall(company: Company, language: str) -> ReportData:
    """Whom one may talk to, with the numbers that those people agreed to show. No bench, no union, no case."""
    del language
    lines = {line.part: line for line in role_map(company.pk).lines}
    shown: list[dict[str, Any]] = [
        {"label": lines[part].label, "people": [_named(one) for one in lines[part].people if not one.has_left]}
        for part in ON_THE_WALL
    ]
    names = sum(len(line["people"]) for line in shown)
    context = {
        "company": company.name,
        "service": company.external_service,
        "lines": [line for line in shown if line["people"]],
        "many": names > MANY_NAMES,
        "few": names <= FEW_NAMES,
    }
    return ReportData(_("Whom can I talk to?"), "companies/pdf/wall_page.html", context, READERS)
