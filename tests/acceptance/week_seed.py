"""What a Monday of the demo's coach has besides the demo: a second request, and words of companies that nobody read.

Called by `python -m tests.acceptance.seed week`, which has set Django up.
"""

from __future__ import annotations

from uuid import uuid4

from coaching.accounts.models import User
from coaching.coaches.models import Coach
from coaching.core.tenancy.context import system_context
from coaching.trajectories.actions import choice
from coaching.trajectories.models import Trajectory
from coaching.trajectories.talk import actions as talk
from tests.acceptance import week_cast as cast
from tests.acting import in_company


def week() -> None:
    """One request and one message for each size of screen on which the Monday is played."""
    with system_context("test"):
        coach = Coach.objects.get(user__email=cast.COACH.email)
        second = Trajectory.objects.select_related("company").get(company__name=cast.ASKS[1])
        talking = list(Trajectory.objects.select_related("company").filter(company__name__in=cast.WRITES))
        contacts = dict(cast.CONTACTS)
        users = {name: User.objects.get(email=email) for name, email in contacts.items()}
    with in_company(users[cast.ASKS[1]], second.company) as by:
        choice.request_coach(trajectory_id=second.pk, coach_id=coach.pk, message="Wanneer kunt u komen?", by=by)
    for trajectory in talking:
        with in_company(users[trajectory.company.name], trajectory.company) as by:
            talk.write_message(trajectory_id=trajectory.pk, text=cast.WORDS, form_id=uuid4(), by=by)
