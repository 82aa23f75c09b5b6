"""One word for one thing, written in one way: what a machine can hold of docs/words.md and of the glossary of the field."""

from __future__ import annotations

import json
import re

import pytest
from babel.messages.catalog import Catalog

from coaching.core import messages, wording

DATA = ("modules/data", "*/data", "coaching/*/data")
GLOSSARY = messages.ROOT / "docs" / "subject" / "glossary.md"
# Words of several senses: the glossary has one of them.
OTHER_SENSES = {"place", "file", "part"}


def texts(value, language, inside=False):
    """Every text in this language within JSON of ours: {"nl": …, "fr": …, "en": …}, or deeper below such a key."""
    if isinstance(value, str):
        yield from [value] if inside else []
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, language, inside)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, language, inside or key == language)


def written(language):
    """(file, line or text) of all that the installation brings along in this language: offer, posters, guides, help."""
    files = sorted({path for folder in DATA for path in messages.ROOT.glob(f"{folder}/*.json")})
    guides = sorted(messages.ROOT.glob(f"modules/data/guides/*.{language}.txt"))
    for path in files:
        for text in texts(json.loads(path.read_text(encoding="utf-8")), language):
            yield str(path.relative_to(messages.ROOT)), text
    for path in guides:
        for line in path.read_text(encoding="utf-8").splitlines():
            # what stands before the first colon of the head is the name of a field
            yield path.name, re.sub(r"^(module|picture|title|kicker|lead):", "", line)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_what_the_installation_brings_along_is_written_alike(language):
    faults = wording.french_faults if language == "fr" else wording.dutch_faults
    every = list(written(language))
    assert len({file for file, _text in every}) > 20 and len(every) > 1000
    found = [(file, text, faults(text) + wording.rejected_words(text, language)) for file, text in every]
    assert [line for line in found if line[2]] == []


@pytest.mark.parametrize(
    ("language", "text", "fault"),
    [
        ("fr", "Le fichier pèse 10 Mo.", "before a unit"),
        ("fr", "%(share)s %% des travailleurs", "before a unit"),
        ("fr", "25.000 € par an", "before a unit"),
        ("fr", "Fini\u202f!", "narrow"),
        ("fr", "46 336 personnes", "thousands"),
        ("fr", "46\u00a0336 personnes", "thousands"),
        ("fr", "Vous êtes absent·e", "genders"),
        ("fr", "Seul(e) la personne", "genders"),
        ("nl", "de risico's", "apostrophe"),
        ("nl", "ook 's avonds", "apostrophe"),
    ],
)
def test_odd_writing_is_found(language, text, fault):
    faults = wording.french_faults if language == "fr" else wording.dutch_faults
    assert any(fault in found for found in faults(text))


@pytest.mark.parametrize(
    "text",
    [
        "10\u00a0Mo, 35\u00a0%, 25.000\u00a0€",
        "Appelez le 0800 111 00 ou le 02 227 52 52",
        "BE71 0961 2345 6769",
        "de 7 à 10 jours",
        "le 5 décembre 2026",
    ],
)
def test_figures_that_are_no_thousands_are_left_alone(text):
    assert wording.french_faults(text) == []


@pytest.mark.parametrize("text", ["de risico’s", "de foto’s van ’s avonds", "een ‘nee’ mag", "<a href='/x'>Hier</a>"])
def test_usual_dutch_is_left_alone(text):
    assert wording.dutch_faults(text) == []


@pytest.mark.parametrize(
    ("language", "text", "better"),
    [
        ("nl", "Kent men het rooster?", "mensen"),
        ("nl", "Dan kan je verder.", "u"),
        ("nl", "Sessies en data", "datums"),
        ("nl", "bedrijf die u een coach vraagt", "bedrijf dat"),
        ("nl", "Welke bedrijf u nodig heeft", "welk bedrijf"),
        ("nl", "Het bedrijf krijgt haar brief.", "zijn"),
        ("fr", "Vous ne devez rien faire.", "vous n’avez pas à"),
        ("fr", "Personne ne doit le dire.", "vous n’avez pas à"),
        ("fr", "Demandez un collègue.", "demander à quelqu’un"),
        ("fr", "Remplissez votre mot de passe.", "indiquez"),
        ("fr", "Ce que vous avez rempli ici", "indiqué"),
        ("fr", "les relations de travail", "interpersonnelles"),
        ("fr", "une autre couche", "niveau"),
        ("fr", "Rappel à la date de début", "démarrage"),
    ],
)
def test_a_word_that_misleads_does_not_come_back(language, text, better):
    assert any(better in found for found in wording.rejected_words(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Ze betalen haar: het bedrijf betaalt."),
        ("nl", "de gegevens van mensen"),
        ("fr", "Remplissez les règles, puis demandez à un collègue."),
        ("fr", "Vous n’avez rien à faire."),
        ("fr", "les conditions de vie au travail"),
    ],
)
def test_words_that_look_like_them_may_stay(language, text):
    assert wording.rejected_words(text, language) == []


def test_a_sentence_that_stands_twice_is_found(monkeypatch):
    once, twice = "%(n)s van %(m)s is klaar.", "%(n)s van %(m)s is klaar.%(n)s van %(m)s is klaar."
    original, translated = Catalog(), Catalog(locale="nl")
    original.add("%(n)s of %(m)s is done.")
    translated.add("%(n)s of %(m)s is done.", twice)
    monkeypatch.setattr(messages, "extracted", lambda catalogue: original)
    monkeypatch.setattr(messages, "load", lambda catalogue, language: translated)
    assert [line for line in messages.problems("core") if " nl: " in line and "more often" in line]
    assert wording.repeated_gaps(once, "%(n)s of %(m)s is done.") == []
    assert wording.repeated_gaps(("%(n)s dag", "%(n)s dagen"), ("%(n)s day", "%(n)s days")) == []


def glossary():
    """English term → the words on the screen, Dutch and French: of the rows with one term for one thing."""
    for line in GLOSSARY.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 4 and cells[0] not in {"English (code)", "---"}:
            for term in re.sub(r"\(`[^)]*\)|\*+", "", cells[0]).split(","):
                yield term.strip().lower(), cells[1], cells[2]


def screen(language):
    """English message → what the screens say, in small letters with the apostrophe of the glossary."""
    said = {}
    for catalogue in messages.sources():
        for message in messages.load(catalogue, language):
            one = message.id if isinstance(message.id, str) else message.id[0]
            word = message.string if isinstance(message.string, str) else message.string[0]
            said.setdefault(one.lower(), set()).add(word.lower().replace("’", "'"))
    return said


@pytest.mark.parametrize(("language", "column"), [("nl", 1), ("fr", 2)])
def test_a_term_of_the_glossary_is_that_word_on_the_screen(language, column):
    said, met, other = screen(language), set(), []
    for row in glossary():
        term, words = row[0], [word.strip() for word in re.split(r"[,;:()]", row[column].lower()) if word.strip()]
        if term in OTHER_SENSES or term not in said or words == ["–"]:  # a name, the same in each language
            continue
        met.add(term)
        other += [(term, row[column], word) for word in said[term] if not any(w in word or word in w for w in words)]
    assert len(met) > 35
    assert other == []
