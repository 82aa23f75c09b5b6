"""A page that was open while somebody else saved: no form of the product writes over it, and none says that it did.

Every form that carries a version is sent with the version of before, once for each of its fields with another value in
that one alone; and with versions that are none.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from coaching.companies import actions
from coaching.companies.models import OwnDate, RoleHolder
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans.conftest import case, planned  # noqa: F401 - fixtures
from tests.actionplans.test_turning import running  # noqa: F401 - a fixture
from tests.attacks.ground import open_for_editing
from tests.attacks.playing import WHOLE, Written, everything, tables
from tests.attacks.sending import Form, every_form, forms_of
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db
NO_VERSIONS = ("-1", "99999999999999")
AREAS = ("c", "p", "coach") if WHOLE else ("c",)
MOST = 4  # fields of a form that are tried
NEW = re.compile(r":(add|new|plan|log)_")  # makes a record: nothing is there to write over
ABOUT_THE_DEED = {"why", "on"}  # from when and why something changes; alone they change nothing
ASIDE = {"core_auditevent", "accounts_typed", "django_session"}


def versioned() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'version'")
        return sorted(row[0] for row in cursor.fetchall() if "_" in row[0] and not row[0].startswith("pg_"))


def saved_by_somebody_else() -> None:
    """Every record is a version further; nothing else about it is."""
    with system_context("test"), connection.cursor() as cursor:
        for table in versioned():
            try:
                with transaction.atomic():
                    cursor.execute(f"UPDATE {table} SET version = version + 1")
            except DatabaseError:
                continue  # nobody changes these


def otherwise(form: Form) -> list[tuple[str, dict[str, Any]]]:
    """(field, the form with another value in it) for each field that is seen."""
    found = []
    for name in sorted(form.typed):
        value = form.body[name]
        found.append((name, {**form.body, name: f"{value[:-1]}{'2' if value[-1:] == '1' else '1'}"}))
    for name, values in sorted(form.options.items()):
        now = form.body.get(name)
        chosen = set(now if isinstance(now, list) else [now])
        other = next((value for value in values if value not in chosen), None)
        found.append((name, {**form.body, name: "" if other is None else other}))
    first = sorted(found, key=lambda one: one[0] not in form.beside)  # what no column of the record answers for
    return first if WHOLE else first[:MOST]


@pytest.mark.slow
@pytest.mark.no_cover
def test_no_form_writes_over_what_somebody_else_saved(world: Any, login: Any) -> None:
    made = enrich(world)
    open_for_editing(made)
    names = [name for name in tables() if name not in ASIDE]
    wrong, tried, carried, same = [], 0, set(), set()
    work = list(every_form(world, made, login, AREAS, ("contact_a", "admin_a", "coach_a"), fill=False))
    saved_by_somebody_else()
    before = everything(names)
    for route, who, client, form in work:
        if not form.versions or NEW.search(route.name):
            continue
        carried.add(route.name)
        tampered = [("version", {**form.body, name: odd}) for name in form.versions for odd in NO_VERSIONS]
        tampered += [("none", {key: value for key, value in form.body.items() if key not in form.versions})]
        for name, body in [("", form.body), *otherwise(form), *tampered]:
            tried += 1
            start, listening = transaction.savepoint(), Written(*ASIDE)
            with connection.execute_wrapper(listening):
                answer = client.post(form.action, body)
            written = listening.seen and everything(names) != before
            transaction.savepoint_rollback(start)
            if not name:
                same |= {route.name} if answer.status_code == 302 else set()
            gone_on = answer.status_code == 302 and body != form.body and name not in ABOUT_THE_DEED
            if written or answer.status_code >= 500 or gone_on:
                wrong.append((route.name, who, name, answer.status_code, "written" if written else ""))
    print(wrong, tried, sorted(carried), "the same save goes on:", sorted(same), sep="\n")
    assert wrong == []
    assert tried > 60, tried


# -- What no column of the record answers for --------------------------------------------------------------------------
def stale(client: Any, url: str, **values: Any) -> tuple[Form, dict[str, Any]]:
    """The page as it is opened now, and what is sent from it later."""
    (form,) = [form for form in forms_of(client.get(url), url, fill=False) if form.versions]
    return form, {**form.body, **values}


def test_a_rhythm_that_somebody_else_changed_is_not_called_saved(world: Any, login: Any) -> None:
    with in_company(world.contact_a, world.company_a) as by:
        own = actions.add_own_date(title="Oefening", first_on=clock.today(), every_months=12, who="employer", by=by)
    client, url = login(world.contact_a), f"/c/{world.company_a.slug}/year/own/{own.pk}/"
    form, body = stale(client, url, every_months="24")
    _form, other = stale(login(world.colleague_a), url, every_months="6")
    assert login(world.colleague_a).post(form.action, other).status_code == 302
    answer = client.post(form.action, body)
    assert answer.status_code == 200 and b"error-summary" in answer.content
    assert b'value="24" selected' in answer.content  # nothing that was chosen is lost
    with system_context("test"):
        assert OwnDate.objects.get(pk=own.pk).every_months == 6
    assert client.post(form.action, other).status_code == 302  # the same save, sent once more


def test_a_day_of_supervision_of_two_people_is_not_lost(world: Any, login: Any) -> None:
    today = clock.today()
    with in_company(world.contact_a, world.company_a) as by:
        held = actions.name_holder(kind="counsellor", name="Rita", by=by, begins_on=today - timedelta(days=400))
    client, url = login(world.contact_a), f"/c/{world.company_a.slug}/prevention/{held.pk}/"
    first, second = today - timedelta(days=30), today - timedelta(days=20)
    form, body = stale(client, url, last_supervised_on=f"{second:%d/%m/%Y}")
    _form, other = stale(client, url, last_supervised_on=f"{first:%d/%m/%Y}")
    assert client.post(form.action, other).status_code == 302
    assert client.post(form.action, other).status_code == 302  # the same save, sent once more
    answer = client.post(form.action, body)
    assert answer.status_code == 200 and f"{second:%d/%m/%Y}".encode() in answer.content
    with system_context("test"):
        assert RoleHolder.objects.get(pk=held.pk).supervised_on == [first]


def test_what_becomes_of_a_measure_is_not_lost(running: Any, login: Any) -> None:  # noqa: F811
    ending, reason = f"ending_{running.measure_a.pk}", f"reason_{running.measure_a.pk}"
    with clock.at(date(2027, 9, 20)):
        client = login(running.contact_a)
        url = f"/c/{running.company_a.slug}/plans/year/{running.annual_a.pk}/evaluation/"
        form, body = stale(client, url, **{ending: "dropped", reason: "Niet meer nodig"})
        other = {**body, ending: "carried", reason: "Levering te laat"}
        assert login(running.colleague_a).post(form.action, other).status_code == 302
        answer = client.post(form.action, body)
        assert answer.status_code == 200 and b"Niet meer nodig" in answer.content
        assert client.post(form.action, other).status_code == 302
    with system_context("test"):
        kept = type(running.measure_a).objects.get(pk=running.measure_a.pk)
    assert (kept.ending, kept.ending_reason) == ("carried", "Levering te laat")
