"""Translations: complete, and never two for one message."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command

from coaching.core import messages, wording


def test_nothing_is_missing():
    assert [line for name in messages.sources() for line in messages.problems(name)] == []


def test_catalogues_agree():
    assert list(messages.conflicts()) == []


def test_two_translations_of_one_message_are_found(monkeypatch, capsys):
    said = {"core": "klaar", "actionplans": "uitgevoerd"}

    def load(catalogue, language):
        found = Catalog(locale=language)
        found.add("done", said.get(catalogue, "klaar"))
        return found

    monkeypatch.setattr(messages, "load", load)
    assert any("uitgevoerd" in line for line in messages.conflicts())
    with pytest.raises(CommandError):
        call_command("messages", check=True)


def test_a_missing_translation_is_found(monkeypatch):
    monkeypatch.setattr(messages, "load", lambda catalogue, language: Catalog(locale=language))
    assert any("is not translated" in line for line in messages.problems("insight"))


@pytest.mark.parametrize("text", ["%(n)s days", "{name}", "%s"])
def test_other_placeholders_are_found(monkeypatch, text):
    original = Catalog()
    original.add(text)
    translated = Catalog(locale="nl")
    translated.add(text, "zonder")
    monkeypatch.setattr(messages, "extracted", lambda catalogue: original)
    monkeypatch.setattr(messages, "load", lambda catalogue, language: translated)
    assert any("placeholders" in line for line in messages.problems("core"))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Pourquoi ?", "an ordinary space"),
        ("Attention: lisez", "no space"),
        ("Le statut est maintenant: ", "no space"),
        ("Le « programme\u00a0»", "an ordinary space"),
        ("«\u00a0ici»", "no space"),
        ("<b>Fini</b>!", "no space"),
        ("l'heure", "apostrophe"),
        ("d'%(name)s", "apostrophe"),
        ("Vous recevez un mail.", "e-mail"),
        ("Mail", "e-mail"),
    ],
)
def test_odd_french_is_found(monkeypatch, text, fault):
    found = wording.french_faults(("Bien.", text))
    assert len(found) == 1 and fault in found[0]
    original, translated = Catalog(), Catalog(locale="fr")
    original.add(text)
    translated.add(text, text)
    monkeypatch.setattr(messages, "extracted", lambda catalogue: original)
    monkeypatch.setattr(messages, "load", lambda catalogue, language: translated)
    assert [line for line in messages.problems("core") if " fr: " in line and fault in line]
    assert [line for line in messages.problems("core") if " nl: " in line and "apostrophe" not in line] == []


@pytest.mark.parametrize(
    "text",
    [
        "Pourquoi\u00a0? Parce que\u00a0: ici\u00a0!",
        "De 10:30 à 12:00",
        "https://example.org/a?b=c;d",
        "a &amp; b",
        "«\u00a0ici\u00a0»…",
        '<a href="mailto:ici@mail.example?x=1">écrivez</a>',
        "Votre e-mail",
        "l’heure",
        "%(name)s\u00a0: {count}",
        "Vraiment\u00a0?!",
    ],
)
def test_usual_french_is_left_alone(text):
    assert wording.french_faults(text) == []


@pytest.mark.parametrize(
    ("language", "text", "better"),
    [
        ("nl", "De onderneming leest dit.", "bedrijf"),
        ("nl", "Antwoord tot %(day)s", "uiterlijk op"),
        ("nl", "Een neen helpt ook.", "nee"),
        ("fr", "Vous recevez un courriel.", "e-mail"),
        ("fr", "L’horloge reprend", "délai"),
        ("fr", "le plan annuel", "plan d’action annuel"),
        ("fr", "Répondez avant le %(day)s", "au plus tard le"),
    ],
)
def test_a_word_that_we_decided_against_does_not_come_back(monkeypatch, language, text, better):
    original, translated = Catalog(), Catalog(locale=language)
    original.add(text)
    translated.add(text, text)
    monkeypatch.setattr(messages, "extracted", lambda catalogue: original)
    monkeypatch.setattr(messages, "load", lambda catalogue, asked: translated)
    assert [line for line in messages.problems("core") if f" {language}: " in line and better in line]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nl", "Vul het ondernemingsnummer in, zoals in de Kruispuntbank van Ondernemingen."),
        ("nl", "Lees het plan tot en met %(day)s"),
        ("fr", "Le plan d’action annuel"),
        ("fr", "une horloge"),
    ],
)
def test_words_that_are_like_them_may_stay(language, text):
    assert wording.rejected_words(text, language) == []


@pytest.mark.parametrize(
    ("said", "noun"),
    [
        ({"en": "%(n)s findings", "fr": "%(n)s constats"}, "findings"),
        ({"en": "%(count)s found", "fr": "%(count)s trouvés"}, "trouvés"),
        ({"en": "about %(hours)s hours", "fr": "environ %(hours)s h"}, "hours"),
        ({"en": "%(talks)s quiet talks", "fr": "calme"}, "talks"),
    ],
)
def test_a_number_before_a_noun_in_one_form_is_found(said, noun):
    assert any(noun in fault for fault in wording.form_faults(said))
    assert wording.form_faults({**said, "en": (said["en"], said["en"])}) == []


def test_what_is_no_number_needs_no_second_form():
    said = {"en": "%(company)s asks you; by %(day)s at the latest", "fr": "%(company)s vous demande plus"}
    assert wording.form_faults(said) == []
