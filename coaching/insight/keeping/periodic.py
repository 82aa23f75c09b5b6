"""Each day: what is over its period goes; who asked for it and was answered yes is erased."""

from __future__ import annotations

import logging
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import ErasureRequest, User
from coaching.core.jobs.periodic import job
from coaching.core.tenancy.context import current_actor, without_hat
from coaching.insight.keeping import retention
from coaching.insight.keeping.people import erase_person
from coaching.insight.keeping.report import Stuck

logger = logging.getLogger(__name__)


@job("insight.retention", label=_("What is over its period is thrown away"))
def let_go(*, today: date) -> dict[str, int]:
    """As `manage.py retention` does, which can be asked beforehand what would go."""
    del today
    return {one.kind.key: one.count for one in retention.run(by=current_actor())}


@job("insight.erase_accepted", label=_("People who asked for it are erased"))
def erase_accepted(*, today: date) -> dict[str, int]:
    """Those who were answered before today, so that the mail which says so reached them. Who would leave others stuck goes
    back to platform staff with the reason."""
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    accepted = ErasureRequest.objects.filter(answer=ErasureRequest.Answer.ACCEPTED, answered_at__lt=midnight)
    erased, stuck, broken = 0, 0, 0
    for asked in accepted.order_by("answered_at", "pk"):
        with without_hat():
            email = User.objects.filter(pk=asked.person_id).values_list("email", flat=True).first()
        try:
            if email:
                erase_person(email=email, reason="asked by the person", by=current_actor())
            erased += 1
        except Stuck as why:
            stuck += 1
            ErasureRequest.objects.filter(pk=asked.pk).update(
                answer="", answered_at=None, answered_by_id=None, trouble=str(why)[:300]
            )
            logger.warning("request %s to be erased goes back to the staff", asked.pk)
        except Exception:  # whatever is odd about one person keeps nobody else waiting; it is tried again the next day
            broken += 1
            logger.exception("request %s to be erased could not be carried out", asked.pk)
    return {"erased": erased, "stuck": stuck, "broken": broken}
