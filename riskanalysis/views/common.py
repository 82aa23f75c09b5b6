"""What these pages share: finding an analysis."""

from __future__ import annotations

from typing import Any

from coaching.core.screen.pages import get_or_404
from riskanalysis.models import RiskAnalysis


def analysis_or_404(pk: Any) -> RiskAnalysis:
    return get_or_404(RiskAnalysis.objects.all(), pk=pk)
