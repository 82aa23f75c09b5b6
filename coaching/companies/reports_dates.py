"""The year wheel on paper, for an inspector: what was due, when it was done, what was advised, and the reasons."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.companies import rules
from coaching.companies.models import Company
from coaching.companies.service_years import service_year
from coaching.companies.wheel.files import facts_of
from coaching.companies.wheel.saying import rule_of, source_of, state_of, what_of, who_of
from coaching.companies.wheel.shown import last_day, within
from coaching.companies.wheel.triggers import triggers
from coaching.companies.wheel.whole import ahead, wheel_of
from coaching.core.ground import clock
from coaching.core.ground.roles import Hat
from coaching.core.ground.wheel import KINDS, Line
from coaching.core.paper.documents import ReportData, report

YEAR_WHEEL = "year-wheel"
READERS = (Hat.CONTACT, Hat.CPBW)


def _short(day: date | None) -> str:
    """A document keeps plain values; the day as its reader writes it."""
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _row(line: Line) -> dict[str, Any]:
    return {
        "day": _short(line.day),
        "what": what_of(line),
        "who": capfirst(who_of(line.who)),
        "state": state_of(line.state, line.kind.key),
        "is_late": line.is_late,
        "done_on": _short(line.deed.done_on),
        "notes": list(line.deed.notes),
    }


@report(
    YEAR_WHEEL,
    label=gettext_lazy("Year wheel"),
    model="companies.company",
    permission=rules.PRINT_PREVENTION,
)
def year_wheel(company: Company, language: str) -> ReportData:
    """Every date since the file's first service year, all missed ones too, and those of the two years to come."""
    del language
    today = clock.today()
    wheel = wheel_of(company.pk, today=today, until=last_day(today), every_missed=True)
    lines = [line for line in wheel.lines if line.day <= ahead(today)]
    running = service_year(wheel.file, today)
    used = sorted({line.kind.key for line in lines})
    facts = facts_of([company.pk])[company.pk]
    context = {
        "company": company.name,
        "picture": {
            "title": _("Year wheel %(year)s") % {"year": running.label},
            "first": running.first,
            "last": running.last,
            "today": today,
            "marks": [(line.day, what_of(line), line.state) for line in within(wheel.lines, running)],
        },
        "opened": _short(wheel.file.opened_on) if wheel.before_opening else "",
        "past": [_row(line) for line in lines if line.day < today],
        "coming": [_row(line) for line in lines if line.day >= today],
        "triggers": [
            {"words": one.words, "cause": one.cause, "done_on": _short(one.done_on)}
            for one in triggers(wheel.file, facts, wheel.begins)
        ],
        "kinds": [(str(KINDS[key].title), rule_of(KINDS[key]), source_of(KINDS[key])) for key in used],
        "asks": [(str(KINDS[ask.kind].title), str(ask.words)) for ask in wheel.asks],
    }
    return ReportData(_("Dates of prevention"), "companies/pdf/year_wheel.html", context, READERS)
