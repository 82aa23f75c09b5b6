"""An administrator changes a layer without code: draft, items, preview, in use; nobody else can."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from coaching.core.tenancy.context import current_actor, system_context
from coaching.programmes.actions import found_layers
from coaching.programmes.answers import AnswersForm, shown
from coaching.programmes.layers import Definition, Question
from coaching.programmes.models import LayerVersion

pytestmark = pytest.mark.django_db
TEXTS = {"nl": "tekst", "fr": "texte", "en": "text"}


@pytest.fixture
def programme(world: Any) -> Any:
    with system_context("test"):
        found_layers(programme=world.programme_a, by=current_actor())
        found_layers(programme=world.programme_b, by=current_actor())
    return world.programme_a


@pytest.fixture
def client_a(login: Any, world: Any, programme: Any) -> Any:
    return login(world.admin_a)


def version(programme: Any, number: int, state: str) -> LayerVersion:
    with system_context("test"):
        return LayerVersion.objects.get(programme=programme, number=number, state=state)


def url(name: str, programme: Any, *args: Any) -> str:
    return reverse(f"programmes:{name}", args=[programme.slug, *args])


def draft_of(client: Any, programme: Any, number: int) -> LayerVersion:
    client.post(url("draft_layer", programme, number))
    return version(programme, number, "draft")


def item(version_no: int, **fields: Any) -> dict[str, Any]:
    return {"label_nl": "Naam", "label_fr": "Nom", "label_en": "Name", "version": version_no, **fields}


def test_a_criterion_is_added_and_the_weights_must_fit(client_a: Any, programme: Any) -> None:
    draft = draft_of(client_a, programme, 5)
    add = url("layer_item", programme, draft.pk, "criteria", "new")
    assert client_a.get(add).status_code == 200
    posted = client_a.post(add, item(draft.version, weight="20", most="5"))
    assert posted.status_code == 302
    page = client_a.get(url("layer", programme, draft.pk)).content.decode()
    assert "120" in page
    client_a.post(url("publish_layer", programme, draft.pk))
    assert version(programme, 5, "draft").pk == draft.pk  # not in use: 120 %
    client_a.post(url("remove_layer_item", programme, draft.pk, "criteria", "naam"))
    client_a.post(url("publish_layer", programme, draft.pk))
    assert version(programme, 5, "published").pk == draft.pk
    assert client_a.get(url("layer_item", programme, draft.pk, "criteria", "new")).status_code == 404


def test_a_layer_of_ones_own(client_a: Any, programme: Any) -> None:
    draft = draft_of(client_a, programme, 6)
    names = {"name_nl": "Kringgesprek", "name_fr": "Cercle", "name_en": "Circle", "version": draft.version}
    assert client_a.post(url("layer_basics", programme, draft.pk), {**names, "steps": ["company"]}).status_code == 302
    choices = "ja | oui | yes\nnee | non | no"
    client_a.post(
        url("layer_item", programme, draft.pk, "questions", "new"),
        item(2, kind="choice", choice_lines=choices, required="on"),
    )
    preview = client_a.get(url("preview_layer", programme, draft.pk)).content.decode()
    assert 'type="radio"' in preview
    client_a.post(url("publish_layer", programme, draft.pk))
    assert version(programme, 6, "published").parts.questions[0].choices["ja"]["fr"] == "oui"


def test_a_choice_keeps_its_code_when_its_wording_in_other_languages_changes(client_a: Any, programme: Any) -> None:
    draft = draft_of(client_a, programme, 6)
    add = url("layer_item", programme, draft.pk, "questions", "new")
    client_a.post(add, item(1, kind="choice", choice_lines="ja | oui | yes\nnee | non | no"))
    change = url("layer_item", programme, draft.pk, "questions", "naam")
    client_a.post(
        change, item(2, kind="choice", choice_lines="nee | non | no\nja | certes | yes\nsoms | parfois | at times")
    )
    question = version(programme, 6, "draft").parts.questions[0]
    assert {code: label["fr"] for code, label in question.choices.items()} == {
        "nee": "non",
        "ja": "certes",
        "soms": "parfois",
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "choice", "choice_lines": "één keuze | un choix | one choice"},
        {"kind": "choice", "choice_lines": "a | b\nc | d | e"},
        {"kind": "poem"},
        {"kind": "text", "label_nl": ""},
    ],
)
def test_a_mistake_keeps_what_was_typed(client_a: Any, programme: Any, fields: dict[str, str]) -> None:
    draft = draft_of(client_a, programme, 6)
    page = client_a.post(url("layer_item", programme, draft.pk, "questions", "new"), item(1, **fields))
    assert page.status_code == 200
    assert "error-summary" in page.content.decode()
    assert 'value="Nom"' in page.content.decode()
    assert not version(programme, 6, "draft").parts.questions


def test_two_administrators_and_one_draft(client_a: Any, programme: Any) -> None:
    draft = draft_of(client_a, programme, 6)
    add = url("layer_item", programme, draft.pk, "commitments", "new")
    assert client_a.post(add, item(1)).status_code == 302
    page = client_a.post(add, item(1, label_nl="Andere"))
    assert page.status_code == 200
    assert "Andere" in page.content.decode()
    assert len(version(programme, 6, "draft").parts.commitments) == 1


def test_order_and_second_clicks(client_a: Any, programme: Any) -> None:
    draft = draft_of(client_a, programme, 4)
    first, second = [row.code for row in draft.parts.criteria[:2]]
    client_a.post(url("move_layer_item", programme, draft.pk, "criteria", second))
    client_a.post(url("move_layer_item", programme, draft.pk, "criteria", second))
    client_a.post(url("remove_layer_item", programme, draft.pk, "criteria", "no_such"))
    assert [row.code for row in version(programme, 4, "draft").parts.criteria[:2]] == [second, first]
    client_a.post(url("discard_layer", programme, draft.pk))
    assert client_a.post(url("discard_layer", programme, draft.pk)).status_code == 404


def test_only_administrators_of_the_programme(login: Any, world: Any, programme: Any, client_a: Any) -> None:
    draft = draft_of(client_a, programme, 5)
    addresses = [
        url("layers", programme),
        url("layer", programme, draft.pk),
        url("layer_basics", programme, draft.pk),
        url("preview_layer", programme, draft.pk),
        url("layer_item", programme, draft.pk, "questions", "new"),
    ]
    for address in addresses:
        assert client_a.get(address).status_code == 200, address
        assert login(world.assessor_a).get(address).status_code == 403, address
        assert login(world.admin_b).get(address).status_code == 404, address
    foreign = reverse("programmes:layer", args=[world.programme_b.slug, draft.pk])
    assert login(world.admin_b).get(foreign).status_code == 404
    assert client_a.get(url("publish_layer", programme, draft.pk)).status_code == 405
    assert client_a.post(url("draft_layer", programme, 100)).status_code == 404


def test_answers_are_kept_as_json_and_read_back() -> None:
    kinds = ("text", "long", "number", "money", "date", "yes_no")
    choice = Question("pick", TEXTS, kind="choices", choices={"a": TEXTS, "b": TEXTS})
    definition = Definition(questions=(*(Question(kind, TEXTS, kind=kind) for kind in kinds), choice))
    typed = {
        "text": "a",
        "long": "b",
        "number": "0",
        "money": "12,5",
        "date": "03/02/2026",
        "yes_no": "no",
        "pick": ["a"],
    }
    form = AnswersForm(definition, typed)
    assert form.is_valid(), form.errors
    assert form.answers["date"] == "2026-02-03"
    again = AnswersForm(definition, answers=form.answers)
    assert again.initial["date"].year == 2026
    words = [answer for _question, answer in shown(definition, form.answers)]
    assert words[2] == "0"
    assert "12,50" in words[3]
    assert "–" not in words


def test_saved_for_later_needs_nothing_but_right_values() -> None:
    definition = Definition(questions=(Question("n", TEXTS, kind="number"),))
    assert not AnswersForm(definition, {}).is_valid()
    assert AnswersForm(definition, {}, partial=True).is_valid()
    assert not AnswersForm(definition, {"n": "veel"}, partial=True).is_valid()
