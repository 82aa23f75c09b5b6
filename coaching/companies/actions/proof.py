"""Proving that whoever opened a file may speak for the company: by letter, by signing in, by platform staff (ADR 0061)."""

from __future__ import annotations

import hashlib
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.companies.models import Company, Proof, ProofLetter
from coaching.core.ground import audit
from coaching.core.ground.roles import Actor
from coaching.core.ground.workflow import Refused
from coaching.core.mail import outbox
from coaching.core.models.documents import ALPHABET

PROVED = _("It is proved already that you may speak for this company.")
LENGTH = 10  # of 32 signs: 50 bits, and few tries


def code_of(letter_id: UUID | str) -> str:
    """What stands in the letter. Worked out from the installation's own secret, so that it is kept nowhere else."""
    raw = salted_hmac("companies.proof_letter", str(letter_id), algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in raw[:LENGTH])


def digest_of(letter_id: UUID, code: str) -> str:
    """What is stored of the code, and what `try_code` compares."""
    return hashlib.sha256(f"{letter_id}{code}".encode()).hexdigest()


@transaction.atomic
def ask_letter(*, by: Actor) -> ProofLetter:
    """Ask for a letter with a code to the registered seat; one at a time. Raises Refused when nothing is to be proved."""
    by.check(rules.PROVE)
    letter_id = _ask("SELECT ask_letter(%s)", by.company_key)
    if letter_id is None:
        raise Refused(PROVED)
    letter = ProofLetter.objects.only("id", "company_id", "asked_at").get(pk=letter_id)
    if not audit.just_now("companies.letter_asked", letter, by=by):
        audit.record("companies.letter_asked", letter, by=by)
    return letter


@transaction.atomic
def try_code(*, code: str, by: Actor) -> str:
    """Try the code of the letter: done, wrong, spent (the last try was wrong), expired or none (no letter that works).

    It gives back and raises nothing, so that a wrong try stays counted.
    """
    by.check(rules.PROVE)
    said = "".join(sign for sign in code.upper() if sign in ALPHABET)
    outcome = str(_ask("SELECT try_code(%s, %s, %s)", by.company_key, said, rules.CODE_TRIES))
    company = Company(pk=by.company_key)
    if outcome == "done":
        audit.record("companies.mandate_proved", company, by=by, data={"how": Proof.LETTER.value})
    elif outcome in {"wrong", "spent"}:
        audit.record("companies.code_wrong", company, by=by)
    return outcome


@transaction.atomic
def prove_by_sign_on(*, number: str, provider: str, by: Actor) -> None:
    """Who signed in as legal representative of this very number. Raises Refused for another number, or when it is proved."""
    by.check(rules.PROVE)
    company = Company.objects.only("id", "enterprise_number").get(pk=by.company_key)
    if not number or number != company.enterprise_number:
        raise Refused(_("You did not sign in as legal representative of this company."))
    if not note_proved(company, Proof.SIGN_ON, by=by, reason=provider):
        raise Refused(PROVED)


@transaction.atomic
def prove_by_staff(*, company_id: UUID, reason: str, people: list[int], by: Actor) -> None:
    """Platform staff has checked who this is, as the reason says; the contacts are told. people: those contacts."""
    by.check(rules.SETTLE_FILES)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    if not note_proved(Company(pk=company_id), Proof.STAFF, by=by, reason=reason.strip()):
        raise Refused(_("It is proved already that they may speak for this company."))
    outbox.queue(
        "companies.mandate_proved", recipients=people, context={}, dedupe=f"mandate-proved:{company_id}", about=None
    )


def note_proved(company: Company, how: Proof, *, by: Actor, reason: str = "", about: Model | None = None) -> bool:
    """Note it, with its line in the trail; False when it was proved already. The database knows who may say which.

    about: the record that proved it, for who may write in the trail of those alone.
    """
    if not _ask("SELECT prove_mandate(%s, %s)", company.pk, how.value):
        return False
    audit.record("companies.mandate_proved", about or company, by=by, reason=reason, data={"how": how.value})
    return True


@transaction.atomic
def make_letter(*, letter_id: UUID, by: Actor) -> ProofLetter:
    """Give the letter its code, valid for some weeks from now; once. Its paper is asked for after it (`reports`)."""
    by.check(rules.SETTLE_FILES)
    letter = ProofLetter.objects.defer("code_digest").get(pk=letter_id)
    if _ask("SELECT make_letter(%s, %s, %s)", letter_id, digest_of(letter_id, code_of(letter_id)), rules.CODE_DAYS):
        audit.record("companies.letter_made", letter, by=by)
        letter = ProofLetter.objects.defer("code_digest").get(pk=letter_id)
    return letter


@transaction.atomic
def post_letter(*, letter_id: UUID, by: Actor) -> None:
    """Note that the letter is in the post. Raises Refused before it was made, and the second time."""
    by.check(rules.SETTLE_FILES)
    letter = ProofLetter.objects.defer("code_digest").get(pk=letter_id)
    if not _ask("SELECT post_letter(%s)", letter_id):
        raise Refused(_("First make the letter; once posted, nothing is left to do."))
    audit.record("companies.letter_posted", letter, by=by)


def _ask(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, [str(value) if isinstance(value, UUID) else value for value in values])
        return cursor.fetchone()[0]
