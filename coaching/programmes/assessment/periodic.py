"""Daily job: assessors hear once, two days before, that their score is expected."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs.periodic import job
from coaching.core.mail import outbox
from coaching.programmes.actions.telling import told
from coaching.programmes.assessment import queries
from coaching.programmes.assessment.actions import JUDGED_IN
from coaching.programmes.models import Assessment

DAYS_BEFORE = 2  # subject/lives.md#periods


@job("programmes.remind_assessors", label=_("Assessors are reminded of a score"))
def remind_assessors(*, today: date) -> dict[str, int]:
    """Caught up when missed; the outbox refuses a second mail about the same question. None where nothing is scored."""
    waiting = Assessment.objects.filter(
        submitted_at__isnull=True,
        recused_at__isnull=True,
        due_on__lte=today + timedelta(days=DAYS_BEFORE),
        reminded_at__isnull=True,
        application__state__in=JUDGED_IN,
    ).select_related("application", "application__programme", "application__layer_version")
    count = 0
    for row in waiting.select_for_update(of=("self",)):
        if not queries.can_be_scored(row.application):
            continue
        outbox.queue(
            "programmes.assessment_due",
            recipients=[row.assessor_id],
            context=told(row.application, due_on=row.due_on.isoformat()),
            dedupe=f"assessment.due:{row.pk}",
            about=row.application,
        )
        Assessment.objects.filter(pk=row.pk).update(reminded_at=clock.now())
        count += 1
    return {"reminded": count}
