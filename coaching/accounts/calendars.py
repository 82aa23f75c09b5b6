"""Calendar feeds: the secret link of a person, and what a calendar program reads behind it.

The link's secret is not kept anywhere: it follows from the row and the installation's key, so that whoever reads the database
has no link, and the person can be shown it again. Renewing changes the row, and with it the secret.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.signing import Signer
from django.db import connection
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from coaching.accounts import queries
from coaching.accounts.models import EVERYWHERE, CalendarLink, User
from coaching.core.ground import agenda, clock, ics, waiting
from coaching.core.ground.composed import Asked
from coaching.core.tenancy.context import current_actor, person_context
from coaching.core.tenancy.workspace import Place, enter_place

SIGNER = Signer(salt="accounts.calendar")
EACH = 50  # lines of one kind of waiting
LOOK_UP = "SELECT user_id, kind, slug, seed FROM find_calendar_link(%s)"


@dataclass(frozen=True)
class Held:
    """What a link stands for."""

    user_id: int
    kind: str
    slug: str


def secret_of(link_id: UUID, seed: UUID) -> str:
    """The part of the address that nobody can guess: 256 bits."""
    return SIGNER.signature(_signed(link_id, seed))


def _signed(link_id: UUID, seed: UUID) -> str:
    return f"{link_id}:{seed}"


def address_of(link: CalendarLink) -> str:
    """The whole address for a calendar program."""
    return settings.SITE_URL + reverse("accounts:calendar_feed", args=[link.pk, secret_of(link.pk, link.seed)])


def held_by(link_id: UUID, secret: str) -> Held | None:
    """Whose link this is; None for one that was renewed, taken away or made up, and for an account that is closed."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK_UP, [link_id])
        row = cursor.fetchone()
    if row is None:
        return None
    user_id, kind, slug, seed = row
    said = _signed(link_id, seed)
    keys = [SIGNER.key, *SIGNER.fallback_keys]
    known = [constant_time_compare(secret, SIGNER.signature(said, key)) for key in keys]
    return Held(user_id, kind, slug) if any(known) else None


def read(held: Held) -> bytes | None:
    """The calendar as its person may see it at this moment, in the person's language; None when the place is not theirs now.

    Each place is entered as themselves, as the pages do: a role that ended shows nothing from then on. Call outside every
    context.
    """
    person = User.objects.get(pk=held.user_id)
    with person_context(person):
        roles = queries.my_roles()
    places = _wanted(roles, held)
    if not places and held.kind != EVERYWHERE:
        return None
    with translation.override(person.language):
        found = [entry for kind, slug, hat in places for entry in _in_place(person, kind, slug, hat)]
        return ics.feed(name_of(held.kind, _name(roles, held)), found)


def _wanted(roles: Iterable[queries.MyRole], held: Held) -> list[tuple[str, str, str]]:
    there = dict.fromkeys((role.kind, role.slug, role.hat) for role in roles if role.active)
    known = [place for place in there if place[0] in waiting.PAGES]
    if held.kind == EVERYWHERE:
        return known
    return [place for place in known if place[0] == held.kind and held.slug in ("", place[1])]


def _name(roles: Iterable[queries.MyRole], held: Held) -> str:
    return next((role.name for role in roles if (role.kind, role.slug) == (held.kind, held.slug)), "")


def name_of(kind: str, name: str) -> str:
    """What the calendar is called in somebody's program."""
    if kind == EVERYWHERE:
        return "Vijfsprong"
    whose = _("my companies") if kind == "coach" else name
    return f"Vijfsprong: {whose}"


def _in_place(person: User, kind: str, slug: str, hat: str) -> list[ics.Entry]:
    chosen = queries.AS.get(hat, "") if kind == "company" else ""
    with enter_place(kind, person, slug, chosen) as place:
        asked = Asked(current_actor(), clock.today(), place.url)
        return [*waits_in(place, asked), *agenda.entries_of(place, asked)]


def waits_in(place: Place, asked: Asked) -> list[ics.Entry]:
    """What waits here by a day, for the whole of that day: the name of its kind and whose it is, never its own words."""
    kinds = {kind.key: kind for kind in waiting.kinds_for(place.kind, asked.actor)}
    found = waiting.worklist(place.kind, asked, each=EACH, most=EACH * len(kinds))
    return [_entry(kinds[line.kind], line, place) for line in found.lines if line.due]


def _entry(kind: waiting.Kind, line: waiting.Line, place: Place) -> ics.Entry:
    whose = place.name if place.kind == "company" else line.who
    words = kind.words(1)
    assert line.due is not None  # asked for above
    return ics.Entry(
        uid=ics.uid_of(kind.key, line.about),
        title=f"{words[:1].upper()}{words[1:]}{f' · {whose}' if whose else ''}",
        start=line.due,
        url=f"{settings.SITE_URL}{line.url}",
        busy=False,
    )


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


@dataclass(frozen=True)
class Shown:
    """A calendar that one may have, as the page shows it. address: "" when there is no link yet."""

    kind: str
    slug: str
    name: Any
    link: CalendarLink | None

    @property
    def address(self) -> str:
        return address_of(self.link) if self.link else ""

    @property
    def subscribe(self) -> str:
        """The same address for programs that open at a tap."""
        return "webcal://" + self.address.partition("://")[2]


def possible(user_id: int) -> list[Shown]:
    """One for everything, one for each place of the person who asks; needs their own context."""
    roles = queries.my_roles()
    links = {(link.kind, link.slug): link for link in CalendarLink.objects.filter(user_id=user_id)}
    places = dict.fromkeys(
        (role.kind, "" if role.kind == "coach" else role.slug, role.name)
        for role in roles
        if role.active and role.kind in waiting.PAGES
    )
    everywhere = [(EVERYWHERE, "", _("All my places"))]
    named = [(kind, slug, _("My companies as a coach") if kind == "coach" else name) for kind, slug, name in places]
    return [Shown(kind, slug, name, links.get((kind, slug))) for kind, slug, name in [*everywhere, *named]]
