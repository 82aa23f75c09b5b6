"""Invitations, the own profile, a lost second factor."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.validators import validate_email
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from coaching.accounts import rules
from coaching.accounts.models import CalendarLink, Invitation, MailRhythm, User
from coaching.core.ground import audit, clock
from coaching.core.ground.refusals import AlreadyDone, Refused
from coaching.core.ground.roles import ADVISER_ROLES, COMPANY_ROLES, Actor, Role
from coaching.core.mail import outbox, unsubscribe
from coaching.core.mail.tasks import deliver_mail
from coaching.core.tenancy.context import current_actor, person_context, without_hat
from coaching.core.tenancy.models import SAME_CLICK, lock, take_turns

VALID_DAYS = 14  # subject/lives.md#periods
OWN_DETAILS = ("name", "language", "mail_rhythm", "phone", "mobile")  # what a person says of themselves


def digest_of(token: str) -> str:
    """What is stored of a token: who reads the table cannot use the links."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    email: str,
    role: str,
    place: str,
    language: str,
    by: Actor,
    company_id: UUID | None = None,
    programme_id: UUID | None = None,
    has_mandate: bool = False,
    partner_id: UUID | None = None,
    whole_file: bool = False,
    until: datetime | None = None,
) -> Invitation:
    """Offer somebody a role and mail them a link that works for 14 days and once.

    whole_file, until: what an adviser from outside is offered (ADR 0062).

    Raises PermissionDenied for who may not offer this role here; Refused when the same offer is open already.
    """
    by.check(rules.permission_to_invite(role))
    if (company_id, programme_id) != (by.company_id, by.programme_id):
        raise LookupError("an invitation is to the place where one is")
    email, now = email.strip().lower(), clock.now()
    validate_email(email)
    take_turns("invite", company_id, programme_id, partner_id, email)
    same = Invitation.objects.filter(email=email, role=role, company_id=company_id, programme_id=programme_id)
    same = same.filter(partner_id=partner_id)
    there = same.filter(accepted_at=None, revoked_at=None, expires_at__gt=now).first()
    if there:
        raise AlreadyDone(
            _("This person is invited already. Send that invitation again if the mail did not arrive."),
            result=there,
            own=there.invited_by_id == by.user_id and now - there.sent_at < SAME_CLICK,
        )
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email,
        role=role,
        company_id=company_id,
        programme_id=programme_id,
        language=language,
        has_mandate=has_mandate and role == Role.CONTACT,
        partner_id=partner_id,
        whole_file=whole_file,
        until=until,
        token_digest=digest_of(token),
        invited_by_id=by.user_id,
        sent_at=now,
        expires_at=now + timedelta(days=VALID_DAYS),
    )
    audit.record("accounts.invited", invitation, by=by, data={"role": role, "email": email})
    _mail(invitation, token, place, by)
    return invitation


@transaction.atomic
def invite_again(*, invitation_id: UUID, place: str, by: Actor, last_sent: str = "") -> Invitation:
    """Send the offer again with a new link, valid for 14 days more; the old link is dead from now on.

    last_sent: when it was sent last, as the page showed it (ISO); "" when no page did. Raises Refused for what is
    accepted or withdrawn, AlreadyDone when it was sent again since: one click, one mail.
    """
    invitation = _open_one(invitation_id, by)
    if last_sent not in ("", invitation.sent_at.isoformat()):
        raise AlreadyDone(_("This invitation has been sent again a moment ago."), result=invitation, own=True)
    token = secrets.token_urlsafe(32)
    invitation.token_digest, invitation.sent_at = digest_of(token), clock.now()
    invitation.expires_at = invitation.sent_at + timedelta(days=VALID_DAYS)
    invitation.save(update_fields=["token_digest", "sent_at", "expires_at"])
    audit.record("accounts.invited_again", invitation, by=by)
    _mail(invitation, token, place, by)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation_id: UUID, by: Actor) -> Invitation:
    """Withdraw the offer: its link no longer works. Raises Refused for what is accepted or withdrawn."""
    invitation = _open_one(invitation_id, by)
    invitation.revoked_at = clock.now()
    invitation.save(update_fields=["revoked_at"])
    audit.record("accounts.invitation_revoked", invitation, by=by)
    return invitation


def _open_one(invitation_id: UUID, by: Actor) -> Any:
    invitation = lock(Invitation.objects.all(), pk=invitation_id)
    by.check(rules.permission_to_invite(invitation.role))
    if invitation.accepted_at:
        raise Refused(_("This invitation is accepted already."))
    if invitation.revoked_at:
        message = _("This invitation is withdrawn already. Invite the person anew.")
        raise audit.already(message, "accounts.invitation_revoked", invitation, by=by)
    return invitation


def _mail(invitation: Invitation, token: str, place: str, by: Actor) -> None:
    outbox.queue(
        "accounts.invitation",
        address=invitation.email,
        language=invitation.language,
        context={
            "place": place,
            "role": invitation.role,
            "inviter": by.name,
            "path": reverse("accounts:invitation", args=[token]),
            "until": timezone.localtime(invitation.expires_at).date().isoformat(),
        },
        dedupe=f"invitation:{invitation.token_digest[:32]}",
        about=invitation,
    )


@dataclass(frozen=True)
class Found:
    """What the holder of a link may know. state: open | accepted | revoked | expired; known: has an account."""

    email: str
    role: str
    place: str
    slug: str
    inviter: str
    language: str
    expires_at: datetime
    state: str
    known: bool

    @property
    def role_label(self) -> Any:
        return Role(self.role).label

    @property
    def path(self) -> str:
        """Where the role leads to."""
        if self.role in ADVISER_ROLES:
            return f"/c/{self.slug}/?as=coach"
        if self.role == Role.COACH:
            return "/coach/"
        if self.role == Role.PARTNER:
            return f"/partner/{self.slug}/"
        if self.role in {Role.EMPLOYER_BENCH, Role.WORKER_BENCH, Role.SECRETARY}:
            return f"/c/{self.slug}/?as=body"
        return f"/c/{self.slug}/" if Role(self.role) in COMPANY_ROLES else f"/p/{self.slug}/"

    @property
    def is_accepted(self) -> bool:
        return self.state == "accepted"

    @property
    def is_revoked(self) -> bool:
        return self.state == "revoked"

    @property
    def is_expired(self) -> bool:
        return self.state == "expired"


def find_invitation(token: str) -> Found | None:
    """The invitation behind a link; None when there is none. Call without a hat."""
    with without_hat(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT email, role, place, slug, inviter, language, expires_at, state, known FROM find_invitation(%s)",
            [digest_of(token)],
        )
        row = cursor.fetchone()
    return Found(*row) if row else None


def ask_invitation_again(token: str) -> bool:
    """Tell whoever invites at that place that the holder of a link that got too old asks for a new one, once per link.

    False for a link that works, was used or withdrawn, or never was, and where nobody can invite. Call without a hat.
    """
    with without_hat(), connection.cursor() as cursor:
        cursor.execute("SELECT ask_invitation_again(%s, %s)", [digest_of(token), clock.now()])
        asked = bool(cursor.fetchone()[0])
        deliver_mail.delay_on_commit()
    return asked


def accept_invitation(*, token: str, user: User) -> str:
    """Grant what the invitation offers to the signed-in person it was sent to; writes its own audit line.

    Returns done | accepted (already) | foreign | revoked | expired | unknown; only the first changes anything.
    """
    slug = (slugify(user.name) or "coach")[:55]
    with person_context(user), connection.cursor() as cursor:
        cursor.execute("SELECT accept_invitation(%s, %s)", [digest_of(token), slug])
        return str(cursor.fetchone()[0])


@transaction.atomic
def change_profile(*, by: Actor, **values: str) -> None:
    """Change what one says of oneself (OWN_DETAILS): name, language of mails, how often news comes, numbers."""
    by.check(rules.OWN)
    if unknown := values.keys() - set(OWN_DETAILS):
        raise TypeError(f"no details of a person: {unknown}")
    with without_hat():
        User.objects.filter(pk=by.person_key).update(**values)
    audit.record("accounts.profile_changed", User(pk=by.user_id), by=by)


@transaction.atomic
def mail_works_again(*, by: Actor) -> None:
    """The person says that the address takes mail again; the next refusal is noted anew."""
    by.check(rules.OWN)
    with without_hat():
        User.objects.filter(pk=by.person_key).update(bounced_at=None, bounced_address="", bounced_why="")
    audit.record("accounts.mail_works_again", User(pk=by.user_id), by=by)


@transaction.atomic
def stop_news(*, token: str) -> bool:
    """Whoever holds the link of a mail stops the news of the reader it was sent to: no more than that, however often.

    False for a link that we did not make. Mails with a date, and those about the account, go on. Call without a hat.
    """
    user_id = unsubscribe.reader_of(token)
    with without_hat():
        user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
        if user is None:
            return False
        stopped = (
            User.objects.filter(pk=user.pk).exclude(mail_rhythm=MailRhythm.NEVER).update(mail_rhythm=MailRhythm.NEVER)
        )
    if stopped:
        with person_context(user):
            audit.record("accounts.news_stopped", User(pk=user.pk), by=current_actor())
    return True


@transaction.atomic
def renew_calendar(*, kind: str, slug: str, by: Actor) -> CalendarLink:
    """Give the person a link for that calendar, or another one: whoever has the old link reads nothing from now on."""
    by.check(rules.OWN)
    take_turns("calendar link", by.person_key, kind, slug)
    link = CalendarLink.objects.filter(user_id=by.person_key, kind=kind, slug=slug).first()
    if link is None:
        link = CalendarLink.objects.create(user_id=by.person_key, kind=kind, slug=slug)
    else:
        link.seed, link.made_at = uuid4(), clock.now()
        link.save(update_fields=["seed", "made_at"])
    audit.record("accounts.calendar_renewed", User(pk=by.user_id), by=by, data={"kind": kind, "place": slug})
    return link


@transaction.atomic
def stop_calendar(*, kind: str, slug: str, by: Actor) -> None:
    """Take the link away; a second click changes nothing."""
    by.check(rules.OWN)
    gone, _found = CalendarLink.objects.filter(user_id=by.person_key, kind=kind, slug=slug).delete()
    if gone:
        audit.record("accounts.calendar_stopped", User(pk=by.user_id), by=by, data={"kind": kind, "place": slug})


@dataclass(frozen=True)
class Person:
    """What platform staff sees of a person they looked up."""

    id: int
    name: str
    email: str
    is_active: bool
    joined_at: datetime
    second_factor: bool


def _person(email: str | None, person_id: int | None) -> Person | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM person_for_staff(%s, %s)", [email, person_id])
        row = cursor.fetchone()
    return Person(*row) if row else None


def look_up_person(*, email: str, reason: str, by: Actor) -> Person | None:
    """Find one person by their whole address; each look is in the audit trail with its reason (docs/security.md, 24).

    None when nobody has it: that look is kept too. Raises Refused without a reason.
    """
    by.check(rules.RESET_SECOND_FACTOR)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    found = _person(email.strip(), None)
    data = {"user_id": found.id if found else None}
    audit.record("accounts.looked_up", User(pk=by.user_id), by=by, reason=reason, data=data)
    return found


def person_looked_up(person_id: int) -> Person | None:
    """The person again, on the page after the look-up."""
    return _person(None, person_id)


@transaction.atomic
def reset_second_factor(*, person_id: int, reason: str, by: Actor) -> None:
    """Take the second step of a person who lost it away; they are told by mail and set up a new one at sign-in.

    Raises Refused without a reason, or when there is nothing to take away.
    """
    by.check(rules.RESET_SECOND_FACTOR)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    person = _person(None, person_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT reset_second_factor(%s)", [person_id])
        gone = cursor.fetchone()[0]
    if person is None or not gone:
        raise Refused(_("This person has no second step."))
    event = audit.record(
        "accounts.second_factor_reset", User(pk=by.user_id), by=by, reason=reason, data={"user_id": person_id}
    )
    outbox.queue(
        "accounts.second_factor_reset", recipients=[person_id], context={}, dedupe=f"second-factor-reset:{event.pk}"
    )
