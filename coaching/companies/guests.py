"""What somebody from outside has to do with, over all files in which they work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet

from coaching.companies.models import Discipline, Mandate
from coaching.core.ground import clock
from coaching.core.ground.composed import Asked
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Role

M = TypeVar("M", bound=Model)


class _Among(Func):
    """As the policies ask it: the function runs once per query."""

    template = "%(expressions)s = ANY ((SELECT %(function)s())::uuid[])"
    output_field = BooleanField()


def still_written(rows: QuerySet[M]) -> QuerySet[M]:
    """Rows of files in which the person who asks may still write: what was read only waits for nobody."""
    whole, pieces = (
        _Among(F("company_id"), function="my_files_to_write"),
        _Among(F("piece_id"), function="my_pieces_to_write"),
    )
    return rows.filter(Q(whole) | Q(pieces))


def still_added_to(rows: QuerySet[M]) -> QuerySet[M]:
    """Rows of companies in whose file the person who asks may make something new."""
    return rows.filter(_Among(F("company_id"), function="my_files_to_add"))


def page_of(asked: Asked, slug: str, page: str, *args: object) -> str:
    """A page of one of these companies, as who comes from outside."""
    return asked.url(page, slug, *args, **{"as": "coach"})


# As what somebody is invited, and how the mandate calls it.
ROLE_OF: dict[str, Role] = {
    Discipline.PREVENTION_ADVISER: Role.EXTERNAL_ADVISER,
    Discipline.PSYCHOSOCIAL_ADVISER: Role.PSYCHOSOCIAL_ADVISER,
    Discipline.PHYSICIAN: Role.PHYSICIAN,
    Discipline.EXPERT: Role.EXPERT,
}
MOST = 200  # mandates that a page lists
_known: list[Callable[[], Iterable[tuple[int, str]]]] = []


def known_by(people: Callable[[], Iterable[tuple[int, str]]]) -> None:
    """`people()` → (person, name): whom any company may give a mandate without an invitation. For apps above."""
    if people not in _known:
        _known.append(people)


def known_people() -> list[tuple[int, str]]:
    """Whom the company may choose: who had a mandate here before, and who is known to all; by name."""
    before = set(Mandate.objects.values_list("person_id", flat=True)[:MOST])
    found = {pk: name for pk, name in names_of(before).items() if name}
    for people in _known:
        found.update(people())
    return sorted(found.items(), key=lambda one: (one[1].casefold(), one[0]))


@dataclass(frozen=True)
class MandateLine:
    """One mandate with the names of who has it and who gave it."""

    mandate: Mandate
    name: str
    given_by: str


def mandates_of_company() -> tuple[list[MandateLine], list[MandateLine]]:
    """Those that run, the first to end first; those that are over, the last one first. Of the place in force."""
    rows = list(Mandate.objects.order_by("-given_at", "id")[:MOST])
    names = names_of([row.person_id for row in rows] + [row.given_by_id for row in rows])
    lines = [MandateLine(row, names.get(row.person_id, "–"), names.get(row.given_by_id or 0, "")) for row in rows]
    running = [line for line in lines if not line.mandate.is_over]
    return sorted(running, key=_ends_first), [line for line in lines if line.mandate.is_over]


def _ends_first(line: MandateLine | FileLine) -> tuple[bool, datetime, str]:
    ends = line.mandate.writes_until or line.mandate.reads_until
    return (ends is None, ends or clock.now(), line.name)


@dataclass(frozen=True)
class FileLine:
    """A mandate of one's own, with the company's name."""

    mandate: Mandate
    name: str
    slug: str


def own_mandates() -> tuple[list[FileLine], list[FileLine]]:
    """All mandates of the person who asks, with or without a coaching: ending soon first; then those that are over."""
    rows = list(Mandate.objects.order_by("-given_at", "id"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, slug, name FROM my_mandated_companies()")
        companies: dict[UUID, tuple[str, str]] = {pk: (slug, name) for pk, slug, name in cursor.fetchall()}
    lines = []
    for row in rows:
        slug, name = companies[row.company_id]
        lines.append(FileLine(row, name, slug))
    running = [line for line in lines if not line.mandate.is_over]
    return sorted(running, key=_ends_first), [line for line in lines if line.mandate.is_over]


def own_mandate_in(company_id: UUID) -> Mandate | None:
    """The widest mandate that the person who asks has here now: one that writes, of the whole file, without an end."""
    rows = [row for row in Mandate.objects.filter(company_id=company_id) if not row.is_over]
    return max(rows, key=lambda row: (row.may_write, row.is_of_whole_file, row.reads_until is None), default=None)


def ended_mandate(slug: str) -> tuple[str, datetime] | None:
    """The company of that address and until when the person who asks worked there, when that is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, ended FROM my_ended_mandate(%s)", [slug])
        return cursor.fetchone()
