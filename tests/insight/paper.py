"""What is looked at in a document: its pages, what stands at their ends, and its words; and which ones the demo has."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pypdf

from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, YearEvaluation
from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.paper import documents, pdf
from coaching.programmes.models import Application, Programme
from coaching.trajectories.models import CoachingSession, ExpenseStatement, Trajectory
from riskanalysis.models import RiskAnalysis
from tests.core.test_language_crawl import Said, left_over

CODE = "KTHM-DRL5-RTJY-96DU"
MOST = {
    "decision-letter": 1,
    "application-copy": 2,
    "advice": 2,
    "annual-plan": 6,  # the evaluation of a closed year and pictures of its values included
    "global-plan": 5,  # with a page of pictures of values
    "risk-report": 8,  # of forty units; a small one has four
    "trajectory-report": 5,  # the same
    "trajectory-summary": 2,
    "programme-report": 3,
    "programme-answer": 1,
    "expense-statement": 1,
    "role-map": 1,
    "wall-page": 1,
    "year-wheel": 5,
    "year-evaluation": 5,
    "proof-letter": 1,
}
ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")
# The sign stands before the amount; in French behind it, where a word may follow on the next line.
BREAKABLE = re.compile(r"€[ \n]|\d[ \n]%")
BREAKABLE_IN_FRENCH = re.compile(r"(?<!\d\u00a0)€[ \n]|\d[ \n][%€]")
HASH = re.compile(r"\b[0-9a-f]{64}\b")
HEADINGS = re.compile(r"<(h[1-6]|caption|th scope=\"col\")[^>]*>(.*?)</", re.DOTALL)
MEASURES = re.compile(r'<table class="facts measure">(.*?)</table>', re.DOTALL)
CELLS = re.compile(r"<(?:th|td|caption)[^>]*>(.*?)</(?:th|td|caption)>", re.DOTALL)
REASON = "De aanvraag zegt niet wat er op de werkvloer verandert, en wie daarvoor instaat. " * 6
ADDED = {
    "nl": "Vragen? Bel ons gerust, {company}.",
    "fr": "Des questions\u00a0? Appelez-nous, {company}.",
    "en": "Questions? Call us, {company}.",
}


@dataclass(frozen=True)
class Made:
    """A document as it lies on the table: html as it was laid out, pages as text."""

    kind: str
    language: str
    html: str
    pages: list[str]
    edition: int


def squeezed(text: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


def lines_of(page: str) -> list[str]:
    """Its lines from top to bottom, without what stands under and over every page."""
    lines = [line.strip() for line in page.splitlines() if line.strip()]
    return [line for line in lines if not line.startswith(f"{CODE} ·") and not re.fullmatch(r"\d+ / \d+", line)]


def laid_out(kind: str, subject: Any, language: str) -> Made:
    content, data = documents.built(kind, subject, language)
    stamp = pdf.Stamp(content.title, language, clock.now(), 3, CODE)
    html = pdf.html_of(data["template"], data["context"], stamp)
    made = pdf.lay_out(data["template"], data["context"], stamp)
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made.content)).pages]
    return Made(kind, language, html, pages, data["context"].get("edition", 0))


def faults(made: Made) -> Iterator[str]:
    """What is wrong with it, in words."""
    text = "\n".join(made.pages)
    if len(made.pages) > MOST[made.kind]:
        yield f"{len(made.pages)} pages"
    yield from (f"a date as {found}" for found in ISO.findall(text))
    breakable = BREAKABLE_IN_FRENCH if made.language == "fr" else BREAKABLE
    yield from (f"may break: {found!r}" for found in breakable.findall(unescape(made.html)))
    headings = {squeezed(found) for _tag, found in HEADINGS.findall(made.html)}
    for number, page in enumerate(made.pages[:-1], 1):
        last = lines_of(page)[-1]
        if any(heading.endswith(last) for heading in headings):
            yield f"page {number} ends with {last!r}"
    if len(made.pages) > 1 and len(lines_of(made.pages[-1])) < 6:  # title, name, and four lines of the box
        yield f"nothing but the box on the last page: {lines_of(made.pages[-1])}"
    if made.edition and (f"{made.edition}, " not in (foot := foot_of(made.pages[0])) or " 3" not in foot):
        yield f"another version below: {foot}"
    if any(HASH.search(cell) for cell in CELLS.findall(made.html)):
        yield "a fingerprint in a table"
    if made.language != "en":
        yield from (f"English left: {found}" for found in left_over(Said(made.html).texts, made.language))
    yield from split_measures(made)


def split_measures(made: Made) -> Iterator[str]:
    """Each measure stands on one page: its name and all its cells."""
    pages = [squeezed(page) for page in made.pages]
    for table in MEASURES.findall(made.html):
        cells = [squeezed(cell) for cell in CELLS.findall(table)]
        if not any(all(cell[:30] in page for cell in cells) for page in pages):
            yield f"split: {cells[0]}"


def foot_of(page: str) -> str:
    return next(line for line in page.splitlines() if line.startswith(f"{CODE} ·"))


def statement() -> ExpenseStatement:
    trajectory = Trajectory.objects.filter(state="closed").first()
    assert trajectory is not None
    lines = [
        {"session": "", "date": str(row.held_on), "kind": row.kind, "hours": str(row.hours)}
        for row in CoachingSession.objects.filter(trajectory=trajectory).order_by("held_on")
    ]
    return ExpenseStatement(
        trajectory=trajectory,
        company_id=trajectory.company_id,
        programme_id=trajectory.programme_id,
        number=1,
        lines=lines,
        hours=21,
        paid_hours=20,
        subsidy_eur=1000,
        company_share_eur=1500,
    )


def one_of_each(model: Any, column: str, **which: Any) -> list[Any]:
    """One record for each value of a column: every state that the demo has looks different on paper."""
    seen: dict[Any, Any] = {}
    for row in model.objects.filter(**which).order_by("pk"):
        seen.setdefault(getattr(row, column), row)
    return list(seen.values())


def subjects() -> dict[str, list[Any]]:
    decided = one_of_each(Application, "state", state__in=["approved", "rejected"])
    trajectories = one_of_each(Trajectory, "state", state__in=["closed", "implementation", "awaiting_coach"])
    organised = one_of_each(Company, "prevention_group")
    return {
        "decision-letter": decided,
        "application-copy": decided[:1],
        "advice": one_of_each(AdviceRequest, "body_kind"),
        "annual-plan": one_of_each(AnnualActionPlan, "state"),
        "global-plan": one_of_each(GlobalPreventionPlan, "state"),
        "risk-report": list(RiskAnalysis.objects.filter(state="final").order_by("-created_at")[:2]),
        "trajectory-report": trajectories,
        "trajectory-summary": trajectories,
        "programme-report": list(Programme.objects.all()),
        "programme-answer": list(Programme.objects.all()),
        "expense-statement": [statement()],
        "role-map": organised,
        "wall-page": organised,
        "year-wheel": organised,
        "year-evaluation": list(YearEvaluation.objects.order_by("first_day")),
    }


def lacking(made: Made, programme: Programme) -> list[str]:
    """What a letter has to say: who writes, where and by telephone, the paragraph of the programme, how to object."""
    text = squeezed(made.pages[0])
    wanted = [programme.contact_phone, programme.contact_email, "Voorbeeldstraat 1", ADDED[made.language][:10]]
    return [words for words in wanted if words not in text]
