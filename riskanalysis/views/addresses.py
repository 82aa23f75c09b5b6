"""Addresses within the place; the role that somebody chose (`?as=`) goes along."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from coaching.core.screen.pages import CONFLICT, get_or_404
from riskanalysis.models import RiskAnalysis


def address(request: HttpRequest, name: str, *args: Any) -> str:
    """Path of one of this app's pages ("app:name" for another's) in the place of the request."""
    slug = request.place.slug  # type: ignore[attr-defined]
    wanted = request.GET.get("as", "")
    path = reverse(name if ":" in name else f"riskanalysis:{name}", args=[slug, *args])
    return path + ("?" + urlencode({"as": wanted}) if wanted else "")


def to(request: HttpRequest, name: str, *args: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(address(request, name, *args))


def analysis_or_404(pk: Any) -> RiskAnalysis:
    found: RiskAnalysis = get_or_404(RiskAnalysis.objects.all(), pk=pk)
    return found


def carry_on(form: Any, queryset: Any, pk: Any) -> None:
    """After a conflict was shown, saving again is a decision: the form then carries the version as it is now."""
    if CONFLICT in form.non_field_errors():
        form.data = form.data.copy()
        form.data["version"] = str(queryset.values_list("version", flat=True).get(pk=pk))
