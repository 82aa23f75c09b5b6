"""The consultation body asks an adviser itself; a question that is taken back is told to who was asked and who asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.companies import actions
from coaching.companies.models import AdviserQuestion
from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.companies.test_advice import FUTURE, advise, ask, house, let_in, refused  # noqa: F401 - `house` is a fixture

pytestmark = pytest.mark.django_db


def asked_by(world: Any, who: Any, piece: Any = None) -> AdviserQuestion:
    with in_company(who, world.company_a) as by:
        return actions.ask_adviser(
            asked_of_id=world.outsider.pk,
            discipline="psychosocial_adviser",
            text="Wat denkt u van de nachtploeg?",
            wanted_on=clock.today() + FUTURE,
            piece_id=piece,
            by=by,
        )


def told(kind: str) -> list[int]:
    with system_context("test"):
        return sorted(OutgoingEmail.objects.filter(kind=kind).values_list("recipient_id", flat=True))


def test_the_body_asks_about_the_file_and_about_what_it_has(house: Any) -> None:  # noqa: F811
    let_in(house)
    question = asked_by(house, house.worker_bench_a)
    asked_by(house, house.worker_bench_a, house.analysis_a.piece_id)
    assert told("companies.advice_asked") == [house.outsider.pk] * 2
    with pytest.raises(Refused):
        asked_by(house, house.worker_bench_a, house.plan_a.piece_id)  # a draft that the body has not
    advise(house, house.outsider, "psychosocial_adviser", question_id=question.pk)
    assert house.worker_bench_a.pk in told("companies.advice_given")


def test_the_database_keeps_the_body_to_its_own(house: Any) -> None:  # noqa: F811
    let_in(house)
    own, others = asked_by(house, house.worker_bench_a), ask(house)
    insert = (
        "INSERT INTO companies_adviserquestion (id, company_id, piece_id, discipline, asked_of_id, text, wanted_on, asked_by_id, "
        "asked_at) SELECT gen_random_uuid(), company_id, %s, discipline, asked_of_id, text, wanted_on, %s, now() "
        "FROM companies_adviserquestion WHERE id = %s"
    )
    with in_company(house.worker_bench_a, house.company_a) as by:
        assert refused(insert, house.plan_a.piece_id, by.user_id, own.pk)
        assert refused(insert, None, house.contact_a.pk, own.pk)
        assert not refused(insert, None, by.user_id, own.pk)
        assert refused("UPDATE companies_adviserquestion SET text = 'x' WHERE id = %s", own.pk)
        assert refused("DELETE FROM companies_adviserquestion WHERE id = %s", others.pk)
        with pytest.raises(Refused):
            actions.withdraw_question(question_id=others.pk, by=by)
        actions.withdraw_question(question_id=own.pk, by=by)
    assert told("companies.advice_not_asked") == [house.outsider.pk]


def test_taken_back_by_the_employer_who_asked_is_told_too(house: Any) -> None:  # noqa: F811
    let_in(house)
    question = asked_by(house, house.worker_bench_a)
    with in_company(house.contact_a, house.company_a) as by:
        actions.withdraw_question(question_id=question.pk, by=by)
    assert told("companies.advice_not_asked") == sorted([house.outsider.pk, house.worker_bench_a.pk])


def test_the_pages_of_the_body(house: Any, login: Any) -> None:  # noqa: F811
    let_in(house)
    client, slug = login(house.worker_bench_a), house.company_a.slug
    address = reverse("companies:ask_adviser", args=[slug])
    list_of = reverse("companies:advisers", args=[slug])
    assert address in client.get(list_of).content.decode()
    sent = {
        "adviser": f"{house.outsider.pk}-psychosocial_adviser",
        "text": "Wat raadt u aan?",
        "wanted_on": (clock.today() + FUTURE).isoformat(),
    }
    form = client.get(address).context["form"]
    name = next(field for field in form.fields if field not in ("text", "wanted_on"))
    sent[name] = next(value for value, _label in form.fields[name].choices if value)
    assert client.post(address, sent).headers["Location"] == list_of
    question = rows_of_question()
    others = ask(house)
    page = client.get(list_of).content.decode()
    assert reverse("companies:withdraw_question", args=[slug, question]) in page
    assert reverse("companies:withdraw_question", args=[slug, others.pk]) not in page
    assert client.get(f"{address}?piece={house.plan_a.piece_id}").status_code == 404


def rows_of_question() -> Any:
    with system_context("test"):
        return AdviserQuestion.objects.get().pk
