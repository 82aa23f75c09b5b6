"""Who comes from outside, over every address and every table: a mandate that ended, ran out in the night or was taken away
with a page open; one from a day on beside one of the whole file; two relations to one company, and the hat that was chosen."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from coaching.companies.models import FilePiece, Mandate, Membership
from coaching.core.ground import clock
from coaching.core.ground.roles import Hat, Role
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.workspace import enter_place
from tests import factories
from tests.attacks.ground import address, open_for_editing
from tests.attacks.playing import Written, everything, some, tables
from tests.attacks.sending import Page, forms_of
from tests.attacks.test_file_by_hand import PARTS
from tests.consistency.rich import enrich
from tests.consistency.routes import Route, own_routes

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.no_cover]
OUT = {302, 403, 404, 405, 410}
OWN = {"companies_mandate", "core_outgoingemail", "core_auditevent"}  # what is about oneself, or what one did
MINE = f"{Hat.PERSON.value} companies_membership"  # that one belonged there
TYPED = {"accounts_typed", "core_auditevent"}
SECRET = "geheim"


def mandate(world: Any, person: Any = None, **how: Any) -> Mandate:
    """One of the whole file, given long ago, unless said otherwise."""
    then = clock.now() - timedelta(days=30)
    given = {"discipline": "expert", "begins_at": then, "given_at": then, **how}
    with system_context("test"):
        return Mandate.objects.create(company=world.company_a, person_id=(person or world.outsider).pk, **given)


def moved(one: Mandate, **how: Any) -> None:
    with system_context("test"):
        Mandate.objects.filter(pk=one.pk).update(**how)


def routes() -> list[Route]:
    """Of a company; leaving comes last."""
    found = [route for route in own_routes() if route.area == "c"]
    return sorted(found, key=lambda route: "leave" in route.name)


def ended(world: Any) -> None:
    mandate(world, ended_at=clock.now(), ended_by_id=world.contact_a.pk)


def ran_out(world: Any) -> None:
    mandate(world, writes_until=clock.now(), reads_until=clock.now())


def not_begun(world: Any) -> None:
    mandate(world, begins_at=clock.now() + timedelta(hours=1))


def both_over(world: Any) -> None:
    ended(world)
    mandate(world, discipline="physician", since=clock.now(), writes_until=clock.now(), reads_until=clock.now())


def member_no_more(world: Any) -> None:
    with system_context("test"):
        Membership.objects.create(
            company=world.company_a,
            user=world.outsider,
            role=Role.CONTACT.value,
            has_mandate=True,
            ended_at=clock.now(),
        )


LEFT = (ended, ran_out, not_begun, both_over, member_no_more)


def test_who_is_out_opens_nothing_and_reads_no_row(world: Any, login: Any) -> None:
    """Every address after one way out; after the others some of them, for the place itself says no."""
    made = enrich(world)
    wrong: list[Any] = []
    for how in LEFT:
        start = transaction.savepoint()
        how(world)
        client = login(world.outsider)
        for route in some(routes(), 3 if how is ended else 20):
            url = address(route, world, made["a"])
            for method, query in (("get", ""), ("post", "?as=coach")):
                answer = getattr(client, method)(url + query)
                if answer.status_code not in {404, 410} or SECRET in answer.content.decode():
                    wrong.append((how.__name__, route.name, method, query, answer.status_code))
        if seen := rows_in_sight(world, world.outsider):
            wrong.append((how.__name__, seen))
        transaction.savepoint_rollback(start)
    assert wrong == []


WITH_COMPANY = (
    "SELECT relname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " WHERE attname = 'company_id' AND relkind = 'r' AND relnamespace = 'public'::regnamespace"
    " AND has_column_privilege(%s, attrelid, attnum, 'SELECT')"
)


def rows_in_sight(world: Any, person: Any) -> dict[str, int]:
    """Rows of company a that the database shows somebody, whichever hat of a company they put on."""
    found: dict[str, int] = {}
    for hat in (Hat.CONTACT, Hat.COACH, Hat.CPBW, Hat.PERSON):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WITH_COMPANY, [hat.value])
            names = {row[0] for row in cursor.fetchall()} - OWN
            cursor.execute(
                "SELECT set_config('app.user_id', %s, true), set_config('role', %s, true)", [str(person.pk), hat.value]
            )
            for name in sorted(names):
                cursor.execute(f"SELECT count(*) FROM {name} WHERE company_id = %s", [world.company_a.pk])
                if (count := cursor.fetchone()[0]) and f"{hat.value} {name}" != MINE:
                    found[f"{hat.value} {name}"] = count
            cursor.execute("SELECT count(*) FROM companies_company WHERE id = %s", [world.company_a.pk])
            if cursor.fetchone()[0]:
                found[f"{hat.value} companies_company"] = 1
            cursor.execute("SELECT set_config('role', 'none', true)")
    return found


def test_who_is_in_does_read_rows(world: Any) -> None:
    """So that the walk above means something."""
    enrich(world)
    mandate(world)
    assert {"h_coach riskanalysis_finding", "h_coach companies_company"} <= rows_in_sight(world, world.outsider).keys()


def test_one_from_a_day_on_reads_nothing_of_before(world: Any, login: Any) -> None:
    """Also when one of the whole file stood beside it until a moment ago."""
    made = enrich(world)
    with system_context("test"):
        FilePiece.objects.update(made_at=clock.now() - timedelta(days=400))
    mandate(world, since=clock.now())
    whole = mandate(world, discipline="physician")
    client = login(world.outsider)
    of_a_piece = {str(pk) for table in PARTS for pk in made["a"].get(table, ())}
    told = [(route, address(route, world, made["a"]) + "?as=coach") for route in routes()]
    told = [(route, url) for route, url in told if any(key in url for key in of_a_piece)]
    before = {route.name: client.get(url).status_code for route, url in told}
    moved(whole, ended_at=clock.now(), ended_by_id=world.contact_a.pk)
    wrong = []
    for route, url in told:
        for method in ("get", "post"):
            code = getattr(client, method)(url).status_code
            if code not in {403, 404, 405}:
                wrong.append((route.name, method, code))
    assert wrong == []
    assert sum(code == 200 for code in before.values()) > 10  # the other one did open them
    with enter_place("company", world.outsider, world.company_a.slug, "coach"), connection.cursor() as cursor:
        for table in with_pieces():
            cursor.execute(f"SELECT count(*) FROM {table} WHERE piece_id IS NOT NULL")
            assert cursor.fetchone() == (0,), table


def with_pieces() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns JOIN pg_class ON relname = table_name"
            " WHERE column_name = 'piece_id' AND relkind = 'r' AND has_table_privilege('h_coach', pg_class.oid, 'SELECT')"
        )
        return sorted(row[0] for row in cursor.fetchall())


def test_a_form_that_was_open_writes_nothing_any_more(world: Any, login: Any) -> None:
    """Every form that a guest may open is sent after the mandate is over: a clear page, nothing stored, no 500."""
    made = enrich(world)
    open_for_editing(made)
    mine, client = mandate(world), login(world.outsider)
    client.raise_request_exception = False
    work = []
    for route in routes():
        url = address(route, world, made["a"]) + "?as=coach"
        work += [(route, form) for form in forms_of(client.get(url), url)]
    now, names = clock.now(), [name for name in tables() if name not in TYPED]
    wrong = []
    for how, changes in {
        "ended": {"ended_at": now, "ended_by_id": world.contact_a.pk},
        "in the night": {"writes_until": now, "reads_until": now},
        "reads only": {"writes_until": now, "reads_until": None},
    }.items():
        after = transaction.savepoint()
        moved(mine, **changes)
        before = everything(names)
        for route, form in some(work, 1 if how == "reads only" else 4):
            start, listening = transaction.savepoint(), Written(*TYPED)
            with connection.execute_wrapper(listening):
                code = client.post(form.action, form.body).status_code
            out = {404, 410} if how != "reads only" else OUT | {200}
            written = listening.seen and everything(names) != before
            if code not in out or (written and not reads_only_may(form.action, how)):
                wrong.append((how, route.name, form.action, code))
            transaction.savepoint_rollback(start)
        transaction.savepoint_rollback(after)
    assert wrong == []
    assert len(work) > 30, len(work)


def reads_only_may(action: str, how: str) -> bool:
    """Who reads may still ask for a paper of what they read, and keep how their own lists look."""
    return how == "reads only" and ("/pdf/" in action or "/lists/" in action)


# -- Hats --------------------------------------------------------------------------------------------------------------
WANTED = ("", "contact", "coach", "body", "system", "admin", "h_system", "x" * 300, "\u0000", "contact,coach")
HATS = {
    "contact_a": {Hat.CONTACT},
    "adviser_a": {Hat.CONTACT},
    "owner_a": {Hat.CONTACT},
    "coach_a": {Hat.COACH},
    "worker_bench_a": {Hat.CPBW},
    "secretary_a": {Hat.CPBW},
}


@pytest.mark.parametrize("who", HATS)
def test_nobody_puts_on_a_hat_of_somebody_else(world: Any, who: str) -> None:
    for wanted in WANTED:
        with enter_place("company", getattr(world, who), world.company_a.slug, wanted) as place:
            assert place.hat in HATS[who], wanted


def test_the_chosen_hat_stays_on(world: Any, login: Any) -> None:
    """An adviser inside who works in the same file from outside as well: every way on keeps the hat that was chosen."""
    made = enrich(world)
    open_for_editing(made)
    with system_context("test"):
        factories.membership(world.company_a, world.outsider, Role.PREVENTION_ADVISER)
    mandate(world)
    client, lost, seen = login(world.outsider), set[str](), 0
    home = f"/c/{world.company_a.slug}/"
    for chosen in ("coach", "contact"):
        for route in some(routes(), 2, chosen == "contact"):
            page = client.get(address(route, world, made["a"]) + f"?as={chosen}")
            if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
                continue
            seen += 1
            body = page.content.decode()
            for way in {*re.findall(r'href="([^"#]+)', body), *(form.action for form in Page(body).found)}:
                if way.startswith((home, "?")) and not re.search(r"[?&;]as=", way):
                    lost.add(way.replace(home, "")[:60])
    print(lost)
    assert sorted(lost) == []
    assert seen > 50, seen
