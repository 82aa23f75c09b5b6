"""From an outbox row to the words and the bytes of a mail: text and HTML from the same `MailContent`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.mime.text import MIMEText
from email.utils import parseaddr
from functools import cache
from urllib.parse import urlencode, urlsplit

import css_inline
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from coaching.core.ground import ics
from coaching.core.mail import unsubscribe
from coaching.core.mail.added import Paragraphs
from coaching.core.mail.outbox import MAILS, MailContent
from coaching.core.mail.waits import Waits
from coaching.core.models import OutgoingEmail

LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Letter:
    """What is really sent, and kept with the row. calendar: files that go along, each (METHOD, text)."""

    to: str
    subject: str
    text: str
    html: str
    calendar: tuple[tuple[str, bytes], ...] = ()


def absolute(path: str, language: str) -> str:
    """The full address of a page of ours, opened in the reader's language; "" stays ""."""
    if not path:
        return ""
    path, hash_sign, fragment = path.partition("#")
    joined = "&" if "?" in path else "?"
    return f"{settings.SITE_URL}{path}{joined}{urlencode({'lang': language})}{hash_sign}{fragment}"


def write(
    row: OutgoingEmail,
    to: str,
    language: str,
    along: Sequence[OutgoingEmail] = (),
    *,
    newcomer: bool = False,
    waits: Waits | None = None,
    added: Paragraphs | None = None,
) -> Letter:
    """The mail's words in the reader's language. Reads no tables: everything is in the row's context.

    along: other news that goes into the same mail, each piece under its own heading. newcomer: the reader could never
    sign in, so the mail says how; the address in it never gets too old. waits: what waits for the reader, below the news.
    added: paragraphs of whoever speaks, per mail and language, below our own.
    """
    with translation.override(language):
        contents = [MAILS[one.kind](one.context) for one in (row, *along)]
        pieces = [
            _parameters(content, language, (added or {}).get(one.pk, {}).get(language, ""))
            for one, content in zip((row, *along), contents, strict=True)
        ]
        parameters = pieces[0] if not along else _together(pieces, language)
        parameters["has_account"] = row.recipient_id is not None
        if newcomer:
            parameters["sign_in"] = {"email": to, "url": absolute(reverse("account_reset_password"), language)}
        if waits:
            parameters["waits"] = _waiting(waits, language)
        if stop := unsubscribe.path_for(row):
            parameters["stop_news"] = absolute(stop, language)
        subject = str(parameters["subject"])
        text = render_to_string("mail/base.txt", parameters)
        html = _inliner().inline(render_to_string("mail/base.html", parameters))
    dates = tuple(_invitation(content.calendar, to) for content in contents if content.calendar)
    return Letter(to, subject, text, html, dates)


def message(row: OutgoingEmail, letter: Letter, connection: object) -> EmailMultiAlternatives:
    """The MIME message. Its id is the row's, so that a second copy (if ever) is known as the same mail."""
    built = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        connection=connection,
        headers={"Message-ID": f"<{row.pk}@{_host()}>", "Auto-Submitted": "auto-generated", **_list_headers(row)},
    )
    built.attach_alternative(letter.html, "text/html")
    for number, (method, file) in enumerate(letter.calendar, 1):
        built.attach(_calendar_part(method, file, f"vijfsprong-{number}.ics"))
    return built


def _list_headers(row: OutgoingEmail) -> dict[str, str]:
    """How a mail program stops the news with one click; the address has no more to it than who the reader is."""
    stop = unsubscribe.path_for(row)
    if not stop:
        return {}
    return {"List-Unsubscribe": f"<{settings.SITE_URL}{stop}>", "List-Unsubscribe-Post": "=".join(unsubscribe.POSTED)}


def _invitation(entry: ics.Entry, to: str) -> tuple[str, bytes]:
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    method = ics.CANCEL if entry.cancelled else ics.REQUEST
    linked = replace(entry, url=f"{settings.SITE_URL}{entry.url}" if entry.url.startswith("/") else entry.url)
    return method, ics.invitation(linked, method=method, organizer=address, organizer_name=name, attendee=to)


def _calendar_part(method: str, file: bytes, name: str) -> MIMEText:
    """A file that goes along. As another form of the mail's own words, Outlook would show it instead of them."""
    part = MIMEText(file.decode(), "calendar", "utf-8")
    part.set_param("method", method)
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def _together(pieces: list[dict[str, object]], language: str) -> dict[str, object]:
    """One mail around several pieces of news: how many, then each with its own words and link."""
    first, count = pieces[0]["subject"], len(pieces) - 1
    subject = ngettext("%(first)s, and %(count)s more message", "%(first)s, and %(count)s more messages", count)
    return {
        "subject": (subject % {"first": first, "count": count})[:LONGEST_SUBJECT],
        "pieces": pieces,
        "language": language,
        "site_url": settings.SITE_URL,
    }


def _parameters(content: MailContent, language: str, added: str = "") -> dict[str, object]:
    return {
        "subject": _one_line(str(content.subject))[:LONGEST_SUBJECT],
        "paragraphs": [*(str(paragraph) for paragraph in content.paragraphs), *([added] if added else [])],
        "facts": [(str(label), str(value)) for label, value in content.facts],
        "action_label": content.action_label,
        "action_url": absolute(content.action_path, language),
        "closing": content.closing,
        "language": language,
        "site_url": settings.SITE_URL,
    }


def _one_line(subject: str) -> str:
    """A subject without line breaks; French keeps the space that holds « and » to their words."""
    return re.sub(r"[^\S\u00a0\u202f]+", " ", subject).strip()


def _waiting(waits: Waits, language: str) -> dict[str, object]:
    return {
        "urgent": [(one.what, one.who, one.due, absolute(one.path, language)) for one in waits.urgent],
        "counts": [(figure, words, absolute(path, language)) for figure, words, path in waits.counts],
    }


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"


@cache
def _inliner() -> css_inline.CSSInliner:
    """The style sheet of mails (static/css/mail.css, when there is one) goes into the elements; nothing is fetched."""
    found = finders.find("css/mail.css")
    extra = None
    if isinstance(found, str):
        with open(found, encoding="utf-8") as sheet:
            extra = sheet.read()
    return css_inline.CSSInliner(load_remote_stylesheets=False, extra_css=extra)
