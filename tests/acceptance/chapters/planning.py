"""11–12: the five-year plan and the yearly plan."""

from __future__ import annotations

from datetime import date

from tests.acceptance.chapters.analysing import FINDINGS
from tests.acceptance.story import Story, today

OBJECTIVE = "Geen tiltaak boven Kinney-score 70"
MEASURE = "Twee heftafels aan de wasstraat"
SECTION = "De zaakvoerder, de ploegbazen en het comité werken dit samen uit, in werktijd."
TEXTS = {
    "priorities": "Eerst het tillen: daar is het risico het grootst.",
    "means": "Veertienduizend euro en overleg in werktijd.",
    "duties": "De zaakvoerder beslist, de ploegbazen voeren uit, het comité volgt op.",
    "adaptations": "Geen: dit is het eerste jaar van het plan.",
}


def write_five_year_plan(story: Story) -> None:
    """11. From the final analysis: eight sections, and an objective tied to the red finding."""
    employer = story.employer
    employer.visit(f"{story.company}plans/")
    employer.press("Begin the five-year plan")
    employer.fill(start_year=today().year)
    employer.send("Begin the plan")
    plan = story.places["five-year"] = employer.path
    employer.press("Let it be read")
    assert not employer.offers("Send to the consultation body")  # eight sections are missing
    for number in range(1, 9):
        employer.visit(f"{plan}sections/{number}/")
        proposal = employer.value("text")
        if number == 1:
            assert FINDINGS["AOM6"]["hazard"] in proposal  # taken over, not asked again
        employer.fill(text=proposal or SECTION)
        employer.send("Save")
    assert not employer.offers("Send to the consultation body")  # the red finding has no objective yet
    employer.press("Add an objective")
    employer.fill(text=OBJECTIVE, indicator="Hoogste Kinney-score bij het tillen", baseline="252", target="70")
    employer.is_refused("Save the objective")  # it answers no risk
    employer.page.get_by_label(FINDINGS["AOM6"]["hazard"]).check()
    employer.fill(unit="Kinney", by_year=today().year + 1)
    employer.send("Save the objective")
    assert employer.offers("Send to the consultation body")


def write_yearly_plan(story: Story) -> None:
    """12. Texts and a measure with its six W's, level, owner, means and indicator."""
    employer = story.employer
    employer.visit(story.places["five-year"])
    employer.press("New yearly plan")
    employer.fill(year=today().year)
    employer.send("Begin the plan")
    plan = story.places["yearly"] = employer.path
    employer.press("Write the texts")
    employer.fill(**TEXTS)
    employer.send("Save the texts")
    employer.press("Add a measure")
    assert FINDINGS["AOM6"]["hazard"] in employer.value("why")
    employer.fill(what=MEASURE)
    employer.press("Save and mark as ready")  # kept, but not ready: most of the six W's lack
    assert "/change/" in employer.path
    employer.fill(
        prevention_level="primary",
        how="Offerte, een proefweek met de ploeg, dan plaatsing.",
        where="Wasstraat",
        due_on=date(today().year, 12, 31),
        who="Technisch verantwoordelijke en twee operatoren",
        budget_eur="14.000",
        indicator="Kinney-score van het tillen",
    )
    employer.page.get_by_label(employer.say("Who follows it up?")).select_option(label=employer.role.name)
    employer.send("Save and mark as ready")
    assert employer.path == plan and MEASURE in employer.text
    employer.press("Let it be read")
