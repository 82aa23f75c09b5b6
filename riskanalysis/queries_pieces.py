"""What analyses are called where only their piece of the file is known."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from coaching.companies.queries_advice import Named
from coaching.core.ground.roles import Hat
from riskanalysis.models import RiskAnalysis


def named(pieces: Collection[UUID], hat: Hat) -> dict[UUID, Named]:
    """By title; the consultation body has the page of the report."""
    page = "riskanalysis:report" if hat == Hat.CPBW else "riskanalysis:analysis"
    rows = RiskAnalysis.objects.filter(piece_id__in=pieces).values_list("piece_id", "title", "pk")
    return {piece: Named(title, page, key) for piece, title, key in rows}
