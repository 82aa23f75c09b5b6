"""The two plans as documents. Plain values only, in the active language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actionplans import rules
from actionplans.enums import MeasureState
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan
from actionplans.queries import annual as years
from actionplans.queries import plans as reading
from actionplans.queries import years as turning
from actionplans.queries.renewal import outcomes_of
from actionplans.values import charts
from actionplans.values.lists import unsaid
from actionplans.values.money import AGREED, YearMoney, money_of, money_of_five_years
from actionplans.values.queries import objectives_standing, standing_of_year
from coaching.companies.models import ConsultationBody
from coaching.companies.reports_advice import advisers_of
from coaching.core.ground.columns import label_of
from coaching.core.ground.days import long_day
from coaching.core.ground.figures import in_words
from coaching.core.ground.roles import Hat
from coaching.core.paper.documents import ReportData, report
from coaching.core.templatetags.ui import enterprise, euro


def _audience(plan: rules.Plan) -> tuple[Hat, ...]:
    """The body opens a plan once it has been put to it."""
    insiders = (Hat.CONTACT, Hat.COACH)
    return insiders if plan.state in rules.BEFORE_BODY else (*insiders, Hat.CPBW)


def _day(moment: datetime | None) -> str:
    return long_day(moment) if moment else ""


def _head(plan: rules.Plan) -> dict[str, Any]:
    """Company, status and milestones: what both documents begin with."""
    company = reading.company_of(plan)
    body = ConsultationBody.objects.filter(company_id=plan.company_id).first()
    place = f"{company.postcode} {company.municipality}".strip()
    return {
        "company": company.name,
        "number": enterprise(company.enterprise_number),
        "address": ", ".join(part for part in (company.street, place) if part),
        "headcount": company.headcount,
        "body": capfirst(str(body.get_kind_display())) if body else "",
        "version": plan.version_no,
        "status": capfirst(str(plan.get_state_display())),
        "locked": not rules.is_editable(plan),
        "reason": reading.reason_of_amendment(plan),
        "milestones": [
            {"what": str(label), "when": _day(moment)}
            for label, moment in (
                (_("Begun"), plan.created_at),
                (_("Sent to the consultation body"), plan.submitted_at),
                (_("Advice received"), plan.advised_at),
                (_("Adopted"), plan.adopted_at),
                (_("In force since"), plan.active_from_at),
            )
            if moment
        ],
    }


def _objective(line: reading.ObjectiveLine) -> dict[str, Any]:
    row = line.objective
    return {
        "code": row.code,
        "text": in_words(row.text),
        "indicator": line.sentence,
        "voluntary": row.voluntary,
        "findings": [f"{finding.code} {finding.hazard}" for finding in line.tied],
    }


def _finding(line: reading.FindingLine) -> dict[str, Any]:
    finding = line.finding
    colour = str(finding.get_colour_display()).split(":")[0]
    return {
        "code": finding.code,
        "hazard": finding.hazard,
        "aspect": finding.aspect,
        "colour": finding.colour,
        "colour_label": colour,
        "where": str(finding.work_unit or _("Whole organisation")),
        "answer": ", ".join(line.objectives) or line.reason,
    }


@report(
    "global-plan",
    label=gettext_lazy("Global prevention plan"),
    model="actionplans.globalpreventionplan",
    permission=(rules.VIEW, rules.VIEW_ADVICE),
)
def global_plan(plan: GlobalPreventionPlan, language: str) -> ReportData:
    """The eight sections, the objectives with their road map, and what becomes of every finding (Codex I.2-8)."""
    objectives, lines = reading.objectives_of(plan.pk), reading.section_lines(plan)
    head = _head(plan)
    context = {
        "edition": plan.version_no,
        "head": head,
        "advisers": advisers_of(plan.piece_id),
        "period": str(plan),
        "sections": [
            {"number": line.definition.number, "title": str(line.definition.title), "text": line.section.text}
            for line in lines
        ],
        "unwritten": [f"{line.definition.number}. {line.definition.title}" for line in lines if not line.section.text],
        "objectives": [_objective(row) for row in objectives],
        "findings": [_finding(line) for line in reading.finding_lines(plan, objectives)],
        "road_map": {
            "period": str(plan),
            "first_year": plan.start_year,
            "years": plan.end_year - plan.start_year + 1,
            "rows": [line.mark for line in objectives],
        },
        "values": charts.rows_of(objectives_standing(plan.pk)),
        "money": _money(money_of_five_years(plan.pk)),
        "conclusion": plan.conclusion,
        "outcomes": [
            {"objective": str(row.objective), "reached": row.label or "–", "words": row.words or "–"}
            for row in outcomes_of(plan)
        ],
    }
    title = _("Global prevention plan %(period)s, %(company)s") % {"period": plan, "company": head["company"]}
    return ReportData(title, "actionplans/pdf/global_plan.html", context, _audience(plan))


def _money(rows: list[YearMoney]) -> list[dict[str, str]]:
    """Planned against spent; nothing while nothing was spent."""
    if not any(row.spent for row in rows):
        return []
    return [
        {
            "year": str(row.plan),
            "planned": euro(row.planned),
            "spent": euro(row.spent),
            "left": euro(row.left),
            "unsaid": unsaid(row),
        }
        for row in rows
    ]


def _evaluation(plan: AnnualActionPlan) -> dict[str, Any]:
    """What the year brought, once it is evaluated: in words, and what became of each measure."""
    if not (plan.is_evaluated or plan.is_closed):
        return {"evaluation": [], "endings": []}
    said = [
        (_("What the year brought"), plan.results),
        (_("What the consultation body said"), plan.body_said),
        (_("What should be different next year"), plan.lessons),
    ]
    return {
        "evaluation": [{"title": title, "text": text} for title, text in said if text],
        "endings": [
            {
                "measure": str(row.measure),
                "state": capfirst(str(row.measure.get_state_display())),
                "became": row.became,
                "why": row.why,
            }
            for row in turning.endings_of(plan)
        ],
    }


def _measure(planned: years.Planned) -> dict[str, Any]:
    """The six W's that are filled in, a line each, and what is short beside each other; what is missing is said."""
    row = planned.measure
    who = _("%(who)s; followed up by %(name)s") % {"who": row.who, "name": planned.owner_name}
    level = capfirst(planned.short_level)
    words = [
        (_("Why"), row.why),
        (_("How"), row.how),
        (_("Who"), who if row.who and planned.owner_name else row.who or planned.owner_name),
        (_("Where"), row.where),
        (_("Indicator"), in_words(row.indicator)),
        (_("From an earlier year, because"), row.carried_reason),
    ]
    when = date_format(row.due_on, "SHORT_DATE_FORMAT") if row.due_on else ""
    return {
        "code": row.code,
        "what": row.what,
        "words": [
            (str(label), text or _("Not filled in yet")) for label, text in words if text or label != words[-1][0]
        ],
        "pairs": [
            ((_("When"), when or _("Not filled in yet")), (_("Budget"), euro(row.budget_eur))),
            (
                (_("Level"), f"{level} ({_('voluntary')})" if row.voluntary else level or "–"),
                (_("Status"), capfirst(str(row.get_state_display()))),
            ),
        ],
    }


@report(
    "annual-plan",
    label=gettext_lazy("Annual action plan"),
    model="actionplans.annualactionplan",
    permission=(rules.VIEW, rules.VIEW_ADVICE),
)
def annual_plan(plan: AnnualActionPlan, language: str) -> ReportData:
    """The four texts, the measures by objective with their six W's, the year by month, and the budget (Codex I.2-9)."""
    measures = [row for row in years.measures_of(plan) if row.measure.state != MeasureState.CANCELLED]
    totals = years.totals_of(plan)
    head = _head(plan)
    month_format = "F" if plan.first_day.year == plan.last_day.year else "F Y"
    context = {
        "edition": plan.version_no,
        "head": head,
        "advisers": advisers_of(plan.piece_id),
        "year": plan.label,
        "period": str(plan.global_plan),
        "deadline": long_day(plan.deadline),
        "texts": [{"title": capfirst(label_of(plan, name)), "text": getattr(plan, name)} for name in rules.TEXTS],
        "unwritten": [capfirst(label_of(plan, name)) for name in rules.TEXTS if not getattr(plan, name)],
        "groups": [
            {
                "objective": str(group.objective),
                "voluntary": group.objective.voluntary,
                "budget": euro(group.budget),
                "measures": [_measure(row) for row in group.measures],
            }
            for group in years.by_objective(measures)
        ],
        "calendar": [
            {
                "month": capfirst(date_format(month.first, month_format)),
                "measures": [str(row.measure) for row in month.measures],
            }
            for quarter in years.year_board(plan, measures)
            for month in quarter.months
            if month.measures
        ],
        "levels": [
            {"label": capfirst(str(level.label)), "count": level.count, "budget": euro(level.budget)}
            for level in totals.levels
        ],
        "count": totals.count,
        "budget": euro(totals.budget),
        "values": charts.rows_of(standing_of_year(plan)),
        "money": _money(money_of([plan])) if plan.state in AGREED else [],
        **_evaluation(plan),
    }
    title = _("Annual action plan %(year)s, %(company)s") % {"year": plan.label, "company": head["company"]}
    return ReportData(title, "actionplans/pdf/annual_plan.html", context, _audience(plan))
