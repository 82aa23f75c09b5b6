"""A paragraph of the programme's own in each mail and letter: where, in which language, and what it can never do."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation

from coaching.core.ground.workflow import Refused
from coaching.core.mail import delivery, outbox
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions as programmes
from coaching.programmes.models import Application, TextTemplate
from coaching.programmes.reports import preview
from coaching.programmes.texts import actions, adding
from tests import factories
from tests.acting import in_company, in_programme

pytestmark = pytest.mark.django_db
HOSTILE = "<b>{company}</b> <script>x</script>"
WORDS = {"nl": "Bel ons gerust over {reference}.", "fr": "Appelez-nous, {company}."}


def keep(world: Any, added_to: str, letter: str = "a", **values: Any) -> TextTemplate:
    with in_programme(getattr(world, f"admin_{letter}"), getattr(world, f"programme_{letter}")) as by:
        told = {"kind": "added", "name": added_to, "texts": WORDS, "subjects": {}, "added_to": added_to, **values}
        return actions.add_text(values=told, by=by)


@pytest.fixture
def file(world: Any) -> Application:
    with system_context("test"):
        return factories.application(world.programme_a, world.contact_a, world.company_a, state="in_review")


def reject(world: Any, file: Application) -> None:
    with in_programme(world.admin_a, world.programme_a) as by:
        programmes.reject(application_id=file.pk, reason="Geen draagvlak.", by=by)


def delivered(kind: str) -> Any:
    delivery.deliver_due()
    with system_context("test"):
        rows = OutgoingEmail.objects.filter(kind=kind, state="sent")
        subjects = {row.subject for row in rows}
    return next(one for one in mail.outbox if one.subject in subjects)


def test_it_goes_into_the_mail_of_its_own_programme_alone(world: Any, file: Application) -> None:
    keep(world, "programmes.rejected", texts={"nl": f"{HOSTILE} {{reference}}", "fr": "Bonjour."})
    keep(world, "programmes.rejected", letter="b", texts={"nl": "Van een ander."})
    reject(world, file)
    sent = delivered("programmes.rejected")
    html = sent.alternatives[0][0]
    assert f"<b>{file.company_name}</b>" in sent.body and file.reference in sent.body
    assert "&lt;script&gt;x" in html and "<script>x" not in html and f"<b>{file.company_name}" not in html
    assert "Van een ander." not in sent.body and "Bonjour." not in sent.body


def test_a_language_without_words_and_a_retired_one_add_nothing(world: Any, file: Application) -> None:
    text = keep(world, "programmes.rejected", texts={"fr": "Bonjour."})
    reject(world, file)
    with system_context("test"):
        rows = list(OutgoingEmail.objects.filter(kind="programmes.rejected"))
        assert set(adding.paragraphs_of(rows)[rows[0].pk]) == {"fr"}
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.retire_text(text_id=text.pk, retired=True, by=by)
    with system_context("test"):
        assert adding.paragraphs_of(rows) == {}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_it_stands_in_the_letter_and_in_what_is_looked_at_before(world: Any, file: Application, language: str) -> None:
    keep(world, "letter.reject", texts={**WORDS, "nl": "Bel ons over {reference}, {company}, {sent_on}."})
    for place in (
        in_programme(world.admin_a, world.programme_a),
        in_company(world.contact_a, world.company_a),
    ):
        with place, translation.override(language):
            row = Application.objects.select_related("programme").get(pk=file.pk)
            said = preview(row, verb="reject", reason="x", signed_by="y")["added"]
            assert preview(row, verb="approve", reason="x", signed_by="y")["added"] == []
        assert len(said) == (0 if language == "en" else 1)
        assert not said or file.company_name in said[0]


def test_nobody_reads_the_paragraph_of_a_letter_to_another_company(world: Any, file: Application) -> None:
    keep(world, "letter.reject")
    with in_company(world.contact_b, world.company_b), translation.override("nl"):
        assert adding.letter_lines(file, "reject") == []
    with in_programme(world.admin_b, world.programme_b), translation.override("nl"):
        assert adding.letter_lines(file, "reject") == []


@pytest.mark.parametrize(
    ("added_to", "words", "says"),
    [
        ("programmes.rejected", "{password}", "{password}"),
        ("programmes.rejected", "{sent_on}", "{sent_on}"),
        ("trajectories.started", "{reference}", "{reference}"),
        ("", "Dag.", "Kies de mail of brief"),
        ("accounts.invitation", "Dag.", "Kies de mail of brief"),
        ("actionplans.put_to_body", "Dag.", "Kies de mail of brief"),
        ("modules.place_taken", "{company}", "{company}"),
        ("trajectories.expenses_paid", "{reference}", "{reference}"),
    ],
)
def test_what_is_refused(world: Any, added_to: str, words: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        keep(world, added_to, texts={"nl": words})
    with translation.override("nl"):
        assert says in str(refused.value)


def test_one_of_each_at_a_time(world: Any) -> None:
    first = keep(world, "programmes.rejected")
    with pytest.raises(Refused):
        keep(world, "programmes.rejected", name="Nog een")
    with in_programme(world.admin_a, world.programme_a) as by:
        actions.retire_text(text_id=first.pk, retired=True, by=by)
    keep(world, "programmes.rejected", name="Nog een")
    with in_programme(world.admin_a, world.programme_a) as by, pytest.raises(Refused):
        actions.retire_text(text_id=first.pk, retired=False, by=by)
    with system_context("test"), pytest.raises(IntegrityError), transaction.atomic():
        TextTemplate.objects.filter(pk=first.pk).update(retired_at=None)


def test_it_is_written_on_its_page_and_said_in_the_list(world: Any, login: Any) -> None:
    client, slug = login(world.admin_a), world.programme_a.slug
    typed = {"kind": "added", "name": "Telefoon", "added_to": "trajectories.started", "version": "1"}
    wrong = client.post(reverse("programmes:add_text", args=[slug]), {**typed, "text_nl": "Bel {reference}"})
    assert wrong.status_code == 200 and "{reference}" in wrong.content.decode()
    looked = client.post(
        reverse("programmes:add_text", args=[slug]), {**typed, "text_nl": "Bel {company}", "look": "1"}
    )
    assert looked.status_code == 200 and "{company}</p>" not in looked.content.decode()
    assert client.post(reverse("programmes:add_text", args=[slug]), {**typed, "text_nl": "Bel ons."}).status_code == 302
    assert "Coaching gestart" in client.get(reverse("programmes:texts", args=[slug])).content.decode()


def test_it_reaches_coaches_and_who_comes_to_a_gathering(world: Any) -> None:
    """Of the mail's own programme, to an address without an account too, with what the mail knows filled in."""
    keep(world, "trajectories.coach_asked", texts={"nl": "Voor {company} geldt {programme}.", "fr": "x", "en": "x"})
    keep(world, "modules.place_taken", texts={"nl": "Breng uw kaart mee, zegt {programme}."})
    keep(world, "modules.place_taken", letter="b", texts={"nl": "Van een ander."})
    with system_context("test"):
        OutgoingEmail.objects.all().delete()
        context = {"company": "Fruitwerk", "answer_due_on": "2026-02-17", "start_due_on": "2026-05-10", "request": "1"}
        asked = outbox.queue(
            "trajectories.coach_asked",
            recipients=[world.coach_a.pk],
            context=context,
            dedupe="1",
            about=world.trajectory_a,
        )
        place = {"title": {"nl": "Half dagje"}, "starts_at": "2026-03-02T09:00:00+01:00", "where": "Gent", "link": ""}
        come = outbox.queue(
            "modules.place_taken",
            address="bakker@voorbeeld.test",
            language="nl",
            context={**place, "place": world.programme_a.pk.hex, "token": "t", "reason": ""},
            dedupe="2",
            about=world.programme_a,
        )
        found = adding.paragraphs_of([*asked, *come])
    assert found[asked[0].pk]["nl"] == f"Voor Fruitwerk geldt {world.programme_a.name}."
    assert found[come[0].pk]["nl"] == f"Breng uw kaart mee, zegt {world.programme_a.name}."


def test_employers_own_mails_and_mails_about_safety_take_none() -> None:
    """Whoever reads them must not think that the programme wrote it; and no words stand beside a link to sign in."""
    shut = ("actionplans.", "riskanalysis.", "accounts.", "account.", "companies.", "core.", "insight.")
    assert [kind for kind in adding.PLACES if kind.startswith(shut)] == []
    assert not {"trajectories.account_set", "modules.date_set", "trajectories.message"} & set(adding.PLACES)


def test_every_place_is_a_mail_that_there_is() -> None:
    assert {kind for kind in adding.PLACES if not kind.startswith("letter.")} <= set(MAILS)
