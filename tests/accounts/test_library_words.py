"""What the sign-in library says reads as ours: "u" in Dutch, and no English left (`locale/library`, kept by hand)."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation

from coaching.accounts import words
from coaching.accounts.emails import ACCOUNT_MAILS
from coaching.core.messages import _placeholders, load
from tests.accounts.library import HOME, reachable

FAMILIAR = re.compile(r"\b(je|jij|jou|jouw|jezelf|jullie)\b", re.IGNORECASE)
SAME_WORD = {"Accounts", "Code", "MFA", "Note", "WebAuthn"}  # the word itself is Dutch or French too
# The library's messages that words.MESSAGES leaves out on purpose: the page itself shows it, or we do not offer it.
NOT_SAID = {
    "account/messages/logged_in.txt",
    "account/messages/logged_out.txt",
    "account/messages/login_code_sent.txt",
    "account/messages/phone_verification_sent.txt",
    "account/messages/phone_verified.txt",
}


def test_the_walk_finds_the_library():
    assert len(reachable()) > 100


def test_dutch_says_u():
    with translation.override("nl"):
        assert {m: said for m in reachable() if FAMILIAR.search(said := translation.gettext(m))} == {}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_no_english_is_left(language):
    with translation.override(language):
        assert {m for m in reachable() if translation.gettext(m) == m} - SAME_WORD == set()


def test_own_words_carry_the_same_placeholders_and_are_used():
    """Only Dutch has any: the library's French is complete and says "vous"."""
    kept: Catalog = load("library", "nl")
    entries = [message for message in kept if message.id]
    assert entries
    for message in entries:
        assert _placeholders(message.id) == _placeholders(message.string), message.id
    assert {str(message.id) for message in entries} <= reachable(), "words for messages that nobody can see"


def test_every_message_after_an_action_is_ours_or_left_out_on_purpose():
    folder = HOME / "templates"
    found = {str(path.relative_to(folder)) for path in folder.rglob("messages/*.txt")}
    assert found == set(words.MESSAGES) | NOT_SAID


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("template", ACCOUNT_MAILS)
def test_every_account_mail_speaks_the_readers_language(template, language):
    context = {"template": template, "path": "/x/", "email": "a@voorbeeld.test"}
    facts = {"from_email": "a@voorbeeld.test", "to_email": "b@voorbeeld.test"}
    with translation.override("en"):
        english = ACCOUNT_MAILS[template](context | facts)
    with translation.override(language):
        written = ACCOUNT_MAILS[template](context | facts)
    assert written.subject != english.subject and not set(written.paragraphs) & set(english.paragraphs)
    assert written.action_label != english.action_label
    if language == "nl":
        assert not FAMILIAR.search(" ".join([written.subject, *written.paragraphs, written.closing]))
