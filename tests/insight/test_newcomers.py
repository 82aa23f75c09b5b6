"""Whoever was put in by others hears first what this is, and every later mail says how to sign in."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail as mailbox
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from coaching.accounts.models import User
from coaching.core.ground import clock
from coaching.core.mail import delivery, newcomers, outbox
from coaching.core.mail.newcomers import WELCOME
from coaching.core.mail.outbox import MAILS
from coaching.core.models import MailState, OutgoingEmail
from coaching.core.tenancy.context import system_context, without_hat
from coaching.insight.newcomers import facts_of
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "nora.nooit@voorbeeld.example"
FILE = """reference;company_name;enterprise_number;postcode;headcount;high_skilled_percent;submitted_on;approved_on;\
contact_name;contact_email
APR-1;Houtbewerking Proef BV;;3800;12;20;01/09/2026;05/09/2026;Nora Proef;nora.nooit@voorbeeld.example
"""
RESET = "/account/password/reset/"


@pytest.fixture
def imported(world: Any, tmp_path: Path) -> Any:
    """An approved file, taken over while its clock runs: to be started by 5 December."""
    path = tmp_path / "eerste-mail.csv"
    path.write_text(FILE, encoding="utf-8")
    with clock.at(date(2026, 11, 24)):
        call_command("import_applications", str(path), programme=world.programme_a.slug, stdout=io.StringIO())
    return world


def days(first: date, last: date) -> None:
    """Every morning from the first to the last, as beat runs it."""
    while first <= last:
        call_command("run_day", date=str(first), stdout=io.StringIO())
        first += timedelta(days=1)


def to(address: str) -> list[Any]:
    return [sent for sent in mailbox.outbox if sent.to == [address]]


def test_import_itself_sends_nothing(imported):
    delivery.deliver_due()
    assert to(ADDRESS) == []


def test_first_mail_of_an_imported_contact_is_a_welcome(imported):
    days(date(2026, 11, 24), date(2026, 12, 5))
    first, *later = to(ADDRESS)
    assert "Houtbewerking Proef BV" in first.subject and "wachtwoord" in first.subject
    programme = imported.programme_a
    for said in (programme.name, programme.contact_email, "Kies uw coach", "5 december 2026", ADDRESS, RESET):
        assert said in first.body, said
    assert len(later) >= 2 and "vandaag" in later[-1].subject
    assert all(RESET in sent.body and ADDRESS in sent.body for sent in later)
    with system_context("test"):
        sent = list(OutgoingEmail.objects.filter(kind=WELCOME))
        reminded = OutgoingEmail.objects.filter(kind__startswith="trajectories.start").order_by("sent_at").first()
    assert [row.state for row in sent] == [MailState.SENT]
    assert reminded is not None and sent[0].sent_at <= reminded.sent_at
    assert sent[0].programme_id == imported.programme_a.pk == reminded.programme_id


def test_who_imported_is_named(world):
    from coaching.core.ground.roles import Actor, Hat, Role
    from coaching.insight.importing.reading import read_bytes
    from coaching.insight.importing.writing import import_rows

    with clock.at(date(2026, 11, 24)):
        with system_context("test"):
            by = Actor(
                world.admin_a.pk, Hat.SYSTEM, frozenset({Role.ADMINISTRATOR.value}), programme_id=world.programme_a.pk
            )
            rows = read_bytes(FILE.encode())
            outcome = import_rows(rows, world.programme_a, by=by, dry_run=False, progress=lambda n: None)
        assert outcome.written == 1
    days(date(2026, 12, 5), date(2026, 12, 5))
    assert world.admin_a.name in to(ADDRESS)[0].body


def test_the_way_in_works_a_month_later(imported):
    """From the link in the mail to the company's own page, and no mail says it any more."""
    days(date(2026, 12, 5), date(2026, 12, 5))
    mailbox.outbox.clear()
    client = Client()
    assert client.get(RESET).status_code == 200
    client.post(RESET, {"email": ADDRESS})
    delivery.deliver_due()
    link = re.search(r"https?://[^/\s]+(/account/password/reset/key/\S+)", to(ADDRESS)[0].body)
    assert link
    page = client.get(link[1].split("?")[0], follow=True)
    word = "vijf blauwe fietsen op de dijk"
    client.post(page.request["PATH_INFO"], {"password1": word, "password2": word})
    client.post("/account/login/", {"login": ADDRESS, "password": word})
    home = client.get("/me/", follow=True)
    assert home.status_code == 200 and "Houtbewerking Proef BV" in home.content.decode()
    mailbox.outbox.clear()
    days(date(2026, 12, 6), date(2026, 12, 20))
    assert to(ADDRESS) and not any(RESET in sent.body for sent in to(ADDRESS))


def newcomer(name: str, **fields: Any) -> User:
    with without_hat():
        return User.objects.create(email=f"{name}@voorbeeld.test", name=name, password="!", **fields)


def told(user: User, number: int = 1, **more: Any) -> None:
    with system_context("test"):
        outbox.queue("accounts.second_factor_reset", recipients=[user.pk], context={}, dedupe=f"t{number}", **more)
    delivery.deliver_due()


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Nog niet aangemeld"), ("fr", "Pas encore connecté"), ("en", "Not signed in here yet")],
)
def test_any_mail_says_how_to_sign_in_whatever_the_role(world, language, words):
    """Coach, body, assessor or nobody yet: the fact is about the person, not about the mail."""
    person = newcomer("nieuw", language=language)
    with system_context("test"):
        factories.membership(world.company_a, person, "worker_bench")
    told(person)
    first, second = mailbox.outbox
    assert first.body.count(RESET) == 1 and world.company_a.name in first.subject
    html = second.alternatives[0][0]
    assert words in second.body and words in html
    assert RESET in second.body and RESET in html and person.email in second.body


def test_who_can_sign_in_is_left_alone(world):
    person = factories.user("Met wachtwoord")
    told(person)
    sso = newcomer("sso", last_login=clock.now())  # single sign-on: no password and no need of one
    told(sso, 2)
    assert len(mailbox.outbox) == 2 and not any(RESET in sent.body for sent in mailbox.outbox)


def test_invented_people_of_a_generated_demonstration_get_no_welcome(world):
    with without_hat():
        person = User.objects.create(email=ADDRESS, name="Bedrijf 000001 (fictief)", password="!", is_demo=True)
    with system_context("test"):
        assert newcomers.welcome_first([_row(person)])[1] == 0
    with without_hat():
        User.objects.filter(pk=person.pk).update(is_demo=False)
    with system_context("test"):
        assert newcomers.welcome_first([_row(person)])[1] == 1


def _row(person: User) -> OutgoingEmail:
    return OutgoingEmail(kind="tests.any", recipient_id=person.pk, language="nl", not_before=clock.now())


def test_a_welcome_says_what_waits_in_the_language_of_when_it_goes_out(imported):
    """The reader chose another language between the making of the welcome and its sending."""
    with without_hat():
        person = User.objects.get(email=ADDRESS)
    with system_context("test"), clock.at(date(2026, 12, 1)):
        waits = facts_of(person, _row(person))["waits"]
    assert set(waits) == {"nl", "fr", "en"} and all(len(lines) == 1 for lines in waits.values())
    for language, said in (("nl", "Kies uw coach"), ("fr", "Choisissez votre coach"), ("en", "Choose your coach")):
        with translation.override(language):
            written = MAILS[WELCOME]({"email": ADDRESS, "waits": waits})
        assert any(said in paragraph for paragraph in written.paragraphs)


def test_a_welcome_that_was_queued_before_has_its_one_language():
    line = {"company": "Bakkerij", "label": "Kies", "words": "Doe het.", "due": ""}
    with translation.override("fr"):
        assert any("Bakkerij" in text for text in MAILS[WELCOME]({"email": ADDRESS, "waits": [line]}).paragraphs)


def test_one_welcome_however_many_mails_and_runs(world):
    person = newcomer("nieuw")
    with system_context("test"):
        for number in range(30):
            outbox.queue("accounts.second_factor_reset", recipients=[person.pk], context={}, dedupe=f"t{number}")
    delivery.deliver_due()
    told(person, 99)
    with system_context("test"):
        welcomes = list(OutgoingEmail.objects.filter(kind=WELCOME))
    assert len(mailbox.outbox) == 32 and [row.subject for row in welcomes] == [mailbox.outbox[0].subject]


def test_deadline_waits_for_the_welcome_and_goes_when_it_cannot_arrive(world, monkeypatch):
    """A greylisted welcome keeps the rest back; one that is refused for good does not, and the desk hears."""
    import smtplib

    from django.core.mail.backends.locmem import EmailBackend

    person = newcomer("nieuw")
    with system_context("test"):
        factories.membership(world.company_a, person)

    def fail(code: int) -> Any:
        def send(self: Any, messages: Any) -> int:
            raise smtplib.SMTPRecipientsRefused({person.email: (code, b"no")})

        return send

    monkeypatch.setattr(EmailBackend, "send_messages", fail(450))
    told(person, about=world.trajectory_a)
    assert mailbox.outbox == []
    with system_context("test"):
        states = dict(OutgoingEmail.objects.values_list("kind", "attempts"))
    assert states == {WELCOME: 1, "accounts.second_factor_reset": 0}
    monkeypatch.setattr(EmailBackend, "send_messages", fail(550))
    delivery.deliver_due(clock.now() + timedelta(minutes=2))
    monkeypatch.undo()
    delivery.deliver_due(clock.now() + timedelta(minutes=3))
    with system_context("test"):
        assert OutgoingEmail.objects.filter(kind="core.undelivered", recipient_id=world.admin_a.pk).exists()
        assert OutgoingEmail.objects.get(kind=WELCOME).state == MailState.FAILED


def test_welcome_is_written_in_three_languages():
    from coaching.insight.emails import welcome

    context = {
        "email": "a@b.test",
        "programme": "P",
        "companies": ["C"],
        "by": "B",
        "contact": ["Straat 1"],
        "roles": ["contact"],
        "waits": [{"company": "C", "label": "L", "words": "W", "due": "2026-12-05"}],
    }
    from django.utils import translation

    subjects = set()
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            said = welcome(context)
            subjects.add(said.subject)
            assert (
                "2026" in said.paragraphs[2] and "Straat 1" in said.closing and welcome({"email": "a@b.test"}).subject
            )
    assert len(subjects) == 3


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("nl", ["Bedrijf: C", "Kies een wachtwoord:"]),
        ("fr", ["Entreprise\u00a0: C", "Choisissez un mot de passe\u00a0:"]),
    ],
)
def test_plain_text_has_the_colon_of_its_language(language, lines):
    from django.template.loader import render_to_string
    from django.utils import translation

    from coaching.core.mail.mailbody import _parameters
    from coaching.insight.emails import welcome

    with translation.override(language):
        said = welcome({"email": "a@b.test", "programme": "P", "companies": ["C"]})
        text = render_to_string("mail/base.txt", _parameters(said, language))
    assert [line for line in lines if line not in text.splitlines()] == []
