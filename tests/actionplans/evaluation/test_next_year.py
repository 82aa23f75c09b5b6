"""What the evaluation of a year proposes for the next one, and how it goes along with that plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actionplans.actions import annual
from actionplans.actions.consultation import frozen_copy
from actionplans.evaluation import actions
from actionplans.evaluation.priorities import proposals_of
from actionplans.models import AdviceRequest, AnnualActionPlan, FindingWithoutObjective
from actionplans.queries.annual import freeze_annual_plan
from actionplans.queries.consultation import parts_of
from coaching.core.ground import clock
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.actionplans.evaluation.acts import AFTER, AUTUMN, drafted, fresh, page
from tests.actionplans.evaluation.conftest import FIRST, recorded

pytestmark = pytest.mark.django_db


# ---- What it proposes, and the draft that takes it over. ----


def test_what_follows_for_next_year(running, known):
    with system_context("test"):
        type(running.objective_a).objects.filter(pk=running.objective_a.pk).update(by_year=2027)
    recorded(running, AUTUMN)
    keys = [one.key for one in proposals_of(known(AFTER))]
    assert keys[:3] == ["objective:O1", f"measure:{running.bad_a.pk}", "psychosocial"]
    assert f"finding:{running.orange_a.pk}" in keys and f"finding:{running.red_a.pk}" not in keys
    assert any(key.startswith("date:reintegration_consultation") for key in keys)
    with system_context("test"):
        FindingWithoutObjective.objects.create(
            plan=running.plan_a, finding=running.orange_a, reason="Opgelost", **make.keys(running.plan_a)
        )
    assert f"finding:{running.orange_a.pk}" not in [one.key for one in proposals_of(known(AFTER))]


def take(case: Any, key: str, day: date = AUTUMN) -> Any:
    with clock.at(day), in_company(case.contact_a, case.company_a) as by:
        return actions.take_over(first_day=FIRST, key=key, by=by)


def test_a_measure_comes_over_as_a_measure_and_the_rest_as_a_line_with_its_reason(running, known):
    with pytest.raises(Refused):
        take(running, f"measure:{running.bad_a.pk}")  # no draft yet
    plan = drafted(running)
    take(running, f"measure:{running.bad_a.pk}")
    take(running, f"finding:{running.orange_a.pk}")
    with system_context("test"):
        came = plan.measures.get(carried_from=running.bad_a)
        text = AnnualActionPlan.objects.get(pk=plan.pk).priorities
    assert came.state == "proposed" and "2027" in came.carried_reason
    assert text.startswith(plan.priorities) and "F2 Rooster laat" in text and text.endswith(")")
    assert {one.key for one in proposals_of(known(AUTUMN)) if one.taken} == {
        f"measure:{running.bad_a.pk}",
        f"finding:{running.orange_a.pk}",
    }
    with pytest.raises(AlreadyDone):
        take(running, f"finding:{running.orange_a.pk}")
    with pytest.raises(Refused):
        take(running, "finding:x")


def test_who_has_the_texts_open_is_told_before_the_line_is_lost(running):
    plan = drafted(running)
    take(running, f"finding:{running.orange_a.pk}")
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a) as by, pytest.raises(VersionConflict):
        annual.save_annual_texts(plan=plan, opened_with=plan.version, by=by, priorities="Iets anders")


def test_a_plan_before_the_body_takes_nothing_in(running):
    plan = drafted(running)
    with system_context("test"):
        AnnualActionPlan.objects.filter(pk=plan.pk).update(state="submitted_to_body", submitted_at=clock.now())
    with pytest.raises(Refused):
        take(running, f"finding:{running.orange_a.pk}")


def test_one_click(running, login):
    plan, where = drafted(running), page(running, "take_priority", "2027-01-01")
    with clock.at(AUTUMN):
        client = login(running.contact_a)
        shown = client.get(page(running, "year_evaluation", "2027-01-01")).content.decode()
        assert where in shown
        assert client.post(where, {"key": f"finding:{running.orange_a.pk}"}).status_code == 302
        assert client.post(where, {}).status_code == 302  # said on the page
        assert client.get(where).status_code == 405
    assert "F2" in fresh(plan).priorities


# ---- It goes along with next year's plan. ----


def test_it_goes_along_with_the_next_plan_to_the_body(running):
    plan = drafted(running)
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a):
        assert "evaluation" not in freeze_annual_plan(plan)  # nobody said anything yet
    recorded(running, AUTUMN)
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a):
        frozen = freeze_annual_plan(plan)
    parts = {part.code: part for part in parts_of(frozen)}
    assert [code for code in parts if code.startswith("E")] == ["E1", "E2", "E3", "E4"]
    said = parts["E4"].text
    assert "An Peeters" in said and "Het rooster hangt op tijd uit." in said and "Codex I.3-6" in said
    assert "A3" in parts["E1"].text


def test_what_went_along_is_no_change_of_the_plan_when_the_evaluation_goes_on(running):
    plan = drafted(running)
    recorded(running, AUTUMN)
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a) as by:
        frozen, fingerprint = frozen_copy(plan)
        asked = AdviceRequest(frozen=frozen, frozen_sha256=fingerprint)
        actions.take_back_psychosocial(first_day=FIRST, by=by)
        assert frozen_copy(plan)[1] != fingerprint
        assert frozen_copy(plan, asked)[1] == fingerprint


def test_the_first_plan_has_nothing_before_it(running):
    with system_context("test"):
        asked = AdviceRequest.objects.filter(annual_plan=running.annual_a).first()
    assert asked is not None and "evaluation" not in asked.frozen
