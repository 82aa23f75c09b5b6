"""Reads every object of a PDF and says in a word what it found. Runs by itself, in a process with narrow limits.

`python -I pdf_objects.py < file.pdf` prints ok | acts | carries | protected | damaged | too_much. It imports nothing of
ours: a hostile file is opened without settings, secrets or a database. Images and pages are not decoded.
"""

from __future__ import annotations

import io
import re
import resource
import sys
from collections.abc import Iterator
from typing import Any

import pikepdf

SECONDS, MEMORY = 8, 768 * 1024 * 1024  # of processor time; of address space
MOST_OBJECTS, MOST_ITEMS = 150_000, 1_000_000
MOST_UNPACKED = 64 * 1024 * 1024  # of all object streams together
MOST_IN_ONE = 200_000  # entries of one array or dictionary
LONGEST_CHAIN = 100
IN_PLAIN_SIGHT = 1000  # bytes of a file without any stream, whose words say all there is

# Kinds of action that run something, send something, or open another file. A page of the same file (/GoTo) may stay, and
# so may a link that somebody clicks (/URI), when it leads to the web, to a mail address or to a telephone.
ACTIONS = {
    "/JavaScript",
    "/JS",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/GoTo3DView",
    "/RichMediaExecute",
}
KEYS = {
    "/JS",
    "/JavaScript",
    "/XFA",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/3DD",
    "/OPI",
    "/FS",
    "/Movie",
    "/Sound",
    "/Rendition",
    "/AlternatePresentations",
}
SUBTYPES = {"/RichMedia", "/3D", "/Movie", "/Sound", "/PS"}
CARRIES_KEYS = {"/EF", "/EmbeddedFiles", "/Collection"}
CARRIES = {"/EmbeddedFile", "/Filespec", "/FileAttachment"}
# The last ones are what printed web pages, mails and telephones' notes have.
SCHEMES = {
    "http",
    "https",
    "mailto",
    "tel",
    "sms",
    "sip",
    "sips",
    "callto",
    "geo",
    "whatsapp",
    "x-apple-data-detectors",
}
SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):(?![0-9]+(?:[/?#]|$))")  # www.example.be:8080 has none
NOWHERE = re.compile(r"about:blank|javascript:(?:void\(?0\)?)?;?")  # a button of a printed web page
PORT = re.compile(r"[a-z0-9.\-]+:[0-9]+")
# The same names as they stand in plain bytes: what no reader of ours reaches must not hold them either.
ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|EF|RichMedia\w*|XFA|SubmitForm|ImportData|GoToR|GoToE|Rendition)(?![A-Za-z])"
)
AT_OPENING = re.compile(rb"/(OpenAction|AA|URI)(?![A-Za-z])")
UTF_8 = b"\xef\xbb\xbf"
HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
# Texts of one line (a title, a link, a list of choices): what is within is no name for any reader. Never more than a line, so
# that a comment cannot open what it does not close.
TEXT = re.compile(rb"((?:/[A-Za-z]+|\[)\s*)(?:\((?:[^()\\\r\n]|\\[^\r\n])*\)\s*)+")
STREAM = re.compile(rb"\bstream\r?\n.*?\bendstream\b", re.DOTALL)


class Found(Exception):
    """What ends the reading: one of the words above."""


def main() -> str:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    pikepdf.settings.set_qpdf_limits(
        parser_max_nesting=100,
        parser_max_container_size=MOST_IN_ONE,
        max_stream_filters=5,
        flate_max_memory=MOST_UNPACKED,
        run_length_max_memory=MOST_UNPACKED,
        png_max_memory=MOST_UNPACKED,
        tiff_max_memory=MOST_UNPACKED,
        dct_max_memory=MOST_UNPACKED,
    )
    try:
        return read(sys.stdin.buffer.read())
    except Found as found:
        return str(found)
    except (MemoryError, RecursionError):
        return "too_much"


def read(content: bytes) -> str:
    """The word for this file. Raises Found, or MemoryError for what passes the limits."""
    plain(STREAM.sub(b"", content))
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if len(pdf.objects) > MOST_OBJECTS:
                raise Found("too_much")
            unpacked(pdf)
            for entries, is_stream in everything(pdf):
                judge(entries, is_stream)
            len(pdf.pages)
    except pikepdf.PasswordError as locked:
        raise Found("protected") from locked
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, NotImplementedError) as broken:
        if "memory" in str(broken) or "limit" in str(broken):
            raise Found("too_much") from broken
        if len(content) > IN_PLAIN_SIGHT or b"stream" in content or AT_OPENING.search(decoded(content)):
            raise Found("damaged") from broken  # a more patient reader might still find something in it
    return "ok"


def decoded(content: bytes) -> bytes:
    """Names with their #xx written out."""
    return HEX.sub(lambda found: bytes([int(found[1], 16)]), content)


def plain(content: bytes) -> None:
    """Names are written out once more after the texts are gone: a # in a text is no name's."""
    found = ACTIVE.search(decoded(TEXT.sub(rb"\1()", content)))
    if found:
        raise Found("carries" if found[1].startswith((b"Embedded", b"EF")) else "acts")


def unpacked(pdf: Any) -> None:
    """Unpack the object streams one by one, within the limit for all, before anything in them is used.

    What stands in one is read here as text too: an object that nothing names any more would not be met again.
    """
    total = 0
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Type") == "/ObjStm":
            text = thing.read_bytes()
            total += len(text)
            if total > MOST_UNPACKED:
                raise Found("too_much")
            plain(text)


def everything(pdf: Any) -> Iterator[tuple[dict[str, Any], bool]]:
    """The entries of every dictionary and stream, of old revisions and unnamed ones too, each once; and whether it is
    a stream."""
    seen, waiting = 0, [pdf.trailer]
    for whole in pdf.objects:
        waiting.append(whole)
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
                entries = dict(thing.items())
                yield entries, isinstance(thing, pikepdf.Stream)
                inner = list(entries.values())
            elif isinstance(thing, pikepdf.Array):
                if len(thing) > MOST_IN_ONE:
                    raise Found("too_much")
                inner = list(thing)
            else:
                continue
            seen += len(inner)
            if seen >= MOST_ITEMS:
                raise Found("too_much")
            waiting += [part for part in inner if is_inside(part)]


def is_inside(part: Any) -> bool:
    """Whether it stands in its parent itself; what is referred to has its own turn."""
    return isinstance(part, (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)) and not part.is_indirect


def judge(entries: dict[str, Any], is_stream: bool) -> None:
    """Raise Found for a dictionary that acts, or carries or wants another file."""
    words = {name_of(entries, "/Type"), name_of(entries, "/Subtype")}
    if entries.keys() & CARRIES_KEYS or words & CARRIES:
        raise Found("carries")
    if entries.keys() & KEYS or words & SUBTYPES or name_of(entries, "/S") in ACTIONS or elsewhere(entries, is_stream):
        raise Found("acts")
    for key in entries.keys() & {"/URI", "/Base"}:
        if isinstance(entries[key], pikepdf.String) and not is_web(bytes(entries[key])):
            raise Found("acts")
    if "/OpenAction" in entries:
        by_itself(entries["/OpenAction"])
    if isinstance(entries.get("/AA"), pikepdf.Dictionary):
        for _moment, action in entries["/AA"].items():
            by_itself(action)


def elsewhere(entries: dict[str, Any], is_stream: bool) -> bool:
    """Whether content stands in another file: of a stream, of a drawing, of a thread of articles."""
    if is_stream and entries.keys() & {"/F", "/FFilter"}:
        return True
    drawing = entries.get("/Ref")
    if isinstance(drawing, pikepdf.Dictionary) and "/F" in drawing:
        return True
    return name_of(entries, "/S") == "/Thread" and "/F" in entries


def name_of(entries: dict[str, Any], key: str) -> str:
    value = entries.get(key)
    return str(value) if isinstance(value, (pikepdf.Name, pikepdf.String)) else ""


def is_web(target: bytes) -> bool:
    """Whether a link leads to the web, a mail address or a telephone; never to a file or a server of the network."""
    text = re.sub(r"[\x00-\x20\xfe\xff]", "", target.removeprefix(UTF_8).decode("latin-1")).lower()
    if "\\" in text or NOWHERE.fullmatch(text):
        return "\\" not in text
    scheme = SCHEME.match(text)
    if scheme:
        return scheme[1] in SCHEMES
    host = re.split("[/?#]", text, maxsplit=1)[0]  # what a patient reader would still take for a scheme is none of ours
    return not text.startswith("/") and (":" not in host or PORT.fullmatch(host) is not None)


def by_itself(action: Any) -> None:
    """What happens at opening, closing or passing over: only going to a page of the same file."""
    for _step in range(LONGEST_CHAIN):
        if isinstance(action, pikepdf.Array) and len(action) and isinstance(action[0], pikepdf.Dictionary):
            if "/S" not in action[0]:
                return  # a place: its page stands first
            for part in list(action)[:LONGEST_CHAIN]:
                by_itself(part)
            return
        if not isinstance(action, pikepdf.Dictionary) or "/S" not in action:
            return
        if action.get("/S") != "/GoTo":
            raise Found("acts")
        action = action.get("/Next")
    raise Found("acts")


if __name__ == "__main__":
    print(main())
