"""A coach and a baker agree on a session in a real browser: proposed, accepted on a phone, moved, cancelled; and one of
yesterday is logged from its plan. Every mail is taken from the mail server and its link opened."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import requests
import vobject

from tests.acceptance.browsing import Person, shown_when_it_fails, words
from tests.acceptance.cast import DATES_BAKER, DATES_COACH
from tests.acceptance.story import today
from tests.patience import HANGS

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.no_cover]
PHONE = {"width": 360, "height": 740}


def _open_mail(product: Any, reader: Person, button: str) -> None:
    reader.visit(_mail(product, reader, button).link)


def _mail(product: Any, reader: Person, button: str) -> Any:
    label = words(button, reader.role.language)
    return product.mails.take(reader.role.email, lambda mail: f"{label}:\n" in mail.text)


def _sessions(product: Any, address: str) -> dict[str, Any]:
    """What a calendar program finds behind the link: the entries with an hour, by their id."""
    answer = requests.get(address, timeout=HANGS, proxies={"http": ""})
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    events = vobject.readOne(answer.content.decode()).contents.get("vevent", [])
    return {event.uid.value: event for event in events if event.uid.value.startswith("session.")}


def test_from_a_proposal_to_the_log(product: Any, chromium: Any) -> None:
    product.run("-m", "tests.acceptance.seed", "dates")
    coach, baker = (Person(chromium, product.base, role) for role in (DATES_COACH, DATES_BAKER))
    baker.page.set_viewport_size(PHONE)
    with shown_when_it_fails([coach, baker]):
        for person, button in ((baker, "Choose a date"), (baker, "See the session"), (coach, "See the session")):
            _mail(product, person, button)  # of the session of yesterday
        coach.sign_in()
        coach.visit("/me/calendar/")
        coach.press("Make a link")
        link = coach.page.locator("main input[readonly]").first.input_value()
        (yesterday,) = _sessions(product, link)

        coach.visit("/coach/week/")
        coach.page.get_by_role("link", name="Bakkerij Morgen").first.click()
        company = "/".join(coach.path.split("/")[:3])
        coach.visit(f"{company}/sessions/plan/")
        first, second = today() + timedelta(days=3), today() + timedelta(days=4)
        coach.fill(kind="floor", hours="1,5", day_1=first, hour_1="25:00")
        assert coach.is_refused("Propose")
        coach.fill(hour_1="9:00", day_2=second, hour_2="14u30", venue="Bij de oven")
        coach.send("Propose")

        baker.sign_in()
        _open_mail(product, baker, "Choose a date")
        assert "Bij de oven" in baker.text and f"{second:%d/%m/%Y}" in baker.text
        assert baker.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        baker.page.locator("main form", has_text=f"{second:%d/%m/%Y}").get_by_role("button").click()
        baker.page.wait_for_load_state()
        _open_mail(product, coach, "See the session")
        (agreed,) = _sessions(product, link).keys() - {yesterday}
        begins = _sessions(product, link)[agreed].dtstart.value

        baker.press("Move")
        baker.fill(day=second + timedelta(days=1), hour="15:00", reason="De oven wordt hersteld.")
        baker.send("Move")
        _open_mail(product, coach, "See the session")
        assert "De oven wordt hersteld." in coach.text
        moved = _sessions(product, link)[agreed]
        assert moved.dtstart.value - begins == timedelta(days=1, minutes=30) and int(moved.sequence.value) == 3

        coach.press("Cancel the session")
        coach.is_refused("Cancel the session")
        coach.fill(reason="Ik ben ziek.")
        coach.send("Cancel the session")
        _open_mail(product, baker, "See your coaching")
        assert set(_sessions(product, link)) == {yesterday}

        coach.visit("/coach/week/")
        coach.page.locator("main a[href*='/log/']").first.click()
        coach.page.wait_for_load_state()
        assert coach.value("hours") == "2"
        coach.fill(agreed="Kennismaking.")
        coach.send("Save the session")
        assert "Kennismaking." in coach.text
        coach.visit("/coach/week/")
        assert coach.page.locator("main a[href*='/log/']").count() == 0
    assert not coach.troubles + baker.troubles
