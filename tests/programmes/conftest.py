"""Someone who applies: a person without a company, an open programme, answers to every step."""

from __future__ import annotations

from typing import Any

import pytest

from coaching.core.tenancy.context import system_context
from coaching.programmes import actions
from coaching.programmes.models import Application
from tests import factories
from tests.acting import as_person

NUMBER = "0999990123"  # belongs to nobody; check digits right
ANSWERS: dict[str, dict[str, Any]] = {
    "company": {
        "enterprise_number": NUMBER,
        "company_name": "Bakkerij De Korst",
        "street": "Dorp 1",
        "postcode": "3800",
        "municipality": "Sint-Truiden",
        "nace_code": "10.71",
        "language": "nl",
    },
    "workers": {"headcount": 38, "blue_collar": 30, "high_skilled": 5},
    "body": {"body_kind": "union_delegation"},
    "question": {"motivation": "Veel rugklachten.", "objectives": "Minder tillen.", "own_hours": 60},
    "support": {
        "support_from": ["EMPLOYER", "WORKERS"],
        "support_EMPLOYER": "Beslist op 2 maart.",
        "support_WORKERS": "Besproken.",
    },
    "channel": {"referral_channel": "SECTOR_FUND"},
}
EVERYTHING = {name: value for answers in ANSWERS.values() for name, value in answers.items()}
EVERYTHING["support_texts"] = {party: EVERYTHING.pop(f"support_{party}") for party in EVERYTHING["support_from"]}


def fresh(application: Application) -> Application:
    with system_context("test"):
        return Application.objects.select_related("company", "programme").get(pk=application.pk)


def begin(user: Any, programme: Any, **changes: Any) -> Application:
    """A draft with every answer, as the person saves it."""
    with as_person(user) as by:
        draft = actions.start_draft(programme_id=programme.pk, by=by)
        return actions.save_step(
            application_id=draft.pk, values={**EVERYTHING, **changes}, opened_with=draft.version, by=by
        )


def send(user: Any, draft: Application) -> Application:
    with as_person(user) as by:
        return actions.submit(application_id=draft.pk, by=by)


@pytest.fixture
def baker(world: Any) -> Any:
    with system_context("test"):
        return factories.user("Bakker Bart")


@pytest.fixture
def draft(world: Any, baker: Any) -> Application:
    return begin(baker, world.programme_a)


@pytest.fixture
def submitted(world: Any) -> Application:
    """Company A waits for programme A; company B waits for programme B as well (data that could leak)."""
    with system_context("test"):
        factories.application(world.programme_b, world.contact_b, world.company_b)
        return factories.application(world.programme_a, world.contact_a, world.company_a)
