"""Layers are data: founded with five, changed in drafts, published as versions; old files keep theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.models import VersionConflict
from coaching.programmes.actions import (
    discard_layer,
    draft_layer,
    found_layers,
    publish_layer,
    save_layer,
    start_draft,
)
from coaching.programmes.layers import Criterion, Definition, Question, missing_answers
from coaching.programmes.models import LayerVersion
from coaching.programmes.queries import layer_in_use, layers_in_use
from tests.acting import as_person, in_programme

pytestmark = pytest.mark.django_db
TEXTS = {"nl": "tekst", "fr": "texte", "en": "text"}


def named(number: int) -> dict[str, str]:
    return {language: f"{text} {number}" for language, text in TEXTS.items()}


def criteria(*weights: int) -> Definition:
    return Definition(criteria=tuple(Criterion(f"c{n}", named(n), weight=w) for n, w in enumerate(weights)))


@given(st.lists(st.integers(1, 100), min_size=1, max_size=8))
def test_weights_of_the_criteria_make_a_hundred(weights: list[int]) -> None:
    assert bool(criteria(*weights).faults()) == (sum(weights) != 100)


def test_what_is_read_is_what_was_written() -> None:
    question = Question("q", TEXTS, kind="choice", choices={"a": TEXTS, "b": TEXTS})
    definition = replace(criteria(60, 40), questions=(question,), steps=("company",))
    assert Definition.read(definition.as_json()) == definition


@pytest.mark.parametrize(
    "definition",
    [
        Definition(questions=(Question("Q!", TEXTS),)),
        Definition(questions=(Question("q", TEXTS), Question("q", TEXTS))),
        Definition(questions=(Question("q", {"nl": "alleen"}),)),
        Definition(questions=(Question("q", TEXTS, kind="choice", choices={"a": TEXTS}),)),
        Definition(questions=(Question("q", TEXTS, kind="poem"),)),
        Definition(steps=("horoscope",)),
        Definition(criteria=(Criterion("a", named(1), weight=150), Criterion("b", named(2), weight=-50))),
        Definition(criteria=(Criterion("a", named(1), weight=0), Criterion("b", named(2), weight=0))),
        Definition(criteria=(Criterion("a", named(1), weight=100, most=0),)),
        Definition(criteria=(Criterion("a", {"nl": " "}, weight=100),)),
        Definition(criteria=(Criterion("a", TEXTS, weight=60), Criterion("b", TEXTS, weight=40))),
        Definition(criteria=(Criterion("a", named(1), weight=60), Criterion("a", named(2), weight=40))),
    ],
)
def test_faults_are_named(definition: Definition) -> None:
    assert definition.faults()


def test_zero_and_no_are_answers() -> None:
    definition = Definition(questions=(Question("n", TEXTS, kind="number"), Question("y", TEXTS, kind="yes_no")))
    assert missing_answers(definition, {"n": 0, "y": False}) == []
    assert missing_answers(definition, {"n": None, "y": ""}) == ["n", "y"]


class TestVersions:
    @pytest.fixture(autouse=True)
    def founded(self, world: Any) -> None:
        self.world = world
        with system_context("test"):
            assert found_layers(programme=world.programme_a, by=current_actor()) == 5

    def acting(self, who: str = "admin_a") -> Any:
        return in_programme(getattr(self.world, who), getattr(self.world, f"programme_{who[-1]}"))

    def test_founding_again_changes_nothing(self) -> None:
        with system_context("test"):
            assert found_layers(programme=self.world.programme_a, by=current_actor()) == 0

    def test_the_starting_layers_have_no_faults(self) -> None:
        with self.acting():
            layers = list(layers_in_use(self.world.programme_a.pk))
            assert [layer.number for layer in layers] == [1, 2, 3, 4, 5]
            assert [layer.parts.faults() for layer in layers] == [[]] * 5
            assert [layer.needs_approval for layer in layers] == [False, False, False, True, True]

    def test_a_draft_is_begun_once_and_published_in_place_of_the_old_one(self) -> None:
        with self.acting() as by:
            old = layer_in_use(self.world.programme_a.pk, 5)
            assert old is not None
            draft = draft_layer(programme_id=self.world.programme_a.pk, number=5, by=by)
            assert draft_layer(programme_id=self.world.programme_a.pk, number=5, by=by) == draft
            values = {"definition": replace(draft.parts, commitments=()).as_json()}
            save_layer(layer_id=draft.pk, values=values, opened_with=1, by=by)
            publish_layer(layer_id=draft.pk, by=by)
            assert layer_in_use(self.world.programme_a.pk, 5) == draft
            old.refresh_from_db()
            assert old.state == "replaced"
            assert old.parts.commitments
            with pytest.raises(IllegalTransition):
                publish_layer(layer_id=draft.pk, by=by)
            with pytest.raises(IllegalTransition):
                save_layer(layer_id=draft.pk, values={}, opened_with=2, by=by)
            with pytest.raises(IllegalTransition):
                discard_layer(layer_id=draft.pk, by=by)

    def test_a_faulty_draft_can_be_kept_but_not_published(self) -> None:
        with self.acting() as by:
            draft = draft_layer(programme_id=self.world.programme_a.pk, number=6, by=by)
            save_layer(
                layer_id=draft.pk, values={"name": TEXTS, "definition": criteria(30).as_json()}, opened_with=1, by=by
            )
            with pytest.raises(Refused, match="100"):
                publish_layer(layer_id=draft.pk, by=by)
            with pytest.raises(VersionConflict):
                save_layer(layer_id=draft.pk, values={}, opened_with=1, by=by)
            discard_layer(layer_id=draft.pk, by=by)
            assert not LayerVersion.objects.filter(number=6).exists()

    def test_others_may_not(self) -> None:
        with self.acting("assessor_a") as by, pytest.raises(PermissionDenied):
            draft_layer(programme_id=self.world.programme_a.pk, number=5, by=by)
        with self.acting("admin_b"):
            assert not LayerVersion.objects.filter(programme_id=self.world.programme_a.pk).exists()

    def test_an_application_keeps_the_version_it_was_begun_with(self) -> None:
        with as_person(self.world.outsider) as by:
            begun = start_draft(programme_id=self.world.programme_a.pk, by=by)
            assert begun.layer_version is not None
            assert begun.layer_version.number == 5


@pytest.mark.parametrize(("number", "decides", "refused"), [(6, True, True), (5, False, True), (6, False, False)])
def test_what_is_decided_about_needs_criteria(world: Any, number: int, decides: bool, refused: bool) -> None:
    """Without them every application would be scored 0 of 100. Coaching is decided about in any case."""
    with in_programme(world.admin_a, world.programme_a) as by:
        layer = draft_layer(programme_id=by.programme_id, number=number, by=by)
        values = {"name": TEXTS, "needs_approval": decides, "definition": Definition().as_json()}
        layer = save_layer(layer_id=layer.pk, values=values, opened_with=layer.version, by=by)
        if not refused:
            assert publish_layer(layer_id=layer.pk, by=by).state == "published"
            return
        with pytest.raises(Refused):
            publish_layer(layer_id=layer.pk, by=by)
        values = {"definition": criteria(100).as_json()}
        layer = save_layer(layer_id=layer.pk, values=values, opened_with=layer.version, by=by)
        assert publish_layer(layer_id=layer.pk, by=by).state == "published"
