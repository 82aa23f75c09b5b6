"""What the front half starts from, by the product's own actions: twelve files to judge, one that runs, one that is late.

Called by `python -m tests.acceptance.seed front`, which has set Django up.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management import call_command

from coaching.accounts.models import User
from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import system_context, without_hat
from coaching.programmes import actions
from coaching.programmes.models import Programme
from coaching.trajectories import actions as course
from coaching.trajectories.models import Trajectory
from tests import factories
from tests.acceptance import front_cast as cast
from tests.acting import as_person, in_company, in_portfolio, in_programme
from tests.programmes.conftest import EVERYTHING


def front(sign_in: Callable[[Any], User]) -> None:
    """sign_in: makes a person with a password and an authenticator app."""
    call_command("load_catalogue", verbosity=0, stdout=sys.stderr)
    call_command("create_programme", cast.SLUG, name=cast.PROGRAMME, budget="90000", stdout=sys.stderr)
    with system_context("test"):
        programme = Programme.objects.get(slug=cast.SLUG)
        administrator = sign_in(cast.ADMINISTRATOR)
        factories.programme_member(programme, administrator)
        for role in cast.ASSESSORS:
            factories.programme_member(programme, sign_in(role), Role.ASSESSOR)
        coaches = [
            factories.coach(sign_in(role), provinces=["LIM"], languages=["nl"], capacity=5)
            for role in (cast.LEAVER, cast.SUCCESSOR)
        ]
    today = clock.today()
    for name, number in cast.TWELVE:
        _apply(programme, _person(f"Aanvrager van {name}", f"a{number}@bedrijf.example"), name, number)
    late = _approved(
        programme, administrator, cast.LATE, "Laat NV (fictief)", "0999705061", today - timedelta(days=150)
    )
    del late
    _running(programme, administrator, coaches[0], today - timedelta(days=60))


def _person(name: str, email: str, password: str = "vier-gewone-woorden-samen") -> User:
    with without_hat():
        user = User.objects.create_user(email, password, name=name, language="nl")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def _apply(programme: Programme, user: User, name: str, number: str) -> Any:
    with as_person(user) as by:
        draft = actions.start_draft(programme_id=programme.pk, by=by)
        values = {**EVERYTHING, "company_name": name, "enterprise_number": number, "headcount": 12, "high_skilled": 2}
        draft = actions.save_step(application_id=draft.pk, values=values, opened_with=draft.version, by=by)
        return actions.submit(application_id=draft.pk, by=by)


def _approved(
    programme: Programme, administrator: User, role: Any, name: str, number: str, day: date
) -> tuple[User, Trajectory]:
    contact = _person(role.name, role.email, role.password)
    with clock.at(day):
        application = _apply(programme, contact, name, number)
        with in_programme(administrator, programme) as by:
            actions.take_up(application_id=application.pk, by=by)
            actions.approve(application_id=application.pk, reason="Past in het programma.", by=by)
    with system_context("test"):
        return contact, Trajectory.objects.select_related("company").get(application_id=application.pk)


def _running(programme: Programme, administrator: User, coach: Any, day: date) -> None:
    contact, trajectory = _approved(programme, administrator, cast.RUNNING, "Loopt BV (fictief)", "0999705160", day)
    with clock.at(day + timedelta(days=1)):
        with in_company(contact, trajectory.company) as by:
            request = course.request_coach(trajectory_id=trajectory.pk, coach_id=coach.pk, by=by)
        with in_portfolio(coach.user) as by:
            course.accept(request_id=request.pk, by=by)
    with clock.at(day + timedelta(days=9)), in_company(coach.user, trajectory.company) as by:
        held = day + timedelta(days=8)
        course.log_session(trajectory_id=trajectory.pk, held_on=held, kind="intake", hours=2, by=by)
