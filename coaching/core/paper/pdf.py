"""From a template and its values to a tagged PDF. Only files of our own are ever read: no network, no disk paths."""

from __future__ import annotations

import gc
import io
import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from coaching.core.paper import letterhead

BASE = "asset:///"
FOLDERS = ("css/", "vendor/fonts/", "img/")  # of the static files; nothing else is served to a document
KINDS = {".css", ".woff2", ".woff", ".ttf", ".otf", ".svg", ".png"}
QR, LOGO = "qr.svg", "logo.png"
OBJECTS = 50_000  # made anew before Python looks which ones nobody needs any more (usually 700)
ARTICLE = re.compile(r"(?<=article |artikel )[IVX]+\.\d+(?:-\d+)*(?:/\d+)?")
GAP = re.compile(r"(?<=€) (?=\d)|(?<=\d) (?=[%€])")
BLOCKS = "p|li|t[dh]|h[1-6]|d[td]|caption|figcaption"
LINE_EDGE = re.compile(rf"(<(?:{BLOCKS})\b[^>]*>|<br>)\s+|\s+(?=</(?:{BLOCKS})>|<br>)")


class EngineMissing(Exception):
    """The layout engine cannot be loaded on this machine; the message says what to install."""

    def __init__(self) -> None:
        super().__init__(
            "PDF engine missing: install Pango (Debian: libpango-1.0-0 libpangoft2-1.0-0), then ask again."
        )


@dataclass(frozen=True)
class Stamp:
    """What is printed around the content. Without a code there is nothing to verify (`manage.py render`)."""

    title: str
    language: str
    made_at: datetime
    version_no: int = 1
    code: str = ""

    @property
    def verify_url(self) -> str:
        return f"{settings.SITE_URL}/verify/{self.code}" if self.code else ""


@dataclass(frozen=True)
class Made:
    content: bytes
    pages: int


def html_of(template: str, context: dict[str, Any], stamp: Stamp) -> str:
    """The document as HTML, in its own language. Everything is escaped by the template engine."""
    with translation.override(stamp.language):
        html = render_to_string(
            template,
            {
                **context,
                "paper": letterhead.printed(context.get("paper", {})),
                "logo_url": BASE + LOGO if logo_of(context) else "",
                "title": stamp.title,
                "language": stamp.language,
                "made_at": stamp.made_at,
                "version_no": stamp.version_no,
                "code": stamp.code,
                "verify_url": stamp.verify_url,
                "qr_url": BASE + QR if stamp.code else "",
            },
        )
    return tight(html)


def tight(html: str) -> str:
    """The same without space at the ends of texts, cells and lines: the layout engine counts it in a column's width, and a
    line that just fits is broken after its first word. No line ends between € or % and its figure, whoever typed it, nor
    within the number of an article of the law.
    """
    return ARTICLE.sub(r'<span class="article">\g<0></span>', GAP.sub("\u00a0", LINE_EDGE.sub(r"\1", html)))


def lay_out(template: str, context: dict[str, Any], stamp: Stamp) -> Made:
    """The PDF: tagged, with language, title and bookmarks. Raises EngineMissing where Pango is absent."""
    html = html_of(template, context, stamp)
    memory = {QR: _qr(stamp.verify_url)} if stamp.code else {}
    if picture := logo_of(context):
        memory[LOGO] = picture
    return written(html, memory)


def logo_of(context: dict[str, Any]) -> bytes:
    """The logo of who speaks; b"" for none."""
    return letterhead.logo(context.get("paper", {}).get("logo", ""))


def written(html: str, memory: dict[str, bytes] | None = None) -> Made:
    """`memory`: files that exist only for this document, by name."""
    weasyprint, fetcher = _engine(memory or {})
    with seldom_collecting():
        document = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=fetcher, media_type="print").render(
            pdf_variant="pdf/ua-1", pdf_tags=True
        )
        content = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True, finisher=_finish_tags)
        return Made(content, len(document.pages))


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """A layout makes hundreds of thousands of objects that it still needs: looking through them so often is a sixth of it."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _finish_tags(_document: Any, file: Any) -> None:
    """Say whether each table header heads its column (in the table's head) or its row; decoration is no figure."""
    parts = {getattr(part, "reference", None): part for part in file.objects if isinstance(part, dict)}
    for part in parts.values():
        if part.get("S") == "/Figure" and "Alt" not in part:
            part["S"] = "/NonStruct"
        elif part.get("S") == "/TH":
            part.setdefault("A", _dictionary({"O": "/Table"}))["Scope"] = _heads(part, parts)


def _heads(part: Any, parts: dict[Any, Any]) -> str:
    above = part
    while above is not None and above.get("S") not in ("/THead", "/TBody", "/TFoot", "/Table"):
        above = parts.get(above.get("P"))
    return "/Column" if above is not None and above["S"] == "/THead" else "/Row"


def _dictionary(values: dict[str, Any]) -> Any:
    import pydyf  # noqa: PLC0415 - takes seconds to load and needs Pango: the worker only

    return pydyf.Dictionary(values)


def _engine(memory: dict[str, bytes]) -> tuple[Any, Any]:
    """WeasyPrint takes 1.7 s to import and dies without Pango, so it is loaded here and nowhere else."""
    try:
        import weasyprint  # noqa: PLC0415 - takes seconds to load and needs Pango: the worker only
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415 - takes seconds to load and needs Pango: the worker only
    except OSError as error:
        raise EngineMissing from error

    class OwnFilesOnly(URLFetcher):
        """Refuses every address but `asset:///…` on the list; there is no fall-back (docs/security.md, 17)."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            del headers
            name = asset_name(url)
            content = memory[name] if name in memory else asset(name)
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, content, {"Content-Type": kind})

    return weasyprint, OwnFilesOnly(allowed_protocols=("asset",), allow_redirects=False)


def asset_name(url: str) -> str:
    """The static file that an address names; ValueError for every address that is not one of ours."""
    parts = urlsplit(url)
    path = unquote(parts.path)
    if parts.scheme != "asset" or parts.netloc or "\\" in path or "\0" in path or ".." in PurePosixPath(path).parts:
        raise ValueError("this address is not served to documents")
    return path.lstrip("/").removeprefix(settings.STATIC_URL.strip("/") + "/")


@cache
def asset(name: str) -> bytes:
    """The content of an allowed static file, fonts unpacked; ValueError otherwise.

    The layout engine would unpack each font again for each document: nearly half of a short one's time.
    """
    path = PurePosixPath(name)
    if path.suffix not in KINDS or not name.startswith(FOLDERS):
        raise ValueError("this file is not served to documents")
    collected = Path(settings.STATIC_ROOT) / name
    found = str(collected) if settings.PRODUCTION and collected.is_file() else finders.find(name)
    if not found:
        raise ValueError("there is no such file")
    content = Path(found).read_bytes()
    return _unpacked(content) if path.suffix == ".woff2" else content


def _unpacked(font: bytes) -> bytes:
    from fontTools.ttLib import woff2  # noqa: PLC0415 - takes seconds to load and needs Pango: the worker only

    out = io.BytesIO()
    woff2.decompress(io.BytesIO(font), out)
    return out.getvalue()


def _qr(address: str) -> bytes:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", scale=4, border=2, xmldecl=False)
    return out.getvalue()
