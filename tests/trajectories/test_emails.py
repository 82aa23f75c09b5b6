"""Every mail of this app reads well in three languages, and no two subjects are alike."""

from __future__ import annotations

import pytest
from django.utils import translation

from coaching.core.mail.outbox import MAILS

CONTEXT = {
    "company": "Fruitwerk",
    "slug": "fruitwerk",
    "trajectory": "0" * 8,
    "start_due_on": "2026-05-10",
    "approved_on": "2026-02-10",
    "coach": "Ann",
    "answer": "Graag",
    "message": "Kom",
    "request": "1" * 8,
    "answer_due_on": "2026-02-17",
    "reason": "Verhuis",
    "by": "Jan",
    "started_on": "2026-03-20",
    "hours": "20",
    "hours_used": "18.5",
    "programme": "P",
    "programme_slug": "p",
    "held_on": "2026-03-20",
    "subsidy": "300",
    "number": 1,
    "days": 45,
    "last_session_on": "2026-03-20",
    "successor": "Bart",
    "present": "",
    "province": "VAN",
    "count": 3,
    "companies": ["Fruitwerk"],
    "where": "Bij u",
    "talk_at": "2026-03-02T09:00:00+01:00",
    "author": "Ann",
    "excerpt": "Dag",
    "path": "/c/x/messages/",
    "internal": False,
    "planned": "0190b3f2-0000-7000-8000-000000000001",
    "kind": "intake",
    "note": "Dag",
    "link": "",
    "options": [["2026-03-02T09:00:00+01:00", "2026-03-02T11:00:00+01:00"]],
    "starts": "2026-03-02T09:00:00+01:00",
    "ends": "2026-03-02T11:00:00+01:00",
    "changed": "2026-02-02T09:00:00+01:00",
    "sequence": 1,
    "application": "0190b3f2-0000-7000-8000-000000000002",
    "said_at": "2026-02-10T09:00:00+01:00",
    "ends_in": "7034",
    "holder": "Ann",
    "on": "2026-03-02T09:00:00+01:00",
}
KINDS = sorted(kind for kind in MAILS if kind.startswith("trajectories."))


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_subjects_differ_and_nothing_is_left_open(language):
    with translation.override(language):
        letters = {kind: MAILS[kind](CONTEXT) for kind in KINDS}
    assert len({letter.subject for letter in letters.values()}) == len(KINDS) >= 21
    for letter in letters.values():
        text = " ".join([letter.subject, *letter.paragraphs, letter.action_label, letter.closing])
        assert "%(" not in text and len(letter.subject) < 110
        assert bool(letter.action_label) == bool(letter.action_path)


@pytest.mark.parametrize("kind", KINDS)
def test_dutch_and_french_are_not_english(kind):
    subjects = []
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            subjects.append(MAILS[kind](CONTEXT).subject)
    assert len(set(subjects)) == 3
