"""Who may do what with plans, consultation and measures, and what the law asks of a plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from actionplans.enums import CARRIED_OUT, MeasureState, PlanState
from actionplans.models import (
    AnnualActionPlan,
    FindingWithoutObjective,
    GlobalPreventionPlan,
    ObjectiveFinding,
    PreventionMeasure,
)
from actionplans.sections import BY_NUMBER
from coaching.core.ground import clock
from coaching.core.ground.columns import label_of
from coaching.core.ground.proof import refuse_unproved
from coaching.core.ground.roles import BODY_ROLES, FROM_OUTSIDE, Role, grant
from coaching.core.ground.workflow import Refused
from riskanalysis.enums import Colour
from riskanalysis.models import Finding
from riskanalysis.queries_in_force import in_force_for

VIEW = grant("actionplans.view", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE)
EDIT = grant("actionplans.edit", Role.CONTACT, Role.PREVENTION_ADVISER, Role.GUEST)
SUBMIT = grant("actionplans.submit", Role.CONTACT, mandate=True, proof=refuse_unproved)
# What is measured is read by whoever reads the plans; the body reads what plans name that were put to it (access.py).
VIEW_VALUES = grant("actionplans.view_values", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE, *BODY_ROLES)
ADOPT = grant("actionplans.adopt", Role.CONTACT, mandate=True)
VIEW_ADVICE = grant("actionplans.view_advice", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE, *BODY_ROLES)
REMARK = grant("actionplans.remark", *BODY_ROLES)
# The secretary; where there is no committee, the prevention adviser or the employer records what came in (Welfare Act art. 53).
RECORD_ADVICE = grant("actionplans.record_advice", Role.SECRETARY, Role.PREVENTION_ADVISER, Role.CONTACT)
ANSWER_ADVICE = grant("actionplans.answer_advice", Role.CONTACT, mandate=True)
VIEW_MEASURES = grant(
    "actionplans.view_measures", Role.CONTACT, Role.PREVENTION_ADVISER, *FROM_OUTSIDE, Role.MEASURE_OWNER, *BODY_ROLES
)
CARRY_OUT = grant("actionplans.carry_out", Role.CONTACT, Role.PREVENTION_ADVISER, Role.GUEST, Role.MEASURE_OWNER)
# Who speaks for the company brings a spreadsheet in: it may hold the whole file, which no guest of a part of it reads.
IMPORT = grant("actionplans.import", Role.CONTACT, Role.PREVENTION_ADVISER)
VERIFY = grant("actionplans.verify", Role.GUEST, Role.PREVENTION_ADVISER)

# ---- Plans: what may change when, and what must be there before the consultation body gets them. ----

# Between the advice and the adoption the employer works in the remarks that are followed; no new round is needed.
EDITABLE = (PlanState.DRAFT, PlanState.INTERNAL_REVIEW, PlanState.ADVISED)
ENDED = (PlanState.AMENDED, PlanState.EXPIRED, PlanState.CLOSED)
BEFORE_BODY = (PlanState.DRAFT, PlanState.INTERNAL_REVIEW)
OWNER_ROLES = (Role.CONTACT, Role.PREVENTION_ADVISER, Role.MEASURE_OWNER)
PERIOD_YEARS = 5  # Codex I.2-8
TEXTS = ("priorities", "means", "duties", "adaptations")
SIX_WS = ("what", "why", "who", "how", "where", "due_on")

Plan = GlobalPreventionPlan | AnnualActionPlan


def is_editable(plan: Plan) -> bool:
    """A plan before the body or in force changes only through a new version (Codex I.2-10)."""
    return plan.state in EDITABLE


def check_editable(plan: Plan) -> None:
    """Raise Refused when the plan is locked."""
    if not is_editable(plan):
        raise Refused(
            _("This plan is locked: it is “%(state)s”. Make an amended version to change it.")
            % {"state": plan.get_state_display()}
        )


def annual_deadline(year: int, first_month: int = 1) -> date:
    """Last day to put a yearly plan to the body: first day of the second month before the service year (Codex I.2-10).

    For a calendar year that is 1 November of the year before. Legal dates do not move for weekends.
    """
    return clock.add_months(date(year, first_month, 1), -2)


def safe_date(deadline: date) -> date:
    """Many read the article as "before": the day before the deadline is safe (subject/law.md#advice-on-plans)."""
    return deadline - timedelta(days=1)


def basis_of(plan: GlobalPreventionPlan) -> QuerySet[Finding]:
    """Findings that the plan builds on: of its analysis and of the parts that became final after it (ADR 0063).

    Up to now while it is written, up to the day on which the body got it from then on.
    """
    if plan.analysis is None:
        return Finding.objects.none()
    until = clock.now() if plan.state in BEFORE_BODY else plan.submitted_at or clock.now()
    return in_force_for(plan.analysis, until=until).findings()


def uncovered_red_findings(plan: GlobalPreventionPlan) -> list[Finding]:
    """Red findings of the plan's analysis with neither an objective nor a reason (subject/lives.md#plan)."""
    tied = ObjectiveFinding.objects.filter(objective__plan_id=plan.pk).values("finding_id")
    explained = FindingWithoutObjective.objects.filter(plan_id=plan.pk).values("finding_id")
    red = basis_of(plan).filter(colour=Colour.RED)
    return list(red.exclude(pk__in=tied).exclude(pk__in=explained).order_by("code"))


def missing_in_global_plan(plan: GlobalPreventionPlan) -> list[str]:
    """What still keeps a five-year plan from the body, as short lines; empty when it is complete (Codex I.2-8)."""
    filled = {section.number for section in plan.sections.all() if section.text.strip()}
    lines = [
        str(_("Section %(number)s is empty: %(title)s") % {"number": number, "title": section.title})
        for number, section in BY_NUMBER.items()
        if number not in filled
    ]
    if not plan.objectives.exists():
        lines.append(str(_("There is no objective yet")))
    for finding in uncovered_red_findings(plan):
        lines.append(str(_("Red finding %(finding)s has no objective and no reason why not") % {"finding": finding}))
    return lines


def check_can_submit_global_plan(plan: GlobalPreventionPlan) -> None:
    """Raise Refused, naming all that is missing, unless the eight sections and the objectives are complete."""
    _refuse_incomplete(missing_in_global_plan(plan))


def missing_in_measure(measure: PreventionMeasure) -> list[str]:
    """Names of the columns that keep a measure from being planned (subject/methods.md#measures-by-six-ws)."""
    needed = (*SIX_WS, "prevention_level", "indicator")
    return [name for name in needed if not str(getattr(measure, name) or "").strip()]


def check_can_plan_measure(measure: PreventionMeasure) -> None:
    """Raise Refused, naming what is missing (subject/lives.md#measure)."""
    missing = [label_of(measure, name) for name in missing_in_measure(measure)]
    if measure.owner_id is None:
        missing.append(str(_("who follows it up")))
    if missing:
        raise Refused(_("This measure is not ready yet. Still missing: %(fields)s.") % {"fields": ", ".join(missing)})


def missing_in_annual_plan(plan: AnnualActionPlan) -> list[str]:
    """What still keeps a yearly plan from the body, as short lines (Codex I.2-9)."""
    lines = [
        str(_("Not filled in: %(text)s") % {"text": label_of(plan, name)})
        for name in TEXTS
        if not getattr(plan, name).strip()
    ]
    kept = PreventionMeasure.objects.filter(plan_id=plan.pk).exclude(state=MeasureState.CANCELLED)
    measures = list(kept.annotate(was=F("carried_from__state")).only("code", "what", "state", "due_on"))
    if not measures:
        lines.append(str(_("There is no measure yet")))
    for measure in measures:
        if measure.state == MeasureState.PROPOSED and measure.was in CARRIED_OUT:
            lines.append(
                str(
                    _("Measure %(measure)s was carried out meanwhile: take it out, or plan what still is to be done")
                    % {"measure": measure}
                )
            )
        elif measure.state == MeasureState.PROPOSED:
            lines.append(str(_("Measure %(measure)s is not ready yet") % {"measure": measure}))
        elif measure.due_on and not plan.has_day(measure.due_on):
            lines.append(str(_("Measure %(measure)s has a date outside the year") % {"measure": measure}))
    if plan.global_plan.state in BEFORE_BODY:
        lines.append(str(_("The five-year plan goes to the consultation body first, or together with this one")))
    return lines


def check_can_submit_annual_plan(plan: AnnualActionPlan) -> None:
    """Raise Refused, naming all that is missing, unless texts and measures are complete."""
    _refuse_incomplete(missing_in_annual_plan(plan))


def check_has_active_global_plan(plan: AnnualActionPlan) -> None:
    """Raise Refused unless a five-year plan for its time is in force: a yearly plan is part of one (Codex I.2-9)."""
    active = GlobalPreventionPlan.objects.filter(company_id=plan.company_id, state=PlanState.ACTIVE)
    if not any(one.has_part_of(plan.period) for one in active):
        raise Refused(_("The five-year plan must be in force first."))


def _refuse_incomplete(lines: list[str]) -> None:
    if lines:
        raise Refused(_("The plan is not complete yet. %(lines)s.") % {"lines": "; ".join(lines)})


def next_code(prefix: str, codes: Any) -> str:
    """The code after the highest one used: O1, O2… (codes of deleted rows in between are not given again)."""
    return f"{prefix}{max((int(code[1:]) for code in codes if code[1:].isdigit()), default=0) + 1}"
