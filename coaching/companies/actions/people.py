"""Memberships: changing, ending, handing over. A company never stays without a contact who may bind the employer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from coaching.companies import queries, rules
from coaching.companies.models import Company, Membership
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor, Hat, Role
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock

ONLY_CONTACT = _(
    "This is the only contact who may bind the employer. Name somebody who takes over first, or tell the programme that"
    " nobody stays."
)


def _locked(membership_id: UUID, by: Actor, *, ending: bool = False) -> Membership:
    """The membership, with the company locked first: two contacts must not leave each other behind.

    ending: whether that is all that is asked. Raises Refused for one that has ended, AlreadyDone when it is.
    """
    lock(Company.objects.all(), pk=by.company_key)
    membership = lock(Membership.objects.all(), pk=membership_id)
    if membership.user_id != by.user_id:
        by.check(rules.MANAGE_PEOPLE)
    elif not rules.may_leave(by):
        raise PermissionDenied(rules.MANAGE_PEOPLE)
    if membership.ended_at is not None or (membership.ends_on and membership.ends_on < clock.today()):
        message = _("This membership has ended already.")
        if ending:
            raise audit.already(message, "companies.membership_ended", membership, by=by)
        raise Refused(message)
    return membership


@transaction.atomic
def change_membership(*, membership_id: UUID, role: str, has_mandate: bool, by: Actor) -> Membership:
    """Give a member another role or mandate, from now on.

    Raises Refused when the last contact with mandate would be gone, or when the person has that role already.
    """
    by.check(rules.MANAGE_PEOPLE)
    membership = _locked(membership_id, by)
    has_mandate = has_mandate and role == Role.CONTACT
    if not has_mandate and queries.is_only_contact(membership):
        raise Refused(ONLY_CONTACT)
    twin = Membership.objects.filter(user_id=membership.user_id, role=role, ended_at=None).exclude(pk=membership.pk)
    if twin.exists():
        raise Refused(_("This person has that role already."))
    before = {"role": membership.role, "has_mandate": membership.has_mandate}
    membership.role, membership.has_mandate = role, has_mandate
    membership.save(update_fields=["role", "has_mandate"])
    audit.record("companies.membership_changed", membership, by=by, data={"before": before})
    return membership


@transaction.atomic
def end_membership(*, membership_id: UUID, by: Actor) -> Membership:
    """End a membership: from the next request on the person no longer gets in. One may always end one's own.

    Raises Refused for the only contact with mandate (see `hand_over` and `leave_nobody`).
    """
    membership = _locked(membership_id, by, ending=True)
    if queries.is_only_contact(membership):
        raise Refused(ONLY_CONTACT)
    return _end(membership, by)


def _end(membership: Any, by: Actor, **data: Any) -> Membership:
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    audit.record("companies.membership_ended", membership, by=by, data={"user_id": membership.user_id, **data})
    return membership


@transaction.atomic
def hand_over(*, membership_id: UUID, successor_id: int, by: Actor) -> Membership:
    """The contact leaves, and another member becomes contact with mandate in the same moment; they get a mail.

    successor_id: a user who is a member now. Raises Refused when they are not.
    """
    by.check(rules.MANAGE_PEOPLE)
    lock(Company.objects.all(), pk=by.company_key)
    there = Membership.objects.filter(user_id=successor_id, role=Role.CONTACT, has_mandate=True, ended_at=None).first()
    if there and audit.just_now("companies.handed_over", there, by=by):
        raise AlreadyDone(_("This person has taken over already."), result=there, own=True)
    membership = _locked(membership_id, by)
    own = queries.active(Membership.objects.filter(user_id=successor_id))
    if successor_id == membership.user_id or not own.exists():
        raise Refused(_("Choose somebody who belongs to the company now."))
    contact = own.filter(role=Role.CONTACT).first()
    if contact is None:
        contact = Membership(
            company_id=by.company_key, user_id=successor_id, role=Role.CONTACT, begins_on=clock.today()
        )
    contact.has_mandate, contact.ends_on = True, None
    contact.save()
    audit.record("companies.handed_over", contact, by=by, data={"from": membership.user_id, "to": successor_id})
    outbox.queue(
        "companies.handed_over",
        recipients=[successor_id],
        context={**queries.name_and_slug(by.company_key), "by": by.name},
        dedupe=f"handed-over:{membership.pk}",
        about=contact,
    )
    return _end(membership, by, successor=successor_id)


@transaction.atomic
def leave_nobody(*, membership_id: UUID, by: Actor) -> Membership:
    """The only contact leaves and nobody takes over: the programme's administrators are told and find a new contact.

    Raises Refused when other contacts stay: then leaving is enough.
    """
    by.check(rules.MANAGE_PEOPLE)
    membership = _locked(membership_id, by)
    if not queries.is_only_contact(membership):
        raise Refused(_("Somebody else stays contact. You can simply end this membership."))
    administrators = people.administrators_of_company(by.company_id)
    if not administrators:
        raise Refused(_("No programme can take over. Name somebody who becomes contact."))
    outbox.queue(
        "companies.without_contact",
        recipients=administrators,
        context={**queries.name_and_slug(by.company_key), "by": by.name},
        dedupe=f"without-contact:{membership.pk}",
        about=membership,
    )
    return _end(membership, by, nobody_stays=True)


@transaction.atomic
def leave_body(*, by: Actor) -> None:
    """A member of the consultation body gives their seat up; the contacts are told, so that somebody else is found.

    What was said in the body stays. Raises Refused when there is no seat any more (a second click).
    """
    by.check(rules.LEAVE_BODY)
    contacts = people.user_ids("contacts_of", by.company_id)
    company = Company.objects.get(pk=by.company_key)
    with connection.cursor() as cursor:
        cursor.execute("SELECT leave_body(%s)", [str(by.company_id)])
        if not cursor.fetchone()[0]:
            raise Refused(_("You are no longer a member."))
    event = audit.record("companies.left_body", company, by=by, data={"user_id": by.user_id})
    outbox.queue(
        "companies.left_body",
        recipients=contacts,
        about=company,
        deadline_mail=False,
        context={"company": company.name, "slug": company.slug, "by": by.name},
        dedupe=f"left-body:{event.pk}",
    )


def end_overdue(today: Any) -> int:
    """Memberships whose last day has passed are closed; how many. For the morning's job, in a system context."""
    overdue = Membership.objects.filter(ends_on__lt=today, ended_at=None)
    rows = list(overdue.select_for_update(skip_locked=True))
    by = Actor(user_id=None, hat=Hat.SYSTEM)
    for membership in rows:
        audit.record("companies.membership_ended", membership, by=by, data={"user_id": membership.user_id})
    overdue.filter(pk__in=[row.pk for row in rows]).update(ended_at=clock.now())
    return len(rows)
