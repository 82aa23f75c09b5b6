"""What happens by itself each morning: plans come in force, terms end, late measures are mentioned."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from actionplans import rules_consultation as consulting
from actionplans.actions import adoption, consultation, follow_up
from actionplans.enums import AdviceRequestState, PlanState
from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, PreventionMeasure
from actionplans.queries.follow_up import OPEN
from coaching.core.ground import people
from coaching.core.ground.workflow import Refused
from coaching.core.jobs.periodic import job
from coaching.core.mail import outbox
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import current_actor

# Days after the date on which a measure should have been done; the latest step that is due counts (subject/lives.md#periods).
LATE_STEPS = (14, 1)


@job("actionplans.activate_plans", label=_("Adopted plans come into force"))
def activate_plans(*, today: date) -> dict[str, int]:
    """Adopted plans whose first day has come. Five-year plans first: a yearly plan needs one in force (Codex I.2-9)."""
    five_years = GlobalPreventionPlan.objects.filter(state=PlanState.ADOPTED, start_year__lte=today.year)
    waiting: list[Any] = [
        *[plan for plan in five_years if plan.first_day <= today],
        *AnnualActionPlan.objects.filter(state=PlanState.ADOPTED, year__lte=today.year).order_by("year"),
    ]
    figures = {"activated": 0, "waiting": 0}
    for plan in waiting:
        try:
            consulting.check_can_activate(plan, today)
        except Refused:
            figures["waiting"] += 1
            continue
        adoption.activate_plan(plan=plan, by=current_actor())
        figures["activated"] += 1
    return figures


@job("actionplans.close_remark_terms", label=_("The days for remarks of workers end"))
def close_remark_terms(*, today: date) -> dict[str, int]:
    """Direct participation: once the workers' 15 days are over, the prevention service has its 15 (Welfare Act art. 53)."""
    over = AdviceRequest.objects.filter(state=AdviceRequestState.OPEN_REMARKS, remarks_until__lt=today)
    found = list(over)
    for advice_request in found:
        consultation.ask_service(advice_request=advice_request, by=current_actor())
    return {"closed": len(found)}


@job("actionplans.answer_reminders", label=_("Employers are reminded of an advice to answer"))
def answer_reminders(*, today: date) -> dict[str, int]:
    """Advice that waits for the employer's answer gets its reminders towards the six months (Codex II.7-19)."""
    waiting = AdviceRequest.objects.filter(state=AdviceRequestState.ADVISED).select_related(
        "global_plan", "annual_plan"
    )
    return {"planned": sum(consultation.remind_to_answer(advice_request, today) for advice_request in waiting)}


@job("actionplans.late_measures", label=_("Late measures are brought to mind"))
def late_measures(*, today: date) -> dict[str, int]:
    """One mail one day after the date and one after fourteen, to whoever follows the measure up and the contacts."""
    late = PreventionMeasure.objects.filter(
        state__in=OPEN, plan__state=PlanState.ACTIVE, due_on__lte=today - timedelta(days=1)
    )
    contacts: dict[Any, list[int]] = {}
    due: dict[str, tuple[PreventionMeasure, set[int]]] = {}
    for measure in late.order_by("due_on", "id"):
        if measure.company_id not in contacts:
            contacts[measure.company_id] = people.user_ids("contacts_of", measure.company_id)
        recipients = {*contacts[measure.company_id], *([measure.owner_id] if measure.owner_id else [])}
        due[_key(measure, today)] = measure, recipients
    rows = [f"{key}:{user}" for key, (_, users) in due.items() for user in users]
    told = OutgoingEmail.objects.filter(dedupe_key__in=rows).values_list("dedupe_key", flat=True)
    mentioned = {row.rpartition(":")[0] for row in told}
    fresh = [key for key in due if key not in mentioned]
    for key in fresh:
        measure, recipients = due[key]
        context = follow_up.told(measure, days=_days_late(measure, today))
        outbox.queue("actionplans.measure_late", recipients=recipients, context=context, dedupe=key, about=measure)
    return {"mentioned": len(fresh)}


def _days_late(measure: PreventionMeasure, today: date) -> int:
    return (today - (measure.due_on or today)).days


def _key(measure: PreventionMeasure, today: date) -> str:
    """Names the fact: this measure, with this date, so many days late."""
    late = _days_late(measure, today)
    step = next(days for days in LATE_STEPS if late >= days)
    return f"measure_late:{measure.pk}:{measure.due_on}:{step}"
