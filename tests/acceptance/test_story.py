"""One company goes the whole way, in a real browser, with real processes, mails and PDFs (issue: the main job, in pages).

The employer, the programme's administrator, the coach, a delegate and the (French-speaking) secretary of the committee
each sit at a browser of their own. Every step is a page; every mail is taken from the mail server and its link opened.
"""

from __future__ import annotations

import time

import pytest

from tests.acceptance.browsing import shown_when_it_fails
from tests.acceptance.chapters import analysing, applying, beginning, carrying, consulting, planning
from tests.acceptance.story import begin

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.slow, pytest.mark.no_cover]

CHAPTERS = (
    applying.sign_up,
    applying.apply,
    applying.decide,
    applying.read_the_letter,
    beginning.choose_the_coach,
    beginning.hold_the_first_session,
    beginning.bring_people_in,
    analysing.set_up,
    analysing.judge,
    analysing.report,
    planning.write_five_year_plan,
    planning.write_yearly_plan,
    consulting.put_before_the_committee,
    consulting.advise,
    consulting.answer_and_adopt,
    carrying.try_to_close_too_early,
    carrying.carry_out,
    carrying.close,
)


def test_from_the_first_page_to_the_closing(product, chromium):
    product.run("-m", "tests.acceptance.seed", "story")
    story = begin(product, chromium)
    with shown_when_it_fails(story.everybody):
        for number, chapter in enumerate(CHAPTERS, 1):
            started = time.monotonic()
            chapter(story)
            print(f"{number:2} {chapter.__name__:28} {time.monotonic() - started:5.1f} s", flush=True)
    troubles = [trouble for person in story.everybody for trouble in person.troubles]
    assert not troubles, "\n".join(troubles)
