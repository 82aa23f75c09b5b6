"""Whose paper it is: name, lines, logo and colours of who speaks on a document. Frozen with it, so that a letter of last
year keeps the house style of last year.

A kind says `house=True` when the programme speaks on it; what the employer signs (analysis, plans, advice) carries no
programme's name or logo (ADR 0044). Colours are checked here as well as in their form: they end in a style sheet.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Container
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from PIL import Image

from coaching.core.ground.workflow import Refused
from coaching.core.models import Document, DocumentState
from coaching.core.paper import uploads
from coaching.core.tenancy.models import take_turns

COLOUR = re.compile(r"#[0-9a-f]{6}")
STORED = re.compile(r"logos/[0-9a-f]{64}\.png")
TEXT, LINES = 4.5, 3.0  # contrast with white: WCAG 2.2, 1.4.3 (text) and 1.4.11 (what is no text)
LARGEST_LOGO = 1024 * 1024
LOGO_SIZE = (900, 300)  # pixels; 60 by 20 mm at more than 300 per inch
SMALLEST_LOGO = 40


@dataclass(frozen=True)
class Letterhead:
    """name: who speaks; lines: address, e-mail, telephone; colour, accent: "" for ours; logo: a name in the storage or ""."""

    name: str = ""
    lines: list[str] = field(default_factory=list)
    colour: str = ""
    accent: str = ""
    logo: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        return asdict(self)


_teller: list[Callable[[Any], Letterhead | None]] = []


def tells(function: Callable[[Any], Letterhead | None]) -> Callable[[Any], Letterhead | None]:
    """Register what knows the letterhead of the programme that a record belongs to; one function only."""
    if _teller:
        raise ValueError("whose paper it is is declared twice")
    _teller.append(function)
    return function


def of(subject: Any) -> dict[str, Any]:
    """The letterhead for a document about this record as plain JSON; {} where nobody speaks."""
    found = _teller[0](subject) if _teller else None
    return found.plain if found else {}


def contrast(colour: str) -> float:
    """With white, from 1 to 21 (WCAG 2.2). Raises ValueError for what is no colour."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(colour)
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def check_colour(colour: str, least: float) -> None:
    """Raises Refused for what is no colour, and for one that is too light on white paper. "" is ours."""
    if not colour:
        return
    if not COLOUR.fullmatch(colour):
        raise Refused(_("Write a colour as # and six digits or letters from a to f, for example #0a4337."))
    if contrast(colour) < least:
        raise Refused(
            _("This colour is too light for white paper: its contrast is %(found)s, and %(least)s is needed.")
            % {"found": number_format(contrast(colour), 1), "least": number_format(least, 1)}
        )


def keep_logo(upload: UploadedFile) -> str:
    """The picture, drawn anew and made small, in the storage under the fingerprint of its content; the name there.

    The same picture is kept once, and none is changed: a document names the one it was made with. Raises Refused.
    """
    if (upload.size or 0) > LARGEST_LOGO:
        raise Refused(_("This logo is too large. The limit is 1 MB."))
    safe = uploads.checked(upload)
    if safe.kind == uploads.PDF:
        raise Refused(_("Choose a picture: PNG or JPEG."))
    content = _small(safe.content)
    name = f"logos/{hashlib.sha256(content).hexdigest()}.png"
    return name if default_storage.exists(name) else default_storage.save(name, ContentFile(content))


def keep_turns() -> None:
    """Who names a logo and who takes logos away wait for one another, until the end of their transaction."""
    take_turns("logos")


def is_kept(name: str) -> bool:
    return not name or default_storage.exists(name)


def forget_logos(used: Container[str], before: datetime) -> int:
    """Takes logos out of the storage that came before this moment and that nobody uses; how many. Call within `keep_turns`.

    used: names that a programme has. What a document was made with is in its file; one that is still to be made keeps its.
    """
    unused = [name for name in _stored() if name not in used and default_storage.get_modified_time(name) < before]
    waiting = Document.objects.exclude(state=DocumentState.READY).filter(data__context__paper__logo__in=unused)
    needed = set(waiting.values_list("data__context__paper__logo", flat=True)) if unused else set()
    gone = [name for name in unused if name not in needed]
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def _stored() -> list[str]:
    try:
        names = default_storage.listdir("logos")[1]
    except FileNotFoundError:  # none was ever kept
        return []
    return [name for name in (f"logos/{one}" for one in sorted(names)) if STORED.fullmatch(name)]


def _small(content: bytes) -> bytes:
    picture = Image.open(io.BytesIO(content))
    if min(picture.size) < SMALLEST_LOGO:
        raise Refused(_("This picture is too small to print: at least 40 pixels high and wide."))
    small = picture.convert("RGBA")
    small.thumbnail(LOGO_SIZE)
    out = io.BytesIO()
    small.save(out, format="PNG", optimize=True)
    return out.getvalue()


def logo(name: str) -> bytes:
    """The bytes of a logo that was kept; b"" for any other name, and when the file is lost: the paper goes out without."""
    if not STORED.fullmatch(name):
        return b""
    try:
        with default_storage.open(name) as handle:
            return bytes(handle.read())
    except OSError:
        return b""


def printed(paper: dict[str, Any]) -> dict[str, Any]:
    """What the style sheet may have of it: colours that are colours."""
    kept = {name: paper.get(name, "") for name in ("colour", "accent")}
    return {**paper, **{name: value if COLOUR.fullmatch(value or "") else "" for name, value in kept.items()}}
