"""What somebody typed to harm: in every column of text, and then in pages, lists as files, calendars, papers and mails.

Whatever a form lets through, or an import or a hand at the database puts there: it is shown as words and does nothing.
"""

from __future__ import annotations

import csv
import html
import io
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest
import vobject
from django.apps import apps
from django.core.mail import EmailMessage
from django.db import DatabaseError, models, transaction
from django.urls import reverse
from openpyxl import load_workbook

from coaching.accounts import actions as accounts
from coaching.accounts import calendars
from coaching.core.ground import clock
from coaching.core.mail import mailbody
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.paper import documents, pdf
from coaching.core.tenancy.context import system_context
from tests.acting import as_person, in_company
from tests.attacks.ground import addresses, open_for_editing
from tests.attacks.playing import WHOLE, some
from tests.consistency.rich import enrich
from tests.core.mail.examples import COMMON, OWN

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.no_cover]
BOMB = "=at1(\"<img src=x onerror=at1>'--></script>{{7*7}}{% now %}\r\nBEGIN:VALARM\r\nBcc: x@y.be\r\n\u202e\U0001f4a5"
OURS = {
    "companies",
    "riskanalysis",
    "actionplans",
    "trajectories",
    "programmes",
    "accounts",
    "modules",
    "core",
    "coaches",
}
# What no hand of a person fills in: codes, addresses, what is reckoned with.
CODES = re.compile(
    r"slug|digest|sha256|token|code|state|kind|email|language|hat$|iban|postcode|number|phone|password|event$|dedupe|"
    r"_type|audience|list_code|^file|logo|address|query|channel|colour|page$|verb|section|side|role|nace|name_key|search|words_of|_by$"
)
OFFERED = re.compile(r'href="([^"]*[?&;]export=(?:csv|xlsx)[^"]*)"')
WORDLIKE = re.compile(r"^[A-Z][A-Z0-9-]*$")


def columns() -> list[tuple[type[models.Model], models.Field[Any, Any]]]:
    found = []
    for model in apps.get_models():
        if model._meta.app_label in OURS and not model._meta.proxy and model._meta.managed:
            for column in model._meta.concrete_fields:
                free = isinstance(column, (models.CharField, models.TextField)) and not column.choices
                if free and not CODES.search(column.name):
                    found.append((model, column))
    return found


def armed() -> int:
    """Every text of every record becomes the bomb, as far as it fits and the database takes it; how many columns did."""
    count = 0
    with system_context("test"):
        for model, column in columns():
            try:
                with transaction.atomic():
                    rows = model._default_manager.all()
                    longest = getattr(column, "max_length", None) or len(BOMB)
                    count += bool(rows.update(**{column.name: BOMB[:longest]}))
            except DatabaseError:
                continue  # one of a kind, or of a shape
    return count


class Alive(HTMLParser):
    """Whether something that was typed became markup."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = dict(attrs)
        if "onerror" in at or at.get("src") == "x" or "at1" in tag:
            self.found.append(tag)


def harmless_cells(answer: Any) -> bool:
    if answer["Content-Type"].startswith("text/csv"):
        text = answer.content.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        return not any(cell.lstrip().startswith(("=", "@", "+", "-at")) for row in rows for cell in row)
    sheets = load_workbook(io.BytesIO(answer.content)).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    return not any(cell.data_type == "f" or str(cell.value or "").startswith("=") for cell in cells)


PEOPLE = {"c": ("contact_a",), "coach": ("coach_a",), "me": ("contact_a",)} | ({"p": ("admin_a",)} if WHOLE else {})


def test_no_page_and_no_list_runs_what_was_typed(world: Any, login: Any) -> None:
    made = enrich(world)
    open_for_editing(made)
    assert armed() > 100
    clients: dict[str, Any] = {}
    wrong, seen, taken = [], 0, set[str]()
    for route, url, who in some(list(addresses(world, made)), 2):
        if who not in PEOPLE.get(route.area, ()):
            continue
        client = clients.setdefault(who, login(getattr(world, who)))
        client.raise_request_exception = False
        answer = client.get(url)
        if answer.status_code >= 500:
            wrong.append((route.name, who, answer.status_code))
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            continue
        seen += 1
        page = answer.content.decode()
        if alive := Alive(page).found:
            wrong.append((route.name, who, alive))
        for offered in sorted({urljoin(url, html.unescape(one)) for one in OFFERED.findall(page)} - taken):
            taken.add(offered)
            answer = client.get(offered)
            if answer.status_code != 200 or not harmless_cells(answer):
                wrong.append((route.name, offered, answer.status_code))
    print(wrong)
    assert wrong == []
    assert seen > 20 and len(taken) > 2, (seen, taken)


# -- Calendars ---------------------------------------------------------------------------------------------------------
LINES = re.compile(r"^[A-Z-]+(;[A-Z-]+=[^:]*)?:")
KNOWN = {"VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT"}


def check_calendar(content: bytes) -> int:
    """How many dates; none of them with a line that somebody typed."""
    text = content.decode()
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert not any("\n" in line or "\r" in line for line in lines)
    assert all(LINES.match(line) for line in lines), [line for line in lines if not LINES.match(line)][:3]
    assert {line.partition(":")[2] for line in lines if line.startswith("BEGIN:")} <= KNOWN
    return len(vobject.readOne(text).contents.get("vevent", []))


def test_no_calendar_gets_a_line_that_was_typed(world: Any, client: Any) -> None:
    made = enrich(world)
    open_for_editing(made)
    armed()
    dates = 0
    for who in ("contact_a", "coach_a", "worker_bench_a"):
        with as_person(getattr(world, who)) as by:
            link = accounts.renew_calendar(kind="all", slug="", by=by)
        address = reverse("accounts:calendar_feed", args=[link.pk, calendars.secret_of(link.pk, link.seed)])
        answer = client.get(address)
        assert answer.status_code == 200, who
        dates += check_calendar(answer.content)
    assert dates > 2


# -- Papers ------------------------------------------------------------------------------------------------------------
def test_no_paper_runs_what_was_typed(world: Any) -> None:
    """Every kind about something of company a, as its contact asks for it."""
    made = enrich(world)
    armed()
    drawn = set()
    for kind, declared in documents.REPORTS.items():
        model = documents.subject_model(declared)
        with in_company(world.contact_a, world.company_a):
            try:
                with transaction.atomic():
                    subject = model._default_manager.filter(pk__in=made["a"].get(model._meta.db_table, ())).first()
                    if subject is None:
                        continue
                    content, data = documents.built(kind, subject, "nl")
            except (DatabaseError, LookupError, TypeError, AttributeError):
                continue  # not one that a company asks for, or not yet
        page = pdf.html_of(content.template, data["context"], pdf.Stamp(content.title, "nl", clock.now(), 1, "ABCD"))
        assert Alive(page).found == [], kind
        drawn.add(kind)
    assert {"year-wheel", "role-map", "wall-page", "risk-report", "annual-plan", "global-plan"} <= drawn, drawn


# -- Mails -------------------------------------------------------------------------------------------------------------
def bombed(value: Any) -> Any:
    """What a mail keeps, with the bomb in place of every word that is no code, day or number."""
    if isinstance(value, dict):
        return {key: bombed(one) for key, one in value.items()}
    if isinstance(value, list):
        return [bombed(one) for one in value]
    worded = isinstance(value, str) and (" " in value or (value[:1].isupper() and not WORDLIKE.match(value)))
    return BOMB if worded and not re.match(r"\d{4}-", value) else value


@pytest.mark.parametrize("kind", sorted(kind for kind in MAILS if not kind.startswith("tests.")))
def test_no_mail_gets_a_line_that_was_typed(kind: str) -> None:
    row = OutgoingEmail(kind=kind, context=bombed({**COMMON, **OWN.get(kind, {})}), language="nl", recipient_id=1)
    letter = mailbody.write(row, "lieve@bakkerij.example", "nl")
    assert Alive(letter.html).found == []
    sent: EmailMessage = mailbody.message(row, letter, None)
    raw = sent.message().as_bytes()
    head = raw.partition(b"\n\n")[0]
    assert not re.search(rb"^(Bcc|BEGIN)", head, re.MULTILINE)
    for part in sent.message().walk():
        if part.get_content_type() == "text/calendar":
            check_calendar(bytes(part.get_payload(decode=True)))
