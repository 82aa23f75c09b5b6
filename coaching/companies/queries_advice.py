"""Advice of advisers in a company's file: asked, given, replaced; and what its pieces are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.companies.models import AdviserAdvice, AdviserQuestion, AdvisingAs, FilePiece, Mandate, Membership
from coaching.companies.queries import active
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Actor, Hat, Role
from coaching.core.tenancy.workspace import Place

MOST = 200  # pieces of advice about one piece, and open questions, that a page lists
INSIDE, OUTSIDE = AdvisingAs.INTERNAL, tuple(one for one in AdvisingAs if one != AdvisingAs.INTERNAL)


@dataclass(frozen=True)
class Named:
    """What a piece of the file is called. page, key: where it stands; page "" where the reader has no page of it."""

    title: str
    page: str = ""
    key: UUID | None = None

    def url(self, place: Place) -> str:
        return place.url(self.page, self.key) if self.page else ""


Describe = Callable[[Collection[UUID], Hat], dict[UUID, Named]]
_described: list[Describe] = []


def described_by(describe: Describe) -> None:
    """`describe(pieces, hat)` → what those of its kind are called. For the apps above, which know them."""
    if describe not in _described:
        _described.append(describe)


def named(pieces: Collection[UUID], hat: Hat) -> dict[UUID, Named]:
    """Piece → what it is called, of those that the reader may read. None are asked about when there are none."""
    found: dict[UUID, Named] = {}
    for describe in _described if pieces else ():
        found.update(describe(pieces, hat))
    return found


@dataclass(frozen=True)
class AdviceLine:
    """One adviser's advice as pages and papers show it. about: None for the file as a whole."""

    advice: AdviserAdvice
    author: str
    about: Named | None
    asked_by: str = ""
    replaced: bool = False

    @property
    def discipline(self) -> str:
        return capfirst(self.advice.get_discipline_display())

    @property
    def title(self) -> str:
        return self.about.title if self.about else _("The file as a whole")


@dataclass(frozen=True)
class QuestionLine:
    """Advice that was asked and not given yet."""

    question: AdviserQuestion
    asked_of: str
    asked_by: str
    about: Named | None

    @property
    def discipline(self) -> str:
        return capfirst(self.question.get_discipline_display())

    @property
    def title(self) -> str:
        return self.about.title if self.about else _("The file as a whole")


def advice(*, discipline: str = "", piece_id: UUID | None = None) -> QuerySet[AdviserAdvice]:
    """What was advised, the last one first; also what was replaced since."""
    rows = AdviserAdvice.objects.select_related("question", "replaced_by").order_by("-given_at", "id")
    if discipline:
        rows = rows.filter(discipline=discipline)
    return rows.filter(piece_id=piece_id) if piece_id else rows


def open_questions() -> QuerySet[AdviserQuestion]:
    """Asked and not answered, the first to be wanted first."""
    return AdviserQuestion.objects.filter(advice=None).order_by("wanted_on", "id")


def advice_lines(rows: Iterable[AdviserAdvice], hat: Hat) -> list[AdviceLine]:
    """With names, and what each is about."""
    rows = list(rows)
    people = names_of([one.author_id for one in rows] + [one.question.asked_by_id for one in rows if one.question])
    pieces = named({one.piece_id for one in rows if one.piece_id}, hat)
    unread = Named(_("A part of the file"))
    return [
        AdviceLine(
            one,
            people.get(one.author_id, "–"),
            pieces.get(one.piece_id, unread) if one.piece_id else None,
            people.get(one.question.asked_by_id, "–") if one.question else "",
            hasattr(one, "replaced_by"),
        )
        for one in rows
    ]


def question_lines(rows: Iterable[AdviserQuestion], hat: Hat) -> list[QuestionLine]:
    rows = list(rows)
    people = names_of([one.asked_of_id for one in rows] + [one.asked_by_id for one in rows])
    pieces = named({one.piece_id for one in rows if one.piece_id}, hat)
    unread = Named(_("A part of the file"))
    return [
        QuestionLine(
            one,
            people.get(one.asked_of_id, "–"),
            people.get(one.asked_by_id, "–"),
            pieces.get(one.piece_id, unread) if one.piece_id else None,
        )
        for one in rows
    ]


def disciplines_of(by: Actor) -> list[str]:
    """In which this person may give advice in this company now; the database knows no others."""
    if by.company_id is None:
        return []
    if by.hat == Hat.CONTACT:
        return [INSIDE.value] if Role.PREVENTION_ADVISER.value in by.roles else []
    if by.hat != Hat.COACH:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT unnest(my_advising())")
        held = {row[0] for row in cursor.fetchall()}
    return [one.value for one in OUTSIDE if f"{by.company_id}:{one.value}" in held]


def askable(piece: FilePiece | None) -> dict[tuple[int, str], str]:
    """(person, discipline) → name: advisers who work in this file now, and can read what they are asked about."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for user_id in active(Membership.objects.filter(role=Role.PREVENTION_ADVISER)).values_list("user_id", flat=True):
        found[user_id].append(INSIDE.value)
    for row in Mandate.objects.filter(discipline__in=[one.value for one in OUTSIDE], ended_at=None):
        reads = row.since is None or piece is None or piece.made_at >= row.since
        if row.is_open and reads and row.discipline not in found[row.person_id]:
            found[row.person_id].append(row.discipline)
    names = names_of(found)
    return {(person, one): names.get(person, "–") for person, held in found.items() for one in held}


def of_piece(piece_id: UUID) -> list[AdviceLine]:
    """All that was advised about a piece, the first one first; for its page and its paper. What it is about is known."""
    rows = list(advice(piece_id=piece_id)[:MOST])
    people = names_of([one.author_id for one in rows] + [one.question.asked_by_id for one in rows if one.question])
    return [
        AdviceLine(
            one,
            people.get(one.author_id, "–"),
            None,
            people.get(one.question.asked_by_id, "–") if one.question else "",
            hasattr(one, "replaced_by"),
        )
        for one in reversed(rows)
    ]


def questions_of_piece(piece_id: UUID) -> list[QuestionLine]:
    """What advisers are asked about a piece and did not answer yet."""
    rows = list(open_questions().filter(piece_id=piece_id)[:MOST])
    people = names_of([one.asked_of_id for one in rows] + [one.asked_by_id for one in rows])
    return [QuestionLine(one, people.get(one.asked_of_id, "–"), people.get(one.asked_by_id, "–"), None) for one in rows]


THERE = f"""
SELECT EXISTS (SELECT FROM {AdviserAdvice._meta.db_table} WHERE piece_id = %(piece)s),
       EXISTS (SELECT FROM {AdviserQuestion._meta.db_table} WHERE piece_id = %(piece)s)
"""


def about_piece(piece_id: UUID) -> tuple[list[AdviceLine], list[QuestionLine]]:
    """Both of these. Of most pieces there is neither, and composing two questions took a tenth of a plan's page."""
    with connection.cursor() as cursor:
        cursor.execute(THERE, {"piece": str(piece_id)})
        advised, asked = cursor.fetchone()
    return of_piece(piece_id) if advised else [], questions_of_piece(piece_id) if asked else []
