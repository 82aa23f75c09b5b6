"""What waits because of the risk analysis: for the company, for its consultation body, for the coach (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import DateField, QuerySet, Value
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.companies import guests
from coaching.core.ground.waiting import Asked, Kind, Line
from riskanalysis import rules
from riskanalysis.enums import ENDED, AnalysisKind, AnalysisState
from riskanalysis.models import PlannedAnalysis, RiskAnalysis

S = AnalysisState


def _in(*states: str) -> Callable[[Asked], QuerySet[RiskAnalysis]]:
    """Analyses in these states."""

    def rows(asked: Asked) -> QuerySet[RiskAnalysis]:
        return RiskAnalysis.objects.filter(state__in=states)

    return rows


def _lines(what: Callable[[], str], page: str) -> Callable[[Sequence[Any], Asked], list[Line]]:
    def lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
        words = what()
        return [Line(row.pk, words, asked.url(page, row.pk), why=row.title) for row in rows]

    return lines


def _own(asked: Asked) -> QuerySet[RiskAnalysis]:
    """Of the files in which one works: findings to judge, or a report that was not discussed yet."""
    return guests.still_written(_in(S.EVALUATING, S.DRAFT_REPORT)(asked))


def _own_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    to_judge, to_discuss = _("Judge what was found, and draft the report"), _("Have the report of the risks discussed")
    return [
        Line(
            row.pk,
            to_judge if row.state == S.EVALUATING else to_discuss,
            guests.page_of(
                asked,
                row.company__slug,
                "riskanalysis:analysis" if row.state == S.EVALUATING else "riskanalysis:report",
                row.pk,
            ),
            who=row.company__name,
            why=row.title,
        )
        for row in rows
    ]


def _undecided(asked: Asked) -> QuerySet[RiskAnalysis]:
    """Specific situations whose report was discussed, and about which the employer decided nothing yet."""
    discussed = RiskAnalysis.objects.filter(kind=AnalysisKind.SITUATION, state__in=(S.CONSULTED, *ENDED))
    return discussed.filter(decided_on__isnull=True)


def _undecided_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("Decide about the specific situation")
    return [
        Line(row.pk, words, asked.url("riskanalysis:decide", row.pk), why=row.title, due=row.decide_by) for row in rows
    ]


def _planned(asked: Asked) -> QuerySet[PlannedAnalysis]:
    """On the board for this year or one before, neither begun nor dropped."""
    waiting = PlannedAnalysis.objects.filter(dropped_on__isnull=True, analysis__isnull=True)
    # The year in the database: the question is written once, for whatever day it is asked on.
    return waiting.filter(year__lte=ExtractYear(Value(asked.today, output_field=DateField())))


def _planned_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words, whole = _("Begin the analysis that was planned"), _("Whole organisation")
    return [
        Line(
            row.pk, words, asked.url("riskanalysis:planned", row.pk), why=f"{row.work_unit__name or whole} ({row.year})"
        )
        for row in rows
    ]


_READS, _ORDER, _ENTRY = ("pk", "title"), ("created_at", "id"), "riskanalysis:analyses"
KINDS = (
    Kind(
        "riskanalysis.to_discuss",
        "company",
        ngettext_lazy("report of the risks to discuss", "reports of the risks to discuss", "n"),
        rules.EDIT,
        _in(S.DRAFT_REPORT),
        _lines(lambda: _("Have the report of the risks discussed"), "riskanalysis:report"),
        _ORDER,
        _ENTRY,
        reads=_READS,
    ),
    Kind(
        "riskanalysis.to_finalise",
        "company",
        ngettext_lazy("risk analysis to make final", "risk analyses to make final", "n"),
        rules.FINALISE,
        _in(S.CONSULTED),
        _lines(lambda: _("Make the risk analysis final"), "riskanalysis:report"),
        _ORDER,
        _ENTRY,
        reads=_READS,
    ),
    Kind(
        "riskanalysis.to_read",
        "company",
        ngettext_lazy("report of the risks to read", "reports of the risks to read", "n"),
        rules.DISCUSS,
        _in(S.DRAFT_REPORT),
        _lines(lambda: _("Read the report of the risks before it is discussed"), "riskanalysis:report"),
        _ORDER,
        _ENTRY,
        reads=_READS,
    ),
    Kind(
        "riskanalysis.to_decide_about",
        "company",
        ngettext_lazy("specific situation to decide about", "specific situations to decide about", "n"),
        rules.FINALISE,
        _undecided,
        _undecided_lines,
        ("decide_by", *_ORDER),
        _ENTRY,
        reads=("pk", "title", "decide_by"),
    ),
    Kind(
        "riskanalysis.planned",
        "company",
        ngettext_lazy("planned analysis to begin", "planned analyses to begin", "n"),
        rules.EDIT,
        _planned,
        _planned_lines,
        ("year", *_ORDER),
        _ENTRY,
        reads=("pk", "year", "work_unit__name"),
    ),
    Kind(
        "riskanalysis.of_companies",
        "coach",
        ngettext_lazy("risk analysis to finish", "risk analyses to finish", "n"),
        rules.EDIT,
        _own,
        _own_lines,
        _ORDER,
        "insight:portfolio",
        reads=("pk", "title", "state", "company__slug", "company__name"),
    ),
)
