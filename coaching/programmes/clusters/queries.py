"""An invitation to apply together, as whoever was asked sees it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection


@dataclass(frozen=True)
class Asked:
    """cluster … programme: names; motivation, objectives, referral_channel: what whoever began wrote for all."""

    cluster_id: UUID
    cluster: str
    company: str
    inviter: str | None
    programme_id: UUID
    programme: str
    accepted: bool
    layer: int | None
    motivation: str | None
    objectives: str | None
    referral_channel: str | None


def invitation_to_me(invitation_id: UUID) -> Asked | None:
    """The invitation, when it was sent to a confirmed address of the person who asks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM find_cluster_invitation(%s)", [str(invitation_id)])
        row = cursor.fetchone()
    return Asked(*row) if row else None
