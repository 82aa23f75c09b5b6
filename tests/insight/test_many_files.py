"""Somebody of an external service with files by the hundred: pages, what is sought among them, and no query more than for one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.companies import guests
from coaching.companies.models import Mandate
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.insight.views import FILES_SHOWN
from tests import factories
from tests.acting import in_portfolio

pytestmark = pytest.mark.django_db
MANY = FILES_SHOWN + 5


def _give(world: Any, names: list[str], **terms: Any) -> None:
    with system_context("test"):
        for name in names:
            own = {"person_id": world.outsider.pk, "discipline": "prevention_adviser", **terms}
            Mandate.objects.create(company=factories.company(name), **own)


@pytest.fixture
def many(world: Any) -> Any:
    """The last in the alphabet ends first; one has ended; another person has one of their own."""
    _give(world, [f"Dossier {n:02d}" for n in range(MANY)])
    now = clock.now()
    soon = now + timedelta(days=3)
    _give(world, ["Zolder"], writes_until=soon, reads_until=soon)
    _give(world, ["Voorbij"], ended_at=now)
    _give(world, ["Van een ander"], person_id=world.coach_b.pk)
    return world


def _shown(answer: Any) -> list[str]:
    return [line.name for line in answer.context["files"]]


def test_they_stand_in_pages_the_first_to_end_first(many: Any, login: Any) -> None:
    client = login(many.outsider)
    first, second = client.get("/coach/"), client.get("/coach/?files=2")
    assert _shown(first) == ["Zolder", *(f"Dossier {n:02d}" for n in range(FILES_SHOWN - 1))]
    assert _shown(second) == [f"Dossier {n:02d}" for n in range(FILES_SHOWN - 1, MANY)]
    words = first.content.decode()
    assert "?files=2" in words and "Dossier 00" in words and f"Dossier {MANY - 1:02d}" not in words
    assert "Van een ander" not in words and [line.name for line in first.context["over"]] == ["Voorbij"]
    assert _shown(client.get("/coach/?files=99")) == _shown(second)


def test_a_word_finds_them_on_whatever_page(many: Any, login: Any) -> None:
    client = login(many.outsider)
    assert 'name="q"' in client.get("/coach/").content.decode()
    found = client.get(f"/coach/?q=dossier+{MANY - 1:02d}")
    assert _shown(found) == [f"Dossier {MANY - 1:02d}"] and 'name="q"' in found.content.decode()
    assert _shown(client.get("/coach/?q=van+een+ander")) == []


def test_many_take_as_many_queries_as_one(world: Any, login: Any) -> None:
    _give(world, ["Enige"])
    client = login(world.outsider)
    client.get("/coach/")
    with CaptureQueriesContext(connection) as one:
        client.get("/coach/")
    _give(world, [f"Dossier {n:02d}" for n in range(MANY)])
    client.get("/coach/")
    with CaptureQueriesContext(connection) as all_of_them:
        assert len(_shown(client.get("/coach/"))) == FILES_SHOWN
    assert len(all_of_them) == len(one)


def test_a_line_knows_its_mandate_as_a_record_does(many: Any) -> None:
    with in_portfolio(many.outsider):
        running, over = guests.own_mandates()
        for line in (*running, *over):
            record = Mandate.objects.get(pk=line.mandate.pk)
            told = (line.mandate.is_over, line.mandate.may_write, line.mandate.last_day, line.mandate.discipline)
            assert told == (record.is_over, record.may_write, record.last_day, record.discipline)
            assert line.mandate.is_over is (line in over)
