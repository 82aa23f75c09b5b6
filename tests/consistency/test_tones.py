"""Every state has a tone: none falls to grey because nobody thought of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from django.db import models

from coaching.core.ground.workflow import Machine
from coaching.core.screen import ui

OURS = ("coaching.", "modules.", "riskanalysis.", "actionplans.")


def _state_lists() -> Iterator[type[models.TextChoices]]:
    """States of life cycles, and every other list of choices that is called a state."""
    yield from (machine.states for machine in Machine.registry.values())
    for name, module in list(sys.modules.items()):
        if name.startswith(OURS):
            for found in vars(module).values():
                if (
                    isinstance(found, type)
                    and issubclass(found, models.TextChoices)
                    and found.__name__.endswith("State")
                ):
                    yield found


def test_every_state_was_given_a_tone() -> None:
    grey = {
        f"{states.__name__}.{value}" for states in _state_lists() for value in states.values if value not in ui._tones
    }
    assert grey == set()


def test_a_word_looks_the_same_everywhere() -> None:
    with pytest.raises(ValueError, match="approved"):
        ui.tones(bad="approved")
    with pytest.raises(ValueError, match="bright"):
        ui.tones(bright="approved")
    assert ui.tone_of("approved") == "good"
