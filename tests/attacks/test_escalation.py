"""From a small role to a big one: by SQL under the shared hat, and by posting to pages of others."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import connection
from django.db.utils import ProgrammingError

from coaching.companies.models import Membership
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.attacks.ground import address
from tests.consistency.rich import enrich
from tests.consistency.routes import own_routes

SMALL = ("owner_a", "adviser_a", "colleague_a")
LET_IN = (
    "INSERT INTO companies_membership (id, company_id, user_id, role, has_mandate, begins_on)"
    " VALUES (gen_random_uuid(), %s, %s, 'contact', true, %s)"
)


def _run(sql: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize("who", SMALL)
def test_who_has_no_mandate_lets_nobody_in(world, who):
    me = getattr(world, who)
    with pytest.raises(ProgrammingError, match="row-level security"), in_company(me, world.company_a):
        _run(LET_IN, [world.company_a.pk, world.outsider.pk, clock.today()])


@pytest.mark.parametrize("who", SMALL)
def test_who_has_no_mandate_cannot_take_it(world, who):
    me = getattr(world, who)
    with pytest.raises(ProgrammingError, match="row-level security"), in_company(me, world.company_a):
        _run("UPDATE companies_membership SET role = 'contact', has_mandate = true WHERE user_id = %s", [me.pk])


def test_who_has_no_mandate_cannot_end_anothers_membership(world):
    with pytest.raises(ProgrammingError, match="row-level security"), in_company(world.owner_a, world.company_a):
        _run("UPDATE companies_membership SET ended_at = now() WHERE user_id = %s", [world.contact_a.pk])


@pytest.mark.parametrize("who", SMALL)
def test_who_has_no_mandate_invites_nobody(world, who):
    sql = (
        "INSERT INTO accounts_invitation (id, email, role, company_id, token_digest, language, has_mandate, expires_at)"
        " VALUES (gen_random_uuid(), 'me@evil.test', 'contact', %s, %s, 'nl', true, now() + interval '1 day')"
    )
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        in_company(getattr(world, who), world.company_a),
    ):
        _run(sql, [world.company_a.pk, uuid.uuid4().hex])


def test_the_mandate_lets_in_and_everybody_may_leave(world):
    with in_company(world.contact_a, world.company_a):
        _run(LET_IN, [world.company_a.pk, world.outsider.pk, clock.today()])
    with in_company(world.owner_a, world.company_a):
        _run("UPDATE companies_membership SET ended_at = now() WHERE user_id = %s", [world.owner_a.pk])
    with system_context("test"):
        assert Membership.objects.filter(user_id=world.outsider.pk, has_mandate=True).exists()
        assert Membership.objects.get(user_id=world.owner_a.pk).ended_at


def test_a_mandate_in_one_company_is_none_in_the_other(world):
    with pytest.raises(ProgrammingError, match="row-level security"), in_company(world.contact_a, world.company_a):
        _run(LET_IN, [world.company_b.pk, world.contact_a.pk, clock.today()])


def test_foreign_ids_in_addresses_are_not_found(world, login):
    """Own place, everything else of company b: never a page, never a change."""
    made = enrich(world)
    clients = {
        area: login(getattr(world, who)) for area, who in (("c", "contact_a"), ("p", "admin_a"), ("coach", "coach_a"))
    }
    opened = []
    for route in own_routes():
        if route.area not in clients or not any(kind == "uuid" for _name, kind in route.parameters):
            continue
        url = address(route, world, made["b"]).replace(world.company_b.slug, world.company_a.slug)
        for method in ("get", "post"):
            code = getattr(clients[route.area], method)(url).status_code
            if code not in {403, 404, 405}:
                opened.append((route.name, method, code))
    assert opened == []


def test_a_measure_owner_opens_no_plans_analyses_or_people(world, login):
    made = enrich(world)["a"]
    client = login(world.owner_a)
    opened = []
    for route in own_routes():
        gate = route.permission or ""
        if route.area != "c" or not gate.startswith(
            ("actionplans.", "riskanalysis.", "accounts.", "trajectories.steer")
        ):
            continue
        if gate in {"actionplans.view_measures", "actionplans.carry_out"}:
            continue
        for method in ("get", "post"):
            code = getattr(client, method)(address(route, world, made)).status_code
            if code not in {403, 404, 405}:
                opened.append((route.name, method, code))
    assert opened == []


def test_a_measure_owner_opens_only_their_own_measure(world, login):
    made = enrich(world)["a"]  # the measure has no owner
    client = login(world.owner_a)
    opened = []
    for route in own_routes():
        if route.permission not in {"actionplans.view_measures", "actionplans.carry_out"} or "uuid" not in route.path:
            continue
        for method in ("get", "post"):
            code = getattr(client, method)(address(route, world, made)).status_code
            if code not in {403, 404, 405}:
                opened.append((route.name, method, code))
    assert opened == []


@pytest.mark.parametrize("field", ["ended_at", "ends_on"])
def test_the_next_request_after_revocation_is_refused(world, login, field):
    client, url = login(world.contact_a), f"/c/{world.company_a.slug}/"
    assert client.get(url).status_code == 200
    value = clock.now() if field == "ended_at" else clock.add_months(clock.today(), -1)
    with system_context("test"):
        mine = Membership.objects.filter(user_id=world.contact_a.pk)
        mine.update(begins_on=clock.add_months(clock.today(), -2), **{field: value})
    assert client.get(url).status_code == 404
    assert client.post(f"{url}work-units/", {"name": "x"}).status_code == 404
