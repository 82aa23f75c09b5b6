"""How long things are kept: kinds with a period of the installation, what is due of each, and how it goes.

Periods are own choices (subject/privacy.md#retention) and settings of the installation. What is not listed here the machine
keeps: plans, advice and subsidy files are the company's and the programme's, who erase them themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from coaching.accounts.models import Invitation, User
from coaching.companies.models import FileRequest
from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor
from coaching.core.models import AuditEvent, Document, MailState, OutgoingEmail
from coaching.insight.keeping.companies import emptied
from coaching.insight.keeping.report import Report
from coaching.insight.keeping.traces import forget_files
from coaching.programmes.models import (
    Application,
    Assessment,
    Attachment,
    DraftShare,
    FileNote,
    InformationRequest,
)

AT_ONCE = 2000  # rows of a kind in a day: what is left goes the next one
MONTHS = ngettext_lazy("%(n)s month", "%(n)s months", "n")


@dataclass(frozen=True)
class Kind:
    """label: what is kept; from_when: since what the period runs; due: rows older than a moment; go: how they go, giving
    how many went."""

    key: str
    label: Any
    from_when: Any
    due: Callable[[datetime], QuerySet[Any]]
    go: Callable[[list[Any], datetime], int]

    @property
    def months(self) -> int:
        """0: kept until somebody erases it."""
        return int(settings.RETAIN_MONTHS[self.key])

    @property
    def period(self) -> Any:
        return MONTHS % {"n": self.months}

    def before(self) -> datetime:
        """What is older than this is due."""
        return clock.now() - relativedelta(months=self.months)


@dataclass(frozen=True)
class Due:
    """How much of a kind is due, or went. oldest: None where nothing is."""

    kind: Kind
    count: int


def preview() -> list[Due]:
    """What would go now; changes nothing."""
    return [Due(kind, kind.due(kind.before()).count()) for kind in KINDS if kind.months]


@transaction.atomic
def run(*, by: Actor) -> list[Due]:
    """Let go what is due, at most `AT_ONCE` of a kind, and note in the trail how much of what."""
    done = []
    for kind in (one for one in KINDS if one.months):
        before = kind.before()
        keys = list(kind.due(before).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
        done.append(Due(kind, kind.go(keys, before) if keys else 0))
    if went := {one.kind.key: one.count for one in done if one.count}:
        audit.record("retention.done", User(pk=0), by=by, data=went)
    return done


# -- What is due, and how it goes --------------------------------------------------------------------------------------
def _drafts(before: datetime) -> QuerySet[Any]:
    return Application.objects.filter(state="draft", reference="", saved_at__lt=before)


def _drafts_go(keys: list[Any], _before: datetime) -> int:
    _parts_go(keys)
    return _gone(Application.objects.filter(pk__in=keys))


def _refused(before: datetime) -> QuerySet[Any]:
    """Not approved, withdrawn or lapsed, and not emptied yet. Of one that was withdrawn only the sending has a moment."""
    over = Application.objects.filter(state__in=["rejected", "withdrawn", "lapsed"]).exclude(company_name="")
    return over.filter(Q(decided_at__lt=before) | Q(decided_at=None, submitted_at__lt=before))


def _refused_go(keys: list[Any], _before: datetime) -> int:
    """The figures of past years stay right: the row stays, without a word of the company."""
    _parts_go(keys)
    _gone(Document.objects.filter(subject_type="programmes.application", subject_id__in=keys))
    return Application.objects.filter(pk__in=keys).update(**emptied(Application))


PARTS: tuple[type[models.Model], ...] = (Attachment, InformationRequest, FileNote, Assessment, DraftShare)


def _parts_go(keys: list[Any]) -> None:
    for model in PARTS:
        _gone(model._default_manager.filter(application__in=keys))


def _requests(before: datetime) -> QuerySet[Any]:
    return FileRequest.objects.filter(Q(decided_at__lt=before) | Q(decided_at=None, answered_at__lt=before))


def _invitations(before: datetime) -> QuerySet[Any]:
    """That led to nothing: who accepted has a role, which says the same."""
    return Invitation.objects.filter(accepted_at=None, expires_at__lt=before)


def _mails(before: datetime) -> QuerySet[Any]:
    over = OutgoingEmail.objects.filter(state__in=[MailState.SENT, MailState.CANCELLED], created_at__lt=before)
    return over.exclude(context={}, body_text="", body_html="", address="", to_address="")


def _mails_go(keys: list[Any], _before: datetime) -> int:
    """The words and the address; that a mail went, of what kind and when, stays: nothing is sent twice."""
    rows = OutgoingEmail.objects.filter(pk__in=keys)
    rows.filter(recipient_id__isnull=True).update(address="erased@erased.invalid")
    rows.filter(recipient_id__isnull=False).update(address="")
    return rows.update(context={}, body_text="", body_html="", to_address="", last_error="")


def _entries(before: datetime) -> QuerySet[Any]:
    return AuditEvent.objects.filter(event="system.entered", at__lt=before, actor_id=None)


def _entries_go(_keys: list[Any], before: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT forget_old_entries(%s)", [before])
        return int(cursor.fetchone()[0])


def _gone(rows: QuerySet[Any]) -> int:
    keys = list(rows.values_list("pk", flat=True))
    rows = rows.model._default_manager.filter(pk__in=keys)
    forget_files(rows, Report(""))
    return int(rows._raw_delete(rows.db) or 0)  # None where there is nothing


def _delete(model: type[models.Model]) -> Callable[[list[Any], datetime], int]:
    return lambda keys, _before: _gone(model._default_manager.filter(pk__in=keys))


KINDS = (
    Kind("drafts", _("Applications that were never sent"), _("since they were last saved"), _drafts, _drafts_go),
    Kind(
        "refused_applications",
        _("Applications that were not approved, withdrawn or lapsed"),
        _("since the decision"),
        _refused,
        _refused_go,
    ),
    Kind(
        "file_requests",
        _("Requests to work in a company's file"),
        _("since the answer"),
        _requests,
        _delete(FileRequest),
    ),
    Kind(
        "invitations", _("Invitations that nobody accepted"), _("since they ran out"), _invitations, _delete(Invitation)
    ),
    Kind("mail_words", _("The words of mails, and where they went"), _("since they were sent"), _mails, _mails_go),
    Kind(
        "machine_entries",
        _("Lines of the trail that only say that the machine did its work"),
        _("since they were written"),
        _entries,
        _entries_go,
    ),
)
