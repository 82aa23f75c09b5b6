"""Statements as payments: the right account and reference, found and added up, settled together once and as shown."""

from __future__ import annotations

import csv
import io
import threading
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from django.urls import reverse
from stdnum.be import ogm_vcs

from coaching.core.ground import clock
from coaching.core.ground.refusals import AlreadyDone
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Application
from coaching.trajectories import actions, payments
from coaching.trajectories.models import CoachingSession, ExpenseStatement, PaymentAccount, Trajectory
from tests import factories
from tests.acting import in_company, in_portfolio, in_programme
from tests.patience import HANGS

pytestmark = pytest.mark.django_db
IBAN, OTHER = "BE71096123456769", "NL91ABNA0417164300"


@pytest.fixture
def three(world: Any) -> Any:
    """Three statements that wait with programme a: two to one payee, one of which no account is known; one of b."""
    with system_context("test"):
        Application.objects.filter(pk=world.application_a.pk).update(reference="2026-0123")
        world.rows = [_statement(world.trajectory_a, number, eur) for number, eur in ((1, 100), (2, 250))]
        row = factories.trajectory(
            world.programme_a, factories.company("Zagerij"), world.contact_a, world.coach_profile_a, state="started"
        )
        world.rows.append(_statement(row, 1, 50, payee="Niemand", iban=""))
        world.foreign = _statement(world.trajectory_b, 1, 999)
    return world


def _statement(trajectory: Trajectory, number: int, eur: int, **fields: Any) -> ExpenseStatement:
    return ExpenseStatement.objects.create(
        trajectory=trajectory,
        company_id=trajectory.company_id,
        programme_id=trajectory.programme_id,
        number=number,
        hours=2,
        paid_hours=2,
        subsidy_eur=eur,
        company_share_eur=10,
        submitted_at=clock.now() - timedelta(days=number),
        **{"payee": "Coach a bv", "iban": IBAN, **fields},
    )


def url(world: Any, name: str = "desk_expenses") -> str:
    return reverse(f"trajectories:{name}", args=[world.programme_a.slug])


def states(world: Any) -> list[str]:
    with system_context("test"):
        return [ExpenseStatement.objects.get(pk=row.pk).state for row in world.rows]


# -- The structured communication ----------------------------------------------------------------------------------------
def test_the_communication_is_right_by_the_rule_and_by_the_library() -> None:
    digits = payments.structured("2026-0123", 2)
    assert digits[:10] == "2600012302" and len(digits) == 12
    assert int(digits[10:]) == (int(digits[:10]) % 97 or 97)
    assert payments.in_groups(digits) == f"260/0012/302{digits[10:]}" and ogm_vcs.is_valid(digits)


def test_check_digits_of_a_multiple_of_97_are_97() -> None:
    base = next(n for n in range(2_600_000_101, 2_600_009_999) if n % 97 == 0 and n % 100 > 0)
    digits = payments.structured(f"2026-{base // 100 % 1_000_000:04d}", base % 100)
    assert digits.endswith("97") and ogm_vcs.is_valid(digits)


@pytest.mark.parametrize(("reference", "number"), [("S2-001", 1), ("", 1), ("2026-0123", 100), ("2026-0123", 0)])
def test_what_has_no_number_of_ours_has_none(reference: str, number: int) -> None:
    assert payments.structured(reference, number) == ""


def test_no_two_statements_share_one() -> None:
    made = {
        payments.structured(f"{year}-{n:04d}", k)
        for year in (2025, 2026)
        for n in (1, 10, 1234, 123456)
        for k in (1, 12)
    }
    assert len(made) == 16 and "" not in made


# -- The account ---------------------------------------------------------------------------------------------------------
def test_a_coach_says_the_account_and_a_wrong_one_is_refused(world: Any, login: Any) -> None:
    client, page = login(world.coach_a), reverse("trajectories:account")
    for wrong in ("BE71 0961 2345 6760", "BE71 0961 2345", "0123456789", "XX00 1234", "=1+1"):
        answer = client.post(page, {"holder": "Coach a bv", "iban": wrong, "version": "1"})
        assert answer.status_code == 200 and answer.context["form"].errors["iban"]
    assert client.post(page, {"holder": "Coach a bv", "iban": "be71 0961 2345 6769", "version": "1"}).status_code == 302
    with system_context("test"):
        account = PaymentAccount.objects.get()
        event = AuditEvent.objects.get(event="trajectories.account_set")
    assert (account.iban, account.holder) == (IBAN, "Coach a bv")
    assert event.data == {"ends_in": "6769"}  # the trail is read by more people than the account
    assert "BE71 0961 2345 6769" in client.get(page).content.decode()


@pytest.mark.parametrize("who", ["contact_a", "admin_a", "observer_a", "outsider"])
def test_nobody_else_has_that_page(world: Any, login: Any, who: str) -> None:
    assert login(getattr(world, who)).get(reverse("trajectories:account")).status_code in (403, 404)


def test_a_statement_takes_the_account_along_and_keeps_it(world: Any) -> None:
    with system_context("test"):
        keys = {
            "company_id": world.company_a.pk,
            "programme_id": world.programme_a.pk,
            "trajectory": world.trajectory_a,
        }
        for _n in range(2):
            CoachingSession.objects.create(**keys, held_on=clock.today(), kind="intake", hours=2)
    first = _claimed(world)
    assert (first.payee, first.iban) == ("Coach a", "")
    with in_portfolio(world.coach_a) as by:
        actions.set_account(holder="Coach a bv", iban=IBAN, opened_with=1, by=by)
    assert _fresh(first).iban == IBAN  # it waited without one
    second = _claimed(world)
    with in_portfolio(world.coach_a) as by:
        actions.set_account(holder="Ander", iban=OTHER, opened_with=1, by=by)
    assert {_fresh(row).iban for row in (first, second)} == {IBAN} and _fresh(second).payee == "Coach a bv"


def _claimed(world: Any) -> ExpenseStatement:
    with system_context("test"):
        waiting = CoachingSession.objects.filter(trajectory=world.trajectory_a, statement=None).first()
        CoachingSession.objects.filter(pk=waiting.pk).update(
            confirmed_at=clock.now(), confirmed_by_id=world.contact_a.pk
        )
    with in_company(world.coach_a, world.company_a) as by:
        return actions.claim_expenses(trajectory_id=world.trajectory_a.pk, by=by)


def _fresh(row: ExpenseStatement) -> ExpenseStatement:
    with system_context("test"):
        return ExpenseStatement.objects.get(pk=row.pk)


def test_by_sql_no_coach_redirects_a_payment(three: Any) -> None:
    """Not of a statement that names an account, nor of another's that names none."""
    with system_context("test"):
        ExpenseStatement.objects.filter(pk=three.rows[0].pk).update(submitted_by_id=three.coach_a.pk)
        ExpenseStatement.objects.filter(pk=three.rows[2].pk).update(submitted_by_id=three.coach_b.pk)
    with in_portfolio(three.coach_a):
        with pytest.raises(DatabaseError), transaction.atomic():
            ExpenseStatement.objects.filter(pk=three.rows[0].pk).update(iban=OTHER)
        assert ExpenseStatement.objects.filter(pk=three.rows[2].pk).update(iban=OTHER) == 0
    with in_programme(three.admin_a, three.programme_a), pytest.raises(DatabaseError), transaction.atomic():
        ExpenseStatement.objects.filter(pk=three.rows[0].pk).update(iban=OTHER)
    assert _fresh(three.rows[0]).iban == IBAN and _fresh(three.rows[2]).iban == ""


def test_the_coach_hears_of_each_other_account_and_of_no_more(world: Any) -> None:
    with in_portfolio(world.coach_a) as by:
        first = actions.set_account(holder="Coach a", iban=IBAN, opened_with=1, by=by)
        actions.set_account(holder="Coach a", iban=IBAN, opened_with=1, by=by)  # nothing changes
        actions.set_account(holder="Coach a", iban=OTHER, opened_with=first.version, by=by)
    with system_context("test"):
        sent = list(OutgoingEmail.objects.filter(kind="trajectories.account_set").order_by("created_at"))
    assert [(mail.recipient_id, mail.context["ends_in"]) for mail in sent] == [
        (world.coach_a.pk, IBAN[-4:]),
        (world.coach_a.pk, OTHER[-4:]),
    ]
    for mail in sent:  # a mail goes through many hands
        assert IBAN not in str(mail.context) and OTHER not in str(mail.context)


def test_nobody_but_the_coach_reads_the_account(world: Any) -> None:
    with in_portfolio(world.coach_a) as by:
        actions.set_account(holder="Coach a", iban=IBAN, opened_with=1, by=by)
    with in_portfolio(world.coach_b):
        assert not PaymentAccount.objects.exists()
    for inside in (in_programme(world.admin_a, world.programme_a), in_company(world.contact_a, world.company_a)):
        with inside, pytest.raises(DatabaseError), transaction.atomic():
            list(PaymentAccount.objects.all())


# -- The list ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ({}, [250, 100, 50]),
        ({"sort": "amount"}, [50, 100, 250]),
        ({"sort": "-amount"}, [250, 100, 50]),
        ({"sort": "payee", "account": "known"}, [100, 250]),
        ({"account": "none"}, [50]),
        ({"q": "zagerij"}, [50]),
        ({"q": "BE71 0961"}, [100, 250]),
        ({"q": "2026-0123"}, [100, 250]),
        ({"q": "+++260/0012/302{check}+++"}, [250]),
        ({"q": "nergens"}, []),
        ({"first": "2031-01-01"}, []),
        ({"state": "approved"}, []),
    ],
)
def test_search_sort_totals_and_file_say_the_same(
    three: Any, login: Any, query: dict[str, str], amounts: list[int]
) -> None:
    check = payments.structured("2026-0123", 2)[10:]
    asked = {name: value.replace("{check}", check) for name, value in query.items()}
    client = login(three.admin_a)
    page = client.get(url(three), asked)
    listed = [int(row.subsidy_eur) for row in page.context["page"]]
    ordered = asked.get("sort", "amount")[-6:] == "amount" and (asked.get("sort") or not asked)
    assert sorted(listed) == sorted(amounts) and (not ordered or listed == amounts)
    assert page.context["totals"].euro == sum(amounts) and page.context["totals"].count == len(amounts)
    content = client.get(url(three), {**asked, "export": "csv"}).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert [Decimal(row[2].replace(",", ".")) for row in rows[1:]] == listed
    if listed == [250, 100, 50]:
        assert rows[1][:4] == ["Coach a bv", IBAN, "250,00", payments.in_groups(payments.structured("2026-0123", 2))]


@pytest.mark.parametrize(
    ("who", "status"), [("assessor_a", 403), ("observer_a", 403), ("admin_b", 404), ("contact_a", 404)]
)
def test_only_administrators_see_take_and_settle(three: Any, login: Any, who: str, status: int) -> None:
    client = login(getattr(three, who))
    assert client.get(url(three)).status_code == status
    assert client.get(url(three), {"export": "xlsx"}).status_code == status
    assert client.post(url(three, "settle"), {"all": "1", "list": ""}).status_code == status
    assert states(three) == ["submitted"] * 3


# -- Settling together ---------------------------------------------------------------------------------------------------
def test_look_first_then_all_that_match_is_settled_once(three: Any, login: Any) -> None:
    client = login(three.admin_a)
    look = client.post(url(three, "settle"), {"all": "1", "list": "account=known"})
    assert look.status_code == 200 and states(three) == ["submitted"] * 3  # looking settles nothing
    assert look.context["total"] == 350 and look.context["payees"] == [
        ("Coach a bv", "BE71 0961 2345 6769", 2, Decimal(350))
    ]
    posted = {"go": "1", "ids": [str(row.pk) for row, *_rest in look.context["rows"]], "shown": look.context["shown"]}
    for _click in range(2):
        assert client.post(url(three, "settle"), posted).status_code == 302
    assert states(three) == ["approved", "approved", "submitted"]
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="trajectories.expenses_paid").count() == 2
        assert AuditEvent.objects.filter(event__contains="settle").count() <= 2


def test_another_set_than_was_shown_settles_nothing(three: Any, login: Any) -> None:
    client, ids = login(three.admin_a), [str(row.pk) for row in three.rows[:2]]
    shown = client.post(url(three, "settle"), {"ids": ids}).context["shown"]
    with in_programme(three.admin_a, three.programme_a) as by:
        actions.refuse_expenses(statement_id=three.rows[0].pk, reason="Dubbel", by=by)
    client.post(url(three, "settle"), {"go": "1", "ids": ids, "shown": shown})
    assert states(three) == ["refused", "submitted", "submitted"]


def test_another_account_than_was_shown_settles_nothing(three: Any) -> None:
    with in_programme(three.admin_a, three.programme_a) as by:
        shown = payments.mark_of(payments.waiting([three.rows[2].pk]))
    with system_context("test"):
        ExpenseStatement.objects.filter(pk=three.rows[2].pk).update(iban=OTHER)
    with in_programme(three.admin_a, three.programme_a) as by, pytest.raises(Refused):
        actions.settle_together(ids=[three.rows[2].pk], shown=shown, by=by)


def test_another_programmes_statement_is_never_among_them(three: Any, login: Any) -> None:
    client = login(three.admin_a)
    look = client.post(url(three, "settle"), {"ids": [str(three.foreign.pk), str(three.rows[0].pk), "x"]})
    assert [row.pk for row, *_rest in look.context["rows"]] == [three.rows[0].pk]
    client.post(url(three, "settle"), {"go": "1", "ids": [str(three.foreign.pk)], "shown": look.context["shown"]})
    assert _fresh(three.foreign).state == "submitted"


def test_too_many_and_none_are_said(three: Any, login: Any, monkeypatch: Any) -> None:
    client = login(three.admin_a)
    assert client.post(url(three, "settle"), {}).status_code == 302
    monkeypatch.setattr(payments, "MOST_AT_ONCE", 2)
    assert client.post(url(three, "settle"), {"all": "1", "list": ""}).status_code == 302
    assert states(three) == ["submitted"] * 3


@pytest.mark.django_db(transaction=True)
def test_two_administrators_at_the_same_instant_settle_once(world: Any) -> None:
    with system_context("test"):
        second = factories.user("Tweede beheerder")
        factories.programme_member(world.programme_a, second)
        rows = [_statement(world.trajectory_a, number, 100) for number in (1, 2)]
    ids = [row.pk for row in rows]
    with in_programme(world.admin_a, world.programme_a):
        shown = payments.mark_of(payments.waiting(ids))
    ready, ended = threading.Barrier(2), []

    def settle(who: Any) -> None:
        try:
            ready.wait(HANGS)
            with in_programme(who, world.programme_a) as by:
                actions.settle_together(ids=ids, shown=shown, by=by)
            ended.append("settled")
        except (AlreadyDone, Refused) as refused:
            ended.append(type(refused).__name__)
        finally:
            connections.close_all()

    both = [threading.Thread(target=settle, args=(who,)) for who in (world.admin_a, second)]
    for one in both:
        one.start()
    for one in both:
        one.join(HANGS)
    assert sorted(ended) == ["AlreadyDone", "settled"]
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="trajectories.expenses_paid").count() == 2


def test_as_many_questions_for_three_as_for_one(three: Any, login: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection  # noqa: PLC0415 - to count on
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - to count with

    client = login(three.admin_a)
    client.get(url(three))
    asked = []
    for query in ({"account": "none"}, {}):
        with CaptureQueriesContext(connection) as queries:
            client.get(url(three), query)
        asked.append(len(queries))
    assert asked[0] == asked[1]
