"""A refusal says where to write and until when, everywhere it is told; without that nothing is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format

from coaching.core.ground import clock
from coaching.core.ground.workflow import Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions, contact, reports
from coaching.programmes.assessment import actions as judging
from coaching.programmes.models import Application, Programme
from tests import factories
from tests.acting import in_company, in_programme

pytestmark = pytest.mark.django_db
REASON = "Er is geen draagvlak."


@pytest.fixture
def file(world: Any) -> Application:
    with system_context("test"):
        return factories.application(world.programme_a, world.contact_a, world.company_a, state="in_review")


def unset(world: Any, **fields: Any) -> None:
    with system_context("test"):
        Programme.objects.filter(pk=world.programme_a.pk).update(**fields)


def reject(world: Any, file: Application) -> Application:
    with in_programme(world.admin_a, world.programme_a) as by:
        return actions.reject(application_id=file.pk, reason=REASON, by=by)


@pytest.mark.parametrize("lacking", [{"contact_address": "", "contact_email": ""}, {"objection_days": None}])
def test_nothing_is_refused_without_an_address_and_a_term(world, file, lacking):
    unset(world, **lacking)
    with pytest.raises(Refused):
        reject(world, file)
    with system_context("test"):
        assert Application.objects.get(pk=file.pk).state == "in_review"
        assert not OutgoingEmail.objects.filter(kind="programmes.rejected").exists()


def test_nor_released(world, file):
    unset(world, objection_days=None)
    with in_programme(world.admin_a, world.programme_a) as by:
        judging.propose(application_id=file.pk, verb="reject", reason=REASON, by=by)
        with pytest.raises(Refused):
            judging.release(application_ids=[file.pk], by=by)
        judging.propose(application_id=file.pk, verb="waitlist", reason=REASON, by=by)
        judging.release(application_ids=[file.pk], by=by)


def test_the_desk_says_what_is_missing(world, login, file):
    slug, client = world.programme_a.slug, login(world.admin_a)
    pages = [reverse("insight:desk", args=[slug]), reverse("programmes:decide", args=[slug, file.pk, "reject"])]
    words = "Een weigering kan nog niet verstuurd worden"
    assert all(words not in client.get(url).content.decode() for url in pages)
    unset(world, objection_days=None)
    for url in pages:
        text = client.get(url).content.decode()
        assert words in text and "dagen om bezwaar" in text and reverse("programmes:settings", args=[slug]) in text


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_letter_and_mail_say_where_and_until_when(world, file, language):
    reject(world, file)
    last = clock.today() + timedelta(days=30)
    with system_context("test"):
        row = OutgoingEmail.objects.filter(kind="programmes.rejected").first()
        decided = Application.objects.select_related("programme").get(pk=file.pk)
        with translation.override(language):
            day = date_format(last, "DATE_FORMAT")
            mail = " ".join(MAILS["programmes.rejected"](row.context).paragraphs)
            letter = reports.build(decided, language).context["letter"]
            shown = render_to_string("programmes/pdf/letter_body.html", {"letter": letter})
    for line in contact.lines_of(world.programme_a):
        assert line in mail and line in shown
    assert day in mail and day in shown and letter["object_by"] == day


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_an_ordinary_letter_is_one_page(world, file, language):
    from coaching.core.paper import pdf

    reject(world, file)
    with system_context("test"):
        Application.objects.filter(pk=file.pk).update(
            decision_reason="Een zin van gewone lengte, die zegt waarom het deze keer niet kan. " * 4,
        )
        decided = Application.objects.select_related("programme").get(pk=file.pk)
        with translation.override(language):
            data = reports.build(decided, language)
        stamp = pdf.Stamp(data.title, language, clock.now(), 1, "KTHM-DRL5-RTJY-96DU")
        assert pdf.lay_out(data.template, data.context, stamp).pages == 1


def test_a_letter_to_a_company_without_a_number_or_street_has_no_gaps(world, file):
    reject(world, file)
    with system_context("test"):
        Application.objects.filter(pk=file.pk).update(enterprise_number="", street="")
        decided = Application.objects.select_related("programme").get(pk=file.pk)
        letter = reports.build(decided, "nl").context["letter"]
    shown = render_to_string("programmes/pdf/letter_body.html", {"letter": letter})
    assert "()" not in shown and "<br><br>" not in shown and decided.company_name in shown


def test_the_company_reads_it_on_its_page_and_when_it_is_over(world, login, file):
    reject(world, file)
    url = reverse("programmes:company_application", args=[world.company_a.slug, file.pk])
    client = login(world.contact_a)
    text = client.get(url).content.decode()
    assert world.programme_a.contact_email in text and "uiterlijk op" in text
    with system_context("test"):
        Application.objects.filter(pk=file.pk).update(decided_at=clock.now() - timedelta(days=40))
    assert "U kon tot en met" in client.get(url).content.decode()


def test_what_lapsed_says_where_to_write(world):
    with system_context("test"):
        trajectory = factories.trajectory(world.programme_b, world.company_b, world.contact_b)
    with in_programme(world.admin_b, world.programme_b) as by:
        actions.lapse(application_id=trajectory.application_id, reason="Niet gestart.", by=by)
    with system_context("test"):
        row = OutgoingEmail.objects.filter(kind="programmes.lapsed").first()
        assert world.programme_b.contact_email in " ".join(MAILS["programmes.lapsed"](row.context).paragraphs)


def test_a_mail_queued_before_still_can_be_written():
    old = {
        "application": "0",
        "reference": "R",
        "company": "C",
        "programme": "P",
        "programme_slug": "p",
        "slug": "c",
        "reason": "x",
    }
    old["application"] = "00000000-0000-0000-0000-000000000001"
    assert MAILS["programmes.rejected"](old).paragraphs and MAILS["programmes.lapsed"](old).paragraphs
    assert MAILS["programmes.accreditation_ended"]({"programme": "P", "reason": "x"}).paragraphs


def test_administrators_fill_it_in(world, login):
    url, client = reverse("programmes:settings", args=[world.programme_a.slug]), login(world.admin_a)
    form = client.get(url).context["form"]
    typed = {name: "" if form[name].value() is None else form[name].value() for name in form.fields}
    typed |= {"contact_address": "Nieuwstraat 1\n9000 Gent", "contact_phone": "09 111 22 33", "objection_days": "45"}
    typed["is_open"] = "on"
    wrong = client.post(url, {**typed, "objection_days": "0"})
    assert wrong.status_code == 200 and wrong.context["form"].errors
    assert client.post(url, typed).status_code == 302
    with in_company(world.contact_a, world.company_a):
        found = Programme.objects.get(pk=world.programme_a.pk)
    assert contact.lines_of(found)[:2] == ["Nieuwstraat 1", "9000 Gent"] and found.objection_days == 45


def test_the_privacy_notice_says_where_to_write(world, login):
    assert world.programme_a.contact_email in login(world.outsider).get(reverse("programmes:privacy")).content.decode()
