"""A baker and a coach who know each other, and one agreed session of yesterday that is not in the log."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from coaching.accounts.models import User
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Programme
from coaching.trajectories import actions
from coaching.trajectories.models.planned import Slot
from tests import factories
from tests.acceptance import cast, front_seed
from tests.acting import in_company, in_portfolio


def dates(sign_in: Callable[[Any], User]) -> None:
    """sign_in: makes a person with a password and an authenticator app."""
    bakery = ("Bakkerij Morgen (fictief)", "0999706447")
    _agreed(sign_in, cast.DATES, bakery, cast.DATES_ADMINISTRATOR, cast.DATES_COACH, cast.DATES_BAKER)


def held(sign_in: Callable[[Any], User]) -> None:
    """The same of others: stories share a product and nothing else."""
    bakery = ("Bakkerij Avond (fictief)", cast.HELD_NUMBER)
    _agreed(sign_in, cast.HELD, bakery, cast.HELD_ADMINISTRATOR, cast.HELD_COACH, cast.HELD_BAKER)


def _agreed(
    sign_in: Callable[[Any], User],
    slug: str,
    bakery: tuple[str, str],
    desk: cast.Role,
    coaching: cast.Role,
    own: cast.Role,
) -> None:
    call_command("load_catalogue", verbosity=0, stdout=sys.stderr)
    call_command("create_programme", slug, name="Samen plannen (proef)", budget="90000", stdout=sys.stderr)
    with system_context("test"):
        programme = Programme.objects.get(slug=slug)
        administrator = sign_in(desk)
        factories.programme_member(programme, administrator)
        coach = factories.coach(sign_in(coaching), provinces=["LIM"], languages=["nl"], capacity=5)
    today = clock.today()
    approved = today - timedelta(days=30)
    baker, trajectory = front_seed._approved(programme, administrator, own, *bakery, approved)
    with clock.at(today - timedelta(days=20)):
        with in_company(baker, trajectory.company) as by:
            request = actions.request_coach(trajectory_id=trajectory.pk, coach_id=coach.pk, by=by)
        with in_portfolio(coach.user) as by:
            actions.accept(request_id=request.pk, by=by)
    begins = timezone.make_aware(datetime.combine(today - timedelta(days=1), time(9))).astimezone(UTC)
    slot = Slot(begins, begins + timedelta(hours=2))
    with clock.at(today - timedelta(days=5)):
        with in_company(coach.user, trajectory.company) as by:
            row = actions.plan_session(
                trajectory_id=trajectory.pk, options=[slot], kind="intake", venue="Bakkerij", by=by
            )
        with in_company(baker, trajectory.company) as by:
            actions.accept_plan(planned_id=row.pk, option=slot.key, by=by)
