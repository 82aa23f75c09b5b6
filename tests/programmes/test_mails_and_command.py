"""What mails and the letter say, in three languages; the command that makes a programme."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.utils import translation

from coaching.core.mail import outbox
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Programme
from coaching.programmes.reports import build, preview
from tests import factories

pytestmark = pytest.mark.django_db
CONTEXT = {
    "application": "6f1c2d9e-0000-4000-8000-000000000001",
    "reference": "2026-0007",
    "company": "De Korst",
    "programme": "Gezond werk",
    "programme_slug": "gezond",
    "slug": "de-korst",
    "person": "Bart",
    "reason": "Omdat.",
    "question": "Hoeveel ploegen?",
    "start_due_on": "2026-05-10",
    "months": 3,
    "hours": "20.0",
    "company_share": "500.00",
}
KINDS = [
    "received",
    "colleague_applies",
    "new_application",
    "info_requested",
    "info_answered",
    "approved",
    "rejected",
    "waitlisted",
    "withdrawn",
    "withdrawn_desk",
    "lapsed",
]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_mails_have_distinct_subjects_and_lead_somewhere(language):
    with translation.override(language):
        contents = {kind: outbox.MAILS[f"programmes.{kind}"](CONTEXT) for kind in KINDS}
        assert len({content.subject for content in contents.values()}) == len(KINDS)
        for content in contents.values():
            assert content.action_path.startswith("/") and content.action_label and len(content.subject) < 150
        approved = contents["approved"]
        assert "05/2026" in approved.subject or "2026" in approved.subject
        assert "Hoeveel ploegen?" in contents["info_requested"].paragraphs


@pytest.mark.parametrize("state", ["approved", "rejected", "lapsed"])
def test_letter_says_what_was_decided(world, state):
    with system_context("test"):
        file = factories.application(
            world.programme_a,
            world.contact_a,
            world.company_a,
            state=state,
            decision_reason="Eén.\n<b>Twee</b>.",
            decided_by_id=world.admin_a.pk,
        )
        data = build(file, "nl")
    assert data.context["letter"]["approved"] is (state != "rejected")
    assert data.context["letter"]["signed_by"] == world.admin_a.name
    html = render_to_string("programmes/pdf/letter_body.html", {**data.context, "language": "nl"})
    assert "&lt;b&gt;Twee" in html and file.company_name in html


def test_no_letter_without_a_decision(world, submitted):
    with system_context("test"), pytest.raises(ValueError):
        build(submitted, "nl")
    with system_context("test"):
        assert preview(submitted, verb="approve", reason="x", signed_by="y")["start_due_on"]


def test_programme_is_made_once():
    out = io.StringIO()
    call_command("create_programme", "gezond", "--name", "Gezond werk", "--budget", "2800000", stdout=out)
    with system_context("test"):
        made = Programme.objects.get(slug="gezond")
        assert (made.name, made.budget_eur, made.start_months, made.is_open) == ("Gezond werk", 2_800_000, 3, True)


@pytest.mark.parametrize(
    ("slug", "name", "budget"),
    [
        ("bestaat", "Nog een", "1"),
        ("met spatie", "x", "1"),
        ("a", "x", "veel"),
        ("a", "x", "-1"),
        ("a", "x", "NaN"),
        ("a", "x", "1e30"),
        ("a", "", "1"),
        ("a", "x\x00", "1"),
        ("a" * 61, "x", "1"),
        ("a", "x", "1,234"),
        ("a", "x", "1.2345"),
    ],
)
def test_bad_programmes_are_refused_in_one_line(slug, name, budget):
    call_command("create_programme", "bestaat", "--name", "Bestaat", stdout=io.StringIO())
    with pytest.raises(CommandError) as error:
        call_command("create_programme", slug, "--name", name, "--budget", budget, stdout=io.StringIO())
    assert "\n" not in str(error.value)
    with system_context("test"):
        assert Programme.objects.count() == 1
