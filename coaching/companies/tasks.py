"""Loading the register's next extract outside the morning's transactions: batch by batch, for as long as it takes."""

from __future__ import annotations

import logging

from celery import shared_task

from coaching.companies.register import daily
from coaching.companies.register.loading import NotLoaded

log = logging.getLogger(__name__)
HOURS = 3600


@shared_task(name="companies.take_in_register", scope="outside", soft_time_limit=3 * HOURS, time_limit=3 * HOURS + 60)
def take_in_register() -> None:
    """Whatever follows the last extract. What cannot be loaded is said in the log; the next morning tries again."""
    try:
        daily.take_in()
    except NotLoaded as error:
        log.error("the register was not brought up to date: %s", error)
