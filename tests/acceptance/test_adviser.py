"""A coach leaves a file and another comes in, and a psychosocial adviser comes in for three months, gives advice and is out
the day after; the advice stays. In a real browser, by mandates alone; every mail is taken from the mail server."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from coaching.insight.demo.people import code_now
from tests.acceptance import adviser_cast as cast
from tests.acceptance.browsing import Person, shown_when_it_fails, words
from tests.acceptance.story import today

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
QUESTION = "Hoe pakken we de werkdruk van de nachtploeg aan?"
ADVICE = "Plan nooit iemand alleen in de nacht. Bespreek de werkdruk elke maand met de ploeg."


def _open_mail(product: Any, reader: Person, button: str) -> None:
    label = words(button, reader.role.language)
    reader.visit(product.mails.take(reader.role.email, lambda mail: f"{label}:\n" in mail.text).link)


def _status(person: Person, address: str) -> int:
    """What an address answers that need not be open any more."""
    answer = person.page.request.get(person.base + address, max_redirects=0)
    return int(answer.status)


def test_a_coach_goes_another_comes_and_an_adviser_advises(product: Any, chromium: Any) -> None:
    seeded = json.loads(product.run("-m", "tests.acceptance.seed", "adviser").splitlines()[-1])
    home = seeded["company"]
    analysis = f"{home}analyses/{seeded['analysis']}/"
    people = [Person(chromium, product.base, role) for role in (cast.BAKER, cast.COACH, cast.NEXT_COACH, cast.ADVISER)]
    baker, coach, following, adviser = people
    with shown_when_it_fails(people):
        # A coach works in the file; the company ends that, and the coaching says so.
        coach.sign_in()
        coach.visit(f"{analysis}?as=coach")
        assert cast.ANALYSIS in coach.text
        baker.sign_in()
        baker.visit(f"{home}mandates/")
        baker.page.locator("main tr", has_text=cast.COACH.name).get_by_role(
            "link", name=words("End"), exact=False
        ).first.click()
        baker.page.wait_for_load_state()
        baker.fill(reason="Een andere coach neemt over.")
        baker.send("End")
        assert _status(coach, f"{analysis}?as=coach") == 404
        baker.visit(f"{home}trajectory/")
        assert words("The coach can no longer open the file") in baker.text

        # Another coach gets the whole file.
        baker.visit(f"{home}mandates/give/")
        baker.fill(discipline="coach", scope="whole")
        baker.page.locator('main [name="person"]').select_option(label=cast.NEXT_COACH.name)
        baker.send("Give the mandate")
        following.sign_in()
        following.visit(f"{analysis}?as=coach")
        assert cast.ANALYSIS in following.text
        assert not following.offers("Give advice")

        # An adviser is invited for three months.
        baker.visit(f"{home}mandates/give/")
        baker.fill(
            discipline="psychosocial_adviser",
            email=cast.ADVISER.email,
            scope="whole",
            until=today() + timedelta(days=92),
        )
        baker.send("Give the mandate")
        _open_mail(product, adviser, "See the invitation")
        adviser.press("Sign in and accept")
        adviser.fill(login=cast.ADVISER.email, password=cast.ADVISER.password)
        adviser.press("Sign in")
        adviser.fill(code=code_now(cast.ADVISER.secret))
        adviser.press("Sign in")

        # Asked beside the analysis, given from the mail, read beside the analysis.
        baker.visit(analysis)
        baker.press("Ask an adviser")
        baker.page.get_by_label(cast.ADVISER.name).check()
        baker.fill(text=QUESTION)
        baker.send("Ask")
        assert QUESTION in baker.text
        _open_mail(product, adviser, "Give advice")
        assert QUESTION in adviser.text
        adviser.fill(text=ADVICE)
        adviser.send("Give this advice")
        assert ADVICE in adviser.text
        _open_mail(product, baker, "Read the advice")
        assert ADVICE in baker.text and not baker.offers("Give a later advice")
        baker.visit(analysis)
        assert ADVICE in baker.text

        # The day after the last day the adviser is out; what was advised stays.
        product.run("-m", "tests.acceptance.seed", "day_after")
        assert _status(adviser, f"{analysis}?as=coach") == 410
        assert _status(adviser, f"{home}advisers/?as=coach") == 410
        baker.visit(f"{home}advisers/")
        assert cast.ADVISER.name in baker.text
        following.visit(f"{analysis}?as=coach")
        assert ADVICE in following.text
    troubles = [trouble for person in people for trouble in person.troubles]
    assert not troubles, "\n".join(troubles)
