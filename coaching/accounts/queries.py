"""Roles and places of a person; mails to them; invitations of a place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import Invitation
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.models import OutgoingEmail
from coaching.core.screen.lists import PER_PAGE

AS = {"h_contact": "contact", "h_coach": "coach", "h_cpbw": "body"}
MAILS_PER_PAGE = PER_PAGE


@dataclass(frozen=True)
class MyRole:
    """One role of the person who asks, now or in the past."""

    kind: str
    slug: str
    name: str
    role: str
    hat: str
    has_mandate: bool
    begins_on: date | None
    ends_on: date | None
    active: bool

    @property
    def label(self) -> Any:
        return Role(self.role).label


@dataclass(frozen=True)
class MyPlace:
    """Somewhere to go: a company, the portfolio, a programme's desk, the staff room."""

    kind: str
    name: Any
    url: str
    roles: tuple[Any, ...]
    icon: str


ICONS = {
    "company": "building-2",
    "coach": "briefcase",
    "programme": "library",
    "staff": "settings",
    "partner": "handshake",
}


def my_roles() -> list[MyRole]:
    """All roles of the person who asks; needs their own context."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM my_roles()")
        found = [MyRole(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda r: (not r.active, r.kind, r.name, r.role))


def places_of(roles: list[MyRole]) -> list[MyPlace]:
    """One place per company and hat, the portfolio, the desks and the staff room."""
    grouped: dict[tuple[str, str, str], list[MyRole]] = {}
    for role in roles:
        if role.active:
            grouped.setdefault((role.kind, role.slug, role.hat), []).append(role)
    hats: dict[str, set[str]] = {}
    for kind, slug, hat in grouped:
        hats.setdefault(f"{kind}/{slug}", set()).add(hat)
    return [_place(kind, rows, len(hats[f"{kind}/{slug}"]) > 1) for (kind, slug, _hat), rows in grouped.items()]


def _place(kind: str, rows: list[MyRole], several_hats: bool) -> MyPlace:
    first = rows[0]
    judges = {row.role for row in rows} == {Role.ASSESSOR.value}  # lands on the own queue, not on the desk
    urls = {
        "coach": "/coach/",
        "staff": "/staff/",
        "programme": f"/p/{first.slug}/{'assessments/' if judges else ''}",
        "company": f"/c/{first.slug}/",
        "partner": f"/partner/{first.slug}/",
    }
    url = urls[kind] + (f"?as={AS[first.hat]}" if several_hats else "")
    coaches = any(row.role == Role.COACH for row in rows)
    portfolio = _("My portfolio as a coach") if coaches else _("Files in which I work")
    names: dict[str, Any] = {"coach": portfolio, "staff": _("Staff room")}
    return MyPlace(
        kind, names.get(kind, first.name), url, tuple({row.role: row.label for row in rows}.values()), ICONS[kind]
    )


def mails_to(user_id: int, before: datetime | None) -> list[OutgoingEmail]:
    """The next page of mails to a person, newest first, one more than a page when there are older ones."""
    found = OutgoingEmail.objects.filter(recipient_id=user_id).order_by("-created_at", "id")
    if before:
        found = found.filter(created_at__lt=before)
    return list(found.only("id", "kind", "subject", "state", "created_at", "sent_at")[: MAILS_PER_PAGE + 1])


@dataclass(frozen=True)
class InvitationLine:
    """An open invitation as lists show it, with where it is sent again and withdrawn."""

    invitation: Invitation
    again_url: str
    revoke_url: str

    @property
    def expired(self) -> bool:
        return has_expired(self.invitation)


def open_invitations() -> QuerySet[Invitation]:
    """Not accepted, not withdrawn; of the place in force. Expired ones are among them: they can be sent again."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None).order_by("-sent_at", "id")


def has_expired(invitation: Invitation) -> bool:
    return invitation.expires_at <= clock.now()
