"""What the pages and documents of the five-year plan read, and its frozen copy for the consultation body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Case, Exists, IntegerField, Model, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.models import (
    FindingWithoutObjective,
    GlobalPreventionPlan,
    Objective,
    ObjectiveFinding,
    PlanSection,
    PreventionMeasure,
)
from actionplans.queries.indicators import sentence_of
from actionplans.queries.renewal import outcomes_of
from actionplans.sections import BY_NUMBER, Section
from coaching.companies.models import Company
from coaching.core.models import AuditEvent
from riskanalysis.enums import AnalysisKind, AnalysisState, Colour
from riskanalysis.models import Finding, RiskAnalysis

M = TypeVar("M", bound=Model)
SEVERITY = Case(
    When(colour=Colour.RED, then=Value(0)),
    When(colour=Colour.ORANGE, then=Value(1)),
    default=Value(2),
    output_field=IntegerField(),
)


def in_code_order(queryset: QuerySet[M]) -> QuerySet[M]:
    """O2 before O10."""
    return queryset.order_by(Length("code"), "code")


def global_plans() -> QuerySet[GlobalPreventionPlan]:
    """The company's five-year plans, newest period and version first."""
    return GlobalPreventionPlan.objects.order_by("-start_year", "-version_no")


def analyses_to_plan_from() -> QuerySet[RiskAnalysis]:
    """Final risk analyses from which a five-year plan starts, newest first: the whole one, whose parts come with it.

    A company that analyses unit by unit has none of the whole: then its newest part, and the others with it.
    """
    final = RiskAnalysis.objects.filter(state=AnalysisState.FINAL).exclude(kind=AnalysisKind.SITUATION)
    whole = final.filter(kind=AnalysisKind.WHOLE)
    newest = final.order_by("-finalised_at").values("pk")[:1]
    return final.filter(Q(pk__in=whole.values("pk")) | (Q(pk__in=newest) & ~Exists(whole))).order_by("-finalised_at")


@dataclass(frozen=True)
class SectionLine:
    """One section as the page lists it."""

    definition: Section
    section: PlanSection

    @property
    def done(self) -> bool:
        return bool(self.section.text.strip())


def section_lines(plan: GlobalPreventionPlan) -> list[SectionLine]:
    return [SectionLine(BY_NUMBER[section.number], section) for section in plan.sections.order_by("number")]


def findings_of(plan: GlobalPreventionPlan) -> QuerySet[Finding]:
    """Findings that the plan builds on, the most serious first."""
    return rules.basis_of(plan).select_related("work_unit").order_by(SEVERITY, Length("code"), "code")


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective with the findings it answers. url: its page, where it may be changed."""

    objective: Objective
    tied: list[Finding]
    url: str = ""

    @property
    def sentence(self) -> str:
        return sentence_of(self.objective)

    @property
    def now(self) -> str:
        return plain(self.objective.baseline)

    @property
    def goal(self) -> str:
        return plain(self.objective.target)

    @property
    def mark(self) -> dict[str, Any]:
        """Its bar on the road map."""
        row = self.objective
        return {"label": str(row), "by_year": row.by_year, "voluntary": row.voluntary}


TIED = ("objective_id", "finding__code", "finding__hazard")  # what the page shows of a finding beside an objective


def objectives_of(
    plan_id: UUID, address: Callable[[UUID], str] | None = None, *, briefly: bool = False
) -> list[ObjectiveLine]:
    """Objectives in order, with the findings they answer. Two queries, however many there are.

    briefly: of a finding its code and what is wrong alone.
    """
    objectives = list(in_code_order(Objective.objects.filter(plan_id=plan_id)))
    tied: dict[Any, list[Finding]] = defaultdict(list)
    ties = ObjectiveFinding.objects.filter(objective__plan_id=plan_id)
    ties = ties.select_related("finding").only(*TIED) if briefly else ties.select_related("finding__work_unit")
    for tie in ties.order_by(Length("finding__code"), "finding__code"):
        tied[tie.objective_id].append(tie.finding)
    return [ObjectiveLine(row, tied[row.pk], address(row.pk) if address else "") for row in objectives]


def reasons_of(plan: GlobalPreventionPlan) -> dict[UUID, str]:
    """Finding id → why it has no objective."""
    rows = FindingWithoutObjective.objects.filter(plan_id=plan.pk)
    return dict(rows.values_list("finding_id", "reason"))


@dataclass(frozen=True)
class FindingLine:
    """A finding beside what the plan does about it."""

    finding: Finding
    objectives: list[str]
    reason: str

    @property
    def open(self) -> bool:
        """Nothing is said about it yet."""
        return not self.objectives and not self.reason

    @property
    def must(self) -> bool:
        """The plan cannot go to the body like this."""
        return self.open and self.finding.colour == Colour.RED


LISTED = ("code", "hazard", "aspect", "colour", "work_unit__name")  # what a list of findings shows


def finding_lines(
    plan: GlobalPreventionPlan, objectives: Iterable[ObjectiveLine], findings: Iterable[Finding] | None = None
) -> list[FindingLine]:
    """findings: those of a page; all of the plan's without."""
    codes: dict[UUID, list[str]] = defaultdict(list)
    for line in objectives:
        for finding in line.tied:
            codes[finding.pk].append(line.objective.code)
    reasons = reasons_of(plan)
    return [
        FindingLine(finding, codes.get(finding.pk, []), reasons.get(finding.pk, ""))
        for finding in (findings_of(plan) if findings is None else findings)
    ]


# ---- Proposals: what is known already is not asked again. ----


def proposal_for(plan: GlobalPreventionPlan, number: int) -> str:
    """A first text for a section, from the findings (1), the measures (2) or the objectives (3, 8); else ""."""
    writer = {1: _from_findings, 2: _from_measures, 3: _from_objectives, 8: _from_indicators}.get(number)
    return "\n".join(writer(plan)) if writer else ""


def _from_findings(plan: GlobalPreventionPlan) -> list[str]:
    return [*(_finding_text(finding) for finding in findings_of(plan)), *_from_before(plan)]


def _from_before(plan: GlobalPreventionPlan) -> list[str]:
    """What the plan that this one renews brought, in its own words."""
    if plan.renews is None:
        return []
    lines = [
        _("What the five-year plan %(plan)s brought: %(words)s")
        % {"plan": plan.renews, "words": plan.renews.conclusion}
    ]
    return lines + [
        "– " + ": ".join(filter(None, [str(row.objective), row.label, row.words])) for row in outcomes_of(plan.renews)
    ]


def _finding_text(finding: Finding) -> str:
    parts = [f"{finding.code} {finding.hazard}", finding.get_aspect_display(), str(finding.work_unit or "")]
    parts.append(str(finding.get_colour_display()).split(":")[0])
    if finding.kinney_score is not None:
        parts.append(str(_("Kinney score %(score)s") % {"score": plain(finding.kinney_score)}))
    if finding.at_risk_percent is not None:
        parts.append(str(_("%(share)s %% of workers at risk") % {"share": plain(finding.at_risk_percent)}))
    return "– " + "; ".join(part for part in parts if part)


def _from_measures(plan: GlobalPreventionPlan) -> list[str]:
    rows = PreventionMeasure.objects.filter(plan__global_plan_id=plan.pk).select_related("plan", "objective")
    return [
        f"– {row.what} ({row.plan}, {row.objective.code})"
        for row in rows.order_by("plan__year", Length("code"), "code")
    ]


def _from_objectives(plan: GlobalPreventionPlan) -> list[str]:
    return [
        "– " + str(_("%(objective)s, by the end of %(year)s") % {"objective": row, "year": row.by_year})
        for row in (line.objective for line in objectives_of(plan.pk))
    ]


def _from_indicators(plan: GlobalPreventionPlan) -> list[str]:
    rows = (line.objective for line in objectives_of(plan.pk))
    return [f"– {row.code}: {said}" for row in rows if (said := sentence_of(row))]


def plain(value: Decimal | None) -> str:
    """A figure as people write it: 252, 9.4."""
    return "" if value is None else f"{value.normalize():f}"


# ---- The frozen copy ----


def company_of(plan: rules.Plan) -> Company:
    return Company.objects.get(pk=plan.company_id)


def reason_of_amendment(plan: rules.Plan) -> str:
    """What the employer said when the amended version was made; "" for a first version."""
    if plan.amended_from_id is None:
        return ""
    events = AuditEvent.objects.filter(
        subject_id=plan.pk, event__in=["actionplans.global_plan_amended", "actionplans.annual_plan_amended"]
    )
    return events.values_list("reason", flat=True).first() or ""


def frozen_head(plan: rules.Plan, company: Company, language: str) -> dict[str, Any]:
    """What both frozen plans begin with."""
    return {
        "company": {"name": company.name, "enterprise_number": company.enterprise_number or ""},
        "language": language,
        "version_no": plan.version_no,
        "amendment_reason": reason_of_amendment(plan),
    }


def freeze_global_plan(plan: GlobalPreventionPlan, language: str = "") -> dict[str, Any]:
    """Everything the body is shown, as plain JSON that no later edit changes. Titles in the company's language, or this."""
    company = company_of(plan)
    language = language or company.language
    objectives = objectives_of(plan.pk)
    with translation.override(language):
        return {
            "kind": "global_plan",
            **frozen_head(plan, company, language),
            "period": [plan.start_year, plan.end_year],
            "sections": [
                {"number": line.section.number, "title": str(line.definition.title), "text": line.section.text}
                for line in section_lines(plan)
            ],
            "objectives": [frozen_objective(row) for row in objectives],
            "findings": [
                {**frozen_finding(line.finding), "objectives": line.objectives, "reason": line.reason}
                for line in finding_lines(plan, objectives)
            ],
        }


def frozen_objective(line: ObjectiveLine) -> dict[str, Any]:
    row = line.objective
    return {
        "id": str(row.pk),
        "code": row.code,
        "text": row.text,
        "indicator": row.indicator,
        "baseline": line.now,
        "target": line.goal,
        "unit": row.unit,
        "by_year": row.by_year,
        "voluntary": row.voluntary,
        "findings": [frozen_finding(finding) for finding in line.tied],
    }


def frozen_finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "hazard": finding.hazard,
        "aspect": finding.aspect,
        "colour": finding.colour,
        "work_unit": str(finding.work_unit or ""),
        "kinney_score": plain(finding.kinney_score),
        "at_risk_percent": plain(finding.at_risk_percent),
    }
