"""Every kind of mail has a believable example, so that somebody can look at it (`scripts/mail_sheets.py`)."""

from __future__ import annotations

import re

import pytest

from coaching.core.mail.mailbody import write
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from tests.core.mail.examples import COMMON, OWN

KINDS = sorted(kind for kind in MAILS if not kind.startswith("tests."))
LEFT_OPEN = re.compile(r"%\(\w+\)s|\{\w+\}|\bNone\b(?! of)|\d{4}-\d{2}-\d{2}(?!\d*/)")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_whole(kind: str, language: str) -> None:
    """No gap left open, no date as machines write it, no value that is not there."""
    row = OutgoingEmail(kind=kind, context={**COMMON, **OWN.get(kind, {})}, language=language, recipient_id=1)
    made = write(row, "lieve@bakkerij.example", language)
    words = re.sub(r"https?://\S+", "", made.text)
    assert made.subject and LEFT_OPEN.findall(f"{made.subject} {words}") == []


def test_who_has_no_account_is_not_told_of_a_role() -> None:
    """Nor sent to a page of their own: they have none."""
    context = {**COMMON, **OWN.get("programmes.draft_shared", {})}
    known = OutgoingEmail(kind="programmes.draft_shared", context=context, language="en", recipient_id=1)
    other = OutgoingEmail(kind="programmes.draft_shared", context=context, language="en", address="jef@slager.example")
    assert "because you have a role" in write(known, "lieve@bakkerij.example", "en").html
    shown = write(other, "jef@slager.example", "en").html
    assert "because somebody gave this address" in shown and "/me/" not in shown and "a role in" not in shown


def test_a_subject_keeps_its_guillemets_together() -> None:
    context = {**COMMON, **OWN.get("modules.in_use", {})}
    row = OutgoingEmail(kind="modules.in_use", context=context, language="fr", recipient_id=1)
    assert "«\u00a0" in write(row, "lieve@bakkerij.example", "fr").subject
