"""Pages that were open before something came to its end, sent after it: a closed year and somebody's part stay as they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction

from coaching.companies import actions
from coaching.companies.models import RoleHolder
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import scenes
from tests.actionplans.conftest import case, planned  # noqa: F401 - fixtures
from tests.actionplans.test_turning import closed, evaluated, running  # noqa: F401 - `running` is a fixture
from tests.attacks.ground import addresses
from tests.attacks.playing import everything
from tests.attacks.sending import Form, forms_of

pytestmark = pytest.mark.django_db
BODY_PAGES = ("record/", "meeting/", "held/", "remark/")
OF_A_PLAN = ("actionplans_globalpreventionplan", "actionplans_benchadvice", "actionplans_bodyreview")
OF_A_YEAR = ("actionplans_annualactionplan", "actionplans_preventionmeasure", "actionplans_measurenote")


def opened(client: Any, world: Any, made: Any, where: tuple[str, ...]) -> list[Form]:
    """Every form of a company's pages whose address has one of these in it."""
    urls = [url for route, url, who in addresses(world, {"a": made}) if route.area == "c" and who == "contact_a"]
    return [form for url in urls if any(part in url for part in where) for form in forms_of(client.get(url), url)]


def sent(client: Any, forms: list[Form], tables: tuple[str, ...]) -> list[tuple[str, int]]:
    """Those that broke or wrote, each sent alone."""
    with transaction.atomic():
        before = everything(list(tables))
    wrong = []
    for form in forms:
        start = transaction.savepoint()
        code = client.post(form.action, form.body).status_code
        if code >= 500 or everything(list(tables)) != before:
            wrong.append((form.action, code))
        transaction.savepoint_rollback(start)
    return wrong


def test_no_page_of_before_moves_a_closed_year(running: Any, login: Any) -> None:  # noqa: F811
    made = {
        "actionplans_annualactionplan": [running.annual_a.pk],
        "actionplans_preventionmeasure": [running.measure_a.pk],
        "actionplans_globalpreventionplan": [running.plan_a.pk],
    }
    client = login(running.contact_a)
    client.raise_request_exception = False
    where = (f"/plans/year/{running.annual_a.pk}", f"measures/{running.measure_a.pk}", "next-year")
    with clock.at(date(2027, 11, 20)):
        before = opened(client, running, made, where)
    evaluated(running)
    with clock.at(date(2028, 1, 10)):
        before += opened(client, running, made, where)
    closed(running)
    with clock.at(date(2028, 1, 12)):
        assert sent(client, before, OF_A_YEAR[:2]) == []
    assert len(before) > 5, [form.action for form in before]


def test_a_body_that_sends_what_was_open_when_the_plan_was_taken_back_is_told_so(planned: Any, login: Any) -> None:  # noqa: F811
    scenes.ready(planned)
    scenes.body_is(planned, scenes.COMMITTEE)
    request = scenes.submitted(planned)
    here, before = f"/c/{planned.company_a.slug}/advice/{request.pk}/", []
    for who in ("secretary_a", "worker_bench_a", "employer_bench_a"):
        client = login(getattr(planned, who))
        client.raise_request_exception = False
        before += [
            (client, form) for rest in ("", *BODY_PAGES) for form in forms_of(client.get(here + rest), here + rest)
        ]
        before.append((client, Form(f"{here}pdf/")))
    assert login(planned.contact_a).post(f"{here}withdraw/", {"reason": "Fout"}).status_code == 302
    wrong = [found for client, form in before for found in sent(client, [form], OF_A_PLAN)]
    assert wrong == []
    assert any(form.action == f"{here}record/" for _client, form in before)


def test_no_page_of_before_gives_a_part_back(world: Any, login: Any) -> None:
    with in_company(world.contact_a, world.company_a) as by:
        held = actions.name_holder(
            kind="physician", name="Dokter Peeters", by=by, agrees_to_show=True, phone="03 111 22 33"
        )
    client = login(world.contact_a)
    client.raise_request_exception = False
    before = opened(client, world, {"companies_roleholder": [held.pk]}, (f"/prevention/{held.pk}",))
    with in_company(world.contact_a, world.company_a) as by:
        actions.end_holder(holder_id=held.pk, reason="Andere dienst", by=by)
    assert sent(client, before, ("companies_roleholder",)) == []
    assert len(before) == 2
    with system_context("test"):
        assert RoleHolder.objects.get(pk=held.pk).phone == ""
