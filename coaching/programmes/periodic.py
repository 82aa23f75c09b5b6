"""Daily jobs of programmes."""

from __future__ import annotations

from datetime import date, timedelta

from celery.schedules import crontab
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock, people
from coaching.core.jobs.periodic import job
from coaching.core.mail import outbox
from coaching.core.paper import letterhead
from coaching.programmes import figures
from coaching.programmes.actions.telling import tell_company
from coaching.programmes.enums import ApplicationState
from coaching.programmes.models import Accreditation, Application, Programme

NOTICE_DAYS = 60  # subject/lives.md#periods


@job("programmes.accreditations_ending", label=_("Accreditations that end are announced"))
def accreditations_ending(*, today: date) -> dict[str, int]:
    """Sixty days before an accreditation ends its coach and the administrators hear so, once per end date."""
    rows = Accreditation.objects.filter(
        ended_on=None, until_on__gte=today, until_on__lte=today + timedelta(days=NOTICE_DAYS), from_on__lt=today
    ).select_related("programme", "coach")
    ending = list(rows)
    for row in ending:
        outbox.queue(
            "programmes.accreditation_soon_over",
            recipients={row.coach.user_id, *people.user_ids("administrators_of", row.programme_id)},
            context={"programme": row.programme.name, "coach": row.coach.name, "until_on": row.until_on.isoformat()},
            dedupe=f"accreditation_soon_over:{row.pk}:{row.until_on}",
            about=row,
            deadline_mail=False,
        )
    return {"ending": len(ending)}


@job("programmes.ask_waiting", label=_("Companies on the waiting list are asked whether they still want"))
def ask_waiting(*, today: date) -> dict[str, int]:
    """A year on the waiting list: its contacts are asked whether they still want coaching, once per year."""
    a_year_ago = clock.add_months(today, -12)
    rows = Application.objects.filter(state=ApplicationState.WAITLISTED, waitlisted_on__lte=a_year_ago)
    waiting = list(rows.select_related("programme", "company"))
    for row in waiting:
        tell_company("programmes.still_waiting", row, f"still_waiting:{row.pk}:{row.waitlisted_on}")
    return {"asked": len(waiting)}


@job("programmes.forget_logos", label=_("Logos that no programme uses any more are taken away"))
@transaction.atomic
def forget_logos(*, today: date) -> dict[str, int]:
    """A logo that was replaced goes after a day: until then its form may still be open."""
    letterhead.keep_turns()
    used = set(Programme.objects.exclude(logo="").values_list("logo", flat=True))
    return {"gone": letterhead.forget_logos(used, clock.now() - timedelta(days=1))}


@job(
    "programmes.fold_figures",
    label=_("Figures that are about the same become one row"),
    schedule=crontab(minute="*/5"),
    daily=False,
)
def fold_figures(*, today: date) -> dict[str, int]:
    """Every five minutes: the differences that triggers wrote are added up. Left undone, figures stay right and get slower."""
    return {"folded": figures.fold()}
