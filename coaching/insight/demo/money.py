"""Statements of expenses of the demo: one paid, three that wait."""

from __future__ import annotations

from datetime import date, timedelta

from coaching.core.ground import clock
from coaching.core.tenancy.context import current_actor
from coaching.core.tenancy.workspace import enter_place
from coaching.insight.demo.play import Play
from coaching.trajectories import actions
from coaching.trajectories.models import CoachingSession, ExpenseStatement

IBAN = "BE71096123456769"  # the example of the form


def claim(play: Play, day: date) -> ExpenseStatement:
    """The company confirms what was logged, the coach puts it in a statement."""
    with play.as_contact(day) as actor:
        for key in CoachingSession.objects.filter(trajectory=play.trajectory).values_list("pk", flat=True):
            actions.confirm_session(session_id=key, by=actor)
    with play.as_coach(day) as actor:
        return actions.claim_expenses(trajectory_id=play.trajectory.pk, by=actor)


def claim_expenses(found: dict[str, Play], today: date) -> None:
    """found: the companies by name, as the demo has them."""

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    paid = found["Meubel Meetjesland"]
    statement = claim(paid, ago(200))
    with paid.as_administrator(ago(190)) as actor:
        actions.settle_expenses(statement_id=statement.pk, by=actor)
    claim(found["Textiel Leie"], ago(12))
    claim(found["Plastiek Demer"], ago(8))
    with clock.at(ago(6)), enter_place("coach", paid.stage.users["coach"]):
        actions.set_account(holder="An Segers bv", iban=IBAN, opened_with=1, by=current_actor())
    claim(found["Houtzagerij Bree"], ago(1))
