"""Findings that an imported five-year plan can answer."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from coaching.core.tenancy.context import system_context
from riskanalysis.models import Finding


@pytest.fixture
def ergonomic(planned: SimpleNamespace) -> SimpleNamespace:
    """The red finding of each company is one of ergonomics, the orange one of safety."""
    with system_context("test"):
        Finding.objects.filter(code="F1").update(domain="ergonomics", aspect="AOM", sub_factor="AOM6")
        Finding.objects.filter(code="F2").update(domain="safety", aspect="AOM", sub_factor="AOM2")
    return planned
