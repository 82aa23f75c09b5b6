"""A programme vouches for coaches."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.coaches.models import Coach
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.mail import outbox
from coaching.programmes import contact, rules
from coaching.programmes.models import Accreditation, Programme

LONGEST_YEARS = 10


@transaction.atomic
def accredit(*, coach_id: UUID, until_on: date, by: Actor) -> Accreditation:
    """Accredit a coach until a day, or move that day; the coach gets a mail. Raises Refused for a day that has passed."""
    by.check(rules.ACCREDIT)
    today = clock.today()
    if until_on < today:
        raise Refused(_("This day has passed."))
    if until_on > clock.add_months(today, 12 * LONGEST_YEARS):
        raise Refused(_("An accreditation lasts ten years at most."))
    programme = Programme.objects.select_for_update().get(pk=by.programme_key)
    coach = Coach.objects.get(pk=coach_id)
    found = _standing(programme.pk, coach.pk)
    if found is None:
        found = Accreditation(programme=programme, coach=coach, from_on=today)
    elif found.until_on == until_on:
        return found
    found.until_on, found.decided_by_id = until_on, by.user_id
    found.save()
    audit.record("programmes.accredited", found, by=by, data={"coach": coach.name, "until": str(until_on)})
    outbox.queue(
        "programmes.accredited",
        recipients=[coach.user_id],
        about=found,
        deadline_mail=False,
        context={"programme": programme.name, "until_on": str(until_on)},
        dedupe=f"accredited:{found.pk}:{until_on}",
    )
    return found


@transaction.atomic
def end_accreditation(*, coach_id: UUID, reason: str, by: Actor) -> Accreditation:
    """Take an accreditation away, with the reason, which the coach reads. Running files go on until they are handed over.

    Raises Refused without a reason or without an accreditation (a second click).
    """
    by.check(rules.ACCREDIT)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    programme = Programme.objects.select_for_update().get(pk=by.programme_key)
    found = _standing(programme.pk, coach_id)
    if found is None:
        raise Refused(_("This coach has no accreditation."))
    found.ended_on = clock.today()
    found.save(update_fields=["ended_on"])
    audit.record("programmes.accreditation_ended", found, by=by, reason=reason)
    outbox.queue(
        "programmes.accreditation_ended",
        recipients=[Coach.objects.get(pk=coach_id).user_id],
        about=found,
        context={
            "programme": programme.name,
            "reason": reason.strip(),
            **contact.told(programme, clock.today()),
        },
        dedupe=f"accreditation_ended:{found.pk}",
    )
    return found


def _standing(programme_id: UUID, coach_id: UUID) -> Accreditation | None:
    rows = Accreditation.objects.filter(programme_id=programme_id, coach_id=coach_id, ended_on=None)
    return rows.select_for_update(of=("self",)).first()
