"""A company of the demo whose work changes: one change that opens part of its analysis, one that opens nothing."""

from __future__ import annotations

from datetime import date, timedelta

from coaching.companies.models import WorkUnit
from coaching.insight.demo.play import Play
from riskanalysis.changes.actions import answer_change


def play_change(play: Play, today: date) -> None:
    """A night shift with a machine in three weeks: what these touch in one unit is open again, lifting to be judged anew."""
    with play.as_contact(today - timedelta(days=40)) as by:
        answer_change(
            words="Het logo op de werkkledij wordt anders",
            changes_on=today - timedelta(days=30),
            answers={},
            reason="Alleen de kleur en het logo. Stof en maten blijven dezelfde.",
            by=by,
        )
    with play.as_contact(today - timedelta(days=4)) as by:
        floor = WorkUnit.objects.get(name="Productie")
        answer_change(
            words="Een nachtploeg en een sorteermachine in productie",
            changes_on=today + timedelta(days=21),
            answers={"hours": True, "equipment": True},
            units=[floor.pk],
            by=by,
        )
