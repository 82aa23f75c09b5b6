"""What every public service shows: pages, footer, files for machines; who runs it is said or said to be lacking."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from coaching.core.ground import clock, installation
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.middleware import AREAS
from coaching.programmes.models import Programme

pytestmark = pytest.mark.django_db
PAGES = ("/contact/", "/help/", "/privacy/", "/accessibility/")
EMPTY = {name: dict.fromkeys(texts, "") for name, texts in settings.OPERATOR.items()}
FILLED = EMPTY | {
    "name": {"nl": "Agentschap Proef", "fr": "Agence d’essai", "en": ""},
    "address": {"nl": "Proefstraat 1|1000 Brussel", "fr": "", "en": ""},
    "email": {"nl": "wij@proef.example"},
    "phone": {"nl": "02 000 00 00"},
    "number": {"nl": "0999.990.123"},
    "dpo": {"nl": "An Proef, dpo@proef.example", "fr": "", "en": ""},
    "complaints": {"nl": "klachten@proef.example", "fr": "", "en": ""},
    "paid_by": {"nl": "De Proefoverheid", "fr": "", "en": ""},
}


@pytest.fixture
def run_by(monkeypatch):
    """Who runs this installation, as its settings would say."""

    def fill(filled, **more):
        installation.forget()
        for name, value in {"OPERATOR": filled, **more}.items():
            monkeypatch.setattr(settings, name, value)

    yield fill
    installation.forget()


def page(path: str, language: str = "en") -> str:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(path)
    assert answer.status_code == 200 and f'lang="{language}"' in answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_everybody_reads_them_in_their_language(path, language):
    html = page(path, language)
    footer = html.partition("<footer")[2]
    assert all(f'href="{other}"' in footer for other in PAGES)


def test_the_footer_stands_in_every_place(world, login):
    addresses = [
        (world.contact_a, reverse("insight:workspace", args=[world.company_a.slug])),
        (world.admin_a, reverse("insight:desk", args=[world.programme_a.slug])),
        (world.coach_a, reverse("insight:portfolio")),
        (world.contact_a, reverse("accounts:places")),
    ]
    for person, address in addresses:
        footer = login(person).get(address, follow=True).content.decode().partition("<footer")[2]
        assert all(f'href="{other}"' in footer for other in PAGES), address


def test_an_installation_that_is_not_filled_in_names_nobody(run_by, monkeypatch):
    run_by(EMPTY)
    assert "This is a demonstration" in page("/contact/")
    monkeypatch.setattr(settings, "DEMO", False)
    for path in ("/contact/", "/privacy/", "/accessibility/"):
        html = page(path)
        assert "Not filled in yet" in html and "This is a demonstration" not in html, path
        assert "mailto:" not in html or path == "/contact/"  # of a programme, there


def test_the_authority_is_found_in_the_language_of_who_reads(run_by):
    run_by(FILLED)
    for language, address in {"nl": "gegevensbeschermingsautoriteit.be", "fr": "autoriteprotectiondonnees.be"}.items():
        assert f'href="https://www.{address}"' in page("/privacy/", language)


def test_what_is_filled_in_is_said(run_by):
    run_by(FILLED)
    contact = page("/contact/", "fr")
    for words in ("Agence d’essai", "Proefstraat 1<br", "mailto:wij@proef.example", "tel:020000000", "0999.990.123"):
        assert words in contact, words
    assert "De Proefoverheid" in contact and "klachten@proef.example" in contact
    assert "Agentschap Proef" in page("/privacy/") and "dpo@proef.example" in page("/privacy/")
    assert "klachten@proef.example" in page("/accessibility/")
    assert "Agentschap Proef" in page("/").partition("<footer")[2]
    assert "Not filled in yet" not in contact + page("/privacy/") + page("/accessibility/")


def test_nothing_that_is_filled_in_becomes_markup(run_by):
    run_by(FILLED | {"name": {"nl": "<script>x</script>", "fr": "", "en": ""}})
    assert "<script>x" not in page("/contact/")


def test_contact_tells_how_each_open_programme_is_reached_and_who_pays_for_it(world):
    with system_context("test"):
        Programme.objects.filter(pk=world.programme_a.pk).update(
            name="Proefprogramma A", contact_email="a@proef.example", paid_by="Fonds Proef", is_open=True
        )
        Programme.objects.filter(pk=world.programme_b.pk).update(name="Proefprogramma B", is_open=False)
    html = page("/contact/")
    assert "Proefprogramma A" in html and "mailto:a@proef.example" in html and "Fonds Proef" in html
    assert "Proefprogramma B" not in html


def test_who_applies_reads_who_pays(world, login):
    with system_context("test"):
        Programme.objects.update(is_open=True, paid_by="Fonds Proef")
    assert "Fonds Proef" in login(world.outsider).get(reverse("programmes:apply")).content.decode()


# -- For machines ----------------------------------------------------------------------------------------------------
def security_txt() -> dict[str, str]:
    answer = Client().get("/.well-known/security.txt")
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/plain")
    return dict(line.split(": ", 1) for line in answer.content.decode().splitlines())


def test_security_txt_says_what_rfc_9116_asks(run_by):
    run_by(EMPTY)
    said = security_txt()
    assert said["Contact"] == f"{settings.SITE_URL}/contact/"
    assert said["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert said["Preferred-Languages"] == "nl, fr, en"
    run_by(FILLED)
    assert security_txt()["Contact"] == "mailto:wij@proef.example"
    run_by(FILLED, SECURITY_CONTACT="https://proef.example/hole")
    assert security_txt()["Contact"] == "https://proef.example/hole"


def test_the_end_of_security_txt_lies_ahead_whenever_one_looks():
    for days in (0, 89, 400):
        with clock.at(clock.today() + timedelta(days=days)):
            ends, now = datetime.fromisoformat(security_txt()["Expires"]), clock.now()
            assert timedelta(days=30) < ends - now < timedelta(days=365)


def test_robots_are_kept_out_of_private_places_and_let_into_public_ones(world):
    robots = RobotFileParser()
    text = Client().get("/robots.txt").content.decode()
    robots.parse(text.splitlines())
    private = [
        area for area, kind in AREAS.items() if kind in {"person", "company", "programme", "coach", "partner", "staff"}
    ]
    for area in (*private, "account", "invite", "s"):
        assert not robots.can_fetch("*", f"/{area}/"), area
    for path in ("/", "/offer/", "/coaches/", *PAGES):
        assert robots.can_fetch("*", path), path
    assert world.company_a.slug not in text and world.programme_a.slug not in text


@pytest.mark.parametrize("path", [*PAGES, "/robots.txt", "/.well-known/security.txt"])
def test_they_are_read_only(path):
    assert Client().post(path).status_code == 405 and Client().head(path).status_code == 200


@pytest.mark.parametrize("name", ["400", "405", "413", "500"])
def test_pages_of_faults_lead_there_too(name):
    """They are drawn without anything that a page otherwise knows."""
    html = get_template(f"{name}.html").render()
    assert all(f'href="{path}"' in html for path in PAGES)
