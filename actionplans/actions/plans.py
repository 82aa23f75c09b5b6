"""The five-year plan: made from a final risk analysis, written section by section, amended by a new version."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans import rules
from actionplans.enums import ANNUAL_PLAN, GLOBAL_PLAN, PlanState
from actionplans.models import (
    AnnualActionPlan,
    FindingWithoutObjective,
    GlobalPreventionPlan,
    Objective,
    ObjectiveFinding,
    PlanSection,
)
from actionplans.plan_bases import MONTHS
from actionplans.queries import made
from actionplans.queries.plans import analyses_to_plan_from
from actionplans.sections import SECTIONS
from coaching.companies.actions import make_piece
from coaching.companies.models import Company, PieceKind
from coaching.companies.service_years import service_year
from coaching.core.ground import audit, clock
from coaching.core.ground.events import announce
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused, apply_transition
from coaching.core.tenancy.models import VersionConflict, lock, take_turns
from riskanalysis.enums import AnalysisState
from riskanalysis.models import Finding, RiskAnalysis
from riskanalysis.queries_in_force import in_force_for


def keys_of(part: Any) -> dict[str, Any]:
    """The keys that every row of a plan carries."""
    return {"piece_id": part.piece_id, "company_id": part.company_id}


def day_of(moment: datetime) -> Any:
    """The Belgian date of a moment."""
    return timezone.localtime(moment).date()


@transaction.atomic
def create_global_plan(
    *,
    analysis: RiskAnalysis,
    by: Actor,
    start_year: int | None = None,
    start_month: int | None = None,
    renews: GlobalPreventionPlan | None = None,
    at: datetime | None = None,
) -> GlobalPreventionPlan:
    """A draft five-year plan with eight empty sections (Codex I.2-8); a coaching that runs moves on to planning.

    start_year: next year when not given; start_month: that in which the service years begin then. renews: the plan
    whose time it takes over. Raises Refused when the analysis is not final or the period is taken.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    year = start_year or day_of(moment).year + 1
    take_turns("actionplans.global_plan", analysis.company_id)  # two clicks at once wait for each other here
    analysis = RiskAnalysis.objects.get(pk=analysis.pk)
    if analysis.state != AnalysisState.FINAL:
        raise Refused(_("The plan starts from a final risk analysis. This one is not final yet."))
    if not 0 <= year - day_of(moment).year <= 2:
        raise Refused(_("Let the plan begin this year or in one of the next two years."))
    first_day = date(year, start_month or _month_of_years(analysis.company_id, year), 1)
    check_period_is_free(analysis.company_id, first_day, by, renews=renews)
    # The newest of what it builds on, itself made behind the others: who may read the plan may read these.
    newest = in_force_for(analysis, until=moment).newest or analysis
    piece = make_piece(PieceKind.FIVE_YEAR_PLAN, analysis.company_id, by=by, at=moment, builds_on_id=newest.piece_id)
    plan = GlobalPreventionPlan.objects.create(
        piece=piece,
        company_id=analysis.company_id,
        analysis=analysis,
        start_year=year,
        start_month=first_day.month,
        version_no=made.next_version(analysis.company_id, first_day, yearly=False),
        renews=renews,
        created_at=moment,
    )
    PlanSection.objects.bulk_create(
        [PlanSection(**keys_of(plan), plan=plan, number=section.number) for section in SECTIONS]
    )
    audit.record("actionplans.global_plan_created", plan, by=by, at=moment, data={"start_year": year})
    announce("actionplans.planned", plan, by=by, at=moment)
    return plan


def _month_of_years(company_id: UUID, year: int) -> int:
    """In which the service year begins that begins in this calendar year."""
    company = Company.objects.only("year_starts", "year_changes").get(pk=company_id)
    return service_year(company, date(year, 12, 31)).first.month


def check_period_is_free(
    company_id: UUID, first_day: date, by: Actor, renews: GlobalPreventionPlan | None = None
) -> None:
    """Raise Refused when a five-year plan that is not over covers a part of this time; the one that is renewed may."""
    taken = made.begun(company_id, yearly=False) - ({renews.first_day} if renews else set())
    if not any(clock.add_months(day, -MONTHS) < first_day < clock.add_months(day, MONTHS) for day in taken):
        return
    message = _("There is a five-year plan for this period already.")
    same = GlobalPreventionPlan.objects.filter(
        company_id=company_id, start_year=first_day.year, start_month=first_day.month
    )
    there = same.exclude(state__in=rules.ENDED).first()
    raise audit.already(message, "actionplans.global_plan_created", there, by=by) if there else Refused(message)


@transaction.atomic
def save_section(
    *, plan: GlobalPreventionPlan, number: int, text: str, opened_with: int, by: Actor, at: datetime | None = None
) -> PlanSection:
    """Store the text of one section. Raises VersionConflict when somebody saved that section since it was opened."""
    by.check(rules.EDIT)
    plan = lock(GlobalPreventionPlan.objects.all(), pk=plan.pk)
    rules.check_editable(plan)
    section = PlanSection.objects.get(plan=plan, number=number)
    if section.version != opened_with:
        raise VersionConflict
    section.text, section.version = text.strip(), section.version + 1
    section.save(update_fields=["text", "version"])
    audit.record("actionplans.section_saved", plan, by=by, at=at or clock.now(), data={"section": number})
    return section


@transaction.atomic
def explain_finding(
    *, plan: GlobalPreventionPlan, finding: Finding, reason: str, by: Actor, at: datetime | None = None
) -> None:
    """Say why a finding gets no objective in this plan; an empty reason takes the explanation away."""
    by.check(rules.EDIT)
    plan = lock(GlobalPreventionPlan.objects.all(), pk=plan.pk)
    rules.check_editable(plan)
    if not rules.basis_of(plan).filter(pk=finding.pk).exists():
        raise Refused(_("This finding belongs to another risk analysis."))
    reason = reason.strip()
    FindingWithoutObjective.objects.filter(plan=plan, finding=finding).delete()
    if reason:
        FindingWithoutObjective.objects.create(**keys_of(plan), plan=plan, finding=finding, reason=reason)
    audit.record(
        "actionplans.finding_explained",
        plan,
        by=by,
        reason=reason,
        at=at or clock.now(),
        data={"finding": finding.code},
    )


def _machine_of(plan: rules.Plan) -> Any:
    return GLOBAL_PLAN if isinstance(plan, GlobalPreventionPlan) else ANNUAL_PLAN


def locked(plan: rules.Plan) -> rules.Plan:
    """Either plan, locked; raises Gone when it is gone or out of sight."""
    if isinstance(plan, GlobalPreventionPlan):
        return lock(GlobalPreventionPlan.objects, pk=plan.pk)
    return lock(AnnualActionPlan.objects, pk=plan.pk)


@transaction.atomic
def start_internal_review(*, plan: rules.Plan, by: Actor, at: datetime | None = None) -> rules.Plan:
    """Give a draft to the line and the prevention services to read (either plan); it may still change."""
    by.check(rules.EDIT)
    plan = locked(plan)
    apply_transition(_machine_of(plan), "review", plan, by=by, at=at)
    return plan


@transaction.atomic
def return_to_draft(*, plan: rules.Plan, by: Actor, at: datetime | None = None) -> rules.Plan:
    """Take a plan back from the internal reading (either plan)."""
    by.check(rules.EDIT)
    plan = locked(plan)
    apply_transition(_machine_of(plan), "back_to_draft", plan, by=by, at=at)
    return plan


def newest_final_analysis(company_id: UUID) -> RiskAnalysis | None:
    """From which a plan starts: of the whole organisation, else of a part."""
    return analyses_to_plan_from().filter(company_id=company_id).first()


def check_can_amend(plan: rules.Plan, reason: str) -> None:
    """Only a plan in force is amended, with a reason, and one amendment at a time."""
    if plan.state != PlanState.ACTIVE:
        raise Refused(_("Only a plan in force is amended. This one can still be changed, or has ended."))
    if not reason.strip():
        raise Refused(_("Say what has changed: the consultation body will read it."))
    if type(plan).objects.filter(amended_from_id=plan.pk).exists():
        raise Refused(_("There is an amended version already."))


@transaction.atomic
def amend_global_plan(
    *, plan: GlobalPreventionPlan, reason: str, by: Actor, at: datetime | None = None
) -> GlobalPreventionPlan:
    """A new draft version with the same sections and objectives; the plan in force stays so until the new one is.

    Any change needs prior advice of the body (Codex I.2-10), so the new version goes the whole way again. Of a plan
    that was brought from elsewhere nothing is here to copy: its new version begins from the newest final analysis.
    """
    by.check(rules.EDIT)
    moment = at or clock.now()
    plan = lock(GlobalPreventionPlan.objects.all(), pk=plan.pk)
    check_can_amend(plan, reason)
    analysis = newest_final_analysis(plan.company_id) if plan.is_brought else plan.analysis
    behind = analysis.piece_id if plan.is_brought and analysis else plan.piece_id
    piece = make_piece(PieceKind.FIVE_YEAR_PLAN, plan.company_id, by=by, at=moment, builds_on_id=behind)
    new = GlobalPreventionPlan.objects.create(
        piece=piece,
        company_id=plan.company_id,
        analysis=analysis,
        start_year=plan.start_year,
        start_month=plan.start_month,
        version_no=made.next_version(plan.company_id, plan.first_day, yearly=False),
        renews_id=plan.renews_id,
        amended_from=plan,
        created_at=moment,
    )
    written = dict(plan.sections.values_list("number", "text"))
    PlanSection.objects.bulk_create(
        [PlanSection(**keys_of(new), plan=new, number=s.number, text=written.get(s.number, "")) for s in SECTIONS]
    )
    _copy_objectives(plan, new)
    FindingWithoutObjective.objects.bulk_create(
        [
            FindingWithoutObjective(**keys_of(new), plan=new, finding_id=row.finding_id, reason=row.reason)
            for row in FindingWithoutObjective.objects.filter(plan=plan)
        ]
    )
    audit.record("actionplans.global_plan_amended", new, by=by, reason=reason, at=moment)
    return new


OBJECTIVE_FIELDS = (
    "text",
    "indicator",
    "measured_by_id",
    "baseline",
    "baseline_on",
    "target",
    "unit",
    "by_year",
    "voluntary",
)


def _copy_objectives(plan: GlobalPreventionPlan, new: GlobalPreventionPlan) -> None:
    copies = {
        old.pk: Objective(
            **keys_of(new), plan=new, code=old.code, **{name: getattr(old, name) for name in OBJECTIVE_FIELDS}
        )
        for old in plan.objectives.all()
    }
    Objective.objects.bulk_create(copies.values())
    ties = ObjectiveFinding.objects.filter(objective__plan_id=plan.pk)
    ObjectiveFinding.objects.bulk_create(
        [
            ObjectiveFinding(**keys_of(new), objective=copies[tie.objective_id], finding_id=tie.finding_id)
            for tie in ties
        ]
    )


def replace_amended_global_plan(plan: GlobalPreventionPlan, *, by: Actor, event: Any) -> None:
    """Effect of `activate`: the version that was in force becomes "amended"."""
    if plan.amended_from_id is None:
        return
    old = lock(GlobalPreventionPlan.objects.all(), pk=plan.amended_from_id)
    if old.state == PlanState.ACTIVE:
        apply_transition(GLOBAL_PLAN, "amend", old, by=by, at=event.at)
