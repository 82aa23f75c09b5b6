"""The two companies that most tests act in, and what else is costly: made once in a process, written again from then on.

Making them asks some three hundred times for something; the statements that were sent are kept and sent as one, which
takes a fifth of the time. The rows are the same, keys included: a test that is done takes its own back.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, TypeVar

from django.db import connection, transaction

from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import apply, current_or_none, system_context, without_hat
from tests import factories

CAST = {
    "contact": "Contact",
    "colleague": "Collega",  # a contact without the employer's mandate
    "adviser": "Preventieadviseur",
    "owner": "Eigenaar",
    "employer_bench": "Werkgeversbank",
    "worker_bench": "Werknemersbank",
    "secretary": "Secretaris",
    "coach": "Coach",
    "admin": "Beheerder",
    "assessor": "Beoordelaar",
    "observer": "Waarnemer",
}
IN_THE_COMPANY = {
    "contact": Role.CONTACT,
    "colleague": Role.CONTACT,
    "adviser": Role.PREVENTION_ADVISER,
    "owner": Role.MEASURE_OWNER,
    "employer_bench": Role.EMPLOYER_BENCH,
    "worker_bench": Role.WORKER_BENCH,
    "secretary": Role.SECRETARY,
}
AT_THE_DESK = {"admin": Role.ADMINISTRATOR, "assessor": Role.ASSESSOR, "observer": Role.OBSERVER}
NUMBERED = re.compile(r'(INSERT INTO "(\w+)" \()(.*\) VALUES )\((.*)\) RETURNING "\2"\."id"', re.DOTALL)

_kept: dict[str, tuple[str, bytes]] = {}  # the script, and what was made
T = TypeVar("T")


def made() -> SimpleNamespace:
    """Two companies in two programmes, strangers to each other, each with a full cast."""
    with system_context("test fixture"):
        w = SimpleNamespace()
        for letter, name in (("a", "Fruitwerk"), ("b", "Bakkerij")):
            for key, value in _company(letter, name).items():
                setattr(w, f"{key}_{letter}", value)
        w.outsider = factories.user("Buitenstaander")
        w.staff = factories.user("Platform", is_platform_staff=True)
    return w


def _company(letter: str, name: str) -> dict[str, Any]:
    programme = factories.programme(f"Programma {letter}")
    company = factories.company(f"{name} {letter}")
    factories.body(company)
    with without_hat():  # once for all: putting it off and on takes longer than making somebody
        people = {key: factories.user(f"{called} {letter}") for key, called in CAST.items()}
    for key, role in IN_THE_COMPANY.items():
        factories.membership(company, people[key], role, has_mandate=key == "contact")
    for key, role in AT_THE_DESK.items():
        factories.programme_member(programme, people[key], role)
    coach = factories.coach(people["coach"])
    trajectory = factories.trajectory(programme, company, people["contact"], coach, state="started")
    return {
        **people,
        "programme": programme,
        "company": company,
        "coach_profile": coach,
        "trajectory": trajectory,
        "unit": factories.work_unit(company, "Productie", 24),
        "application": trajectory.application,
    }


def given() -> SimpleNamespace:
    """As `made`; but for its first time on a day, by the statements of that time."""
    again: SimpleNamespace = once(f"world {clock.today()}", made)
    return again


def once(key: str, make: Callable[[], T]) -> T:
    """What `make` gives, with its rows in the database: made the first time, written again by the same statements from then on.

    key: names all that the rows depend on, so with it the key of a company of the world that they belong to. A copy
    each time. Where a test commits everything is made anew: its flush leaves tables without a model, with what was in them.
    """
    if current_or_none() or clock.shifted_today() or not connection.in_atomic_block:
        return make()
    if key not in _kept:
        sent = Sent()
        with connection.execute_wrapper(sent):
            whole = make()
        _kept[key] = (sent.script(), pickle.dumps(whole))
        return whole
    script, whole_then = _kept[key]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(script)
        apply(None)
    again: T = pickle.loads(whole_then)
    return again


class Sent:
    """What was sent to the database, with the keys that it gave."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        done = execute(sql, params, many, context)
        cursor = context["cursor"].cursor
        statement = cursor.mogrify(sql, params).decode()
        if numbered := NUMBERED.fullmatch(statement):
            start, _table, columns, values = numbered.groups()
            statement = f'{start}"id", {columns}({cursor.fetchone()[0]}, {values})'
            cursor.scroll(-1)  # Django reads it as well
        gave = statement.startswith("INSERT") and re.search(r' RETURNING .*"id"', statement)
        assert not gave, f"its key would be another: {statement}"
        if not statement.startswith(
            ("SAVEPOINT", "RELEASE", 'SELECT "')
        ):  # nothing was taken back; the ORM's looking is over
            self.statements.append(statement)
        return done

    def script(self) -> str:
        return ";\n".join(self.statements)
