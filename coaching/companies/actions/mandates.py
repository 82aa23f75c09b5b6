"""Who from outside may work in a company's file: given, prolonged and taken away by the company (ADR 0054).

Those of a coaching follow its course by themselves (`trajectories`, `mandate_follows`).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.accounts.actions import invite
from coaching.accounts.models import Invitation
from coaching.companies import queries, rules
from coaching.companies.guests import ROLE_OF
from coaching.companies.models import GRACE_BOUNDS, Company, Mandate
from coaching.core.ground import audit, clock
from coaching.core.ground.events import announce
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.mail import outbox, reminders
from coaching.core.tenancy.models import lock, take_turns

SOON = timedelta(days=rules.ENDS_SOON_DAYS)


@transaction.atomic
def give_mandate(
    *, person_id: int, discipline: str, whole_file: bool, until: datetime | None = None, by: Actor
) -> Mandate:
    """Let somebody from outside into the file: the whole of it, or what is made from now on. Not for oneself.

    until: writes and reads no longer than that; without it until the company ends it. The same click twice gives one.
    """
    by.check(rules.GIVE_MANDATE)
    moment = clock.now()
    if person_id == by.user_id:
        raise Refused(_("You cannot give a mandate to yourself."))
    if until is not None and until <= moment:
        raise Refused(_("Choose a day in the future."))
    take_turns("mandate", by.company_key, person_id)
    mandate = Mandate(
        company_id=by.company_key,
        person_id=person_id,
        discipline=discipline,
        since=None if whole_file else moment,
        begins_at=moment,
        writes_until=until,
        reads_until=until,
        given_at=moment,
        given_by_id=by.user_id,
    )
    there = _running(mandate)
    if there:
        return there
    mandate.save(force_insert=True)
    data = {"person": person_id, "discipline": discipline, "whole_file": whole_file}
    audit.record("companies.mandate_given", mandate, by=by, at=moment, data=data)
    _tell("companies.mandate_given", mandate, by)
    announce("companies.mandate_given", mandate, by=by, at=moment)
    return mandate


def _tell(kind: str, mandate: Mandate, by: Actor) -> None:
    """To who has it, whatever it says now."""
    outbox.queue(
        kind,
        recipients=[mandate.person_id],
        context={
            **queries.name_and_slug(by.company_key),
            "by": by.name,
            "discipline": mandate.discipline,
            "whole_file": mandate.is_of_whole_file,
            "last_day": mandate.last_day.isoformat() if mandate.last_day else "",
        },
        dedupe=f"{kind}:{mandate.pk}",
        about=mandate,
    )


@transaction.atomic
def invite_adviser(
    *,
    email: str,
    own_email: str,
    discipline: str,
    whole_file: bool,
    until: datetime | None = None,
    language: str,
    place: str,
    by: Actor,
) -> Invitation:
    """Offer a mandate to somebody who has no account here yet: it begins when they accept, with the invited address.

    A coach is chosen from who is known. Raises Refused for oneself, AlreadyDone when the same offer is open already.
    """
    by.check(rules.GIVE_MANDATE)
    if email.strip().lower() == own_email.strip().lower():
        raise Refused(_("You cannot give a mandate to yourself."))
    if discipline not in ROLE_OF:
        raise Refused(_("Choose the coach from the list."))
    if until is not None and until <= clock.now():
        raise Refused(_("Choose a day in the future."))
    return invite(
        email=email,
        role=ROLE_OF[discipline].value,
        place=place,
        language=language,
        by=by,
        company_id=by.company_key,
        whole_file=whole_file,
        until=until,
    )


def _running(wanted: Mandate) -> Mandate | None:
    """One that gives the same already."""
    found = Mandate.objects.filter(
        company_id=wanted.company_id, person_id=wanted.person_id, discipline=wanted.discipline, ended_at=None
    )
    same = found.filter(since__isnull=wanted.since is None, reads_until=wanted.reads_until)
    return same.first()


@transaction.atomic
def extend_mandate(*, mandate_id: UUID, until: datetime | None, by: Actor) -> Mandate:
    """Let it run until later, or without an end. Raises Refused once it was taken away or for a day that has passed."""
    by.check(rules.GIVE_MANDATE)
    mandate = lock(Mandate.objects, pk=mandate_id)
    if mandate.ended_at is not None:
        raise Refused(_("This mandate has ended. Give a new one."))
    if mandate.person_id == by.user_id:
        raise Refused(_("You cannot give a mandate to yourself."))
    if until is not None and until <= clock.now():
        raise Refused(_("Choose a day in the future."))
    mandate.writes_until = mandate.reads_until = until
    mandate.save(update_fields=["writes_until", "reads_until"])
    reminders.cancel(mandate, "extended", by)
    told = until.isoformat() if until else ""
    audit.record("companies.mandate_extended", mandate, by=by, data={"person": mandate.person_id, "until": told})
    return mandate


@transaction.atomic
def end_mandate(*, mandate_id: UUID, reason: str = "", by: Actor) -> Mandate:
    """Take it away, at once: from the next statement on nothing is read or written any more. A second click is one."""
    by.check(rules.END_MANDATE)
    mandate = lock(Mandate.objects, pk=mandate_id)
    if mandate.ended_at is None:
        moment = clock.now()
        mandate.ended_at, mandate.ended_by_id = moment, by.user_id
        mandate.save(update_fields=["ended_at", "ended_by_id"])
        reminders.cancel(mandate, "ended", by)
        audit.record("companies.mandate_ended", mandate, by=by, reason=reason, data={"person": mandate.person_id})
        _tell("companies.mandate_ended", mandate, by)
        announce("companies.mandate_ended", mandate, by=by, at=moment)
    return mandate


@transaction.atomic
def end_after_grace(*, mandate_id: UUID, by: Actor) -> Mandate:
    """The work is done: nothing is written any more, and read for the company's days of grace. An earlier end stays.

    Not for oneself.
    """
    by.check(rules.END_MANDATE)
    mandate, moment = lock(Mandate.objects, pk=mandate_id), clock.now()
    if mandate.person_id == by.user_id:
        raise Refused(_("You cannot give a mandate to yourself."))
    if mandate.ended_at is None and (mandate.writes_until is None or mandate.writes_until > moment):
        last = moment + grace_of(mandate.company_id)
        mandate.writes_until = moment
        mandate.reads_until = min(mandate.reads_until or last, last)
        mandate.save(update_fields=["writes_until", "reads_until"])
        told = {"person": mandate.person_id, "reads_until": mandate.reads_until.isoformat()}
        audit.record("companies.mandate_runs_out", mandate, by=by, at=moment, data=told)
    return mandate


def grace_of(company_id: UUID) -> timedelta:
    """How long a coach reads on after the coaching was closed, as the company sets it."""
    return timedelta(days=Company.objects.values_list("grace_days", flat=True).get(pk=company_id))


@transaction.atomic
def set_grace(*, days: int, by: Actor) -> Company:
    """How long a coach reads on after a closing, from the next closing on. Raises Refused out of bounds."""
    by.check(rules.SET_GRACE)
    if not GRACE_BOUNDS[0] <= days <= GRACE_BOUNDS[1]:
        raise Refused(
            _("Choose from %(least)s to %(most)s days.") % dict(zip(("least", "most"), GRACE_BOUNDS, strict=True))
        )
    company = lock(Company.objects.all(), pk=by.company_key)
    if company.grace_days != days:
        before, company.grace_days = company.grace_days, days
        company.save(update_fields=["grace_days"])
        audit.record("companies.grace_set", company, by=by, data={"days": days, "before": before})
    return company


def remind_of_ends(today: date) -> int:
    """Who holds a mandate that ends within two weeks and the company's contacts get one mail each; once per last day.

    Not for one that was given for so short a time: the company has just named that day.
    """
    soon, planned = clock.moment_of(today + SOON + timedelta(days=1)), 0
    rows = Mandate.objects.filter(ended_at=None, reads_until__gt=clock.now(), reads_until__lte=soon)
    for mandate in rows.order_by("reads_until", "id"):
        last = mandate.last_day
        due = last - SOON if last else today
        if last is None or timezone.localtime(mandate.given_at).date() > due:
            continue
        context = {
            **queries.name_and_slug(mandate.company_id),
            "name": names_of([mandate.person_id]).get(mandate.person_id, "–"),
            "discipline": mandate.discipline,
            "last_day": last.isoformat(),
            "mandate": str(mandate.pk),
        }
        reminders.plan(mandate, "companies.mandate_ends", due, "contacts", context)
        reminders.plan(mandate, "companies.own_mandate_ends", due, "mandate_holder", context)
        planned += 1
    return planned
