"""Advice of advisers in pages: asked, given, read, on paper; who sees which button."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from actionplans.models import GlobalPreventionPlan
from actionplans.reports import global_plan
from coaching.companies.models import AdviserAdvice, AdviserQuestion, Membership
from coaching.core.ground import clock
from coaching.core.ground.composed import Asked
from coaching.core.ground.waiting import KINDS
from coaching.core.mail.outbox import MAILS
from coaching.core.tenancy.context import system_context
from riskanalysis.models import RiskAnalysis
from riskanalysis.reports import risk_report
from tests.acting import in_company, in_portfolio
from tests.companies.test_advice import WORDS, advise, ask, house, let_in  # noqa: F401 - `house` is a fixture

pytestmark = pytest.mark.django_db


def page(world: Any, rest: str = "", letter: str = "a") -> str:
    return f"/c/{getattr(world, f'company_{letter}').slug}/{rest}"


def text(answer: Any) -> str:
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_asked_from_the_analysis_given_from_the_mail_and_read_there(house: Any, login: Any) -> None:  # noqa: F811
    let_in(house)
    client = login(house.contact_a)
    ask_page = f"{page(house, 'advisers/ask/')}?piece={house.analysis_a.piece_id}"
    with system_context("test"):
        home = RiskAnalysis.objects.get(pk=house.analysis_a.pk)
    found = client.get(ask_page)
    assert home.title in text(found)
    asked = {
        "adviser": f"{house.outsider.pk}-psychosocial_adviser",
        "text": "Wat raadt u aan?",
        "wanted_on": (clock.today() + timedelta(days=9)).isoformat(),
    }
    assert client.post(ask_page, asked).status_code == 302
    assert "Wat raadt u aan?" in text(client.get(page(house, "advisers/")))
    with system_context("test"):
        question = AdviserQuestion.objects.get()
    adviser = login(house.outsider)
    give_page = f"{page(house, 'advisers/give/')}?question={question.pk}&as=coach"
    assert "Wat raadt u aan?" in text(adviser.get(give_page))
    done = adviser.post(give_page, {"text": WORDS})
    assert done.status_code == 302
    assert WORDS in text(adviser.get(done.url))
    for who, hat in ((house.contact_a, ""), (house.coach_a, "?as=coach"), (house.outsider, "?as=coach")):
        with system_context("test"):
            given = AdviserAdvice.objects.get()
        assert WORDS in text(login(who).get(page(house, f"advisers/{given.pk}/{hat}")))
    for view in ("analysis", "report"):
        url = reverse(f"riskanalysis:{view}", args=[house.company_a.slug, house.analysis_a.pk])
        assert WORDS in text(login(house.contact_a).get(url))


@pytest.mark.parametrize("who", ["owner_a", "outsider", "contact_b", "adviser_b"])
def test_nobody_else_opens_these_pages(house: Any, login: Any, who: str) -> None:  # noqa: F811
    given = advise(house, house.adviser_a, "internal_adviser")
    status = 403 if who == "owner_a" else 404
    client = login(getattr(house, who))
    for rest in ("advisers/", f"advisers/{given.pk}/", "advisers/ask/", "advisers/give/"):
        assert client.get(page(house, rest)).status_code == status, rest


def test_who_may_not_advise_has_no_button_and_no_page(house: Any, login: Any) -> None:  # noqa: F811
    for who, hat in ((house.contact_a, ""), (house.coach_a, "?as=coach"), (house.secretary_a, "?as=body")):
        client = login(who)
        shown = text(client.get(page(house, f"advisers/{hat}")))
        assert "advisers/give/" not in shown
        assert ("advisers/ask/" in shown) is (who != house.coach_a)  # the body asks too
        assert client.get(page(house, f"advisers/give/{hat}")).status_code == 403
        assert client.post(page(house, f"advisers/give/{hat}"), {"text": WORDS}).status_code == 403
    assert "advisers/give/" in text(login(house.adviser_a).get(page(house, "advisers/")))


def test_the_list_says_what_it_is_about_and_gives_itself_as_a_file(house: Any, login: Any) -> None:  # noqa: F811
    first = advise(house, house.adviser_a, "internal_adviser", piece_id=house.plan_a.piece_id)
    client = login(house.adviser_a)
    again = client.get(f"{page(house, 'advisers/give/')}?replaces={first.pk}")
    assert again.status_code == 200
    client.post(f"{page(house, 'advisers/give/')}?replaces={first.pk}", {"text": "Toch anders."})
    shown = text(client.get(page(house, "advisers/")))
    with system_context("test"):
        plan = GlobalPreventionPlan.objects.get(pk=house.plan_a.pk)
    assert str(plan) in shown
    assert "Toch anders." in shown
    taken = client.get(page(house, "advisers/?export=csv"))
    body = b"".join(taken.streaming_content) if taken.streaming else taken.content
    assert WORDS in body.decode("utf-8-sig")
    assert "Nobody has advised as this." in text(
        client.get(page(house, "advisers/?as_what=physician"), headers={"accept-language": "en"})
    ) or "physician" in text(client.get(page(house, "advisers/?as_what=physician")))


def test_a_list_of_three_asks_no_more_than_a_list_of_one(house: Any, login: Any) -> None:  # noqa: F811
    let_in(house)
    client = login(house.contact_a)

    def queries() -> int:
        client.get(page(house, "advisers/"))
        with CaptureQueriesContext(connection) as seen:
            client.get(page(house, "advisers/"))
        return len(seen)

    advise(house, house.adviser_a, "internal_adviser", piece_id=house.plan_a.piece_id)
    ask(house, piece_id=house.plan_a.piece_id)
    one = queries()
    for number in range(2):
        advise(house, house.adviser_a, "internal_adviser", piece_id=house.plan_a.piece_id, text=f"Nog {number}.")
        advise(house, house.outsider, "psychosocial_adviser", piece_id=house.plan_a.piece_id, text=f"Ook {number}.")
        ask(house, house.adviser_a, "internal_adviser", piece_id=house.plan_a.piece_id)
    assert queries() == one


def test_it_stands_on_the_papers(house: Any) -> None:  # noqa: F811
    for piece in (house.analysis_a.piece_id, house.plan_a.piece_id):
        advise(house, house.adviser_a, "internal_adviser", piece_id=piece)
    with in_company(house.contact_a, house.company_a):
        papers = (
            risk_report(RiskAnalysis.objects.get(pk=house.analysis_a.pk), "nl"),
            global_plan(GlobalPreventionPlan.objects.get(pk=house.plan_a.pk), "nl"),
        )
    for paper in papers:
        assert [line["text"] for line in paper.context["advisers"]] == [WORDS]


def waiting(key: str, by: Any) -> list[Any]:
    kind = next(one for kinds in KINDS.values() for one in kinds if one.key == key)
    asked = Asked(by, clock.today(), lambda name, *args, **query: name)
    rows = list(kind.rows(asked))
    assert len(kind.lines(rows, asked)) == len(rows) if key != "companies.advice_of_companies" else True
    return rows


def test_what_was_asked_waits_for_who_was_asked_and_late_for_the_company(house: Any) -> None:  # noqa: F811
    let_in(house)
    question = ask(house)
    ask(house, house.adviser_a, "internal_adviser")
    with in_portfolio(house.outsider) as by:
        assert [row.pk for row in waiting("companies.advice_of_companies", by)] == [question.pk]
    with in_company(house.contact_a, house.company_a) as by:
        assert waiting("companies.advice_late", by) == []
        assert waiting("companies.advice_to_give", by) == []
    with system_context("test"):
        AdviserQuestion.objects.filter(pk=question.pk).update(wanted_on=clock.today() - timedelta(days=1))
    with in_company(house.contact_a, house.company_a) as by:
        assert [row.pk for row in waiting("companies.advice_late", by)] == [question.pk]
    advise(house, house.outsider, "psychosocial_adviser", question_id=question.pk)
    with in_company(house.contact_a, house.company_a) as by:
        assert waiting("companies.advice_late", by) == []


def test_a_question_is_taken_back_on_its_page(house: Any, login: Any) -> None:  # noqa: F811
    let_in(house)
    question = ask(house)
    client, address = login(house.contact_a), page(house, f"advisers/asked/{question.pk}/withdraw/")
    assert "Wat raadt u aan?" in text(client.get(address))
    assert login(house.outsider).post(f"{address}?as=coach").status_code == 403
    assert login(house.contact_b).post(address).status_code == 404
    client = login(house.contact_a)
    assert client.post(address).status_code == 302
    assert client.get(address).status_code == 404


def test_mails_lead_to_the_page(house: Any) -> None:  # noqa: F811
    context = {"company": "X", "slug": "x", "by": "Y", "question": "q", "wanted_on": "2027-01-01", "outside": True}
    assert MAILS["companies.advice_asked"](context).action_path == "/c/x/advisers/give/?question=q&as=coach"


def test_where_no_adviser_works_the_page_leads_to_letting_one_in(world: Any, login: Any) -> None:
    with system_context("test"):
        Membership.objects.filter(company=world.company_b, role="prevention_adviser").update(ended_at=clock.now())
    found = text(login(world.contact_b).get(page(world, "advisers/ask/", "b"))).split("<main")[1]
    assert 'name="adviser"' not in found
    for rest in ("mandates/give/", "people/invite/"):
        assert f'href="{page(world, rest, "b")}"' in found
