"""The same click four times at the same instant: one effect, and the losers are told in words or get what the winner got.

The demo plays every action of a whole trajectory. Before each is played for the first time, four threads call it with the
same arguments on connections of their own, with real commits. A sample, by a seed that is printed; all of them with
WHOLE_MATRIX=1 (`make promises`).
"""

from __future__ import annotations

import os
import random

import pytest

from coaching.core.ground import clock
from coaching.insight.demo import load as demo
from coaching.insight.demo.front import found_partner, play_front
from coaching.insight.demo.others import play_others
from coaching.insight.demo.story import Story
from tests.attacks.playing import FEWEST_ACTIONS, Before
from tests.attacks.racing import Racer, Runners
from tests.insight.counting import differences

WHOLE = os.environ.get("WHOLE_MATRIX") == "1"
SHARE = 1.0 if WHOLE else 0.35
SEED = int(os.environ.get("SEED", random.randrange(10_000)))


def play() -> None:
    """The demo as it is loaded, but committed as it goes."""
    today = clock.today()
    stage = demo._stage()
    stage.via = found_partner(stage, today)
    Story(stage, today).run()
    play_others(stage, today)
    play_front(stage, today)


@pytest.mark.django_db(transaction=True)
def test_four_at_the_same_instant_do_it_once(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path)
    print(f"SEED={SEED}")
    chance = random.Random(SEED)
    chosen: dict[str, bool] = {}
    runners = Runners()
    racer = Racer(runners, lambda name: chosen.setdefault(name, chance.random() < SHARE))
    Before(monkeypatch, racer)
    try:
        play()
    finally:
        runners.close()
        print(sorted(racer.raced), racer.rude, racer.doubled, sep="\n")
    assert differences() == []  # the figures are those of the files, whoever acted at the same instant
    assert racer.rude == {}
    assert racer.doubled == {}
    assert len(racer.raced) >= SHARE * FEWEST_ACTIONS * 0.7, sorted(racer.raced)
