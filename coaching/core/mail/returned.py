"""Reading a returned mail: which of ours it is about, at which address, and why it came back. Reads no tables.

Servers report in many shapes: delivery status notifications (RFC 3464) with the original, its headers alone (RFC 3462) or
neither, and the older letters of Exim and qmail without any such part. What is read here is believed by `bounces.take`
only about a mail of ours: its number is known to nobody but who handled it.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.parser import HeaderParser
from email.utils import getaddresses
from enum import StrEnum
from itertools import islice
from uuid import UUID

LONGEST = 300_000  # bytes of a returned message that are read; our own mails have fewer
MOST_PARTS = 100  # of a message made to tire us
# A header that says what a part is, with the lines that go on with it. The library reads a long one many times over.
KIND = re.compile(rb"(?:^|\r)content-[a-z-]+:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
LONGEST_KIND = 2_000  # bytes; a line may have 998
OUR_ID = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@", re.IGNORECASE)
CODE = re.compile(r"(?<![0-9.])([245])\.([0-9]{1,3})\.([0-9]{1,3})(?![0-9.])")
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w.-]{1,190}")
XTEXT = re.compile(r"\+([0-9A-F]{2})")  # RFC 3461 §4: an original recipient may be written with +2B for a plus
FULL = re.compile(
    r"over ?quota|quota (?:is )?exceeded|exceed\w* (?:its |the |their )?(?:storage |mailbox |disk )?quota|mailbox(?: is)? full|"
    r"mailbox size|inbox is full|out of storage space|postvak(?: is)? vol|boîte [^.]{0,40}pleine|insufficient mailbox",
    re.IGNORECASE,
)
# Letters without a part for programs.
QMAIL = "hi. this is the"  # and whoever writes as qmail does (QSBMF §2)
EXIM_DELAY = re.compile(
    r"has been delayed|not been delivered .{0,80}yet|will (?:continue|retry|keep trying)", re.I | re.S
)
COPY = re.compile(
    r"^-+ ?(?:This is a copy of|Below this line is a copy|Original message|Undelivered message)", re.I | re.M
)
GENERIC = re.compile(r"^(?:mailer-daemon|postmaster|mail delivery (?:sub)?system)", re.IGNORECASE)


class Why(StrEnum):
    """GONE: nobody has that address. FULL: no room now. REFUSED: this mail was not wanted. AWAY: the server did not answer."""

    GONE = "gone"
    FULL = "full"
    REFUSED = "refused"
    AWAY = "away"


@dataclass(frozen=True)
class Failure:
    """One recipient whom it did not reach. addresses: how the report names them, the original one among them."""

    addresses: frozenset[str]
    why: Why


@dataclass(frozen=True)
class Returned:
    """mail_id: the number of our mail. to: whom the returned original was written to, as the report shows it."""

    mail_id: UUID
    failures: list[Failure]
    to: frozenset[str] = field(default_factory=frozenset)


def read(raw: bytes) -> Returned | None:
    """What the message reports; None for whatever is no report of a failure about a mail with a number like ours.

    Never fails: strangers send this, and a mail server would send an error back and forth for ever.
    """
    raw = raw[:LONGEST]
    if any(len(found[0]) > LONGEST_KIND for found in KIND.finditer(raw)):
        return None
    try:
        message = message_from_bytes(raw)
        parts = list(islice(message.walk(), MOST_PARTS))
        reports = [part for part in parts if part.get_content_type() in REPORTS]
        failures = [one for part in reports for one in _failures(part)] if reports else _letter(message, parts)
        found = OUR_ID.search(_original(message, parts)) if failures else None
        return Returned(UUID(found[1]), failures, _written_to(parts)) if found else None
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return None


REPORTS = ("message/delivery-status", "message/global-delivery-status")


def why(code: str, text: str) -> Why:
    """Why, from an enhanced status code (RFC 3463) and the server's words; a plain refusal means that nobody is there."""
    found = CODE.search(code)
    kind, subject, detail = found.groups() if found else ("5", "0", "0")
    if int(subject) == 0 and (named := CODE.search(text)) is not None:  # 5.0.0 says nothing; the words may
        kind, subject, detail = named.groups()
    if (subject, detail) == ("2", "2") or (subject != "1" and FULL.search(text)):
        return Why.FULL
    if kind == "4":
        return Why.AWAY
    return Why.REFUSED if (subject, detail) == ("2", "3") or subject in ("3", "6", "7") else Why.GONE


# -- Delivery status notifications -----------------------------------------------------------------------------------
def _failures(part: Message) -> Iterator[Failure]:
    for block in re.split(r"\r?\n[ \t]*\r?\n", _text_of(part)):
        fields = HeaderParser().parsestr(block.strip())
        if str(fields.get("Action", "")).strip().lower() != "failed":
            continue  # delayed, delivered, relayed, expanded
        named = {_named(str(fields.get(name, ""))) for name in ("Final-Recipient", "Original-Recipient")} - {""}
        told = " ".join(str(fields.get("Diagnostic-Code", "")).split())
        plain = {XTEXT.sub(lambda found: chr(int(found[1], 16)), one) for one in named}
        yield Failure(frozenset(named | plain), why(str(fields.get("Status", "")), told))


def _named(value: str) -> str:
    """rfc822; <els@voorbeeld.be> → els@voorbeeld.be"""
    kind, semicolon, rest = value.partition(";")
    return "".join((rest if semicolon else kind).split()).strip("<>").lower()


# -- Letters ---------------------------------------------------------------------------------------------------------
def _letter(message: Message, parts: list[Message]) -> list[Failure]:
    """The failures that a letter without such a part tells: Exim's, qmail's, and plain ones of a mailer daemon."""
    text = next((_text_of(part) for part in parts if part.get_content_type() == "text/plain"), "")
    told = COPY.split(text, maxsplit=1)[0]
    if text.lstrip().lower().startswith(QMAIL):
        return list(_qmail(told))
    if EXIM_DELAY.search(told):
        return []
    if failed := str(message.get("X-Failed-Recipients", "")):
        return [Failure(frozenset({one.lower()}), why("", told)) for _name, one in getaddresses([failed]) if one]
    sender = getaddresses([str(message.get("From", ""))])
    daemon = any(GENERIC.match(part) for pair in sender for part in pair) or str(message.get("Return-Path", "")) == "<>"
    code = CODE.search(told)
    if not daemon or code is None or code[1] != "5":
        return []
    return [Failure(frozenset(one.lower() for one in ADDRESS.findall(told)), why(code[0], told))]


def _qmail(told: str) -> Iterator[Failure]:
    """A paragraph per recipient, which begins with the address and a colon (QSBMF §2)."""
    for paragraph in re.split(r"\n[ \t]*\r?\n", told.replace("\r\n", "\n")):
        found = re.match(r"\s*<([^<>\s]+)>:", paragraph)
        if found:
            yield Failure(frozenset({found[1].lower()}), why("", paragraph))


# -- The original ----------------------------------------------------------------------------------------------------
def _original(message: Message, parts: list[Message]) -> str:
    """Where our number may stand: the original, its headers, what the report answers to, a copy below a line."""
    inner = [_text_of(part) for part in parts if part.get_content_type() in ORIGINALS]
    answers = [str(message.get(name, "")) for name in ("In-Reply-To", "References", "X-Original-Message-ID")]
    copies = [_text_of(part) for part in parts[:3] if part.get_content_type() == "text/plain"]
    return "\n".join([*inner, *answers, *(text[match.start() :] for text in copies if (match := COPY.search(text)))])


ORIGINALS = (
    "message/rfc822",
    "message/rfc822-headers",
    "message/global",
    "text/rfc822-headers",
    "message/global-headers",
)


def _written_to(parts: list[Message]) -> frozenset[str]:
    originals = [_text_of(part) for part in parts if part.get_content_type() in ORIGINALS]
    headers = [HeaderParser().parsestr(text.lstrip()).get_all("To", []) for text in originals]
    return frozenset(one.lower() for values in headers for _name, one in getaddresses(map(str, values)) if one)


def _text_of(part: Message) -> str:
    """The part as text, whatever it is packed in: the standard allows no packing of these, servers do it."""
    payload = part.get_payload()
    if isinstance(payload, list):
        text = "\n\n".join(_whole(inner) for inner in payload if isinstance(inner, Message))
        return _unpacked(text, str(part.get("Content-Transfer-Encoding", "")))
    raw = part.get_payload(decode=True)
    return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(payload)


def _whole(message: Message) -> str:
    """Headers and text as they came. The library would fold each header anew, and takes minutes for a very long one."""
    headers = "".join(f"{name}: {value}\n" for name, value in message.raw_items())
    payload = message.get_payload()
    inner = payload if isinstance(payload, list) else []
    texts = [_whole(part) for part in inner if isinstance(part, Message)] or [str(payload or "")]
    return "\n".join([headers, *texts])


def _unpacked(text: str, packing: str) -> str:
    try:
        if packing.strip().lower() == "base64":
            return base64.b64decode("".join(text.split())).decode("utf-8", "replace")
        if packing.strip().lower() == "quoted-printable":
            return quopri.decodestring(text.encode("utf-8", "surrogateescape")).decode("utf-8", "replace")
    except (binascii.Error, UnicodeError):
        return ""
    return text
