"""A bakery with a coach and an analysis that was begun, a second coach, and an adviser with an account and no file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.management import call_command

from coaching.accounts.models import User
from coaching.companies.models import Mandate
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Programme
from coaching.trajectories import actions
from riskanalysis import actions as analysing
from tests import factories
from tests.acceptance import adviser_cast as cast
from tests.acceptance import front_seed
from tests.acting import in_company, in_portfolio


def adviser(sign_in: Callable[[Any], User]) -> dict[str, str]:
    """sign_in: makes a person with a password and an authenticator app. Where the analysis is."""
    call_command("load_catalogue", verbosity=0, stdout=sys.stderr)
    call_command("create_programme", cast.SLUG, name="Samen adviseren (proef)", budget="90000", stdout=sys.stderr)
    with system_context("test"):
        programme = Programme.objects.get(slug=cast.SLUG)
        administrator = sign_in(cast.ADMINISTRATOR)
        factories.programme_member(programme, administrator)
        coach, _next = (
            factories.coach(sign_in(role), provinces=["LIM"], languages=["nl"], capacity=5)
            for role in (cast.COACH, cast.NEXT_COACH)
        )
        sign_in(cast.ADVISER)
    today = clock.today()
    baker, trajectory = front_seed._approved(
        programme, administrator, cast.BAKER, cast.COMPANY, "0999708031", today - timedelta(days=30)
    )
    with clock.at(today - timedelta(days=20)):
        with in_company(baker, trajectory.company) as by:
            request = actions.request_coach(trajectory_id=trajectory.pk, coach_id=coach.pk, by=by)
        with in_portfolio(coach.user) as by:
            actions.accept(request_id=request.pk, by=by)
        with in_company(coach.user, trajectory.company) as by:
            analysis = analysing.open_analysis(title=cast.ANALYSIS, by=by)
    return {"company": f"/c/{trajectory.company.slug}/", "analysis": str(analysis.pk)}


def day_after() -> None:
    """The adviser's last day is over, as if the months had passed."""
    with system_context("test"):
        rows = Mandate.objects.filter(company__name=cast.COMPANY, discipline="psychosocial_adviser")
        assert rows.update(
            begins_at=clock.now() - timedelta(days=92),
            writes_until=clock.now() - timedelta(hours=1),
            reads_until=clock.now() - timedelta(hours=1),
        )
