"""Each morning: sessions whose time is over."""

from __future__ import annotations

from datetime import date

from django.contrib.sessions.backends.db import SessionStore
from django.utils.translation import gettext_lazy as _

from coaching.core.jobs.periodic import job
from coaching.core.tenancy.context import without_hat


@job("accounts.clear_sessions", label=_("Sign-ins that are over are cleared"))
def clear_sessions(*, today: date) -> dict[str, int]:
    """They let nobody in any more; with them goes what somebody typed and never came back for (ADR 0023).

    A session ends by the clock on the wall, whatever day is being played.
    """
    del today
    with without_hat():
        SessionStore.clear_expired()
    return {}
