"""The analysis of a function names the units in which its people work, as they were on the day that it became final."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from coaching.companies import actions as companies
from coaching.companies.models import UnitKind
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from riskanalysis import actions
from riskanalysis.enums import AnalysisKind
from riskanalysis.models import RiskAnalysis
from riskanalysis.queries import units_shown
from riskanalysis.reports import risk_report
from tests.acting import in_company

pytestmark = pytest.mark.django_db


def test_a_function_names_its_units(world: Any, login: Any) -> None:
    ago = clock.today() - timedelta(days=5)
    with in_company(world.contact_a, world.company_a) as by:
        driver = companies.add_work_unit(name="Heftruck", headcount=5, kind=UnitKind.FUNCTION, by=by)
        store = companies.add_work_unit(name="Magazijn", headcount=9, by=by)
        for unit, workers in ((world.unit_a, 2), (store, None)):
            companies.place_function(function_id=driver.pk, unit_id=unit.pk, workers=workers, on=ago, by=by)
        analysis = actions.open_analysis(title="Heftruck", kind=AnalysisKind.PART, work_units=[driver, store], by=by)
        assert [(one.name, one.where) for one in units_shown(analysis)] == [
            ("Heftruck", "Magazijn, Productie 2"),
            ("Magazijn", ""),
        ]
        companies.place_function(function_id=driver.pk, unit_id=store.pk, ended=True, by=by)
        assert units_shown(analysis)[0].where == "Productie 2"
    page = login(world.contact_a).get(f"/c/{world.company_a.slug}/analyses/{analysis.pk}/").content.decode()
    assert "Heftruck (5; Productie 2)" in " ".join(page.split())
    with system_context("test"):
        RiskAnalysis.objects.filter(pk=analysis.pk).update(finalised_at=clock.now() - timedelta(days=2))
        analysis.refresh_from_db()
        assert units_shown(analysis)[0].where == "Magazijn, Productie 2"
    with in_company(world.contact_a, world.company_a):
        assert risk_report(analysis, "nl").context["units"][0]["where"] == "Magazijn, Productie 2"
