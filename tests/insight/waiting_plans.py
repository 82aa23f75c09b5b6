"""Rows of what waits because of analyses, plans and measures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from actionplans.models import AdviceMark, AdviceRequest, Remark
from coaching.core.ground import clock
from tests import factories
from tests.actionplans import factories as plans
from tests.insight.waiting_rows import days, of, run


def _annual(world: Any, letter: str, **fields: Any) -> Any:
    whole = plans.global_plan(of(world, "trajectory", letter), start_year=fields.pop("start_year", 2027))
    return plans.annual_plan(whole, **fields)


def late_plans(world: Any, letter: str) -> None:
    _annual(world, letter, year=2027, deadline=days(30))
    _annual(world, letter, year=2032, start_year=2032, deadline=days(31))


def five_year_plans(world: Any, letter: str) -> None:
    trajectory = of(world, "trajectory", letter)
    plans.global_plan(trajectory, start_year=2027, submitted_at=clock.now())
    plans.global_plan(trajectory, start_year=2032)


def _advice(world: Any, letter: str, state: str, **fields: Any) -> AdviceRequest:
    plan = fields.pop("plan", None) or _annual(world, letter, year=2027, state="advised", submitted_at=clock.now())
    given = {"advice_kind": "unanimous", "advised_at": clock.now()} if state in {"advised", "answered"} else {}
    return AdviceRequest.objects.create(
        annual_plan=plan,
        body_kind="union_delegation",
        state=state,
        sent_at=clock.now(),
        frozen={"kind": "annual_plan", "year": 2027},
        **{**given, **fields, **plans.keys(plan)},
    )


def to_answer(world: Any, letter: str) -> None:
    plan = _advice(world, letter, "advised").annual_plan
    _advice(world, letter, "documents_sent", plan=plan)


def to_adopt(world: Any, letter: str) -> None:
    _advice(world, letter, "answered", answer="accepted", answered_at=clock.now())
    adopted = _annual(world, letter, year=2032, start_year=2032, state="adopted", adopted_at=clock.now())
    _advice(world, letter, "answered", plan=adopted, answer="accepted", answered_at=clock.now())


def to_advise(world: Any, letter: str) -> None:
    plan = _advice(world, letter, "documents_sent", meeting_on=days(9)).annual_plan
    _advice(world, letter, "advised", plan=plan)


def news(world: Any, letter: str) -> None:
    member, other = of(world, "worker_bench", letter), of(world, "employer_bench", letter)
    first = _advice(world, letter, "documents_sent")
    second = _advice(world, letter, "documents_sent", plan=first.annual_plan)
    for request, author in ((first, other), (second, member)):
        own = {"user_id": member.pk, "read_at": clock.now() - timedelta(hours=1), **plans.keys(request)}
        AdviceMark.objects.create(advice_request=request, **own)
        Remark.objects.create(
            advice_request=request, code="R1", text="Te laat", author_id=author.pk, **plans.keys(request)
        )


def late_measures(world: Any, letter: str) -> None:
    plan = _annual(world, letter, year=2026, start_year=2026, state="active", adopted_at=clock.now())
    for number, (state, due) in enumerate((("planned", -1), ("planned", 0), ("proposed", -1)), start=1):
        plans.measure(plan, plans.objective(plan.global_plan), code=f"A{number}", state=state, due_on=days(due))
    draft = _annual(world, letter, year=2032, start_year=2032)
    plans.measure(draft, plans.objective(draft.global_plan), code="A1", state="planned", due_on=days(-1))


def analyses(*states: str) -> Callable[[Any, str], None]:
    """The first one waits, the others do not; of a file that one only reads any more nothing waits."""

    def make(world: Any, letter: str) -> None:
        for state in states:
            ended = {"finalised_at": clock.now()} if state == "final" else {}
            plans.analysis(of(world, "trajectory", letter), state=state, **ended)
        closed = run(world, letter, "closed", company=factories.company(), closed_at=clock.now())
        plans.analysis(closed, state=states[0])

    return make
