"""The life of an edition, with a second reader and without; what it does is tested where texts are kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import models

from coaching.core.editing.editions import life
from coaching.core.ground.workflow import Machine


class Read(models.TextChoices):
    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    REPLACED = "replaced"


class Quick(models.TextChoices):
    DRAFT = "draft"
    PUBLISHED = "published"
    REPLACED = "replaced"


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Life cycles of a test are no part of the product."""
    before = dict(Machine.registry)
    yield
    Machine.registry.clear()
    Machine.registry.update(before)


@pytest.mark.parametrize(
    ("states", "from_draft", "before_use"), [(Read, {"submit"}, "review"), (Quick, {"publish"}, "draft")]
)
def test_a_second_reader_comes_in_where_there_is_a_review(states: type, from_draft: set[str], before_use: str) -> None:
    machine = life("test_edition", states, model="tests.edition", permission="modules.edit")
    assert {move.name for move in machine.possible("draft")} == from_draft
    assert machine.transitions["publish"].sources == (before_use,)
    assert {move.name for move in machine.possible("published")} == {"replace"}
    assert machine.possible("replaced") == []
    assert ("review" in machine.stamps) is (states is Read)
