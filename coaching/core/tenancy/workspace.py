"""From a URL and a person to a context: which relation do they have to this company, programme or portfolio?

The look-ups are SECURITY DEFINER functions (`functions/find_*_place.sql` of the apps) that answer only
about the person who asks. No relation: no row, and the page does not exist (404).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Hat, Role
from coaching.core.tenancy.context import Context, enter_by

HAT_CHOICES = {"contact": Hat.CONTACT, "coach": Hat.COACH, "body": Hat.CPBW}  # `?as=` in the URL; this order = default
ANY = UUID(int=0)  # stands for a key in an address
IN_PATH = frozenset({"company", "programme", "partner"})  # kinds whose addresses name the place: c/<slug>/…

# A played moment is told before anything is looked up: the look-up reads it.
FIND = """
SELECT place.id, place.slug, place.name, place.hat, place.roles, place.has_mandate, place.hats,
       set_config('app.user_id', %(user)s, true), set_config('app.token', '', true),
       set_config('role', place.hat, true)
  FROM (SELECT set_config('app.today', %(today)s, true), set_config('app.shift', %(shift)s, true),
               %(wanted)s AS wanted OFFSET 0) AS told,
       LATERAL {function}(%(slug)s, %(user)s::bigint, told.wanted) AS place
"""


def address(name: str, *args: Any) -> str:
    """As `reverse`, worked out once per page and place: a page may have a hundred addresses that differ by their keys."""
    keys = [arg for arg in args if isinstance(arg, UUID)]
    path = _pattern(name, tuple(ANY if isinstance(arg, UUID) else arg for arg in args))
    for key in keys:
        path = path.replace(str(ANY), str(key), 1)
    return path


@lru_cache(maxsize=5000)
def _pattern(name: str, args: tuple[Any, ...]) -> str:
    return reverse(name, args=args)


@dataclass(frozen=True)
class Place:
    """Where a request takes place: a company workspace, a programme desk, a coach's portfolio or staff room."""

    kind: str  # company | programme | coach | partner | staff
    id: UUID
    slug: str
    name: str
    hat: Hat
    roles: frozenset[str]
    has_mandate: bool
    hats: tuple[str, ...]
    chosen: str = ""  # the word of HAT_CHOICES by which somebody with two relations chose a hat

    def url(self, name: str, *args: Any, **query: Any) -> str:
        """Address of a page ("app:name") in this place; the chosen hat goes along. args: what follows the place."""
        slug = [self.slug] if self.kind in IN_PATH else []
        if self.chosen:
            query["as"] = self.chosen
        path = address(name, *slug, *args)
        return f"{path}?{urlencode(query)}" if query else path

    def url_by_key(self, name: str) -> Callable[[UUID], str]:
        """As `url`, for the rows of a list: from a row's key to its page's address, worked out once for all."""
        pattern = self.url(name, ANY)
        return lambda key: pattern.replace(str(ANY), str(key))

    @property
    def suffix(self) -> str:
        """What keeps the chosen hat in an address that is made elsewhere."""
        return f"?as={self.chosen}" if self.chosen else ""

    @property
    def only_reads(self) -> bool:
        """Whether somebody from outside is here who writes nothing (any more)."""
        return self.kind == "company" and self.hat == Hat.COACH and Role.GUEST.value not in self.roles

    @property
    def key(self) -> dict[str, UUID]:
        if self.kind == "company":
            return {"company_id": self.id}
        if self.kind == "partner":
            return {"partner_id": self.id}
        return {"programme_id": self.id} if self.kind == "programme" else {}


FUNCTIONS = {
    "company": "find_company_place",
    "programme": "find_programme_place",
    "coach": "find_coach_place",
    "partner": "find_partner_place",
    "staff": "find_staff_place",
}


def find_place(kind: str, user_id: int, slug: str = "", wanted: str = "") -> Place:
    """Look the relation up and, in the same round trip, put on its hat. Needs an open transaction. Raises Http404."""
    wanted_hat = HAT_CHOICES.get(wanted, "")
    with connection.cursor() as cursor:
        cursor.execute(
            FIND.format(function=FUNCTIONS[kind]),
            {
                "slug": slug,
                "user": str(user_id),
                "wanted": str(wanted_hat),
                "today": clock.shifted_today(),
                "shift": clock.shifted_by(),
            },
        )
        row = cursor.fetchone()
    if row is None:
        raise Http404
    place_id, slug, name, hat, roles, has_mandate, hats = row[:7]
    chosen = wanted if wanted_hat else ""
    return Place(kind, place_id, slug, name, Hat(hat), frozenset(roles), has_mandate, tuple(hats), chosen)


@contextmanager
def enter_place(kind: str, user: Any, slug: str = "", wanted: str = "") -> Iterator[Place]:
    """Run the block in the place that `user` asked for, wearing the hat of their relation to it."""

    def opener() -> tuple[Context, Place]:
        place = find_place(kind, user.pk, slug, wanted)
        actor = Actor(
            user_id=user.pk,
            hat=place.hat,
            roles=place.roles,
            company_id=place.id if kind == "company" else None,
            programme_id=place.id if kind == "programme" else None,
            has_mandate=place.has_mandate,
            name=user.name,
        )
        return Context(place.hat, user_id=user.pk, keys=place.key, actor=actor), place

    with enter_by(opener) as place:
        yield place
