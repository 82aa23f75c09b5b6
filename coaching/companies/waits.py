"""What waits because of the people of a company (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.accounts.models import Invitation
from coaching.accounts.queries import open_invitations
from coaching.accounts.rules import INVITE_TO_COMPANY
from coaching.companies import rules
from coaching.companies.models import Answer, Company, FileRequest, ProofLetter
from coaching.core.ground.periods import before
from coaching.core.ground.roles import Role
from coaching.core.ground.waiting import Asked, Kind, Line

RAN_OUT = ngettext_lazy("invitation that ran out", "invitations that ran out", "n")
READS = ("pk", "email", "role", "expires_at")


def ran_out(asked: Asked) -> QuerySet[Invitation]:
    """Neither accepted nor withdrawn, and too old by now: sent again or withdrawn, it no longer waits."""
    return open_invitations().filter(before("expires_at", asked.today))


def invitation_lines(page: str, rows: Sequence[Any], asked: Asked) -> list[Line]:
    """Each leads to the page where it is sent again or withdrawn."""
    return [
        Line(
            row.pk,
            _("Invite again, or withdraw the invitation"),
            asked.url(page),
            who=row.email,
            why=_("%(role)s, ran out on %(day)s")
            % {"role": Role(row.role).label, "day": date_format(row.expires_at, "SHORT_DATE_FORMAT")},
        )
        for row in rows
    ]


def _lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return invitation_lines("companies:people", rows, asked)


def asking() -> QuerySet[FileRequest]:
    """Who waits for the answer of a contact; also once platform staff looks too."""
    return FileRequest.objects.filter(answered_at=None, decided_at=None)


def _asking_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return asking_lines(rows, asked.url)


def asking_lines(rows: Iterable[FileRequest], url: Callable[..., str]) -> list[Line]:
    """url: makes an address in the company's place."""
    return [
        Line(
            row.pk,
            _("Let somebody in, or not"),
            url("companies:answer_request", row.pk),
            who=row.person_name,
            due=row.answer_by,
        )
        for row in rows
    ]


def to_settle() -> QuerySet[FileRequest]:
    """What platform staff is asked to decide."""
    return FileRequest.objects.filter(staff_since__isnull=False, decided_at=None).exclude(answer=Answer.LET_IN)


def _settle_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Decide who works in a file"),
            asked.url("companies:staff_decide", row.pk),
            who=row.asked_name,
            why=date_format(row.staff_since, "SHORT_DATE_FORMAT"),
        )
        for row in rows
    ]


def letters_to_send() -> QuerySet[ProofLetter]:
    """Asked for, and not yet in the post."""
    return ProofLetter.objects.filter(closed_at=None, posted_at=None).defer("code_digest")


def _names_for_staff(company_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Of the companies that platform staff is asked to look at; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, found.name FROM unnest(%s::uuid[]) AS key, file_for_staff(key) AS found",
            [sorted(str(key) for key in company_ids)],
        )
        return dict(cursor.fetchall())


def _letter_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    names = _names_for_staff(row.company_id for row in rows)
    return [
        Line(
            row.pk,
            _("Send a letter with a code"),
            asked.url("companies:staff_letter", row.pk),
            who=names.get(row.company_id, ""),
            why=date_format(row.asked_at, "SHORT_DATE_FORMAT"),
        )
        for row in rows
    ]


def unproved() -> QuerySet[Company]:
    """The company itself, as long as nobody proved that they may speak for it."""
    return Company.objects.filter(unproved_since__isnull=False)


def _unproved_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("Prove that you may speak for this company")
    return [Line(row.pk, words, asked.url("companies:proof"), why=_("then you can invite others")) for row in rows]


KINDS = (
    Kind(
        "companies.asking",
        "company",
        ngettext_lazy("person who asks to work along", "people who ask to work along", "n"),
        rules.ANSWER_REQUEST,
        lambda asked: asking(),
        _asking_lines,
        ("answer_by", "id"),
        "companies:people",
        reads=("pk", "person_name", "answer_by"),
    ),
    Kind(
        "companies.unproved",
        "company",
        ngettext_lazy("proof that you may speak for this company", "proofs that you may speak for this company", "n"),
        rules.PROVE,
        lambda asked: unproved(),
        _unproved_lines,
        ("unproved_since", "id"),
        "companies:company",
        reads=("pk",),
    ),
    Kind(
        "companies.to_settle",
        "staff",
        ngettext_lazy("file to decide about", "files to decide about", "n"),
        rules.SETTLE_FILES,
        lambda asked: to_settle(),
        _settle_lines,
        ("staff_since", "id"),
        "companies:staff_files",
        "companies:staff_files",
        reads=("pk", "asked_name", "staff_since"),
    ),
    Kind(
        "companies.letters",
        "staff",
        ngettext_lazy("letter to send", "letters to send", "n"),
        rules.SETTLE_FILES,
        lambda asked: letters_to_send(),
        _letter_lines,
        ("asked_at", "id"),
        "companies:staff_files",
        reads=("pk", "asked_at", "company_id"),
    ),
    Kind(
        "companies.invitations",
        "company",
        RAN_OUT,
        INVITE_TO_COMPANY,
        ran_out,
        _lines,
        ("expires_at", "id"),
        "companies:people",
        reads=READS,
    ),
)
