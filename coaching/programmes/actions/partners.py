"""Administrators keep the list of partners; a partner's people come in by invitation."""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from coaching.accounts import actions as accounts
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor, Role
from coaching.core.ground.workflow import Refused
from coaching.core.tenancy.models import lock, take_turns
from coaching.programmes import rules
from coaching.programmes.models import Partner, PartnerMembership

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/l/i: people type it from paper


@transaction.atomic
def add_partner(*, name: str, kind: str, by: Actor) -> Partner:
    """A partner with a link of its own. Refused for a name that the programme has already."""
    by.check(rules.KEEP_PARTNERS)
    code = f"{slugify(name)[:28] or 'partner'}-{''.join(secrets.choice(LETTERS) for _n in range(6))}"
    take_turns("partner", by.programme_id)
    there = Partner.objects.filter(programme_id=by.programme_key, name=name.strip(), kind=kind).first()
    if there:
        raise audit.already(_("There is a partner with this name already."), "programmes.partner_added", there, by=by)
    partner = Partner(programme_id=by.programme_key, name=name.strip(), kind=kind, code=code)
    _save(partner)
    audit.record("programmes.partner_added", partner, by=by)
    return partner


@transaction.atomic
def change_partner(*, partner_id: UUID, name: str, kind: str, opened_with: int, by: Actor) -> Partner:
    """Another name or kind; the link stays. Raises VersionConflict."""
    by.check(rules.KEEP_PARTNERS)
    partner = lock(Partner.objects, pk=partner_id)
    partner.claim_version(opened_with)
    if (partner.name, partner.kind) == (name.strip(), kind):
        return partner
    partner.name, partner.kind = name.strip(), kind
    _save(partner)
    audit.record("programmes.partner_changed", partner, by=by)
    return partner


def _save(partner: Partner) -> None:
    try:
        with transaction.atomic():
            partner.save()
    except IntegrityError as error:
        raise Refused(_("There is a partner with this name already.")) from error


@transaction.atomic
def retire_partner(*, partner_id: UUID, by: Actor) -> Partner:
    """Its link no longer counts and its people no longer come in; what was counted stays. Refused when it is retired."""
    by.check(rules.KEEP_PARTNERS)
    partner = lock(Partner.objects, pk=partner_id)
    if partner.retired_at:
        raise audit.already(_("This partner has stopped already."), "programmes.partner_retired", partner, by=by)
    partner.retired_at = clock.now()
    partner.save(update_fields=["retired_at"])
    audit.record("programmes.partner_retired", partner, by=by)
    return partner


@transaction.atomic
def invite_to_partner(*, partner_id: UUID, email: str, language: str, by: Actor) -> None:
    """Offer a person the partner's page. Raises Refused as `accounts.invite` does, and for a retired partner."""
    by.check(rules.KEEP_PARTNERS)
    partner = lock(Partner.objects, pk=partner_id)
    if partner.retired_at:
        raise Refused(_("This partner has stopped already."))
    accounts.invite(
        email=email,
        role=Role.PARTNER,
        place=partner.name,
        language=language,
        programme_id=by.programme_id,
        partner_id=partner.pk,
        by=by,
    )


@transaction.atomic
def end_partner_membership(*, membership_id: UUID, by: Actor) -> None:
    """The person is out at the next request. Refused when they are out already."""
    by.check(rules.KEEP_PARTNERS)
    membership = lock(PartnerMembership.objects, pk=membership_id)
    if membership.ended_at:
        message = _("This person has left already.")
        raise audit.already(message, "programmes.partner_membership_ended", membership, by=by)
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])
    audit.record("programmes.partner_membership_ended", membership, by=by)


def open_link(code: str, *, count: bool) -> bool:
    """Whether a partner in action has this link; counts the opening when asked. Runs under the public hat."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT open_partner_link(%s, %s)", [code, count])
        return bool(cursor.fetchone()[0])


def partner_behind(code: str, programme_id: UUID) -> tuple[UUID, str] | None:
    """Id and kind of the partner of this programme whose link somebody came by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, kind FROM partner_behind(%s, %s)", [code[:40], programme_id])
        found: tuple[UUID, str] | None = cursor.fetchone()
    return found
