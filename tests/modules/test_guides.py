"""What the modules name exists: guides, letters and sheets in three languages, as pages and as files that open."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from typing import Any

import pytest
from django.template.loader import get_template
from django.urls import reverse
from pypdf import PdfReader

from coaching.core import wording
from coaching.core.tenancy.context import current_actor, system_context
from coaching.programmes.layers import LANGUAGES
from modules.actions import load_catalogue
from modules.catalogue import GUIDES, Material, entries, guides, materials
from modules.materials.guides import blocks, pdf
from modules.materials.tasks import make_poster
from modules.models import Module, ModuleMaterial, ModuleVersion

# A word of a module's Dutch text that promises something on paper, and what keeps that promise: the kind of material, and
# the kinds of block that must be in one of the module's guides. A new word of this sort in a text asks for a line here.
PROMISES = {
    r"affiche": ("poster", ()),
    r"blad met vier regels": ("poster", ()),
    r"tekeningen met de tekst": ("guide", ("scenes",)),
    r"leidraad": ("guide", ("table", "ticks")),
    r"gids van vier bladzijden": ("guide", ("lights", "table", "rules")),
    r"voorbeeldbrieven": ("guide", ("letter",)),
    r"een planning": ("guide", ("table",)),
    r"stappen": ("guide", ("steps",)),
    r"kijkwijzer|meetblad|rekenblad|afsprakenblad|vaardighedenlijst|opleidingsplan": ("guide", ("table",)),
    r"model van beleidsverklaring": ("guide", ("letter",)),
    r"oefengesprek": ("guide", ("table", "ticks")),
    r"tips voor nachtploegen": ("guide", ("ticks",)),
    r"lijst die u": ("guide", ("table", "ticks")),
    r"projectblad": ("guide", ("rules", "table")),
}
PAPER = re.compile("|".join((*PROMISES, r"brief|brieven|blad\b|gids\b|film\b|lijst van|downloa")), re.IGNORECASE)
ENTRIES = {entry.slug: entry.content for entry in entries()}
OF = defaultdict(list)
for _material in materials():
    OF[_material.slug].append(_material)


def said(content: dict[str, Any]) -> str:
    return " ".join(content[name]["nl"] for name in ("title", "content", "timeline", "asks_during", "asks_after"))


def row(guide: Material) -> ModuleMaterial:
    kept = ("kind", "picture", "language", "title", "lines", "body")
    return ModuleMaterial(**{name: getattr(guide, name) for name in kept})


@pytest.mark.parametrize("slug", ENTRIES)
def test_what_a_module_names_exists_in_three_languages(slug):
    words = said(ENTRIES[slug])
    for promise, (kind, asked) in PROMISES.items():
        if not re.search(promise, words, re.IGNORECASE):
            continue
        for language in LANGUAGES:
            own = [material for material in OF[slug] if material.kind == kind and material.language == language]
            assert own, (promise, language)
            there = {block.kind for material in own for block in blocks(material.body)}
            assert set(asked) <= there, (promise, language)


def test_every_paper_that_is_named_is_looked_for():
    for slug, content in ENTRIES.items():
        found = PAPER.search(said(content))
        assert not found or OF[slug], (slug, found)


def test_no_module_promises_a_film():
    """There is none: the story says so itself, in each language."""
    for language, honest in {"nl": "nog geen film", "fr": "pas encore de film", "en": "no film yet"}.items():
        leads = [guide.body["lead"] for guide in guides() if guide.language == language]
        assert [lead for lead in leads if honest in lead]


def test_each_guide_says_the_same_in_three_languages():
    shapes = defaultdict(dict)
    for path in sorted(GUIDES.glob("*.txt")):
        name, language, _ending = path.name.split(".")
        guide = next(
            one for one in guides() if one.body["text"] == path.read_text(encoding="utf-8").split("\n\n", 1)[1]
        )
        shapes[name][language] = [(block.kind, [len(parts) for parts in block.rows]) for block in blocks(guide.body)]
    assert len(shapes) >= 13
    for name, languages in shapes.items():
        assert set(languages) == set(LANGUAGES), name
        kinds = {
            language: [(kind, len(rows) if kind != "list" else 0) for kind, rows in shape if kind != "words"]
            for language, shape in languages.items()
        }
        assert kinds["nl"] == kinds["fr"] == kinds["en"], name
        for shape in languages.values():
            for kind, rows in shape:
                assert kind not in {"table", "scenes", "lights"} or len(set(rows)) == 1, (name, kind, rows)


def test_each_block_has_a_template_and_each_scene_its_drawing():
    for guide in guides():
        for block in blocks(guide.body):
            get_template(block.template)
            for parts in block.rows if block.kind == "scenes" else ():
                get_template(f"modules/pictures/{parts[0]}.svg")
        assert len(guide.title) <= 80


def test_a_line_is_read_by_its_mark():
    lines = ["# Kop", "Woorden.", "", "1. Eerst | zo", "2. Dan", "", "| a | b |  |", "|  |  |  |", "> Beste", ">"]
    text = "\n".join([*lines, "[] Vink", "_ Naam:", "^red | Rood | Stop", "==="])
    found = [(block.kind, block.rows) for block in blocks({"text": text})]
    assert found == [
        ("title", [["Kop"]]),
        ("words", [["Woorden."]]),
        ("steps", [["Eerst", "zo"], ["Dan"]]),
        ("table", [["a", "b", ""], ["", "", ""]]),
        ("letter", [["Beste"], [""]]),
        ("ticks", [["Vink"]]),
        ("rules", [["Naam:"]]),
        ("lights", [["red", "Rood", "Stop"]]),
        ("page", [["==="]]),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("guide", guides(), ids=lambda guide: f"{guide.slug}-{guide.language}-{guide.title[:12]}")
def test_each_guide_is_a_sound_file_in_its_language(guide):
    reader = PdfReader(io.BytesIO(pdf(row(guide))))
    words = " ".join(page.extract_text() for page in reader.pages)
    assert reader.trailer["/Root"]["/Lang"] == guide.language
    assert 2 <= len(reader.pages) <= 4
    for page in reader.pages:
        assert len(page.extract_text().split()) > 25  # no page with a lost line or two
    for language, word in {"nl": " een ", "fr": " les ", "en": " the "}.items():
        assert (word in words.lower().replace("\n", " ")) == (language == guide.language), language
    assert " | " not in words and "===" not in words and "[]" not in words


@pytest.mark.django_db
def test_a_guide_is_a_page_and_a_file(client):
    with system_context("test"):
        load_catalogue(by=current_actor())
        found = ModuleMaterial.objects.filter(module__slug="rookvrij-stappenplan", kind="guide")
        keys = dict(found.values_list("language", "pk"))
    page = client.get(reverse("modules:module", args=["rookvrij-stappenplan"])).content.decode()
    for language, key in keys.items():
        read = reverse("modules:guide", args=["rookvrij-stappenplan", key])
        assert read in page
        shown = client.get(read).content.decode()
        assert f'lang="{language}"' in shown and "0800 111 00" in shown
        assert client.get(reverse("modules:guide", args=["affiches-rug", key])).status_code == 404
        assert client.post(read).status_code in {403, 405}
    assert make_poster(str(keys["nl"])) is True
    answer = client.get(reverse("modules:material", args=["rookvrij-stappenplan", keys["nl"]]))
    assert answer["Content-Disposition"] == 'attachment; filename="Rookvrij werken in acht stappen.pdf"'
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 3


@pytest.mark.parametrize("guide", guides(), ids=lambda guide: f"{guide.slug}-{guide.language}")
def test_a_table_has_no_nameless_heading_and_is_reached_with_the_keyboard(guide):
    for block in blocks(guide.body):
        if block.kind == "table":
            shown = get_template(block.template).render({"block": block})
            assert not re.search(r"<th[^>]*>\s*</th>", shown)
            assert 'tabindex="0"' in shown and not re.search(r'aria-label="\s*"', shown)


@pytest.mark.django_db
def test_a_module_that_nobody_keeps_follows_the_catalogue_in_a_new_edition(world):
    with system_context("test"):
        load_catalogue(by=current_actor())
        module = Module.objects.get(slug="film-hoe-gaat-het")
        used = ModuleVersion.objects.get(module=module)
        older = used.content | {"title": {"nl": "Korte film", "fr": "Film", "en": "Film"}, "materials": []}
        ModuleVersion.objects.filter(pk=used.pk).update(content=older)
        Module.objects.filter(slug="bedrijfsbezoek").update(keeper=world.programme_a)
        visit = ModuleVersion.objects.filter(module__slug="bedrijfsbezoek")
        visit.update(content=visit.get().content | {"provider": "Wij"})
        assert load_catalogue(by=current_actor()) == 0
        states = ModuleVersion.objects.filter(module=module).order_by("edition").values_list("edition", "state")
        assert list(states) == [(1, "replaced"), (2, "published")]
        assert ModuleVersion.objects.get(pk=used.pk).content["title"]["nl"] == "Korte film"
        assert len(Module.objects.get(pk=module.pk).materials) == 6
        assert ModuleMaterial.objects.filter(module=module).count() == 6  # made once, listed by both
        assert visit.get().content["provider"] == "Wij"  # a programme keeps it


@pytest.mark.parametrize("guide", guides(), ids=lambda guide: f"{guide.slug}-{guide.language}-{guide.title[:12]}")
def test_guides_keep_to_our_words(guide):
    said = [guide.title, guide.body["kicker"], guide.body["lead"], *guide.body["text"].splitlines()]
    assert [(text, found) for text in said if (found := wording.rejected_words(text, guide.language))] == []
    assert guide.language != "fr" or [text for text in said if re.search(r"« | [;:!?»]", text)] == []
