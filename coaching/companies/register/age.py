"""How old the register is that people are shown, and whether that is too old."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Coalesce, TruncDate

from coaching.companies.models import RegisterExtract
from coaching.core.ground import clock


def register_as_of() -> date | None:
    """The day whose state the register shows; None when nothing was loaded yet."""
    newest = RegisterExtract.objects.aggregate(day=Max(Coalesce("dated", TruncDate("loaded_at"))))
    found: date | None = newest["day"]
    return found


def is_old(as_of: date | None) -> bool:
    """Whether it is older than the installation allows (REGISTER_OLD_AFTER_DAYS); no register at all is not old."""
    return as_of is not None and (clock.today() - as_of).days > settings.REGISTER_OLD_AFTER_DAYS
