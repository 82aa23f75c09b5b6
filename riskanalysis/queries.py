"""What the pages and the report read: five A's at a glance, heatmap, priorities, participation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.companies.models import FunctionPlace, UnitKind, WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.search import containing
from riskanalysis import rules
from riskanalysis.enums import Colour, Consequence, FindingLevel, WellbeingDomain, WorkAspect
from riskanalysis.models import AnalysisTalk, AnalysisUnit, AspectJudgement, Finding, RiskAnalysis


@dataclass(frozen=True)
class Cell:
    """One square of the heatmap: the worst colour of its findings."""

    aspect: str
    colour: str
    count: int

    @property
    def letter(self) -> Any:
        return rules.letter(self.colour)


@dataclass(frozen=True)
class HeatRow:
    """A work unit, or (without id) the whole organisation."""

    unit_id: UUID | None
    name: str
    cells: list[Cell]


@dataclass
class AspectView:
    """One A: its judgement (if any) and how its findings are spread."""

    aspect: WorkAspect
    judgement: AspectJudgement | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def letter(self) -> Any:
        return rules.letter(self.judgement.colour if self.judgement else "")

    @property
    def reds(self) -> int:
        return sum(f.colour == Colour.RED for f in self.findings)


def analyses(*, state: str = "", kind: str = "", words: str = "") -> QuerySet[RiskAnalysis]:
    """Analyses of the place, newest first."""
    found = RiskAnalysis.objects.defer("scope", "consultation_notes").order_by("-created_at", "id")
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(containing(words, "title")) if words else found


@dataclass(frozen=True)
class AnalysisLine:
    """An analysis as lists show it. url: its page, or its report for who reads no more."""

    analysis: RiskAnalysis
    finding_count: int
    red_count: int
    url: str


def with_counts(page: list[RiskAnalysis], address: Callable[[UUID], str] | None = None) -> list[AnalysisLine]:
    """Each analysis with its number of findings and of red ones: one query for a page."""
    counts = {
        row["analysis_id"]: row
        for row in Finding.objects.filter(analysis__in=page)
        .order_by()
        .values("analysis_id")
        .annotate(all=Count("*"), red=Count("pk", filter=Q(colour=Colour.RED)))
    }
    return [
        AnalysisLine(
            analysis,
            counts[analysis.pk]["all"] if analysis.pk in counts else 0,
            counts[analysis.pk]["red"] if analysis.pk in counts else 0,
            address(analysis.pk) if address else "",
        )
        for analysis in page
    ]


def units_of(analysis: RiskAnalysis) -> list[WorkUnit]:
    """Work units that take part, by name."""
    chosen = AnalysisUnit.objects.filter(analysis=analysis).values("work_unit_id")
    return list(WorkUnit.objects.filter(pk__in=chosen).order_by("name"))


@dataclass(frozen=True)
class UnitShown:
    """A unit or function that takes part. where: of a function, in which units its people work, with how many if counted."""

    name: str
    headcount: int
    where: str = ""


def units_shown(analysis: RiskAnalysis, units: list[WorkUnit] | None = None) -> list[UnitShown]:
    """Those of `units_of`; a function with its units as they are said for the day of the final report, today before that."""
    units = units_of(analysis) if units is None else units
    functions = [unit.pk for unit in units if unit.kind == UnitKind.FUNCTION]
    where: dict[UUID, list[str]] = {}
    if functions:
        day = timezone.localtime(analysis.finalised_at).date() if analysis.finalised_at else clock.today()
        rows = FunctionPlace.objects.filter(company_id=analysis.company_id, function__in=functions, since__lte=day)
        for row in rows.exclude(until__lte=day).select_related("work_unit").order_by("work_unit__name"):
            counted = "" if row.workers is None else f" {row.workers}"
            where.setdefault(row.function_id, []).append(f"{row.work_unit.name}{counted}")
    return [UnitShown(unit.name, unit.headcount, ", ".join(where.get(unit.pk, ()))) for unit in units]


def findings_of(analysis: RiskAnalysis) -> list[Finding]:
    """All findings, F1 before F10, each with its work unit."""
    found = Finding.objects.filter(analysis=analysis).select_related("work_unit")
    return sorted(found, key=lambda f: int(f.code[1:]))


# What the heat map, the pictures and the lists by consequence draw of a finding.
GLANCE = ("code", "hazard", "aspect", "domain", "colour", "level", "work_unit_id", "consequences")


def findings_at_a_glance(analysis: RiskAnalysis) -> list[Finding]:
    """All findings, F1 before F10: what pictures draw of them and nothing else, as tuples. Six hundred records took longer."""
    told = Finding.objects.filter(analysis=analysis).values_list(*GLANCE, named=True)
    return cast("list[Finding]", sorted(told, key=lambda f: int(f.code[1:])))


def findings_on(analysis: RiskAnalysis, aspect: str) -> QuerySet[Finding]:
    """Findings on one A, F1 before F10, each with its work unit: a page of them is read."""
    found = Finding.objects.filter(analysis=analysis, aspect=aspect).select_related("work_unit")
    return found.order_by(Length("code"), "code", "id")


def by_aspect(analysis: RiskAnalysis, findings: list[Finding]) -> list[AspectView]:
    """Those of the five A's that it looks at, in their fixed order."""
    judged = {j.aspect: j for j in AspectJudgement.objects.filter(analysis=analysis)}
    return [
        AspectView(aspect, judged.get(aspect), [f for f in findings if f.aspect == aspect])
        for aspect in analysis.aspects
    ]


def heatmap(
    units: list[WorkUnit], findings: list[Finding], aspects: Sequence[WorkAspect] = tuple(WorkAspect)
) -> list[HeatRow]:
    """Work units × the A's looked at, and a first row for what concerns everybody."""
    colours: dict[tuple[UUID | None, str], list[str]] = defaultdict(list)
    for finding in findings:
        row = finding.work_unit_id if finding.level == FindingLevel.GROUP else None
        colours[row, finding.aspect].append(finding.colour)

    def cells(row: UUID | None) -> list[Cell]:
        found = [(aspect.value, colours.get((row, aspect.value), [])) for aspect in aspects]
        return [Cell(aspect, rules.worst(those), len(those)) for aspect, those in found]

    rows = [HeatRow(None, _("Whole organisation"), cells(None))]
    return rows + [HeatRow(unit.pk, unit.name, cells(unit.pk)) for unit in units]


@dataclass(frozen=True)
class DomainRow:
    """One of the seven domains: per A how many findings of each colour, green first."""

    domain: WellbeingDomain
    counts: list[tuple[int, int, int]]

    @property
    def total(self) -> tuple[int, int, int]:
        green, orange, red = (sum(column) for column in zip(*self.counts, strict=True))
        return green, orange, red


def by_domain(findings: Iterable[Finding]) -> list[DomainRow]:
    """The seven domains side by side with the five A's (FPS 2019 §2.1.1)."""
    counted = Counter((finding.domain, finding.aspect, finding.colour) for finding in findings)
    return [
        DomainRow(
            domain,
            [
                (
                    counted[domain.value, aspect.value, Colour.GREEN],
                    counted[domain.value, aspect.value, Colour.ORANGE],
                    counted[domain.value, aspect.value, Colour.RED],
                )
                for aspect in WorkAspect
            ],
        )
        for domain in WellbeingDomain
    ]


def by_consequence(findings: Iterable[Finding]) -> list[tuple[Consequence, list[Finding]]]:
    """Psychosocial findings by what the situation can lead to, the most serious first; situations, never incidents."""
    found = sorted(
        (one for one in findings if one.consequences), key=lambda one: -rules.STEPS.index(Colour(one.colour))
    )
    groups = [(consequence, [one for one in found if consequence in one.consequences]) for consequence in Consequence]
    return [(consequence, those) for consequence, those in groups if those]


def priorities(findings: list[Finding]) -> list[Finding]:
    """Most serious first: colour, then Kinney class and score, then share × severity."""

    def weight(finding: Finding) -> tuple[Any, ...]:
        step = rules.STEPS.index(Colour(finding.colour))
        return (-step, -(finding.kinney_class or 0), -(finding.kinney_score or finding.priority or 0), finding.code)

    return sorted((f for f in findings if f.colour != Colour.GREEN), key=weight)


@dataclass(frozen=True)
class Participation:
    """Who took part, in figures only."""

    talks: list[AnalysisTalk]
    invited: int
    present: int


def participation(analysis: RiskAnalysis) -> Participation:
    """Talks in order of date. The consultation body reads no talks: the database gives it none."""
    talks = list(AnalysisTalk.objects.filter(analysis=analysis).select_related("work_unit").order_by("held_on", "id"))
    return Participation(talks, sum(t.invited or 0 for t in talks), sum(t.present for t in talks))


def talks_with_workers(analysis: RiskAnalysis) -> int:
    """How many talks, interviews and surveys workers took part in; somebody who looked on alone heard none."""
    heard = AnalysisTalk.objects.filter(analysis=analysis, present__gt=0)
    return heard.exclude(kind=AnalysisTalk.Kind.OBSERVATION).count()


def needs_unit(analysis: RiskAnalysis) -> bool:
    """Whether each finding is about one of its units: an analysis of units knows no whole organisation."""
    narrow = not analysis.is_whole and not analysis.establishment_id
    return narrow and AnalysisUnit.objects.filter(analysis=analysis).exists()


def judgements_of(analysis: RiskAnalysis) -> dict[str, str]:
    """Aspect → summary of its judgement."""
    return dict(AspectJudgement.objects.filter(analysis=analysis).values_list("aspect", "summary"))


def unit_keys(analysis: RiskAnalysis) -> list[UUID]:
    """Keys of the work units that take part."""
    return list(AnalysisUnit.objects.filter(analysis=analysis).values_list("work_unit_id", flat=True))


@dataclass(frozen=True)
class Made:
    """What a company has already, also of what the person who asks may not read."""

    last_version: int


def made_in(company_id: UUID) -> Made:
    """Told to who may make an analysis there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT version_no FROM analyses_of_file(%s)", [str(company_id)])
        rows = cursor.fetchall()
    return Made(max((version for (version,) in rows), default=0))


def runs(
    company_id: UUID,
    kind: str,
    rows: Iterable[UUID] = (),
    parts: Iterable[str] = (),
    *,
    but: RiskAnalysis | None = None,
) -> bool:
    """Whether an analysis of this kind that looks at one of these squares is in progress, also one that is not readable here.

    Told to who may make one. `rows`: units and establishments, none for everybody; `parts`: none for all sub-factors.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT analysis_runs(%s, %s, %s::uuid[], %s::text[], %s)",
            [str(company_id), kind, [str(row) for row in rows], [str(part) for part in parts], but.pk if but else None],
        )
        (found,) = cursor.fetchone()
    return bool(found)
