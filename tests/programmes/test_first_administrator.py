"""A new installation: the command makes the programme and invites its first administrator, who signs up and is in."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from coaching.accounts.models import Invitation, User
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes.models import Programme, ProgrammeMembership

pytestmark = pytest.mark.django_db
EMAIL = "lieve@voorbeeld.test"


def create(*arguments):
    call_command("create_programme", "gezond", "--name", "Gezond werk", *arguments, stdout=io.StringIO())


def test_first_administrator_comes_in_by_the_mail(login):
    create("--administrator", EMAIL)
    with system_context("test"):
        mail = OutgoingEmail.objects.get(address=EMAIL)
    content = MAILS[mail.kind](mail.context)
    assert "Gezond werk" in content.subject + " ".join(content.paragraphs)
    page = Client().get(content.action_path)
    assert page.status_code == 200
    assert "None" not in page.content.decode() and "Gezond werk" in page.content.decode()
    person = User.objects.create_user(EMAIL, "vier-gewone-woorden-samen", name="Lieve")
    client = login(person)
    assert client.get(content.action_path).status_code == 200
    assert client.post(content.action_path).status_code == 302
    with system_context("test"):
        assert ProgrammeMembership.objects.get().role == "administrator"
    assert client.get("/p/gezond/").status_code == 200


@pytest.mark.parametrize("email", ["lieve", "a@b\x00.test", "@voorbeeld.test"])
def test_no_address_no_programme(email):
    with pytest.raises(CommandError) as error:
        create("--administrator", email)
    assert "\n" not in str(error.value)
    with system_context("test"):
        assert not Programme.objects.exists() and not Invitation.objects.exists()
