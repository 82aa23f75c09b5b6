"""Files that are kept for some days."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs.periodic import job
from coaching.core.models import ListFile
from coaching.core.paper import rules, uploads


@job("core.forget_list_files", label=_("Files of long lists are deleted after a week"))
@transaction.atomic
def forget_list_files(*, today: date) -> dict[str, int]:
    """They hold what a list said on one day, names and addresses too: who needs them later asks anew."""
    rows = list(ListFile.objects.filter(asked_at__lt=clock.now() - timedelta(days=rules.KEPT_DAYS)))
    uploads.forget(rows)
    return {"gone": len(rows)}
