"""What the mails say: who, what to do, where; in three languages."""

from __future__ import annotations

import pytest
from django.urls import resolve
from django.utils import translation

from coaching.core.mail.outbox import MAILS

CONTEXT = {
    "analysis": "6e1f0f0e-0000-4000-8000-000000000001",
    "title": "Analyse 100 %",
    "company": "Fruitwerk & Zoon",
    "slug": "fruitwerk",
}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("kind", ["riskanalysis.ready_for_body", "riskanalysis.final"])
def test_mail_names_company_and_analysis_and_leads_to_the_report(kind, language):
    with translation.override(language):
        content = MAILS[kind](CONTEXT)
    assert "Fruitwerk & Zoon" in content.subject
    assert "Analyse 100 %" in " ".join(content.paragraphs)
    assert content.action_label
    assert resolve(content.action_path.split("?")[0]).view_name == "riskanalysis:report"


def test_languages_differ():
    subjects = set()
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            subjects.add(MAILS["riskanalysis.final"](CONTEXT).subject)
    assert len(subjects) == 3
