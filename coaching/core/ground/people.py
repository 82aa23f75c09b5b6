"""Names of people, and how to reach them. Hats cannot read the user table; two narrow functions tell what they may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

ERASED = "[…]"  # how an account is called whose person was erased; pages say it in words


def names_of(ids: Iterable[int | None]) -> dict[int, str]:
    """User id → name, one query for a whole page."""
    wanted = sorted({i for i in ids if i is not None})
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM person_names(%s::bigint[])", [wanted])
        return {key: _("somebody who was erased") if name == ERASED else name for key, name in cursor.fetchall()}


def user_ids(function: str, key: object) -> list[int]:
    """User ids from one of the narrow audience functions (contacts_of, coach_of, administrators_of, body_of)."""
    if function not in {audience.function for audience in AUDIENCES.values()}:
        raise ValueError(function)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {function}(%s::uuid)", [str(key)])
        return [row[0] for row in cursor.fetchall()]


def audiences(**keys: object) -> dict[str, list[int]]:
    """Name of an audience (`AUDIENCES`) → its user ids, of each that is named with its key. One query."""
    found: dict[str, list[int]] = {name: [] for name in keys}
    asked = (f"SELECT '{name}', id FROM {AUDIENCES[name].function}(%s::uuid) AS of_{name}(id)" for name in keys)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), [str(key) for key in keys.values()])
        for name, user_id in cursor.fetchall():
            found[name].append(user_id)
    return found


def administrators_of_company(company_id: object) -> list[int]:
    """Who administers the programmes that a company takes part in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM administrators_of_company(%s::uuid)", [str(company_id)])
        return [row[0] for row in cursor.fetchall()]


@dataclass(frozen=True)
class Reachable:
    """Somebody whose work it is to be reached. binds: a contact who may bind the employer; "" for what is not known."""

    id: int
    name: str
    email: str
    phone: str = ""
    mobile: str = ""
    binds: bool = False

    @property
    def numbers(self) -> list[str]:
        """The mobile first: it is with its owner."""
        return [number for number in (self.mobile, self.phone) if number]


def to_reach(
    *, companies: Iterable[UUID] = (), coaches: Iterable[UUID] = (), applications: Iterable[UUID] = ()
) -> dict[UUID, list[Reachable]]:
    """Company, coach or application id → its contacts, the coach, the applicant; those who may bind come first.

    One query for a whole page. Told to who works with them now; for others the key is absent (`people_to_reach`).
    """
    wanted = [[str(key) for key in keys] for keys in (companies, coaches, applications)]
    found: dict[UUID, list[Reachable]] = {}
    if any(wanted):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM people_to_reach(%s::uuid[], %s::uuid[], %s::uuid[])", wanted)
            for about, *person in cursor.fetchall():
                found.setdefault(about, []).append(Reachable(*person))
    return found


@dataclass(frozen=True)
class Audience:
    """function: tells its people to who has to do with them; key: the tenant's key by which it is asked."""

    function: str
    key: str


AUDIENCES = {
    "contacts": Audience("contacts_of", "company_id"),
    "body": Audience("body_of", "company_id"),
    "administrators": Audience("administrators_of", "programme_id"),
}


def audience(name: str, function: str, key: str) -> None:
    """Register an audience of an app's own, in its `hooks.py`."""
    AUDIENCES[name] = Audience(function, key)
