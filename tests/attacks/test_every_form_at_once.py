"""Every form of a company's pages sent at the same instant, through the whole stack and committed: one effect, no 500.

A form is found by walking the pages, so a later one is raced too. What one sending makes is known from one that is taken
back; several at once make the same, and who comes second lands where the first one does, or is told why not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from tests.attacks.ground import open_for_editing
from tests.attacks.playing import WHOLE, Written, some, tables
from tests.attacks.racing import Runners, counts, growth
from tests.attacks.sending import Form, every_form
from tests.attacks.undoing import Ground
from tests.consistency.rich import enrich

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.no_cover]
MANY = 6 if WHOLE else 3
FEWEST = 4  # forms that do something, of one way the records stand


@pytest.fixture
def runners() -> Iterator[Runners]:
    crowd = Runners(MANY)
    yield crowd
    crowd.close()


def alone(client: Any, form: Form, names: list[str]) -> tuple[Any, bool, dict[str, int]]:
    """What one sending answers, whether it writes, and how many rows it makes; taken back."""
    listening, start_over = Written(), list(connection.run_on_commit)
    with transaction.atomic():
        before = counts(names)
        with connection.execute_wrapper(listening):
            answer = client.post(form.action, form.body)
        made = growth(before, counts(names))
        transaction.set_rollback(True)
    connection.run_on_commit = start_over
    return answer, listening.seen, made


def committed(names: list[str]) -> dict[str, int]:
    with transaction.atomic():
        return counts(names)


@pytest.mark.parametrize("opened", [False, True])
def test_a_form_sent_at_the_same_instant_is_sent_once(world: Any, login: Any, runners: Runners, opened: bool) -> None:
    made = enrich(world)
    if opened:
        open_for_editing(made)
    names, raced = tables(), set[str]()
    wrong: list[Any] = []
    work = list(every_form(world, made, login, ("c",), ("contact_a", "secretary_a")))
    ground = Ground(names)
    try:
        for route, who, client, form in some(work, 4, opened):
            answer, writes, one = alone(client, form, names)
            if answer.status_code >= 500:
                wrong.append((route.name, who, "alone", answer.status_code))
            if answer.status_code != 302 or not writes or form.action in raced:
                continue
            raced.add(form.action)
            before = committed(names)
            answers = runners.together([partial(client.post, form.action, form.body) for _one in range(MANY)])
            codes = sorted(getattr(one, "status_code", repr(one)) for one in answers)
            together = growth(before, committed(names))
            if together != one or not set(codes) <= {200, 302, 404, 409} or 302 not in codes:
                wrong.append((route.name, who, codes, one, together))
            ground.restore()
    finally:
        ground.forget()
    print(len(raced), sorted(raced), wrong, sep="\n")
    assert wrong == []
    assert len(raced) >= FEWEST, len(raced)
