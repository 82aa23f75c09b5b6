"""Files: layout, tags, what is fetched, failure, download, the public check."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError

from coaching.core.ground import clock
from coaching.core.ground.roles import Hat
from coaching.core.models import Document, DocumentState, Work
from coaching.core.paper import documents, pdf
from coaching.core.paper.documents import ReportData
from coaching.core.paper.tasks import render_document
from coaching.core.tenancy.context import system_context
from tests.acting import in_company

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
KIND = "trajectory-report"
HOSTILE = [
    '<img src="file:///etc/passwd">',
    '<link rel="attachment" href="http://127.0.0.1:9/x">',
    "{% load static %}{{ code }}",
    "</style><style>@import url(http://127.0.0.1:9/x.css);</style>",
    '<object data="file:///etc/hosts"></object>',
    '"><a rel="attachment" href="file:///etc/passwd">x</a>',
    "javascript:alert(1)",
    "<base href='http://127.0.0.1:9/'>",
]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def kind(monkeypatch):
    def build(subject, language):
        return ReportData("Verslag", "pdf/base.html", {}, (Hat.CONTACT, Hat.COACH))

    monkeypatch.setitem(documents.REPORTS, KIND, documents.Report(KIND, "Report", "trajectories.trajectory", build))


@pytest.fixture
def document(world, kind):
    with in_company(world.contact_a, world.company_a) as by:
        return documents.request(KIND, world.trajectory_a, by=by, language="nl")


@pytest.fixture
def ready(document):
    render_document(str(document.pk))
    return stored(document)


def stored(document):
    with system_context("test"):
        return Document.objects.get(pk=document.pk)


def test_ready_has_file_hash_and_pages(ready):
    assert (ready.state, ready.error) == (DocumentState.READY, "")
    content = Path(ready.file.path).read_bytes()
    assert content.startswith(b"%PDF-") and hashlib.sha256(content).hexdigest() == ready.sha256
    assert ready.pages == len(pypdf.PdfReader(io.BytesIO(content)).pages)


def test_file_is_tagged_and_names_language_title_and_code(ready):
    reader = pypdf.PdfReader(ready.file.path)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl" and root["/MarkInfo"]["/Marked"].value and "/StructTreeRoot" in root
    assert reader.metadata.title == "Verslag"
    assert ready.code in "".join(page.extract_text() for page in reader.pages)


def test_a_ready_one_is_never_made_again(ready, monkeypatch):
    monkeypatch.setattr(pdf, "lay_out", lambda *_a: pytest.fail("laid out again"))
    render_document(str(ready.pk))
    assert stored(ready).sha256 == ready.sha256


def test_unknown_id_does_nothing(kind):
    render_document("00000000-0000-4000-8000-000000000000")


def test_failure_is_told(document, monkeypatch):
    def broken(*_args):
        raise RuntimeError("kapot")

    monkeypatch.setattr(pdf, "lay_out", broken)
    render_document(str(document.pk))
    assert (stored(document).state, stored(document).error) == (DocumentState.FAILED, "unexpected")
    assert given_up().error == "RuntimeError: kapot"


def given_up():
    with system_context("test"):
        return Work.objects.get(state="failed")


def test_a_server_that_was_away_is_tried_again(document, monkeypatch):
    real = pdf.lay_out

    def away(*_args):
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(pdf, "lay_out", away)
    render_document.apply(args=[str(document.pk)])
    assert stored(document).state == DocumentState.QUEUED
    monkeypatch.setattr(pdf, "lay_out", real)
    render_document.apply(args=[str(document.pk)])
    assert stored(document).state == DocumentState.READY


def test_without_pango_one_clear_line(document, monkeypatch):
    def missing(*_args):
        raise pdf.EngineMissing

    monkeypatch.setattr(pdf, "_engine", missing)
    render_document(str(document.pk))
    assert stored(document).state == DocumentState.FAILED and "Pango" in given_up().error


def test_download_is_an_attachment(ready, world, login):
    answer = login(world.contact_a).get(f"/c/{world.company_a.slug}/documents/{ready.pk}/")
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    assert answer["Content-Disposition"].startswith('attachment; filename="verslag-v1-nl.pdf"')
    assert answer["X-Content-Type-Options"] == "nosniff" and "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://127.0.0.1:9/",
        "https://example.org/x.css",
        "data:text/css,a{}",
        "ftp://x/y",
        "asset://host/css/pdf.css",
        "asset:///../manage.py",
        "asset:///css/%2e%2e/%2e%2e/manage.py",
        "asset:///js/app.js",
        "asset:///css/",
        "asset:///etc/passwd",
        "ASSET:///css/..\\x.css",
        "//evil/css/pdf.css",
        "css/pdf.css",
        "asset:css\0.css",
    ],
)
def test_every_other_address_is_refused(url):
    _weasyprint, fetcher = pdf._engine({})
    with pytest.raises(ValueError, match="served|no such"):
        fetcher.fetch(url)


@pytest.mark.parametrize("url", ["asset:///css/pdf.css", "asset:///static/css/pdf.css"])
def test_own_style_sheet_is_served(url):
    _weasyprint, fetcher = pdf._engine({})
    assert fetcher.fetch(url).read()


def test_raw_hostile_html_fetches_nothing(monkeypatch):
    """Even unescaped: the fetcher gets every address and serves none; no attachment gets in."""
    import urllib.request

    monkeypatch.setattr(urllib.request.OpenerDirector, "open", lambda *_a, **_k: pytest.fail("left the house"))
    made = pdf.written(
        "<html lang='nl'><head><title>x</title></head><body><h1>x</h1>" + "".join(HOSTILE) + "</body></html>"
    )
    reader = pypdf.PdfReader(io.BytesIO(made.content))
    assert not reader.attachments
    assert "root:" not in "".join(page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_title_is_printed_as_text(text):
    html = pdf.html_of("pdf/base.html", {}, pdf.Stamp(text, "nl", clock.now(), code="ABCD-EFGH-JKLM-NPQR"))
    assert text not in html or not set(text) & set("<>\"'")


def test_verify_shows_and_compares(ready, client):
    url = f"/verify/{ready.code}"
    page = client.get(url).content.decode()
    assert ready.sha256 in page and "Verslag" in page
    content = Path(ready.file.path).read_bytes()
    for body, tone in ((content, "good"), (content + b" ", "bad")):
        answer = client.post(f"{url}/compare", {"file": SimpleUploadedFile("x.pdf", body)})
        assert answer.status_code == 302
        assert f'class="notice {tone}' in client.get(answer.url).content.decode()
    assert client.post(f"{url}/compare", {}).status_code == 200


def test_verify_refuses_large_files(ready, client, monkeypatch):
    monkeypatch.setattr("coaching.core.paper.views.MAX_COMPARED", 10)
    answer = client.post(f"/verify/{ready.code}/compare", {"file": SimpleUploadedFile("x.pdf", b"x" * 11)})
    assert answer.status_code == 200 and "error-summary" in answer.content.decode()


def test_verify_start(ready, client):
    typed = ready.code.lower().replace("-", " ")
    assert client.get("/verify/").status_code == 200
    assert client.get("/verify/", {"code": typed}).url == f"/verify/{ready.code}"
    assert client.get("/verify/", {"code": "kort"}).status_code == 200


@pytest.mark.parametrize("code", ["ABCD-EFGH-JKLM-NPQR", "x", "'; drop table", "%00", "A" * 500])
def test_unknown_code(db, client, code):
    assert client.get(f"/verify/{code}").status_code == 404


def test_waiting_document_is_not_verified(document, client):
    assert client.get(f"/verify/{document.code}").status_code == 404


def test_newer_version_is_named(ready, world, client, monkeypatch):
    with system_context("test"):
        Document.objects.create(
            kind=KIND,
            subject_type=ready.subject_type,
            subject_id=ready.subject_id,
            audience="h_contact",
            language="nl",
            version_no=2,
            title="Verslag",
            state="ready",
            sha256="0" * 64,
            ready_at=clock.now(),
        )
    assert 'class="notice attention' in client.get(f"/verify/{ready.code}").content.decode()


def test_render_command(world, kind, tmp_path, capsys):
    out = tmp_path / "x.pdf"
    call_command("render", KIND, str(world.trajectory_a.pk), "--out", str(out), "--lang", "fr")
    assert pypdf.PdfReader(out).trailer["/Root"]["/Lang"] == "fr"
    with system_context("test"):
        assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("kind_", "public_id", "language", "out"),
    [
        ("gek", None, "nl", "x.pdf"),
        (KIND, "geen-id", "nl", "x.pdf"),
        (KIND, "00000000-0000-4000-8000-000000000000", "nl", "x.pdf"),
        (KIND, None, "de", "x.pdf"),
        (KIND, None, "nl", "no/such/folder/x.pdf"),
    ],
)
def test_render_refuses_in_one_line(world, kind, tmp_path, kind_, public_id, language, out):
    with pytest.raises(CommandError) as refused:
        call_command(
            "render", kind_, public_id or str(world.trajectory_a.pk), "--out", str(tmp_path / out), "--lang", language
        )
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "x.pdf").exists()


def test_check_block_never_stands_alone_on_the_last_page() -> None:
    """Whatever the length of the content, the last page holds some of it beside the block."""
    alone = []
    for lines in range(30, 42):
        body = "".join(f"<p>Regel {number}</p>" for number in range(lines))
        page = (
            "<!doctype html><html lang='nl'><head><meta charset='utf-8'><title>t</title>"
            "<link rel='stylesheet' href='asset:///css/pdf.css'></head><body>"
            f"<main>{body}</main><footer class='verify'><p>Kijk na</p><p>a</p><p>b</p><p>c</p></footer></body></html>"
        )
        last = pypdf.PdfReader(io.BytesIO(pdf.written(page).content)).pages[-1].extract_text()
        assert "Kijk na" in last
        alone += [lines] if "Regel" not in last else []
    assert alone == []


def test_fonts_are_unpacked_once_for_all_documents():
    font = pdf.asset("vendor/fonts/figtree-latin-400.woff2")
    assert font[:4] == b"\x00\x01\x00\x00", "TrueType as it is, nothing for the layout engine to unpack"
    assert pdf.asset("vendor/fonts/figtree-latin-400.woff2") is font


def test_space_at_the_end_of_a_cell_a_line_or_a_text_is_not_printed() -> None:
    page = '<td class="num">\n  3\n</td> <th>\n a b <br>\n c</th><p> d </p>'

    assert pdf.tight(page) == '<td class="num">3</td> <th>a b<br>c</th><p>d</p>'
    assert pdf.tight("<p>(article I.2-10)</p>") == '<p>(article <span class="article">I.2-10</span>)</p>'
