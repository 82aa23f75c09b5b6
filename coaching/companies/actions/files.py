"""Opening a company's file, and asking to work in one that is there already (docs/files.md, ADR 0061).

Whoever opens a file becomes its contact; whether they may speak for the company is proved afterwards (`actions.proof`). A
number that has a file already asks that company's contacts, and the person who asks is told nothing of them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coaching.companies import queries, rules
from coaching.companies.actions.proof import note_proved
from coaching.companies.models import Answer, Company, Decision, FileRequest, Membership, Proof
from coaching.core.ground import audit, clock
from coaching.core.ground.choices import province_of
from coaching.core.ground.roles import COMPANY_ROLES, Actor, Role
from coaching.core.ground.workflow import Refused
from coaching.core.mail import outbox
from coaching.core.tenancy.models import lock

TOO_MANY = _("You have opened or asked for several files already. First finish those, or try again tomorrow.")
SETTLED = _("This has been answered already.")


@dataclass(frozen=True)
class Opened:
    """What became of it: the slug of the person's own file, or the key of what they have asked."""

    slug: str = ""
    request_id: UUID | None = None


@transaction.atomic
def open_file(
    *,
    number: str,
    name: str,
    postcode: str = "",
    words: str = "",
    represents: str = "",
    proved_by: str = "",
    by: Actor,
    **columns: Any,
) -> Opened:
    """Open the file of a company, with oneself as its contact. Twice is once: one's own file of that number (without a
    number: of that name and postcode) is given back.

    A number that has a file of others asks their contacts instead; none of them is named. represents: the number whose legal
    representative the person is, as proved_by (a provider of single sign-on) told in this session: then the mandate is
    proved at once. Raises Refused for who has begun too many.
    """
    by.check(rules.OPEN_FILE)
    language = get_language()
    told = {
        **columns,
        "enterprise_number": number,
        "name": name.strip()[:200],
        "postcode": postcode,
        "province": province_of(postcode),
        "language": language if language in {"nl", "fr", "en"} else "nl",
    }
    slug = slugify(name)[:50] or "bedrijf"
    outcome, company_id = _ask("SELECT * FROM open_file(%s::jsonb, %s, %s)", json.dumps(told), slug, rules.MOST_BEGUN)[
        0
    ]
    if outcome == "too many":
        raise Refused(TOO_MANY)
    if outcome == "taken":
        return Opened(request_id=ask_contacts(number=number, name=name, words=words, by=by))
    company = Company.objects.only("slug", "unproved_since").get(pk=company_id)
    if represents and represents == number and company.unproved_since:
        note_proved(company, Proof.SIGN_ON, by=by, reason=proved_by)
    return Opened(slug=company.slug)


def ask_contacts(*, number: str, name: str, words: str = "", mail: bool = True, by: Actor) -> UUID | None:
    """Ask the contacts of the company with this number to let the person in; once as long as it is not settled.

    Without a contact who can answer it goes to platform staff. None when nobody has the number. mail: False where another
    mail tells them.
    """
    found = _ask("SELECT * FROM ask_contacts(%s, %s, %s, %s)", number, name, words, rules.ANSWER_DAYS)
    if not found:
        return None
    request_id, _company, slug, known_as, _contact = found[0]
    outbox.queue(
        "companies.file_asked",
        recipients=[contact for *_others, contact in found if mail and contact is not None],
        context={
            "person": by.name,
            "company": known_as,
            "path": f"/c/{slug}/people/asked/{request_id}/",
            "days": rules.ANSWER_DAYS,
        },
        dedupe=f"file-asked:{request_id}",
    )
    return UUID(str(request_id))


@transaction.atomic
def answer_request(
    *,
    request_id: UUID,
    answer: str,
    role: str = Role.CONTACT,
    has_mandate: bool = False,
    words: str = "",
    stranger: bool = False,
    by: Actor,
) -> FileRequest:
    """A contact who may bind the company lets the person in, with a role, or does not. stranger: platform staff looks too.

    The first answer counts: a colleague who answers after it is told so. Raises Refused for what is settled.
    """
    by.check(rules.ANSWER_REQUEST)
    lock(Company.objects.all(), pk=by.company_key)
    request = lock(FileRequest.objects.all(), pk=request_id)
    if request.answer or request.decided_at:
        raise audit.already(SETTLED, f"companies.file_{answer}", request, by=by)  # the other answer is no second click
    if answer == Answer.LET_IN and role not in COMPANY_ROLES:
        raise Refused(_("Choose what this person does in the company."))
    request.answer, request.answer_words = Answer(answer).value, words.strip()
    request.answered_at, request.answered_by_id = clock.now(), by.person_key
    if stranger and answer == Answer.REFUSED:
        request.staff_since = request.staff_since or clock.now()
    request.save(update_fields=["answer", "answer_words", "answered_at", "answered_by_id", "staff_since"])
    audit.record(f"companies.file_{request.answer}", request, by=by, data={"person": request.person_id, "role": role})
    if answer == Answer.LET_IN:
        _let_in(request, role, has_mandate)
    _tell(request, by)
    return request


def _let_in(request: FileRequest, role: str, has_mandate: bool) -> None:
    """A role from now on; who has it already keeps it."""
    rows = Membership.objects.filter(company_id=request.company_id, user_id=request.person_id, role=role, ended_at=None)
    if not rows.exists():
        Membership.objects.create(
            company_id=request.company_id,
            user_id=request.person_id,
            role=role,
            has_mandate=has_mandate and role == Role.CONTACT,
        )


def _tell(request: FileRequest, by: Actor) -> None:
    let_in = request.answer == Answer.LET_IN
    outbox.queue(
        "companies.file_let_in" if let_in else "companies.file_not_let_in",
        recipients=[request.person_id],
        context={
            "company": request.asked_name,
            "number": request.number,
            "path": f"/c/{queries.name_and_slug(by.company_key)['slug']}/" if let_in else f"/file/asked/{request.pk}/",
        },
        dedupe=f"file-answered:{request.pk}",
        about=request,
    )


@transaction.atomic
def dispute(*, request_id: UUID, words: str, by: Actor) -> None:
    """Who was not let in says why they should be; platform staff reads both sides. Raises Refused the second time."""
    by.check(rules.OPEN_FILE)
    if not words.strip():
        raise Refused(_("Say why this is your company."))
    if not _ask("SELECT dispute_file(%s, %s)", str(request_id), words.strip())[0][0]:
        raise Refused(_("You have told us already, or it is settled. We let you know."))


@transaction.atomic
def decide(*, request_id: UUID, decision: str, reason: str, by: Actor) -> None:
    """Platform staff decides who works in the file, with a reason in the trail; both sides are told.

    `replace` ends the roles of the contacts there are and withdraws what they offered to others. Raises Refused without a
    reason, or when it is settled.
    """
    by.check(rules.SETTLE_FILES)
    if not reason.strip():
        raise Refused(_("Give a reason."))
    request = FileRequest.objects.get(pk=request_id)
    sql = "SELECT decide_file(%s, %s, %s)"
    contacts = _ask(sql, str(request_id), Decision(decision).value, reason.strip())[0][0]
    if contacts is None:
        raise Refused(SETTLED)
    data = {"decision": decision, "person": request.person_id, "contacts": contacts}
    audit.record("companies.file_decided", request, by=by, reason=reason.strip(), data=data)
    outbox.queue(
        "companies.file_decided",
        recipients={*contacts, request.person_id},
        context={
            "company": request.asked_name,
            "number": request.number,
            "decision": decision,
            "reason": reason.strip(),
        },
        dedupe=f"file-decided:{request.pk}",
        about=request,
    )


def _ask(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def hand_to_staff(today: Any) -> int:
    """Requests that nobody answered in their term: platform staff is asked. For the morning's job, in a system context."""
    late = FileRequest.objects.filter(answered_at=None, decided_at=None, staff_since=None, answer_by__lt=today)
    return late.update(staff_since=clock.now())
