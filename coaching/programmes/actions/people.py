"""Who works in a programme: ending a role. A programme never stays without an administrator."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor, Role
from coaching.core.ground.workflow import Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock
from coaching.programmes import queries, rules
from coaching.programmes.models import Assessment, Programme, ProgrammeMembership


@transaction.atomic
def end_role(*, membership_id: UUID, by: Actor) -> ProgrammeMembership:
    """End somebody's role in the programme, or one's own: at the next request they no longer have it. They get a mail.

    What they still had to judge is taken back, so that somebody else can be asked; scores that are in stay. Raises
    Refused when the role has ended already, and for the only administrator.
    """
    by.check(rules.MANAGE_PEOPLE)
    programme = lock(Programme.objects, pk=by.programme_key)  # two administrators must not end each other
    membership = lock(ProgrammeMembership.objects, pk=membership_id)
    others = queries.colleagues().exclude(pk=membership.pk)
    if membership.ended_at:
        raise audit.already(_("This role has ended already."), "programmes.role_ended", membership, by=by)
    if membership.role == Role.ADMINISTRATOR and not others.filter(role=Role.ADMINISTRATOR).exists():
        raise Refused(_("This is the only administrator. Invite somebody who takes over first."))
    judges = others.filter(user_id=membership.user_id, role__in=queries.JUDGES).exists()
    taken_back = 0 if judges else _take_back(membership.user_id)
    audit.record(
        "programmes.role_ended",
        membership,
        by=by,
        data={"user_id": membership.user_id, "role": membership.role, "assessments": taken_back},
    )
    if membership.user_id != by.user_id:
        outbox.queue(
            "programmes.role_ended",
            recipients=[membership.user_id],
            dedupe=f"role-ended:{membership.pk}",
            context={"programme": programme.name, "role": membership.role, "by": by.name},
            about=membership,
        )
    membership.ended_at = clock.now()
    membership.save(update_fields=["ended_at"])  # last: whoever ends the own role writes nothing here any more
    return membership


def _take_back(user_id: int) -> int:
    """The questions to judge that this person did not answer."""
    waiting = Assessment.objects.filter(assessor_id=user_id, submitted_at=None, recused_at=None)
    return int(waiting._raw_delete("default"))
