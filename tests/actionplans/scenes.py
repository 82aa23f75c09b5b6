"""Plans brought to a point in the consultation by the product's own actions, in the right hats."""

from __future__ import annotations

from typing import Any

from actionplans.actions import adoption, consultation
from actionplans.enums import Reply
from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, PreventionMeasure
from coaching.companies.models import BodyKind, ConsultationBody
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests.acting import in_company

BOTH = {"workers": (True, "Akkoord"), "employer": (True, "Akkoord")}


def body_is(case: Any, kind: str, letter: str = "a") -> None:
    with system_context("test"):
        ConsultationBody.objects.filter(company=getattr(case, f"company_{letter}")).update(kind=kind)


def ready(case: Any, letter: str = "a", year: int | None = None) -> None:
    """Plans in internal review, the measure planned; the five-year plan begins in `year` (next year when not given)."""
    with system_context("test"):
        plan, annual = getattr(case, f"plan_{letter}"), getattr(case, f"annual_{letter}")
        GlobalPreventionPlan.objects.filter(pk=plan.pk).update(
            state="internal_review", **({"start_year": year} if year else {})
        )
        AnnualActionPlan.objects.filter(pk=annual.pk).update(
            state="internal_review",
            **({"year": year, "first_day": f"{year}-01-01", "last_day": f"{year}-12-31"} if year else {}),
        )
        rows = PreventionMeasure.objects.filter(plan_id=annual.pk)
        rows.update(state="planned", **({"due_on": f"{year}-05-15"} if year else {}))
        for row in (plan, annual, getattr(case, f"measure_{letter}")):
            row.refresh_from_db()


def submitted(case: Any, plan: Any = None, letter: str = "a", **fields: Any) -> AdviceRequest:
    with in_company(getattr(case, f"contact_{letter}"), getattr(case, f"company_{letter}")) as by:
        return consultation.submit_plan(plan=plan or getattr(case, f"plan_{letter}"), by=by, **fields)


def remarked(case: Any, advice_request: AdviceRequest, about: str = "", text: str = "Niet lager betaald") -> Any:
    with in_company(case.worker_bench_a, case.company_a) as by:
        return consultation.add_remark(advice_request=advice_request, text=text, about=about, by=by)


def advised(case: Any, advice_request: AdviceRequest, kind: str = "unanimous") -> AdviceRequest:
    with in_company(case.secretary_a, case.company_a) as by:
        consultation.record_meeting(advice_request=advice_request, held_on=clock.today(), by=by)
        return consultation.record_advice(advice_request=advice_request, kind=kind, opinions=BOTH, by=by)


def answered(case: Any, advice_request: AdviceRequest) -> AdviceRequest:
    with in_company(case.contact_a, case.company_a) as by:
        for remark in advice_request.remarks.all():
            adoption.answer_remark(remark=remark, reply=Reply.ACCEPTED, by=by)
        return adoption.answer_advice(advice_request=advice_request, answer=Reply.ACCEPTED, by=by)


def adopted(case: Any, plan: Any, **fields: Any) -> Any:
    with in_company(case.contact_a, case.company_a) as by:
        return adoption.adopt_plan(plan=plan, by=by, **fields)


def in_force(case: Any) -> None:
    """Both plans of company a are in force, this year."""
    ready(case, year=clock.today().year)
    for plan in (case.plan_a, case.annual_a):
        advice_request = submitted(case, plan)
        advised(case, advice_request)
        answered(case, advice_request)
        adopted(case, plan)
    with system_context("test"):
        for row in (case.plan_a, case.annual_a, case.measure_a):
            row.refresh_from_db()


COMMITTEE, UNION, DIRECT = BodyKind.COMMITTEE, BodyKind.UNION_DELEGATION, BodyKind.DIRECT
