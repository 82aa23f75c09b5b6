"""The job that delivers mail."""

from __future__ import annotations

from celery import shared_task

from coaching.core.mail.delivery import deliver_due
from coaching.core.mail.outbox import DELIVERY


@shared_task(name=DELIVERY, scope="outside")
def deliver_mail() -> None:
    """Send what is due; see `delivery`, which enters system contexts of its own."""
    deliver_due()
