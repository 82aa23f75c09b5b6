"""Daily jobs: ask once how it went, and let go of what nobody answered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.core.jobs.periodic import job
from coaching.core.tenancy.context import current_actor
from modules.models import ModuleUptake
from modules.uptake import actions, rules
from modules.uptake.enums import UptakeState


def _end_of(day: date) -> datetime:
    """The first moment after `day`, in local time."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


@job("modules.ask_feedback", label=_("Companies are asked how it went"))
def ask_feedback(*, today: date) -> dict[str, int]:
    """Fourteen days after the start each uptake is asked about, once."""
    before = _end_of(today - timedelta(days=rules.FEEDBACK_AFTER_DAYS))
    due = ModuleUptake.objects.filter(state__in=[UptakeState.CONFIRMED, UptakeState.DELIVERED], confirmed_at__lt=before)
    keys = list(due.values_list("pk", flat=True))
    for pk in keys:
        actions.ask_feedback(uptake_id=pk, by=current_actor())
    return {"asked": len(keys)}


@job("modules.close_forgotten", label=_("Questions about how it went are closed"))
def close_forgotten(*, today: date) -> dict[str, int]:
    """Sixty days after the question it is closed without an answer."""
    before = _end_of(today - timedelta(days=rules.FORGOTTEN_AFTER_DAYS))
    due = ModuleUptake.objects.filter(state=UptakeState.FEEDBACK, feedback_asked_at__lt=before)
    keys = list(due.values_list("pk", flat=True))
    for pk in keys:
        actions.close_forgotten(uptake_id=pk, by=current_actor())
    return {"closed": len(keys)}
