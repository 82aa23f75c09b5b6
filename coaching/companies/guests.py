"""What somebody from outside has to do with, over all files in which they work."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet

from coaching.companies.models import Discipline, Mandate
from coaching.core.ground import clock
from coaching.core.ground.composed import Asked
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Actor, Hat, Role

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
_roots: dict[str, type[Model]] = {}
_making: set[str] = set()  # something new that builds on what is only read


def lies_in(route: str, model: type[Model], *, making: Iterable[str] = ()) -> None:
    """Pages whose address begins so are about the record of that key (`pk`), in a piece of the file. For apps above.

    making: what follows in the address of pages where a new piece is made on this one: reading it is enough.
    """
    _roots[route] = model
    _making.update(f"{route}{rest}" for rest in making)


def only_here(actor: Actor, route: str, keys: Mapping[str, Any]) -> Actor:
    """Without the role that writes, on a page about what this person only reads: no button that the database refuses.

    About nothing that they can read it stays: such a page is none (404), whoever asks for it.
    """
    if actor.hat != Hat.COACH or Role.GUEST.value not in actor.roles:
        return actor
    for root, model in _roots.items():
        if route.startswith(root) and route not in _making:
            record = model._default_manager.filter(pk=keys["pk"])
            if not still_written(record).exists() and record.exists():  # what is not read here is not found, as ever
                return replace(actor, roles=actor.roles - {Role.GUEST.value})
    return actor


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


def _ends_first(line: MandateLine) -> tuple[bool, datetime, str]:
    ends = line.mandate.writes_until or line.mandate.reads_until
    return (ends is None, ends or clock.now(), line.name)


@dataclass(frozen=True)
class FileLine:
    """A mandate of one's own, with the company's name. Of hundreds, only those that are drawn become records."""

    name: str
    slug: str
    columns: tuple[Any, ...]

    @cached_property
    def mandate(self) -> Mandate:
        return Mandate.from_db(None, COLUMNS, self.columns)


COLUMNS = [column.attname for column in Mandate._meta.concrete_fields]
# The policy of mandates gives one's own, whichever company they are of.
MINE = f"""
SELECT company.name, company.slug, over, {", ".join(f"mandate.{name}" for name in COLUMNS)}
  FROM companies_mandate AS mandate
  JOIN my_mandated_companies() AS company ON company.id = mandate.company_id,
       LATERAL (SELECT mandate.ended_at IS NOT NULL OR coalesce(mandate.reads_until <= app_now(), false) AS over) AS told
 ORDER BY over, CASE WHEN NOT over THEN coalesce(mandate.writes_until, mandate.reads_until) END NULLS LAST,
          CASE WHEN NOT over THEN company.name END, mandate.given_at DESC, mandate.id
"""


def own_mandates() -> tuple[list[FileLine], list[FileLine]]:
    """All mandates of the person who asks, with or without a coaching: ending soon first; then those that are over.

    Written out, in one question: somebody of an external service has hundreds.
    """
    with connection.cursor() as cursor:
        cursor.execute(MINE)
        found = [(over, FileLine(name, slug, tuple(rest))) for name, slug, over, *rest in cursor.fetchall()]
    return [line for over, line in found if not over], [line for over, line in found if over]


def own_mandate_in(company_id: UUID) -> Mandate | None:
    """The widest mandate that the person who asks has here now: one that writes, of the whole file, without an end."""
    rows = [row for row in Mandate.objects.filter(company_id=company_id) if not row.is_over]
    return max(rows, key=lambda row: (row.may_write, row.is_of_whole_file, row.reads_until is None), default=None)


def ended_mandate(slug: str) -> tuple[str, datetime] | None:
    """The company of that address and until when the person who asks worked there, when that is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, ended FROM my_ended_mandate(%s)", [slug])
        return cursor.fetchone()
