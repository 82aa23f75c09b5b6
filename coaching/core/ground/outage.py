"""A service that may be away for a while: who asks it, and when to leave it alone.

After a failure nobody asks for a few seconds, so that a page does not wait for what the page before it waited for in
vain; then one thread tries, and the others go on without. The log has one line at the beginning and one at the end.
"""

from __future__ import annotations

import logging
import threading
import time

log = logging.getLogger(__name__)
PAUSE = 5.0  # seconds between two tries


class Breaker:
    """One per service and process, shared by its threads.

    `may_try()`, and when it says yes the attempt, then `failed(error)` or `worked()`; the latter says whether an outage
    ended with it.
    """

    def __init__(self, name: str, meanwhile: str) -> None:
        self.name, self.meanwhile = name, meanwhile
        self._lock = threading.Lock()
        self._since: float | None = None
        self._next_try = 0.0

    @property
    def away(self) -> bool:
        return self._since is not None

    def may_try(self) -> bool:
        """Always while all is well; during an outage once in PAUSE seconds."""
        if self._since is None:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._next_try:
                return False
            self._next_try = now + PAUSE
            return True

    def failed(self, error: BaseException) -> None:
        with self._lock:
            now = time.monotonic()
            first, self._next_try = self._since is None, now + PAUSE
            self._since = self._since or now
        if first:
            log.error(
                "%s cannot be reached (%s); %s", self.name, str(error).strip() or type(error).__name__, self.meanwhile
            )

    def worked(self) -> bool:
        if self._since is None:
            return False
        with self._lock:
            since, self._since = self._since, None
        if since is None:
            return False
        log.warning("%s is back after %.0f seconds", self.name, time.monotonic() - since)
        return True

    def forget(self) -> None:
        """As if nothing had happened (tests)."""
        with self._lock:
            self._since, self._next_try = None, 0.0
