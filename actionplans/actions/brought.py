"""A five-year plan that a company made elsewhere, before its file was here: its time is kept, not its text."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.actions.plans import check_period_is_free, day_of
from actionplans.enums import PlanState
from actionplans.models import GlobalPreventionPlan
from actionplans.queries import made
from coaching.companies.models import FilePiece, PieceKind
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import take_turns

SINCE = 2000  # own choice: an older one tells nothing of today
AHEAD = 2  # own choice: years, as for a plan made here


@transaction.atomic
def record_brought_plan(
    *, company_id: UUID, year: int, month: int, by: Actor, at: datetime | None = None
) -> GlobalPreventionPlan:
    """Write down a plan from elsewhere as in force for five years from the first of that month, on the operator's word.

    One that begins later is adopted and comes in force on that day; one whose five years are over has ended. It has no text,
    no analysis and no moment of adoption here, and no coaching helped with it: nothing counts it as made here. Raises
    Refused for a period that is taken, or too far away.
    """
    if by.hat != Hat.SYSTEM:
        raise PermissionError("only the operator says that a plan was adopted elsewhere")
    moment = at or clock.now()
    today = day_of(moment)
    if not SINCE <= year <= today.year + AHEAD:
        raise Refused(
            _("Let the plan begin between %(first)s and %(last)s.") % {"first": SINCE, "last": today.year + AHEAD}
        )
    take_turns("actionplans.global_plan", company_id)
    check_period_is_free(company_id, date(year, month, 1), by)
    plan = GlobalPreventionPlan(
        company_id=company_id,
        start_year=year,
        start_month=month,
        is_brought=True,
        version_no=made.next_version(company_id, date(year, month, 1), yearly=False),
        created_at=moment,
    )
    plan.state = _state_on(plan, today)
    if plan.state != PlanState.ADOPTED:
        plan.active_from_at = timezone.make_aware(datetime.combine(plan.first_day, time.min))
    # Not by make_piece: who coaches the company did not help with it.
    plan.piece = FilePiece.objects.create(company_id=company_id, kind=PieceKind.FIVE_YEAR_PLAN, made_at=moment)
    plan.save(force_insert=True)
    data = {"start_year": year, "start_month": month}
    audit.record("actionplans.global_plan_brought", plan, by=by, at=moment, data=data)
    return plan


def _state_on(plan: GlobalPreventionPlan, today: date) -> str:
    if today < plan.first_day:
        return PlanState.ADOPTED
    return PlanState.ACTIVE if today <= plan.end else PlanState.EXPIRED
