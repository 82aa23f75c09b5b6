"""By SQL too: measures are written while the plan is, and not once the body has it; an amended plan goes on as agreed."""

from __future__ import annotations

from typing import Any

import pytest

from actionplans.actions import annual, follow_up
from actionplans.enums import ANNUAL_PLAN
from actionplans.models import AnnualActionPlan, MeasureNote, PreventionMeasure
from coaching.core.ground import clock
from coaching.core.ground.workflow import apply_transition
from coaching.core.tenancy.context import system_context
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.attacks.test_life_cycles import refused

pytestmark = pytest.mark.django_db
WRITERS = (("contact_a", ""), ("adviser_a", ""), ("coach_a", "coach"))
REWRITE = "UPDATE actionplans_preventionmeasure SET {} WHERE id = %s"
WORDS = ("what = 'x'", "why = 'x'", "\"where\" = 'x'", "due_on = due_on + 3", "budget_eur = 1", "indicator = 'x'")
COPY = """
INSERT INTO actionplans_preventionmeasure (id, version, plan_id, objective_id, piece_id, company_id, code, state, what, why, who,
  how, "where", prevention_level, voluntary, budget_eur, indicator, result, progress, carried_reason, created_at, carried_from_id)
SELECT gen_random_uuid(), 1, plan_id, objective_id, piece_id, company_id, %s, 'proposed', 'Nieuw', '', '', '', '', '', false, 0,
  '', '', 0, '', now(), {} FROM actionplans_preventionmeasure WHERE id = %s
"""


def put(case: Any, state: str) -> None:
    with system_context("test"):
        over = {"evaluated_at": clock.now(), "closed_at": clock.now(), "results": "Klaar"} if state == "closed" else {}
        AnnualActionPlan.objects.filter(pk=case.annual_a.pk).update(state=state, adopted_at=clock.now(), **over)
        PreventionMeasure.objects.filter(pk=case.measure_a.pk).update(state="planned")


@pytest.mark.parametrize("state", ["submitted_to_body", "adopted", "active", "closed"])
@pytest.mark.parametrize(("who", "hat"), WRITERS)
def test_a_planned_measure_stays_as_the_body_has_it(planned: Any, who: str, hat: str, state: str) -> None:
    put(planned, state)
    key = planned.measure_a.pk
    with in_company(getattr(planned, who), planned.company_a, hat):
        for words in WORDS:
            assert refused(REWRITE.format(words), key), words
        assert refused("DELETE FROM actionplans_preventionmeasure WHERE id = %s", key)
        assert refused(COPY.format("NULL"), "A9", key)
        assert refused(COPY.format("id"), "A9", key)  # carried from a measure that did not fail
        assert not refused(REWRITE.format("progress = 20"), key)


@pytest.mark.parametrize(("who", "hat"), WRITERS)
def test_while_it_is_written_a_measure_may_change(planned: Any, who: str, hat: str) -> None:
    key = planned.measure_a.pk
    for state in ("draft", "advised"):
        put(planned, state)
        with in_company(getattr(planned, who), planned.company_a, hat):
            assert not refused(REWRITE.format("indicator = 'x'"), key)
            assert not refused(COPY.format("NULL"), f"A{len(state)}", key)
            mine = "DELETE FROM actionplans_preventionmeasure WHERE id = %s"
            assert refused(mine, key) is (state == "advised")
        with system_context("test"):
            if not PreventionMeasure.objects.filter(pk=key).exists():
                planned.measure_a.save(force_insert=True)


def test_what_does_not_work_leaves_one_proposal(planned: Any) -> None:
    put(planned, "active")
    with system_context("test"):
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(
            state="done", done_at=clock.now(), done_on=clock.today(), progress=100
        )
        planned.measure_a.refresh_from_db()
    with in_company(planned.adviser_a, planned.company_a) as by:
        made = follow_up.find_ineffective(measure=planned.measure_a, reason="Te laag", by=by)
        assert made.plan_id == planned.annual_a.pk
        assert refused(COPY.format("id"), "A8", planned.measure_a.pk)


def test_a_contact_brings_an_amended_plan_into_force(planned: Any) -> None:
    """In the contact's own hat: the running measure goes on under the new version, with the words that were agreed."""
    put(planned, "active")
    with system_context("test"):
        PreventionMeasure.objects.filter(pk=planned.measure_a.pk).update(state="in_progress", progress=40)
        MeasureNote.objects.create(**make.keys(planned.measure_a), measure=planned.measure_a, text="Besteld")
    with in_company(planned.contact_a, planned.company_a) as by:
        new = annual.amend_annual_plan(
            plan=AnnualActionPlan.objects.get(pk=planned.annual_a.pk), reason="Anders", by=by
        )
        new.measures.update(what="Drie heftafels")
    with system_context("test"):
        AnnualActionPlan.objects.filter(pk=new.pk).update(state="adopted", adopted_at=clock.now())
    with in_company(planned.contact_a, planned.company_a) as by:
        new = AnnualActionPlan.objects.select_for_update().get(pk=new.pk)
        apply_transition(ANNUAL_PLAN, "activate", new, by=by)
        kept = PreventionMeasure.objects.get(pk=planned.measure_a.pk)
        assert (kept.plan_id, kept.what, kept.progress) == (new.pk, "Drie heftafels", 40)
        assert kept.notes.count() == 1
        assert refused("SELECT measures_go_on(%s)", planned.annual_a.pk)  # a version that replaced none
    with in_company(planned.colleague_a, planned.company_a):
        assert refused("SELECT measures_go_on(%s)", new.pk)
