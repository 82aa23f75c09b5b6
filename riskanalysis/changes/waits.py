"""What waits because something changes: a part nobody works on, a day that comes, a reorganisation nobody looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.companies import guests
from coaching.companies.models import WorkUnit
from coaching.core.ground.waiting import Asked, Kind, Line
from riskanalysis import rules
from riskanalysis.changes import queries
from riskanalysis.enums import ENDED, AnalysisState
from riskanalysis.models import RiskAnalysis

COMING_DAYS = 14  # own choice: so long before a change its analysis should be on its way to the end


def _opened() -> QuerySet[RiskAnalysis]:
    return RiskAnalysis.objects.filter(change__isnull=False)


def untouched(asked: Asked) -> QuerySet[RiskAnalysis]:
    """Opened by a change, and nobody began."""
    return _opened().filter(state=AnalysisState.SCOPING)


def coming(asked: Asked) -> QuerySet[RiskAnalysis]:
    """Begun, not final, and the change is near or there."""
    near = asked.today + timedelta(days=COMING_DAYS)
    rows = _opened().exclude(state__in=(AnalysisState.SCOPING, *ENDED))
    return rows.filter(change__changes_on__lte=near)


def _own(asked: Asked) -> QuerySet[RiskAnalysis]:
    return guests.still_written(untouched(asked))


def _begin(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("Look again at what a change opened")
    return [
        Line(
            row.pk, words, asked.url("riskanalysis:analysis", row.pk), why=row.change__words, due=row.change__changes_on
        )
        for row in rows
    ]


def _finish(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("Make the analysis of this change final before its day")
    return [
        Line(
            row.pk, words, asked.url("riskanalysis:analysis", row.pk), why=row.change__words, due=row.change__changes_on
        )
        for row in rows
    ]


def _of_companies(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("Look again at what a change opened")
    return [
        Line(
            row.pk,
            words,
            guests.page_of(asked, row.company__slug, "riskanalysis:analysis", row.pk),
            who=row.company__name,
            why=row.change__words,
            due=row.change__changes_on,
        )
        for row in rows
    ]


def _reorganised(asked: Asked) -> QuerySet[WorkUnit]:
    return queries.reorganised()


def _check(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("See what this reorganisation changes in your risk analysis")
    address = asked.url("riskanalysis:new_change", proposed="yes")
    return [Line(row.pk, words, address, why=row.name) for row in rows]


_ENTRY = "riskanalysis:analyses"
_READS, _ORDER = ("pk", "change__words", "change__changes_on"), ("change__changes_on", "id")
KINDS = (
    Kind(
        "riskanalysis.opened_by_change",
        "company",
        ngettext_lazy("part of the analysis to look at again", "parts of the analysis to look at again", "n"),
        rules.EDIT,
        untouched,
        _begin,
        _ORDER,
        _ENTRY,
        reads=_READS,
    ),
    Kind(
        "riskanalysis.change_comes",
        "company",
        ngettext_lazy("change that comes before its analysis", "changes that come before their analysis", "n"),
        rules.EDIT,
        coming,
        _finish,
        _ORDER,
        _ENTRY,
        reads=_READS,
    ),
    Kind(
        "riskanalysis.reorganised",
        "company",
        ngettext_lazy("reorganised unit to look at", "reorganised units to look at", "n"),
        rules.EDIT,
        _reorganised,
        _check,
        ("name", "id"),
        _ENTRY,
        reads=("pk", "name"),
    ),
    Kind(
        "riskanalysis.opened_in_companies",
        "coach",
        ngettext_lazy("part of an analysis to look at again", "parts of an analysis to look at again", "n"),
        rules.EDIT,
        _own,
        _of_companies,
        _ORDER,
        "insight:portfolio",
        reads=(*_READS, "company__slug", "company__name"),
    ),
)
