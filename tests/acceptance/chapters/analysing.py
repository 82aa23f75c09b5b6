"""8–10: the risk analysis, from work units to the final report."""

from __future__ import annotations

from tests.acceptance.browsing import Person
from tests.acceptance.story import Story, today

FINDINGS = {
    "AOM6": {  # 6 × 6 × 7 = 252
        "domain": "ergonomics",
        "hazard": "Zware wasmanden worden met de hand getild",
        "level": "group",
        "method": "kinney",
        "probability": "6.0",
        "exposure": "6.0",
        "effect": "7.0",
    },
    "AV2": {
        "domain": "psychosocial",
        "hazard": "Het uurrooster is maar vijf dagen vooraf bekend",
        "level": "organisation",
        "method": "share",
        "at_risk_percent": "45",
        "respondents": "40",
        "severity": "2",
    },
    "AO3": {
        "domain": "psychosocial",
        "hazard": "Spoedorders gooien de planning om",
        "level": "organisation",
        "method": "judgement",
        "colour": "orange",
    },
}
JUDGEMENTS = {
    "AO": ("orange", "Spoedorders gooien de planning om."),
    "AI": ("green", "Het werk is afwisselend en duidelijk."),
    "AV": ("orange", "Het rooster komt laat."),
    "AOM": ("red", "Er wordt veel getild aan de wasstraat."),
    "AVH": ("green", "De ploegen helpen elkaar."),
}
SUMMARY = "Tillen weegt het zwaarst; het rooster komt te laat."


def set_up(story: Story) -> None:
    """8. Work units, scope, warning lights and a talk on the floor."""
    employer, coach = story.employer, story.coach
    for name, headcount in (("Wasstraat", 34), ("Strijkerij en levering", 28)):
        employer.visit(f"{story.company}work-units/")
        employer.fill(name=name, headcount=headcount)
        employer.send("Add")
    coach.visit(f"{story.company}analyses/")
    coach.press("New risk analysis")
    coach.send("Begin the analysis")
    analysis = coach.path.removesuffix("scope/")
    story.places["analysis"] = analysis
    coach.fill(scope="Het hele bedrijf. Elke ploeg praat mee, in werktijd.", psychosocial_adviser_involved=True)
    for unit in ("Wasstraat (34)", "Strijkerij en levering (28)"):
        coach.page.get_by_label(unit, exact=True).check()
    coach.send("Save")
    coach.press("Pre-diagnosis with warning lights")
    coach.fill(on=today(), signals=["short_absences", "work_accidents_rising", "overtime"])
    coach.send("Save")
    coach.press("Begin collecting")
    coach.press("Talks and figures")
    coach.press("Record a talk or figures")
    coach.fill(held_on=today(), kind="group_talk", invited="12", present="11", summary=SUMMARY)
    coach.page.get_by_label(coach.say("Work unit")).select_option(label="Wasstraat")
    coach.send("Save")
    assert SUMMARY in coach.text
    coach.visit(analysis)
    coach.press("Begin judging")


def judge(story: Story) -> None:
    """9. A finding by Kinney, one by the share of workers, one judged together; then the five A's."""
    coach, analysis = story.coach, story.places["analysis"]
    for factor, answers in FINDINGS.items():
        aspect = factor.rstrip("0123456789")
        coach.visit(f"{analysis}aspects/{aspect}/")
        coach.press("Add a finding", after=f" {factor}")
        assert coach.value("sub_factor") == factor
        coach.fill(**answers) if answers["level"] == "organisation" else _fill_for_unit(coach, answers)
        coach.send("Save")
        assert answers["hazard"] in coach.text
    _kinney_is_refused_for_psychosocial_risks(coach, analysis)
    coach.visit(f"{analysis}report/")
    coach.press("Draft report is ready")  # too early: the five A's are not judged
    assert coach.offers("Draft report is ready")
    coach.visit(f"{analysis}aspects/AO/")
    for aspect, (colour, summary) in JUDGEMENTS.items():
        assert coach.path.endswith(f"/aspects/{aspect}/")
        coach.fill(colour=colour, summary=summary)
        coach.send("Save the judgement" if aspect == "AVH" else "Save and go to the next A")
    assert coach.path == analysis


def _fill_for_unit(coach: Person, answers: dict[str, str]) -> None:
    what = ("domain", "hazard", "level")
    coach.fill(**{name: answers[name] for name in what})
    coach.page.get_by_label(coach.say("Work unit")).select_option(label="Wasstraat")
    coach.fill(**{name: value for name, value in answers.items() if name not in what})


def _kinney_is_refused_for_psychosocial_risks(coach: Person, analysis: str) -> None:
    coach.visit(f"{analysis}findings/new/?factor=AI4")
    coach.fill(domain="psychosocial", hazard="Werkdruk", level="organisation", method="kinney")
    coach.fill(probability="6.0", exposure="6.0", effect="7.0")
    assert "Kinney" in coach.is_refused("Save")


def report(story: Story) -> None:
    """10. The draft goes to the committee, which reads it; the employer makes it final and opens the PDF."""
    coach, employer, analysis = story.coach, story.employer, story.places["analysis"]
    coach.press("Open the report")
    coach.press("Draft report is ready")
    for reader in (story.member, story.secretary):
        story.open_mail(reader, "Read the report")
        assert FINDINGS["AOM6"]["hazard"] in reader.text
        assert SUMMARY not in reader.text  # talks stay with company and coach
    coach.press("Record what the body said")
    coach.fill(notes="Het comité herkent het beeld en vraagt dat tillen eerst komt.")
    coach.send("Save")
    assert not coach.offers("Make final")  # that is the employer's
    employer.visit(f"{analysis}report/")
    employer.press("Make final")
    employer.press("Make final")
    text = story.pdf(employer, "Risk analysis report")
    for expected in (FINDINGS["AOM6"]["hazard"], "252", "Het comité herkent het beeld"):
        assert expected in text, text
    story.open_mail(story.secretary, "Open the report")
