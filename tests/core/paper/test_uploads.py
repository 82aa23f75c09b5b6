"""Hostile files are refused; sound ones come out clean (docs/security.md, 16)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from coaching.core.ground.workflow import Refused
from coaching.core.paper import uploads

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def picture(kind: str = "PNG", size=(20, 10), **options) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **options)
    return out.getvalue()


def archive(content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("bom.txt", content)
    return out.getvalue()


def pixel_bomb() -> bytes:
    """A few bytes that claim 60,000 × 60,000 pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


HOSTILE = {
    "svg": ("foto.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    "svg named png": ("foto.png", b"<svg onload=alert(1)>"),
    "html named pdf": ("plan.pdf", b"<!doctype html><script>alert(1)</script>"),
    "zip bomb": ("plan.pdf", archive(b"0" * 5_000_000)),
    "office file": ("plan.docx", archive()),
    "pdf that is a zip": ("plan.pdf", PDF + archive()),
    "pdf with html at the start": ("plan.pdf", b"%PDF-1.4\n<html><script>alert(1)</script>" + PDF),
    "pdf with html at the end": ("plan.pdf", PDF + b"<script>alert(1)</script>"),
    "pdf with script": ("plan.pdf", PDF.replace(b"<<>>", b"<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", 1)),
    "pdf with hidden script": ("plan.pdf", PDF.replace(b"<<>>", b"<</S/Java#53cript>>", 1)),
    "pdf that starts a program": ("plan.pdf", PDF.replace(b"<<>>", b"<</S/Launch>>", 1)),
    "pdf that carries a file": ("plan.pdf", PDF.replace(b"<<>>", b"<</EmbeddedFile 1 0 R>>", 1)),
    "pdf without end": ("plan.pdf", b"%PDF-1.4\n1 0 obj"),
    "pixel bomb": ("foto.png", pixel_bomb()),
    "cut off picture": ("foto.png", picture()[:40]),
    "test virus": ("foto.png", picture() + uploads.TEST_VIRUS),
    "test virus alone": ("a.pdf", uploads.TEST_VIRUS),
    "gif": ("foto.gif", b"GIF89a" + b"\0" * 20),
    "program": ("foto.jpg", b"MZ" + b"\0" * 50),
    "empty": ("plan.pdf", b""),
    "too large": ("plan.pdf", PDF + b"\n" * uploads.LARGEST),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused(name):
    with pytest.raises(Refused):
        uploads.checked(SimpleUploadedFile(*HOSTILE[name]))


def test_a_size_that_lies_is_measured():
    upload = SimpleUploadedFile("plan.pdf", PDF + b"\n" * uploads.LARGEST)
    upload.size = 10
    with pytest.raises(Refused):
        uploads.checked(upload)


def test_pictures_are_drawn_again_without_what_was_hidden():
    for kind, ending in (("PNG", ".png"), ("JPEG", ".jpg")):
        safe = uploads.checked(SimpleUploadedFile("foto.exe", picture(kind) + b"<script>alert(1)</script>" + archive()))
        assert b"script" not in safe.content and b"PK" not in safe.content[-100:]
        assert safe.name == "foto" + ending
        assert Image.open(io.BytesIO(safe.content)).size == (20, 10)


def test_place_and_camera_go_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Geheime camera"  # turned a quarter; maker
    safe = uploads.checked(SimpleUploadedFile("foto.jpg", picture("JPEG", exif=exif)))
    again = Image.open(io.BytesIO(safe.content))
    assert (again.size, dict(again.getexif())) == ((10, 20), {})


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\autoexec.bat.pdf", "autoexec bat.pdf"),
        ("a\u202efdp.exe.pdf", "a fdp exe.pdf"),
        ('x"; rm -rf /.pdf', "file.pdf"),
        (".pdf", "file.pdf"),
        ("", "file.pdf"),
        ("Bewijs café (2).PDF", "Bewijs café (2).pdf"),
        ("n" * 300 + ".pdf", "n" * 95 + ".pdf"),
        ("regel\r\nSet-Cookie: x.pdf", "regel Set-Cookie x.pdf"),
    ],
)
def test_names_are_cleaned(given, clean):
    assert uploads.clean_name(given, uploads.PDF) == clean


def test_a_download_is_never_shown_by_a_browser():
    safe = uploads.checked(SimpleUploadedFile("plan.pdf", PDF))
    response = uploads.download(safe.stored, safe.name)
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.content == PDF
    assert safe.stored.name != "plan.pdf"
