"""Who plays a week on the demo: its coach and its baker, with the companies that they meet."""

from __future__ import annotations

from coaching.insight.demo.people import PASSWORD, PEOPLE
from tests.acceptance.cast import Role


def of_demo(key: str) -> Role:
    """A person of the demo as a browser signs in."""
    person = PEOPLE[key]
    return Role(person.name, person.email, person.language, person.secret, PASSWORD)


COACH, BAKER = of_demo("coach"), of_demo("bakker")
ASKS = ("Tuinen Verbeeck (fictief)", "Drukkerij Linde (fictief)")  # who asks the coach: the demo's, and one more
WRITES = ("Confituur Haspengouw (fictief)", "Groenten Hageland (fictief)")
CONTACTS = {
    "Drukkerij Linde (fictief)": "bedrijf10@demo.example",
    "Groenten Hageland (fictief)": "bedrijf11@demo.example",
    "Confituur Haspengouw (fictief)": "bedrijf21@demo.example",
}
WORDS = "De ploegbaas vraagt of u donderdag kunt komen."
LATE = ("A1 Heftafel aan lijn 1", "A3 Tiltraining")
