"""The copy of a sent application: all answers, the same for whoever asks, nobody else's."""

from __future__ import annotations

from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.utils import Error
from django.urls import reverse

from coaching.core.ground.roles import Hat
from coaching.core.models import Document
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.acting import as_person, in_company

pytestmark = pytest.mark.django_db


def copy_of(application):
    return reverse("programmes:copy", args=[application.pk])


def test_copy_holds_every_answer(world, submitted):
    with as_person(world.contact_a):
        content, data = documents.built("application-copy", submitted, "nl")
    context = data["context"]
    text = str(context)
    assert content.audience == (Hat.CONTACT, Hat.PERSON)
    assert (context["reference"], context["sent_by"]) == (submitted.reference, world.contact_a.name)
    for value in (submitted.company_name, submitted.motivation, str(submitted.headcount)):
        assert value in text
    assert len(context["sections"]) == 6


def test_applicant_and_company_get_the_same_document(world, login, submitted):
    client = login(world.contact_a)
    first = client.post(copy_of(submitted))
    assert first.status_code == 302 and client.post(copy_of(submitted)).url == first.url
    assert client.get(first.url).status_code == 200
    own = reverse("programmes:company_copy", args=[world.company_a.slug, submitted.pk])
    assert client.post(own).status_code == 302
    with system_context("test"):
        (document,) = Document.objects.filter(kind="application-copy")
        assert (document.company_id, document.version_no) == (world.company_a.pk, 1)


@pytest.mark.pdf
def test_file_is_made_and_downloaded(world, login, submitted, settings, tmp_path, django_capture_on_commit_callbacks):
    from pypdf import PdfReader

    settings.MEDIA_ROOT = tmp_path
    client = login(world.contact_a)
    with django_capture_on_commit_callbacks():
        status = client.post(copy_of(submitted)).url
    assert client.get(f"{status}file/").url == status  # not made yet
    from coaching.core.paper.tasks import render_document

    with system_context("test"):
        pk = str(Document.objects.get(kind="application-copy").pk)
    render_document(pk)
    answer = client.get(f"{status}file/")
    reader = PdfReader(BytesIO(answer.content))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert answer["Content-Type"] == "application/pdf" and reader.trailer["/Root"]["/StructTreeRoot"]
    assert submitted.reference in text and submitted.motivation in text and "namens de werkgever" in text


@pytest.mark.parametrize("language", documents.LANGUAGES)
@pytest.mark.pdf
def test_command_renders_it(submitted, tmp_path, language):
    out = tmp_path / "copy.pdf"
    call_command(
        "render", "application-copy", str(submitted.pk), "--out", str(out), "--lang", language, stdout=StringIO()
    )
    assert out.read_bytes().startswith(b"%PDF")


def test_nobody_else_gets_it(world, login, submitted):
    with system_context("test"):
        draft = factories.application(world.programme_a, world.contact_a)
    client = login(world.contact_a)
    assert client.post(copy_of(draft)).status_code == 404
    assert client.post(copy_of(world.application_b)).status_code == 404
    assert client.get(copy_of(submitted)).status_code == 405
    status = client.post(copy_of(submitted)).url
    for other in (world.contact_b, world.outsider, world.admin_a, world.coach_a):
        assert login(other).get(status).status_code == 404
        assert login(other).post(copy_of(submitted)).status_code == 404
    company = reverse("programmes:company_copy", args=[world.company_a.slug, submitted.pk])
    assert client.get(company).status_code == 405
    for other, expected in ((world.coach_a, 403), (world.adviser_a, 403), (world.contact_b, 404)):
        assert login(other).post(company).status_code == expected
    assert (
        client.post(reverse("programmes:company_copy", args=[world.company_a.slug, world.application_b.pk])).status_code
        == 404
    )


def test_database_gives_a_person_no_other_document(world, submitted):
    with in_company(world.contact_a, world.company_a) as by:
        documents.request("decision-letter", world.application_a, by=by, language="nl")
        documents.request("application-copy", submitted, by=by, language="nl")
    with as_person(world.contact_a), connection.cursor() as cursor:
        cursor.execute("SELECT kind FROM core_document")
        assert cursor.fetchall() == [("application-copy",)]
    with as_person(world.contact_b), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_document")
        assert cursor.fetchone() == (0,)
    with pytest.raises(Error), as_person(world.contact_b) as by:
        documents.request("application-copy", submitted, by=by, language="nl")


def test_pages_offer_the_copy(world, login, submitted):
    client = login(world.contact_a)
    assert copy_of(submitted) in client.get(reverse("programmes:application", args=[submitted.pk])).content.decode()
    page = client.get(
        reverse("programmes:company_application", args=[world.company_a.slug, submitted.pk])
    ).content.decode()
    assert reverse("programmes:company_copy", args=[world.company_a.slug, submitted.pk]) in page
