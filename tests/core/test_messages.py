"""Translations: complete, and never two for one message."""

from __future__ import annotations

import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command

from coaching.core import messages


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
