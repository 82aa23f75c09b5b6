"""The public pages: everybody may read them, in three languages, and they never grow in queries."""

from __future__ import annotations

import pytest
from django.urls import reverse

from coaching.core.ground.choices import Theme
from coaching.core.tenancy.context import current_actor, system_context
from coaching.programmes.enums import LayerNumber
from modules.actions import load_catalogue
from modules.catalogue import entries
from modules.editing.content import TEXTS, faults
from modules.models import Module

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue(db):
    with system_context("test"):
        load_catalogue(by=current_actor())


def module(slug: str, state: str = "published", layer: int = 1, **fields) -> Module:
    texts = {field: {"nl": f"{slug} {field}", "fr": "x", "en": "y"} for field in TEXTS}
    return Module.objects.create(slug=slug, state=state, layer=layer, **{**texts, **fields})


def test_catalogue_covers_all_layers_in_three_languages():
    found = entries()
    layers = [entry.content["layer"] for entry in found]
    assert set(layers) == set(LayerNumber.values)
    assert len(found) >= 25
    assert min(layers.count(layer) for layer in LayerNumber.values) >= 4
    for entry in found:
        assert set(entry.content["themes"]) <= set(Theme.values)
        assert faults(entry.content) == [] and all(entry.content["evidence"].values()), entry.slug


def test_catalogue_loads_once_and_leaves_what_was_edited(catalogue):
    with system_context("test"):
        Module.objects.filter(slug="affiches-pauze").update(title={"nl": "Eigen titel", "fr": "x", "en": "y"})
        assert load_catalogue(by=current_actor()) == 0
        assert Module.objects.get(slug="affiches-pauze").title["nl"] == "Eigen titel"
        assert Module.objects.count() == len(entries())


def test_visitor_reads_home_offer_and_module(client, catalogue):
    for url in ("/", reverse("modules:offer"), reverse("modules:module", args=["coaching-vijf-as"])):
        for language in ("nl", "fr", "en"):
            assert client.get(url, {"lang": language}).status_code == 200


def test_home_leads_to_applying(client, catalogue):
    assert reverse("programmes:apply") in client.get("/").content.decode()


def test_offer_filters_by_layer_theme_and_words(client, catalogue):
    def slugs(**query):
        layers = [layer for layer, _cards in client.get(reverse("modules:offer"), query).context["layers"]]
        return {m.slug for layer in layers for m in layer.modules}

    assert slugs(layer="4") >= {"bedrijfsbezoek", "vernieuwend-project"}
    assert slugs(group="advisers", layer="2") == set()
    assert "webinar-leidinggeven" in slugs(place="online", group="line", hours="2")
    assert slugs(hours="2", layer="5") == set()
    assert slugs(theme="tobacco") == {"rookvrij-stappenplan", "coaching-gezonde-leefstijl"}
    assert slugs(q="ploegenwerk") == {"webinar-slaap-en-ploegen"}
    assert slugs(q="rookvrij", layer="5") == set()
    everything = {entry.slug for entry in entries()}
    assert slugs(layer="9", theme="x") == everything
    assert slugs(q="\x00") == everything


def test_a_long_layer_shows_its_first_ones_and_leads_to_all_in_pages(client, monkeypatch):
    monkeypatch.setattr("modules.queries.SHOWN", 2)
    with system_context("test"):
        for n in range(55):
            module(f"lang-{n:02}", position=n)
        module("kort", layer=2)
        module("ontwerp", state="draft", position=0)
    text = client.get(reverse("modules:offer"), {"theme": ""}).content.decode()
    assert "lang-01 title" in text and "lang-02 title" not in text and "kort title" in text
    assert "layer=1" in text and "layer=2" not in text
    assert "ontwerp" not in text
    first = client.get(reverse("modules:offer"), {"layer": "1"}).content.decode()
    last = client.get(reverse("modules:offer"), {"layer": "1", "page": "2"}).content.decode()
    assert first.count('class="card-link"') == 50 and last.count('class="card-link"') == 5
    assert "lang-49 title" in first and "lang-54 title" in last and "page=1" in last


def test_empty_offer_says_so(client):
    response = client.get(reverse("modules:offer"))
    assert response.status_code == 200 and response.context["layers"] == []


def test_unpublished_module_does_not_exist(client):
    with system_context("test"):
        module("concept", state="draft")
        module("weg", state="retired")
        module("zichtbaar")
    for slug in ("concept", "nooit"):
        assert client.get(reverse("modules:module", args=[slug])).status_code == 404
    assert client.get(reverse("modules:module", args=["zichtbaar"])).status_code == 200
    old = client.get(reverse("modules:module", args=["weg"]))  # a link from a mail of last year
    assert old.status_code == 200 and reverse("modules:take", args=["weg"]) not in old.content.decode()
    assert client.get(reverse("modules:take", args=["weg"])).status_code == 404
    shown = [m.slug for layer, _cards in client.get(reverse("modules:offer")).context["layers"] for m in layer.modules]
    assert shown == ["zichtbaar"]


def test_public_pages_refuse_posts(client):
    for url in ("/", "/offer/", "/offer/x/"):
        assert client.post(url).status_code in {403, 405}


def test_offer_costs_the_same_for_one_and_three(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with system_context("test"):
        module("een")
    client.get("/offer/")
    with CaptureQueriesContext(connection) as one:
        client.get("/offer/")
    with system_context("test"):
        module("twee", layer=2)
        module("drie", layer=3, themes=["sleep"])
    with django_assert_num_queries(len(one)):
        client.get("/offer/")
