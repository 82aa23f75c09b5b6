"""16–18: measures are carried out, and the trajectory is closed."""

from __future__ import annotations

from tests.acceptance.cast import COMPANY, SLUG
from tests.acceptance.chapters.planning import MEASURE
from tests.acceptance.story import Story, today

REPORT = "Twee heftafels staan er. Tillen ging van 252 naar 63. De ploegen praten mee over het rooster."
CLOSED = "Read the final report"


def try_to_close_too_early(story: Story) -> None:
    """16. The final report is there, but no measure has been carried out: closing is refused."""
    coach, administrator = story.coach, story.administrator
    coach.visit(f"{story.company}trajectory/")
    coach.press("Begin the evaluation")
    coach.press("Final report")
    coach.fill(final_report=REPORT)
    coach.send("Save the report")
    administrator.visit(f"/p/{SLUG}/trajectories/")
    administrator.page.locator("main").get_by_role("link", name=COMPANY, exact=True).click()
    administrator.page.wait_for_url(f"**/p/{SLUG}/trajectories/*/")
    story.places["file"] = administrator.path
    administrator.press("Close the trajectory")
    refusal = administrator.say("No measure has been carried out yet. A trajectory closes once at least one is done.")
    assert refusal in administrator.text
    assert administrator.page.locator("main form[method=post]").count() == 0  # no button either


def carry_out(story: Story) -> None:
    """17. The measure is begun, done with a photo as evidence, scored again and found to work."""
    employer, coach = story.employer, story.coach
    employer.visit(f"{story.company}measures/")
    employer.page.locator("main").get_by_role("link", name=f"A1 {MEASURE}").click()
    employer.page.wait_for_url("**/measures/*-*/")
    measure = employer.path
    employer.press("Begin")
    employer.press("It is done")
    employer.fill(done_on=today(), evidence="Beide tafels staan aan de lijn; zie de foto.", result="252 naar 63")
    employer.fill(spent_eur="13500", workers_reached="34")
    picture = employer.page.screenshot()
    employer.page.locator('main [name="upload"]').set_input_files(
        {"name": "heftafels.png", "mimeType": "image/png", "buffer": picture}
    )
    employer.send("Record as done")
    assert "heftafels.png" in employer.text
    coach.visit(measure)
    coach.press("Does it work?")
    coach.fill(works="yes")
    for name, score in (("probability", "3"), ("exposure", "3"), ("effect", "7")):
        coach.fill(**{name: score})
    coach.send("Record")
    assert "63" in coach.text


def close(story: Story) -> None:
    """18. Now the administrator can close; everybody concerned gets a mail."""
    administrator = story.administrator
    administrator.visit(story.places["file"])
    administrator.press("Close the trajectory")
    administrator.press("Close the trajectory")
    assert administrator.page.get_by_text(administrator.say("closed"), exact=True).first.is_visible()
    story.open_mail(story.employer, CLOSED)
    assert REPORT in story.employer.text
    story.mail_to(story.coach, CLOSED)
