"""What runs by itself about mail: reminders each morning, and a sweep each minute."""

from __future__ import annotations

from datetime import date

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs.periodic import job
from coaching.core.mail import delivery, reminders
from coaching.core.mail.tasks import deliver_mail


@job("core.send_reminders", label=_("Reminders become mails"))
def send_reminders(*, today: date) -> dict[str, int]:
    """Reminders whose day has come become mails."""
    return reminders.send_due(today)


@job("core.sweep_mail", label=_("Mails that wait are looked for"), schedule=crontab(minute="*"), daily=False)
def sweep_mail(*, today: date) -> dict[str, int]:
    """Each minute: name what a dead worker left behind, and wake the delivery for what is due (retries too)."""
    now = clock.now()
    unknown = delivery.sweep(now)
    if delivery.anything_due(now):
        deliver_mail.delay_on_commit()
    return {"unknown": unknown}
