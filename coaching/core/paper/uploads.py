"""Files that people hand in. Only PDF, PNG and JPEG, known by their content; what is doubtful is refused.

Images are drawn again from their pixels, so that nothing hidden in them survives. Files are kept privately under a
random name and are given back as a download only (`download`), through a page that has checked who asks.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageFile, ImageOps

from coaching.core.ground.workflow import Refused
from coaching.core.paper.pdf_safety import check_pdf

R = TypeVar("R", bound=HttpResponseBase)
LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_NAME = 100
ACCEPT = ".pdf,.png,.jpg,.jpeg"
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
SIGNATURES = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg"}
FORMATS = {PNG: "PNG", JPEG: "JPEG"}
# The harmless test string of virus scanners, in two parts so that this file is not taken for one.
TEST_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
ZIP_START, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
MARKUP = re.compile(rb"<\s*(!doctype|html|script|svg|iframe|body|\?php)", re.IGNORECASE)
AFTER_END = 1024  # bytes that may follow the end of a PDF

WRONG_TYPE = _("Choose a PDF, a PNG or a JPEG file. Other kinds are not accepted.")
UNSAFE = _("This file cannot be accepted: it holds something that could harm a computer.")
BROKEN = _("This picture is damaged or much too large. Save it again, or take a new photo.")


@dataclass(frozen=True)
class SafeFile:
    """A file that may be kept: its content (pictures: drawn again), a clean name, its kind and fingerprint."""

    content: bytes
    name: str
    kind: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def stored(self) -> ContentFile:
        """For `field.save`: a random name that says nothing."""
        return ContentFile(self.content, name=f"{uuid4()}{ENDINGS[self.kind]}")


def checked(upload: UploadedFile) -> SafeFile:
    """The file made safe. Raises Refused, in words for the person, for all but a sound PDF, PNG or JPEG."""
    if (upload.size or 0) > LARGEST:
        raise Refused(_("This file is too large. The limit is 10 MB."))
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise Refused(_("This file is too large. The limit is 10 MB."))
    if not content:
        raise Refused(_("This file is empty."))
    if TEST_VIRUS in content:
        raise Refused(UNSAFE)
    kind = next((kind for start, kind in SIGNATURES.items() if content.startswith(start)), "")
    if not kind:
        raise Refused(WRONG_TYPE)
    if kind == PDF:
        _check_pdf(content)
    else:
        content = _redrawn(content, kind)
    return SafeFile(content, clean_name(upload.name or "", kind), kind)


def keep(row: models.Model, safe: SafeFile) -> None:
    """Insert `row` with this file in its `file`, `file_name`, `file_sha256` (and `size`): both are kept, or neither."""
    values: Any = row
    values.file_name, values.file_sha256, values.size = safe.name, safe.sha256, len(safe.content)
    stored = safe.stored
    values.file.save(stored.name, stored, save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except Exception:  # what is not in the table must not stay on the disk
        values.file.storage.delete(values.file.name)
        raise


FILE = "file"  # the column of every table of uploads


def forget(rows: Iterable[models.Model]) -> None:
    """Delete rows with a `file`: the rows now, their files once that is certain."""
    for row in rows:
        type(row)._default_manager.filter(pk=row.pk)._raw_delete(DEFAULT_DB_ALIAS)
        stored = getattr(row, FILE)
        if stored:
            transaction.on_commit(partial(stored.storage.delete, stored.name), robust=True)


def clean_name(name: str, kind: str) -> str:
    """The last part of the name, letters and digits only; the ending follows the content."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFKC", name))[-1]
    stem = last.rpartition(".")[0] if "." in last else last
    kept = "".join(c if c.isalnum() or c in " -_()" else " " for c in stem)
    stem = re.sub(r"\s+", " ", kept).strip(" -_")[: LONGEST_NAME - 5].strip()
    return (stem or "file") + ENDINGS[kind]


def _check_pdf(content: bytes) -> None:
    """Refuse a PDF that is also something else, or that does something when it is opened."""
    if ZIP_START in content[:1024] or ZIP_END in content[-65_557:] or MARKUP.search(content[:1024]):
        raise Refused(UNSAFE)
    end = content.rfind(b"%%EOF")
    if end < 0 or len(content[end + 5 :].strip()) > AFTER_END or MARKUP.search(content[end:]):
        raise Refused(UNSAFE)
    check_pdf(content)


def _redrawn(content: bytes, kind: str) -> bytes:
    """The picture drawn anew from its pixels: no metadata (place, camera), no bytes behind its end."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=[FORMATS[kind]])
            if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) > 1:
                raise Refused(BROKEN)
            upright = ImageOps.exif_transpose(picture)  # decodes all pixels
            return _written(upright, kind)
    except Refused:
        raise
    except Exception as error:  # a decoder may raise anything on a hostile file
        raise Refused(BROKEN) from error


def _written(picture: Any, kind: str) -> bytes:
    if kind == JPEG:
        clean = picture.convert("RGB") if picture.mode not in {"RGB", "L"} else picture.copy()
    else:
        clean = picture.convert("RGBA") if picture.mode not in {"RGB", "L", "RGBA"} else picture.copy()
    clean.info = {}
    out = io.BytesIO()
    clean.save(out, format=FORMATS[kind], **({"quality": 88} if kind == JPEG else {}))
    return out.getvalue()


def download(stored: Any, name: str) -> HttpResponse:
    """A stored file as a download that no browser shows or guesses about. The caller has checked who asks.

    Raises Http404 when there is none: the row says so, or the file is lost (a restore gone half).
    """
    kind = next((kind for kind, ending in ENDINGS.items() if name.endswith(ending)), "application/octet-stream")
    try:
        with stored.open("rb") as handle:
            content = handle.read()  # whole: a streamed answer would run without its tenant context
    except (FileNotFoundError, ValueError) as lost:
        raise Http404 from lost
    return _apart(HttpResponse(content, content_type=kind), name)


class StoredFile(FileResponse):
    """asks_nothing: the middleware lets it go out after its context has ended, for it reads the storage alone."""

    asks_nothing = True


def streamed(stored: Any, name: str) -> StoredFile:
    """As `download`, for a file that may be larger than memory: nothing but the storage is asked while it goes out."""
    try:
        return _apart(StoredFile(stored.open("rb"), content_type="application/octet-stream"), name)
    except (FileNotFoundError, ValueError) as lost:
        raise Http404 from lost


def _apart(response: R, name: str) -> R:
    response.headers["Content-Disposition"] = _disposition(name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _disposition(name: str) -> str:
    return content_disposition_header(True, name) or "attachment"


ImageFile.LOAD_TRUNCATED_IMAGES = False
