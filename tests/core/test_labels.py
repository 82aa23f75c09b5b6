"""Labels of choices follow the reader's language, although they are looked up in a list that is kept."""

from __future__ import annotations

import pytest
from django.utils import translation

from coaching.trajectories.enums import TrajectoryState
from coaching.trajectories.models import Trajectory


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_label_in_the_language_of_the_moment(language):
    with translation.override(language):
        assert Trajectory(state="planning").get_state_display() == str(TrajectoryState.PLANNING.label)


def test_languages_differ_and_an_unknown_value_shows_itself():
    shown = set()
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            shown.add(Trajectory(state="planning").get_state_display())
    assert len(shown) == 3
    assert Trajectory(state="elsewhere").get_state_display() == "elsewhere"
