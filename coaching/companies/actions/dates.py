"""Facts of the year wheel: dates of the company's own, and what was done when."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.companies.models import DateDone, DateNotice, OwnDate
from coaching.companies.wheel import kinds
from coaching.companies.wheel.kinds import NOT_YET
from coaching.companies.wheel.triggers import WORK_RULES
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock, sent_before, take_turns


def _turn(by: Actor) -> None:
    """One at a time in a company: a guest may not lock its row."""
    take_turns("dates", by.company_key)


@transaction.atomic
def add_own_date(*, title: str, first_on: date, every_months: int | None, who: str, by: Actor) -> OwnDate:
    """Add a date, once or every so many months; it stands on the wheel from its own day on."""
    by.check(rules.KEEP_DATES)
    _turn(by)
    own = OwnDate(
        company_id=by.company_key,
        title=title,
        first_on=first_on,
        every_months=every_months,
        who=who,
        created_by_id=by.user_id,
    )
    if there := sent_before(own):
        return there
    own.save(force_insert=True)
    audit.record("companies.own_date_added", own, by=by, data={"title": title})
    return own


@transaction.atomic
def change_own_date(*, own_id: UUID, opened_with: int, by: Actor, **columns: Any) -> OwnDate:
    """Change a date; what was done on its days stays. Raises VersionConflict, and Refused for one that was ended."""
    by.check(rules.KEEP_DATES)
    own = lock(OwnDate.objects.all(), pk=own_id)
    if own.ended_on is not None:
        raise Refused(_("This date was ended."))
    own.claim_version(opened_with)
    changed = sorted(name for name, value in columns.items() if getattr(own, name) != value)
    if changed:
        for name in changed:
            setattr(own, name, columns[name])
        own.save()
        DateNotice.objects.filter(kind=kinds.OWN.key, ref_id=own.pk).delete()
        audit.record("companies.own_date_changed", own, by=by, data={"columns": changed})
    return own


@transaction.atomic
def end_own_date(*, own_id: UUID, by: Actor) -> OwnDate:
    """It comes no more from today on; what was done on its days stays on record."""
    by.check(rules.KEEP_DATES)
    own = lock(OwnDate.objects.all(), pk=own_id)
    if own.ended_on is not None:
        raise audit.already(_("This date was ended."), "companies.own_date_ended", own, by=by)
    own.ended_on = clock.today()
    own.save()
    DateNotice.objects.filter(kind=kinds.OWN.key, ref_id=own.pk).delete()
    audit.record("companies.own_date_ended", own, by=by)
    return own


@transaction.atomic
def record_done(
    *,
    kind: str,
    due_on: date,
    done_on: date,
    note: str,
    by: Actor,
    own_id: UUID | None = None,
    cause_id: UUID | None = None,
) -> DateDone:
    """Write down that what was due on a day was done, and when; it then waits for nobody.

    Raises Refused for a day to come, and for kinds whose doing is on record elsewhere.
    """
    by.check(rules.KEEP_DATES)
    if kind not in (*kinds.RECORDED, WORK_RULES):
        raise Refused(_("This is on record by itself."))
    if done_on > clock.today():
        raise Refused(NOT_YET)
    _turn(by)
    key = {"kind": kind, "due_on": due_on, "own_id": own_id, "cause_id": cause_id}
    if there := DateDone.objects.filter(company_id=by.company_key, withdrawn_at=None, **key).first():
        raise audit.already(_("This is on record already."), "companies.date_done", there, by=by)
    done = DateDone.objects.create(
        company_id=by.company_key, done_on=done_on, note=note, recorded_by_id=by.user_id, **key
    )
    DateNotice.objects.filter(company_id=by.company_key, kind=kind, due_on=due_on, ref_id=own_id).delete()
    audit.record("companies.date_done", done, by=by, data={"kind": kind, "due": due_on.isoformat()})
    return done


@transaction.atomic
def withdraw_done(*, done_id: UUID, by: Actor) -> DateDone:
    """Take back what was written down by mistake; that it stood there stays in the trail."""
    by.check(rules.KEEP_DATES)
    _turn(by)
    done = DateDone.objects.get(pk=done_id)
    if done.withdrawn_at is not None:
        raise audit.already(_("This was taken back."), "companies.date_done_withdrawn", done, by=by)
    done.withdrawn_at, done.withdrawn_by_id = clock.now(), by.user_id
    done.save(update_fields=["withdrawn_at", "withdrawn_by_id"])
    audit.record("companies.date_done_withdrawn", done, by=by, data={"kind": done.kind})
    return done
