"""Advice of an adviser from outside in the file of a bakery, invented: a question that was answered, and one that waits."""

from __future__ import annotations

from datetime import date, timedelta

from coaching.companies.actions.advice import ask_adviser, give_advice
from coaching.companies.models import AdviserQuestion, AdvisingAs
from coaching.core.tenancy.context import current_actor
from coaching.core.tenancy.workspace import enter_place
from coaching.insight.demo.play import Stage

BAKERY = "bakkerij-claes-fictief"
ASKED = "We beginnen binnenkort met onze risicoanalyse. Waar kijken we het eerst naar?"
ADVISED = (
    "Kijk eerst naar het nachtwerk, het tillen van de zakken bloem en het meelstof.\n\n"
    "Praat met de mensen van de nacht op hun eigen uren. Kijk mee wanneer de bloem gestort wordt: dan is er het meeste stof."
)
NEXT = "We denken aan een tilhulp bij de kneder. Volstaat die voor zakken van 25 kilo?"


def play_advice(stage: Stage, today: date) -> None:
    """The body reads the first with its answer; the second stands on the adviser's list of what waits."""
    first = _ask(stage, ASKED, today + timedelta(days=7))
    with enter_place("company", stage.users["extern"], BAKERY, "coach"):
        give_advice(discipline=AdvisingAs.PREVENTION_ADVISER, text=ADVISED, question_id=first.pk, by=current_actor())
    _ask(stage, NEXT, today + timedelta(days=14))


def _ask(stage: Stage, text: str, wanted_on: date) -> AdviserQuestion:
    with enter_place("company", stage.users["bakker"], BAKERY, "contact"):
        return ask_adviser(
            asked_of_id=stage.users["extern"].pk,
            discipline=AdvisingAs.PREVENTION_ADVISER,
            text=text,
            wanted_on=wanted_on,
            by=current_actor(),
        )
