"""Asking to be erased, and the answer of platform staff. The machine erases the day after (insight.keeping)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coaching.accounts import rules
from coaching.accounts.models import ErasureRequest, User
from coaching.core.ground import audit, clock
from coaching.core.ground.refusals import Refused
from coaching.core.ground.roles import Actor
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock, take_turns


def mine(by: Actor) -> ErasureRequest | None:
    """The latest request of the person who asks, one that was taken back left out."""
    return ErasureRequest.objects.filter(person_id=by.person_key, withdrawn_at=None).order_by("-asked_at").first()


@transaction.atomic
def ask_erasure(*, words: str, by: Actor) -> ErasureRequest:
    """Ask platform staff to be erased. A second click changes nothing: one request waits at most."""
    by.check(rules.OWN)
    take_turns("erasure", by.person_key)
    there = mine(by)
    if there and not there.is_refused:
        return there
    asked = ErasureRequest(person_id=by.person_key, words=words.strip())
    asked.save(force_insert=True)
    audit.record("accounts.erasure_asked", User(pk=by.user_id), by=by)
    return asked


@transaction.atomic
def withdraw_erasure(*, by: Actor) -> None:
    """The person stays after all. Raises Refused once it was answered."""
    by.check(rules.OWN)
    asked = lock(ErasureRequest.objects.all(), person_id=by.person_key, withdrawn_at=None, answer__in=["", "accepted"])
    if asked.answer:
        raise Refused(_("Your request has been answered already."))
    asked.withdrawn_at = clock.now()
    asked.save(update_fields=["withdrawn_at"])
    audit.record("accounts.erasure_withdrawn", User(pk=by.user_id), by=by)


@transaction.atomic
def answer_erasure(*, request_id: UUID, answer: str, answer_words: str, by: Actor) -> ErasureRequest:
    """Platform staff accepts or refuses, in words that go to the person by mail.

    Raises Refused without words for a refusal, for one's own request, and when it was answered or taken back meanwhile.
    """
    by.check(rules.ANSWER_ERASURE)
    asked = lock(ErasureRequest.objects.all(), pk=request_id)
    if not asked.is_open:
        raise Refused(_("This request is answered or taken back already."))
    if asked.person_id == by.user_id:
        raise Refused(_("Let a colleague answer your own request."))
    if answer == ErasureRequest.Answer.REFUSED and not answer_words.strip():
        raise Refused(_("Say why, and what the person can do."))
    asked.answer, asked.answer_words = answer, answer_words.strip()
    asked.answered_at, asked.answered_by_id = clock.now(), by.person_key
    asked.save(update_fields=["answer", "answer_words", "answered_at", "answered_by_id"])
    # The trail names no reason: what was said goes with the person.
    audit.record(
        "accounts.erasure_answered", User(pk=by.user_id), by=by, data={"user_id": asked.person_id, "answer": answer}
    )
    outbox.queue(
        "accounts.erasure_answered",
        recipients=[asked.person_id],
        context={"answer": answer, "words": asked.answer_words},
        dedupe=f"erasure-answered:{asked.pk}:{asked.answered_at.isoformat()}",
    )
    return asked
