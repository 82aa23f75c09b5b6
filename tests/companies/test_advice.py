"""Advice of advisers: given in their own name, never changed by anybody, read by who reads what it is about (ADR 0065)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from coaching.companies import actions
from coaching.companies.models import AdviserAdvice, AdviserQuestion, FilePiece, Mandate
from coaching.core.ground import clock
from coaching.core.ground.workflow import Gone, Refused
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from riskanalysis.models import RiskAnalysis
from tests import factories
from tests.acting import in_company
from tests.actionplans import factories as plans

pytestmark = pytest.mark.django_db
WORDS = "Laat de nachtploeg niet alleen werken."
FUTURE = timedelta(days=20)


@pytest.fixture
def house(world: Any) -> Any:
    """In both companies an analysis whose report the body has, a draft of a plan, and an internal prevention adviser."""
    with system_context("test"):
        for letter in "ab":
            company = getattr(world, f"company_{letter}")
            source = plans.analysis(getattr(world, f"trajectory_{letter}"))
            setattr(world, f"analysis_{letter}", source)
            setattr(world, f"plan_{letter}", plans.global_plan(getattr(world, f"trajectory_{letter}"), source=source))
            adviser = factories.user(f"Pia Preventie {letter.upper()}")
            factories.membership(company, adviser, "prevention_adviser")
            setattr(world, f"adviser_{letter}", adviser)
    return world


def let_in(world: Any, discipline: str = "psychosocial_adviser", *, person: Any = None, whole: bool = True) -> Mandate:
    with in_company(world.contact_a, world.company_a) as by:
        terms = {"discipline": discipline, "whole_file": whole}
        return actions.give_mandate(person_id=(person or world.outsider).pk, **terms, by=by)


def advise(world: Any, who: Any, discipline: str, hat: str = "", **more: Any) -> AdviserAdvice:
    with in_company(who, world.company_a, hat) as by:
        return actions.give_advice(discipline=discipline, text=more.pop("text", WORDS), by=by, **more)


def ask(world: Any, who: Any = None, discipline: str = "psychosocial_adviser", **more: Any) -> AdviserQuestion:
    with in_company(world.contact_a, world.company_a) as by:
        return actions.ask_adviser(
            asked_of_id=(who or world.outsider).pk,
            discipline=discipline,
            text="Wat raadt u aan?",
            wanted_on=clock.today() + FUTURE,
            by=by,
            **more,
        )


def refused(sql: str, *values: Any) -> bool:
    """Whether the database says no, or finds no row that it would touch."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
            touched = int(cursor.rowcount)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return touched == 0
    except DatabaseError:
        return True


INSERT = (
    "INSERT INTO companies_adviseradvice (id, company_id, piece_id, discipline, question_id, replaces_id, text, author_id,"
    " given_at) VALUES (%s, %s, %s, %s, %s, %s, 'Zo.', %s, now())"
)


def forged(
    world: Any, by: Any, discipline: str, *, piece: Any = None, author: Any = None, question: Any = None, on: Any = None
) -> bool:
    """Whether the database refuses advice in this discipline from who acts here."""
    who = author.pk if author else by.user_id
    return refused(INSERT, uuid.uuid4(), world.company_a.pk, piece, discipline, question, on, who)


def read_by(world: Any, who: Any, hat: str = "") -> set[Any]:
    """By the policies alone."""
    with in_company(who, world.company_a, hat), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM companies_adviseradvice")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.parametrize("discipline", ["prevention_adviser", "psychosocial_adviser", "physician"])
def test_an_adviser_from_outside_advises_in_their_own_discipline_alone(house: Any, discipline: str) -> None:
    let_in(house, discipline)
    given = advise(house, house.outsider, discipline, piece_id=house.analysis_a.piece_id)
    assert (given.author_id, given.discipline, given.text) == (house.outsider.pk, discipline, WORDS)
    others = {"internal_adviser", "prevention_adviser", "psychosocial_adviser", "physician"} - {discipline}
    for other in others:
        with pytest.raises(Refused):
            advise(house, house.outsider, other)
        with in_company(house.outsider, house.company_a) as by:
            assert forged(house, by, other)
    with in_company(house.outsider, house.company_a) as by:
        assert not forged(house, by, discipline)
        assert forged(house, by, discipline, author=house.contact_a)  # in another's name


@pytest.mark.parametrize("discipline", ["coach", "expert"])
def test_a_coach_and_an_expert_give_none(house: Any, discipline: str) -> None:
    let_in(house, discipline, person=house.coach_b if discipline == "coach" else None)
    for who in {house.coach_a, house.coach_b if discipline == "coach" else house.outsider}:
        with pytest.raises(PermissionDenied):
            advise(house, who, "psychosocial_adviser")
        with in_company(who, house.company_a, "coach") as by:
            assert all(
                forged(house, by, one) for one in ("internal_adviser", "prevention_adviser", "physician", discipline)
            )


def test_the_company_s_own_adviser_advises_and_the_employer_does_not(house: Any) -> None:
    given = advise(house, house.adviser_a, "internal_adviser", piece_id=house.plan_a.piece_id)
    assert given.author_id == house.adviser_a.pk
    with in_company(house.adviser_a, house.company_a) as by:
        assert not forged(house, by, "internal_adviser")
        assert forged(house, by, "psychosocial_adviser")
    for who in (house.contact_a, house.owner_a):
        with pytest.raises(PermissionDenied):
            advise(house, who, "internal_adviser")
        with in_company(who, house.company_a) as by:
            assert forged(house, by, "internal_adviser")
            assert forged(house, by, "internal_adviser", author=house.adviser_a)


def test_nobody_changes_or_removes_what_was_given(house: Any) -> None:
    """The employer, the body, a coach, another adviser, the adviser, the machine."""
    let_in(house)
    given = advise(house, house.outsider, "psychosocial_adviser", piece_id=house.analysis_a.piece_id)
    people = [(house.contact_a, ""), (house.adviser_a, ""), (house.secretary_a, "body"), (house.coach_a, "coach")]
    for who, hat in [*people, (house.outsider, "coach")]:
        with in_company(who, house.company_a, hat):
            assert refused("UPDATE companies_adviseradvice SET text = 'Anders'")
            assert refused("UPDATE companies_adviseradvice SET author_id = author_id")
            assert refused("DELETE FROM companies_adviseradvice")
            assert refused("DELETE FROM companies_filepiece WHERE id = %s", house.analysis_a.piece_id)
    with system_context("test"):
        assert refused("UPDATE companies_adviseradvice SET text = 'Anders'")
        assert refused("DELETE FROM companies_adviseradvice")
        assert AdviserAdvice.objects.get().text == given.text == WORDS


def test_no_hat_says_when_it_was_given(house: Any) -> None:
    with in_company(house.adviser_a, house.company_a) as by:
        row = AdviserAdvice(
            company_id=house.company_a.pk, discipline="internal_adviser", text="Zo.", author_id=by.user_id
        )
        row.given_at = clock.now() - timedelta(days=900)
        row.save(force_insert=True)
        row.refresh_from_db()
        assert clock.now() - row.given_at < timedelta(hours=1)


def test_a_later_one_replaces_and_both_stay(house: Any) -> None:
    let_in(house)
    first = advise(house, house.outsider, "psychosocial_adviser", piece_id=house.analysis_a.piece_id)
    with pytest.raises(Refused):
        advise(house, house.adviser_a, "internal_adviser", replaces_id=first.pk)
    with in_company(house.adviser_a, house.company_a) as by:
        assert forged(house, by, "internal_adviser", on=first.pk, piece=house.analysis_a.piece_id)
    second = advise(house, house.outsider, "psychosocial_adviser", replaces_id=first.pk, text="Toch met twee.")
    assert (second.piece_id, second.replaces_id) == (first.piece_id, first.pk)
    with pytest.raises(Refused):
        advise(house, house.outsider, "psychosocial_adviser", replaces_id=first.pk, text="En nog eens.")
    assert read_by(house, house.contact_a) == {first.pk, second.pk}


def test_what_was_asked_is_answered_once_by_who_was_asked(house: Any) -> None:
    let_in(house)
    question = ask(house, piece_id=house.analysis_a.piece_id)
    with pytest.raises(Refused):
        advise(house, house.adviser_a, "internal_adviser", question_id=question.pk)
    with in_company(house.adviser_a, house.company_a) as by:
        assert forged(house, by, "internal_adviser", question=question.pk, piece=house.analysis_a.piece_id)
    given = advise(house, house.outsider, "physician", question_id=question.pk)  # what was asked says as what
    assert (given.discipline, given.piece_id) == ("psychosocial_adviser", house.analysis_a.piece_id)
    with pytest.raises(Refused):
        advise(house, house.outsider, "psychosocial_adviser", question_id=question.pk, text="Anders.")
    with pytest.raises(Refused), in_company(house.contact_a, house.company_a) as by:
        actions.withdraw_question(question_id=question.pk, by=by)
    with system_context("test"):
        kinds = OutgoingEmail.objects.filter(kind__startswith="companies.advice").values_list("kind", "recipient_id")
        assert ("companies.advice_asked", house.outsider.pk) in kinds
        assert ("companies.advice_given", house.contact_a.pk) in kinds
        trail = AuditEvent.objects.filter(piece_id=house.analysis_a.piece_id, event__startswith="companies.advice")
        assert sorted(trail.values_list("event", flat=True)) == ["companies.advice_asked", "companies.advice_given"]


def test_a_question_that_is_taken_back_is_gone(house: Any) -> None:
    let_in(house)
    question = ask(house)
    for who, hat in ((house.outsider, "coach"), (house.coach_a, "coach"), (house.owner_a, "")):
        with pytest.raises(PermissionDenied), in_company(who, house.company_a, hat) as by:
            actions.withdraw_question(question_id=question.pk, by=by)
        with in_company(who, house.company_a, hat):
            assert refused("DELETE FROM companies_adviserquestion")
    with in_company(house.contact_a, house.company_a) as by:
        actions.withdraw_question(question_id=question.pk, by=by)
        with pytest.raises(Gone):
            actions.withdraw_question(question_id=question.pk, by=by)
    with pytest.raises(Gone):
        advise(house, house.outsider, "psychosocial_adviser", question_id=question.pk)


def test_only_an_adviser_who_works_here_is_asked(house: Any) -> None:
    let_in(house, "expert")
    for who, discipline in (
        (house.outsider, "expert"),
        (house.outsider, "psychosocial_adviser"),
        (house.coach_a, "coach"),
        (house.adviser_b, "internal_adviser"),
        (house.contact_a, "internal_adviser"),
    ):
        with pytest.raises(Refused):
            ask(house, who, discipline)
    assert ask(house, house.adviser_a, "internal_adviser").pk
    with pytest.raises(PermissionDenied), in_company(house.outsider, house.company_a) as by:
        actions.ask_adviser(
            asked_of_id=house.adviser_a.pk, discipline="internal_adviser", text="?", wanted_on=clock.today(), by=by
        )


def test_who_no_longer_works_here_gives_and_reads_none(house: Any) -> None:
    mandate = let_in(house)
    given = advise(house, house.outsider, "psychosocial_adviser")
    with in_company(house.contact_a, house.company_a) as by:
        actions.end_after_grace(mandate_id=mandate.pk, by=by)
    assert read_by(house, house.outsider) == {given.pk}  # still read, no longer given
    with pytest.raises(Refused):
        advise(house, house.outsider, "psychosocial_adviser", text="Nog iets.")
    with in_company(house.outsider, house.company_a) as by:
        assert forged(house, by, "psychosocial_adviser")
    with in_company(house.contact_a, house.company_a) as by:
        actions.end_mandate(mandate_id=mandate.pk, by=by)
    with pytest.raises(Http404):
        read_by(house, house.outsider)
    assert read_by(house, house.contact_a) == {given.pk}  # it stays


def test_a_limited_mandate_advises_on_what_it_reads(house: Any) -> None:
    with system_context("test"):
        FilePiece.objects.filter(company=house.company_a).update(made_at=clock.now() - timedelta(days=400))
    early = advise(house, house.adviser_a, "internal_adviser", piece_id=house.analysis_a.piece_id)
    let_in(house, whole=False)
    own = advise(house, house.outsider, "psychosocial_adviser")  # about the file as a whole
    assert read_by(house, house.outsider) == {own.pk}
    with in_company(house.outsider, house.company_a) as by:
        assert forged(house, by, "psychosocial_adviser", piece=house.analysis_a.piece_id)
    with pytest.raises(Refused):
        ask(house, piece_id=house.analysis_a.piece_id)  # the adviser could not read what it is about
    assert read_by(house, house.contact_a) == {early.pk, own.pk}


def test_the_body_reads_it_with_what_was_put_to_it(house: Any) -> None:
    whole = advise(house, house.adviser_a, "internal_adviser")
    about_plan = advise(house, house.adviser_a, "internal_adviser", piece_id=house.plan_a.piece_id)
    about_report = advise(house, house.adviser_a, "internal_adviser", piece_id=house.analysis_a.piece_id)
    with system_context("test"):
        RiskAnalysis.objects.filter(pk=house.analysis_a.pk).update(state="draft_report")
    assert read_by(house, house.worker_bench_a, "body") == {whole.pk, about_report.pk}
    with system_context("test"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE actionplans_globalpreventionplan SET state = 'submitted_to_body', submitted_at = now() WHERE id = %s",
            [str(house.plan_a.pk)],
        )
    assert read_by(house, house.worker_bench_a, "body") == {whole.pk, about_plan.pk, about_report.pk}


def test_another_company_reads_none_and_nothing_crosses(house: Any) -> None:
    given = advise(house, house.adviser_a, "internal_adviser", piece_id=house.analysis_a.piece_id)
    with in_company(house.adviser_b, house.company_b) as by:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM companies_adviseradvice")
            assert cursor.fetchone() == (0,)
        assert forged(house, by, "internal_adviser")
        crossing = (uuid.uuid4(), house.company_b.pk, house.analysis_a.piece_id, "internal_adviser", None)
        assert refused(INSERT, *crossing, None, by.user_id)
        assert refused(INSERT, *crossing[:2], None, "internal_adviser", None, given.pk, by.user_id)


def test_the_same_click_twice_gives_one(house: Any) -> None:
    assert (
        advise(house, house.adviser_a, "internal_adviser").pk == advise(house, house.adviser_a, "internal_adviser").pk
    )
    assert ask(house, house.adviser_a, "internal_adviser").pk == ask(house, house.adviser_a, "internal_adviser").pk
