"""Every address × role × foreign id (docs/security.md, 1, 2 and 5): foreign is 404, the wrong role 403, nothing leaks.

The matrix is large, so each address meets every role once with ids of nobody and the strongest roles with each id of
the other company that it could find (`keys.py` tells which).
"""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from coaching.companies.models import Discipline, Mandate
from coaching.core.ground import clock
from coaching.core.ground.roles import MANDATE_NEEDED, PERMISSIONS, ROLE_HAT, Hat, Role
from coaching.core.tenancy import managers
from coaching.core.tenancy.context import system_context
from tests.consistency import keys
from tests.consistency.rich import enrich
from tests.consistency.routes import Route, own_routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.no_cover]

COMPANY_CAST = {
    "contact": {Role.CONTACT},
    "colleague": {Role.CONTACT},
    "adviser": {Role.PREVENTION_ADVISER},
    "owner": {Role.MEASURE_OWNER},
    "employer_bench": {Role.EMPLOYER_BENCH},
    "worker_bench": {Role.WORKER_BENCH},
    "secretary": {Role.SECRETARY},
    "coach": {Role.COACH, Role.GUEST},
    "external": {Role.EXTERNAL_ADVISER, Role.GUEST},
    "physician": {Role.PHYSICIAN},
}
BY_MANDATE = {"external": Discipline.PREVENTION_ADVISER, "physician": Discipline.PHYSICIAN}
PROGRAMME_CAST = {"admin": Role.ADMINISTRATOR, "assessor": Role.ASSESSOR, "observer": Role.OBSERVER}
OTHER_VALUES = {"slug": "nergens", "str": "x", "int": 1, "path": "x"}
FINE = {200, 302, 400, 404, 405, 409}


def _routes(*areas: str) -> list[Route]:
    return [route for route in own_routes() if route.area in areas]


def _values(route: Route, place: str, identifier: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, converter in route.parameters:
        values[name] = identifier if converter == "uuid" else OTHER_VALUES.get(converter, "x")
    if route.area in {"c", "p"}:
        values[route.place_parameter] = place
    return values


def _person(world: Any, who: str) -> Any:
    """Of company a; who comes from outside gets the whole file."""
    if who not in BY_MANDATE:
        return getattr(world, f"{who}_a")
    with system_context("test"):
        Mandate.objects.create(company=world.company_a, person_id=world.outsider.pk, discipline=BY_MANDATE[who])
    return world.outsider


def _mandate_missing(permission: str, who: str) -> bool:
    return who == "colleague" and permission in MANDATE_NEEDED


@pytest.mark.parametrize("who", COMPANY_CAST)
def test_workspace_addresses_ask_for_the_role(world, login, who):
    client = login(_person(world, who))
    wrong = []
    # Leaving comes last: whoever may, is out after it.
    for route in sorted(_routes("c"), key=lambda route: route.name == "companies:leave_body"):
        url = route.url(**_values(route, world.company_a.slug, uuid.uuid4()))
        roles = {role.value for role in COMPANY_CAST[who]}
        permission = route.permission or ""
        allowed = not permission or bool(roles & PERMISSIONS[permission]) and not _mandate_missing(permission, who)
        for method in ("get", "post"):
            code = getattr(client, method)(url).status_code
            if (allowed and code not in FINE | {403}) or (not allowed and code not in {403, 405}):
                wrong.append((route.name, method, code))
    assert wrong == []


@pytest.mark.parametrize("who", PROGRAMME_CAST)
def test_desk_addresses_ask_for_the_role(world, login, who):
    client = login(getattr(world, f"{who}_a"))
    wrong = []
    for route in _routes("p"):
        url = route.url(**_values(route, world.programme_a.slug, uuid.uuid4()))
        permission = route.permission or ""
        allowed = not permission or PROGRAMME_CAST[who].value in PERMISSIONS[permission]
        for method in ("get", "post"):
            code = getattr(client, method)(url).status_code
            if (allowed and code not in FINE | {403}) or (not allowed and code not in {403, 405}):
                wrong.append((route.name, method, code))
    assert wrong == []


@pytest.mark.parametrize("who", ["contact_a", "coach_a", "secretary_a", "admin_a", "staff", "outsider"])
def test_foreign_places_do_not_exist(world, login, who):
    client = login(getattr(world, who))
    wrong = []
    for route in _routes("c", "p"):
        slug = world.company_b.slug if route.area == "c" else world.programme_b.slug
        url = route.url(**_values(route, slug, uuid.uuid4()))
        for method in ("get", "post"):
            code = getattr(client, method)(url).status_code
            if code != 404:
                wrong.append((route.name, method, code))
    assert wrong == []


@pytest.mark.parametrize("by_key", [True, False], ids=["both-layers", "database-alone"])
@pytest.mark.parametrize("who", ["contact", "coach", "secretary", "admin", "external"])
def test_foreign_ids_in_an_own_place_do_not_exist(world, login, monkeypatch, who, by_key):
    """docs/security.md, 1, and 2 with the ORM's layer switched off: PostgreSQL alone must keep the wall."""
    made = enrich(world)
    monkeypatch.setattr(managers, "FILTER_BY_KEY", by_key)
    area, place = ("p", world.programme_a.slug) if who == "admin" else ("c", world.company_a.slug)
    assert leaks(login(_person(world, who)), area, place, made["b"]) == []


def leaks(client: Any, area: str, place: str, foreign: dict[str, list[Any]]) -> list[tuple[str, str, int]]:
    """Addresses in this place that know a foreign key, each asked with every key that it could have found."""
    held = keys.holding({key for ids in foreign.values() for key in ids if isinstance(key, uuid.UUID)})
    found = []
    for route in _routes(area):
        if not any(converter == "uuid" for _name, converter in route.parameters):
            continue

        def codes(key: uuid.UUID, route: Route = route) -> dict[str, int]:
            url = route.url(**_values(route, place, key))
            return {method: getattr(client, method)(url).status_code for method in ("get", "post")}

        for _key, answers in keys.asked(codes, held):
            found += [(route.name, how, code) for how, code in answers.items() if code not in {404, 403, 405}]
    return found


def test_portfolio_addresses_are_for_coaches(world, login):
    client = login(world.contact_a)
    for route in _routes("coach", "staff"):
        url = route.url(**_values(route, "", uuid.uuid4()))
        assert client.get(url).status_code == 404, route.name


def test_signed_out_people_are_sent_to_sign_in(world, client):
    for route in own_routes():
        if route.public:
            continue
        slug = world.company_a.slug if route.area == "c" else world.programme_a.slug
        response = client.get(route.url(**_values(route, slug, uuid.uuid4())))
        assert response.status_code == 302 and "/account/login/" in response["Location"], route.name


def test_revoked_member_is_out_at_the_next_request(world, login):
    """docs/security.md, 5: the session stays open, the place is gone."""
    from coaching.companies.models import Membership

    client, url = login(world.adviser_a), reverse("insight:workspace", args=[world.company_a.slug])
    assert client.get(url).status_code == 200
    with system_context("test"):
        Membership.objects.filter(user_id=world.adviser_a.pk).update(ended_at=clock.now())
    assert client.get(url).status_code == 404


def test_every_role_wears_one_hat():
    assert set(ROLE_HAT) == set(Role)
    assert Hat.SYSTEM not in ROLE_HAT.values()
