"""A person sees what is held about them, takes it along, and asks to be erased; nobody sees it of another."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.accounts.erasure import answer_erasure, ask_erasure
from coaching.accounts.models import ErasureRequest, User
from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import current_actor, system_context, without_hat
from coaching.core.tenancy.workspace import enter_place
from coaching.insight.keeping import held
from coaching.insight.keeping.people import people_columns
from tests.acting import as_person
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db
PAGE = "/me/data/"


@pytest.fixture
def rich(world: Any) -> Any:
    enrich(world)
    return world


def whole(client: Any) -> dict[str, Any]:
    answer = client.get(reverse("insight:about_me_file"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    found: dict[str, Any] = json.loads(answer.content)
    return found


# -- What is held ------------------------------------------------------------------------------------------------------
def test_every_column_with_the_number_of_a_person_is_counted(rich: Any) -> None:
    """One that is added later is in it without anybody's doing."""
    expected = {}
    with system_context("test"), connection.cursor() as cursor:
        for table, column, _keys in people_columns():
            cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s', [rich.contact_a.pk])
            if count := cursor.fetchone()[0]:
                expected[table, column] = count
    with as_person(rich.contact_a):
        found = {(row.table, row.column): row.count for row in held.rows()}
    assert found == expected and len(found) > 8


def test_the_page_groups_all_of_it(rich: Any, login: Any) -> None:
    with as_person(rich.contact_a):
        found = held.rows()
    assert sum(one.count for one in held.held(found)) == sum(row.count for row in found) + 1  # and the account
    said = login(rich.contact_a).get(PAGE).content.decode()
    assert said.count("<section") >= len(held.held(found)) + 2


def test_the_file_holds_the_account_the_roles_and_no_secret(rich: Any, login: Any) -> None:
    found = whole(login(rich.contact_a))
    assert found["format"] == "person-data/1" and found["account"]["email"] == rich.contact_a.email
    tables = {one["table"]: one for one in found["stands_in"]}
    assert tables["companies_membership"]["rows"][0]["company_id"] == str(rich.company_a.pk)
    assert tables["core_auditevent"]["rows"] is None or tables["core_auditevent"]["count"]
    text = json.dumps(found)
    for secret in ("password", "token_digest", "session_data", "body_html", '"seed"', "code_digest"):
        assert secret not in text, secret


def test_nobody_reads_of_another(rich: Any, login: Any) -> None:
    text = json.dumps(whole(login(rich.contact_a)))
    assert rich.contact_b.email not in text and str(rich.company_b.pk) not in text


def test_who_asked_to_work_in_a_file_is_not_told_whose_it_is(rich: Any, login: Any) -> None:
    from coaching.companies.models import FileRequest

    with system_context("test"):
        FileRequest.objects.create(
            company=rich.company_b,
            person_id=rich.outsider.pk,
            person_name="x",
            number="0123456749",
            asked_name="x",
            answer_by=clock.today(),
        )
    found = whole(login(rich.outsider))
    assert {one["table"]: one["rows"] for one in found["stands_in"]}["companies_filerequest"] is None
    assert str(rich.company_b.pk) not in json.dumps(found)


def test_only_a_person_asks_it_and_only_of_themselves(rich: Any) -> None:
    from tests.acting import in_company

    with in_company(rich.contact_a, rich.company_a), pytest.raises(DatabaseError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM held_about_me()")


def test_as_many_queries_whatever_is_held(rich: Any, login: Any) -> None:
    def asked(user: Any) -> int:
        client = login(user)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(PAGE).status_code == 200
        return len(queries)

    assert asked(rich.contact_a) == asked(rich.outsider)


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_page_is_there_in_each_language(rich: Any, login: Any, language: str) -> None:
    client = login(rich.contact_a)
    client.cookies["django_language"] = language
    assert client.get(PAGE).status_code == 200


# -- Asking to be erased -----------------------------------------------------------------------------------------------
def ask(client: Any, words: str = "") -> ErasureRequest:
    client.post(reverse("insight:ask_erasure"), {"words": words}, follow=True)
    with system_context("test"):
        return ErasureRequest.objects.order_by("-asked_at")[0]


def test_it_is_asked_once_and_waits_at_the_staff(rich: Any, login: Any) -> None:
    client = login(rich.colleague_a)
    asked = ask(client, "Ik werk er niet meer.")
    assert ask(client).pk == asked.pk
    page = login(rich.staff).get(reverse("insight:staff_waits")).content.decode()
    assert reverse("insight:answer_erasure", args=[asked.pk]) in page
    staff = login(rich.staff).get(reverse("insight:answer_erasure", args=[asked.pk])).content.decode()
    assert "Ik werk er niet meer." in staff and rich.colleague_a.email in staff


def test_it_is_taken_back(rich: Any, login: Any) -> None:
    client = login(rich.colleague_a)
    asked = ask(client)
    client.post(reverse("insight:withdraw_erasure"))
    with system_context("test"):
        asked.refresh_from_db()
    assert not asked.is_open
    assert login(rich.staff).get(reverse("insight:staff_waits")).content.decode().count(str(asked.pk)) == 0


def test_yes_is_mailed_and_done_the_day_after(rich: Any, login: Any) -> None:
    asked = ask(login(rich.colleague_a))
    login(rich.staff).post(reverse("insight:answer_erasure", args=[asked.pk]), {"answer": "accepted"})
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="accounts.erasure_answered", recipient_id=rich.colleague_a.pk).exists()
    assert periodic.run("insight.erase_accepted", clock.today()) == {"erased": 0, "stuck": 0, "broken": 0}
    tomorrow = clock.today() + timedelta(days=1)
    with clock.at(tomorrow):
        assert periodic.run("insight.erase_accepted", tomorrow) == {"erased": 1, "stuck": 0, "broken": 0}
    with without_hat():
        assert User.objects.get(pk=rich.colleague_a.pk).email.endswith("@erased.invalid")
    with system_context("test"):
        assert not ErasureRequest.objects.filter(person_id=rich.colleague_a.pk).exists()


def test_who_would_leave_others_stuck_comes_back_to_the_staff(rich: Any, login: Any) -> None:
    asked = ask(login(rich.coach_a))
    login(rich.staff).post(reverse("insight:answer_erasure", args=[asked.pk]), {"answer": "accepted"})
    tomorrow = clock.today() + timedelta(days=1)
    with clock.at(tomorrow):
        assert periodic.run("insight.erase_accepted", tomorrow) == {"erased": 0, "stuck": 1, "broken": 0}
    with system_context("test"):
        asked.refresh_from_db()
    assert asked.is_open and "coaches a company" in asked.trouble
    again = login(rich.staff).post(
        reverse("insight:answer_erasure", args=[asked.pk]), {"answer": "refused", "answer_words": "Draag eerst over."}
    )
    assert again.status_code == 302


def test_no_needs_words_that_the_person_reads(rich: Any, login: Any) -> None:
    client = login(rich.colleague_a)
    asked = ask(client)
    url, staff = reverse("insight:answer_erasure", args=[asked.pk]), login(rich.staff)
    assert staff.post(url, {"answer": "refused"}).status_code == 200
    staff.post(url, {"answer": "refused", "answer_words": "U bent de laatste contactpersoon."})
    assert "U bent de laatste contactpersoon." in client.get(PAGE).content.decode()
    assert ask(client).pk != asked.pk, "who was refused may ask again"


def test_nobody_but_the_staff_answers_and_nobody_for_oneself(rich: Any, login: Any) -> None:
    asked = ask(login(rich.staff))
    url = reverse("insight:answer_erasure", args=[asked.pk])
    assert login(rich.admin_a).get(url).status_code == 404
    login(rich.staff).post(url, {"answer": "accepted"})
    with system_context("test"):
        asked.refresh_from_db()
    assert asked.is_open
    with enter_place("staff", rich.staff, ""), pytest.raises(DatabaseError), transaction.atomic():
        ErasureRequest.objects.filter(pk=asked.pk).update(
            answer="accepted", answered_at=clock.now(), answered_by_id=rich.staff.pk
        )


def test_nobody_asks_in_anothers_name(rich: Any) -> None:
    with as_person(rich.contact_a), pytest.raises(DatabaseError), transaction.atomic():
        ErasureRequest(person_id=rich.contact_b.pk).save(force_insert=True)


def test_an_answered_request_is_not_answered_again(rich: Any) -> None:
    from coaching.core.ground.refusals import Refused

    with as_person(rich.colleague_a) as by:
        asked = ask_erasure(words="", by=by)
    with enter_place("staff", rich.staff, ""):
        answer_erasure(request_id=asked.pk, answer="accepted", answer_words="", by=current_actor())
        with pytest.raises(Refused):
            answer_erasure(request_id=asked.pk, answer="refused", answer_words="x", by=current_actor())
