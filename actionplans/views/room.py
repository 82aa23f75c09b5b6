"""What the pages of consultation and follow-up share: finding a request for advice, a remark, a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actionplans import rules
from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, Remark
from actionplans.queries import consultation as queries
from actionplans.queries.consultation import name_of
from coaching.core.screen.pages import get_or_404

__all__ = ["advice_request_or_404", "name_of", "plan_or_404", "remark_or_404"]

if TYPE_CHECKING:
    from actionplans.queries.consultation import DatedReview


def advice_request_or_404(pk: Any) -> DatedReview:
    return get_or_404(queries.with_years(AdviceRequest.objects.all()), pk=pk)


def remark_or_404(pk: Any, remark_pk: Any) -> Remark:
    rows = Remark.objects.select_related("advice_request__global_plan", "advice_request__annual_plan")
    return get_or_404(rows, pk=remark_pk, advice_request_id=pk)


def plan_or_404(kind: str, pk: Any) -> rules.Plan:
    if kind == "global":
        return get_or_404(GlobalPreventionPlan.objects, pk=pk)
    return get_or_404(AnnualActionPlan.objects, pk=pk)
