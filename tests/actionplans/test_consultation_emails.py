"""Every mail of consultation and follow-up has a subject that says what to do, in three languages."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.utils import translation

from coaching.core.mail.outbox import MAILS

CONTEXT = {
    "company": "Fruitwerk",
    "slug": "fruitwerk",
    "review": str(uuid4()),
    "plan": "2027",
    "kind": "annual",
    "body_kind": "committee",
    "until": "2026-12-01",
    "reason": "Te duur",
    "answer_until": "2027-05-01",
    "remarks": 2,
    "measure": str(uuid4()),
    "code": "A1",
    "what": "Heftafels",
    "due_on": "2026-05-15",
    "days": 14,
}
KINDS = (
    "put_to_body",
    "remarks_opened",
    "remarks_closed",
    "withdrawn_from_body",
    "advice_recorded",
    "answer_due.before",
    "answer_due.due",
    "advice_answered",
    "plan_in_force",
    "measure_cancelled",
    "measure_late",
)


@pytest.mark.parametrize("kind", KINDS)
def test_mails_say_what_to_do_in_three_languages(kind):
    subjects = set()
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            content = MAILS[f"actionplans.{kind}"](dict(CONTEXT))
        assert "%(" not in content.subject + "".join(content.paragraphs)
        assert content.action_path.startswith("/c/fruitwerk/") and content.action_label
        assert all(label and value for label, value in content.facts)
        subjects.add(content.subject)
    assert len(subjects) == 3


def test_without_a_date_the_subject_names_none():
    content = MAILS["actionplans.put_to_body"]({**CONTEXT, "until": ""})
    assert "01" not in content.subject
