"""An adviser is asked for advice, and gives it in their own name; nobody changes it afterwards (ADR 0065)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from coaching.companies import queries, queries_advice, rules
from coaching.companies.models import AdviserAdvice, AdviserQuestion, FilePiece
from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.workflow import Gone, Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import sent_before, take_turns


@transaction.atomic
def ask_adviser(
    *, asked_of_id: int, discipline: str, text: str, wanted_on: date, by: Actor, piece_id: UUID | None = None
) -> AdviserQuestion:
    """Ask an adviser who works in the file now; they get a mail. Without a piece: about the file as a whole.

    Raises Refused for anybody else, for who could not read the piece, and for a day that has passed.
    """
    by.check(rules.ASK_ADVISER)
    if wanted_on < clock.today():
        raise Refused(_("Choose a day in the future."))
    piece = FilePiece.objects.get(pk=piece_id) if piece_id else None
    if piece and by.hat == Hat.CPBW and piece.pk not in queries_advice.named([piece.pk], by.hat):
        raise Refused(_("Ask about what was put to the consultation body, or about the file as a whole."))
    if asked_of_id == by.user_id or (asked_of_id, discipline) not in queries_advice.askable(piece):
        raise Refused(_("Choose an adviser who works in this file now."))
    take_turns("ask_adviser", by.company_key, asked_of_id)
    question = AdviserQuestion(
        company_id=by.company_key,
        piece=piece,
        discipline=discipline,
        asked_of_id=asked_of_id,
        text=text.strip(),
        wanted_on=wanted_on,
        asked_by_id=by.person_key,
    )
    if there := sent_before(question):
        return there
    question.save(force_insert=True)
    audit.record("companies.advice_asked", question, by=by, data={"person": asked_of_id, "discipline": discipline})
    context = {**queries.name_and_slug(by.company_key), "by": by.name, "question": str(question.pk)}
    outbox.queue(
        "companies.advice_asked",
        recipients=[asked_of_id],
        context={**context, "wanted_on": wanted_on.isoformat(), "outside": discipline != queries_advice.INSIDE},
        dedupe=f"companies.advice_asked:{question.pk}",
        about=question,
    )
    return question


@transaction.atomic
def give_advice(
    *,
    discipline: str,
    text: str,
    by: Actor,
    piece_id: UUID | None = None,
    question_id: UUID | None = None,
    replaces_id: UUID | None = None,
) -> AdviserAdvice:
    """Advice in one's own name and discipline: from then on nobody changes it, the adviser neither.

    A question says what it is about and in which discipline; so does earlier advice of one's own that this replaces.
    Raises Refused in another discipline, once one's mandate is over, and when the question was answered already.
    """
    by.check(rules.ADVISE)
    take_turns("give_advice", by.company_key, by.person_key)
    question = AdviserQuestion.objects.filter(pk=question_id).first() if question_id else None
    if question_id and question is None:
        raise Gone(_("This question is gone."))
    before = AdviserAdvice.objects.filter(pk=replaces_id, author_id=by.person_key).first() if replaces_id else None
    if (question and question.asked_of_id != by.user_id) or (replaces_id and before is None):
        raise Refused(_("Only the adviser who was asked, or who advised before, does this."))
    basis = question or before
    if basis:
        piece_id, discipline = basis.piece_id, basis.discipline
    if discipline not in queries_advice.disciplines_of(by):
        raise Refused(_("You cannot give advice in this file in that discipline."))
    given = AdviserAdvice(
        company_id=by.company_key,
        piece=FilePiece.objects.get(pk=piece_id) if piece_id else None,
        discipline=discipline,
        question=question,
        replaces=before,
        text=text.strip(),
        author_id=by.person_key,
    )
    if there := sent_before(given):
        return there
    _check_first(question, before)
    given.save(force_insert=True)
    audit.record("companies.advice_given", given, by=by, data={"discipline": discipline, "again": before is not None})
    _tell(given, question, by)
    return given


def _check_first(question: AdviserQuestion | None, before: AdviserAdvice | None) -> None:
    if question and AdviserAdvice.objects.filter(question=question).exists():
        raise Refused(_("This question has been answered already. Give a later advice that replaces it."))
    if before and AdviserAdvice.objects.filter(replaces=before).exists():
        raise Refused(_("This advice has been replaced already. Replace the last one."))


def _tell(given: AdviserAdvice, question: AdviserQuestion | None, by: Actor) -> None:
    """To the contacts, and to who asked."""
    told = [*people.user_ids("contacts_of", by.company_key), question.asked_by_id if question else None]
    outbox.queue(
        "companies.advice_given",
        recipients=sorted(by.others(told)),
        context={
            **queries.name_and_slug(by.company_key),
            "by": by.name,
            "discipline": given.discipline,
            "advice": str(given.pk),
        },
        dedupe=f"companies.advice_given:{given.pk}",
        about=given,
    )


@transaction.atomic
def withdraw_question(*, question_id: UUID, by: Actor) -> None:
    """No advice is needed any more; who was asked gets a mail, and who asked. Raises Refused once it was given: that stays.

    A member of the body takes back their own questions alone.
    """
    by.check(rules.ASK_ADVISER)
    question = AdviserQuestion.objects.filter(pk=question_id).first()
    if question is None:
        raise Gone(_("This question is gone."))
    if by.hat == Hat.CPBW and question.asked_by_id != by.user_id:
        raise Refused(_("Only who asked takes this question back."))
    take_turns("give_advice", by.company_key, question.asked_of_id)
    if AdviserAdvice.objects.filter(question=question).exists():
        raise Refused(_("The advice has been given. It stays in the file."))
    data = {"person": question.asked_of_id, "discipline": question.discipline}
    audit.record("companies.advice_not_asked", question, by=by, data=data)
    outbox.queue(
        "companies.advice_not_asked",
        recipients=sorted(by.others([question.asked_of_id, question.asked_by_id])),
        context={**queries.name_and_slug(by.company_key), "by": by.name},
        dedupe=f"companies.advice_not_asked:{question.pk}",
        about=question,
    )
    question.delete()
