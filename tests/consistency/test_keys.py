"""A walk that leaves out keys must leave out none that could be found."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection

from coaching.core.tenancy.context import system_context
from riskanalysis.models import Finding, RiskAnalysis
from tests.consistency import keys
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db


def by_a_column(key: uuid.UUID) -> None:
    list(RiskAnalysis.objects.filter(piece_id=key))


def further_when_found(key: uuid.UUID) -> None:
    if RiskAnalysis.objects.filter(pk=key).exists():
        list(Finding.objects.all())


def where_nobody_sees(key: uuid.UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::uuid", [key])


@pytest.mark.parametrize(
    ("page", "sent", "left"),
    [
        (by_a_column, {"riskanalysis_riskanalysis"}, {"riskanalysis_finding"}),
        (further_when_found, {"riskanalysis_riskanalysis", "riskanalysis_finding"}, {"accounts_invitation"}),
        (where_nobody_sees, {"accounts_invitation", "riskanalysis_finding"}, set()),
    ],
)
def test_whatever_could_be_found_is_sent(world: Any, page: Any, sent: set[str], left: set[str]) -> None:
    made = enrich(world)["b"]
    held = keys.holding({key for ids in made.values() for key in ids if isinstance(key, uuid.UUID)})
    with system_context("test"):
        asked = {key for key, _answer in keys.asked(page, held)}
    assert len(asked - set(held)) == 1, "the key of nobody"
    assert all(set(made[table]) <= asked for table in sent)
    assert not any(set(made[table]) & asked for table in left)
