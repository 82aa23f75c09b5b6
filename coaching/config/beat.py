"""Beat's clock: while the queue is away it waits, instead of letting what is due go by."""

from __future__ import annotations

import logging
import time
from typing import Any

from celery.beat import PersistentScheduler, SchedulingError
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
PAUSE = 2.0  # seconds between two tries


class PatientScheduler(PersistentScheduler):
    """Celery's own, which counts a job as run when its message could not be sent: that of the morning would be a day late.

    Each job does all that is due, so it loses nothing by being asked for once when the queue is back.
    """

    def apply_async(self, entry: Any, producer: Any = None, advance: bool = True, **kwargs: Any) -> Any:
        since: float | None = None
        while True:
            try:
                result = super().apply_async(entry, producer=producer, advance=advance and since is None, **kwargs)
            except SchedulingError as error:
                if not isinstance(error.__context__, (OperationalError, RedisError, OSError)):
                    raise
                if since is None:
                    since = time.monotonic()
                    log.error("the queue cannot be reached (%s); what is due waits until it is back", error.__context__)
                time.sleep(PAUSE)
            else:
                if since is not None:
                    log.warning("the queue is back after %.0f seconds", time.monotonic() - since)
                return result
