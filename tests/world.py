"""The two companies that most tests act in: made once in a process, written again from then on.

Making them asks some three hundred times for something; the statements that were sent are kept and sent as one, which
takes a fifth of the time. The rows are the same, keys included: a test that is done takes its own back.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

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

_kept: dict[date, tuple[str, bytes]] = {}  # by the day: the script, and what tests are given


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
    """As `made`, from the second time of a day with the statements of the first.

    Where a test commits, everything is made anew: its flush leaves tables without a model, with the keys that were in them.
    """
    today = clock.today()
    if current_or_none() or clock.shifted_today() or not connection.in_atomic_block:
        return made()
    if today not in _kept:
        sent = Sent()
        with connection.execute_wrapper(sent):
            whole = made()
        _kept[today] = (sent.script(), pickle.dumps(whole))
        return whole
    script, whole_then = _kept[today]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(script)
        apply(None)
    again: SimpleNamespace = pickle.loads(whole_then)
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
        if not statement.startswith(("SAVEPOINT", "RELEASE")):  # each has its RELEASE: nothing was taken back
            self.statements.append(statement)
        return done

    def script(self) -> str:
        return ";\n".join(self.statements)
