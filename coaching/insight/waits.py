"""What waits because of files that were handed in and mails that did not arrive; where all that waits is listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Exists, Func, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from coaching.accounts import rules as account_rules
from coaching.accounts.models import ErasureRequest
from coaching.companies.models import RegisterExtract
from coaching.companies.queries import outdated
from coaching.core.ground.periods import within
from coaching.core.ground.waiting import Asked, Kind, Line
from coaching.core.jobs import work
from coaching.core.models import MailState, OutgoingEmail, Work, WorkState
from coaching.insight import rules
from coaching.insight.models import ImportRun
from coaching.programmes.models import Programme
from coaching.trajectories.queries import names_of_files

FAULTS = (ImportRun.State.FAILED, ImportRun.State.LOOK)
FAULTS_FOR = timedelta(days=14)  # after which nobody waits for a file that was handed in
TROUBLE = (MailState.FAILED, MailState.FULL, MailState.UNKNOWN)
TO_DO = {
    MailState.FAILED: gettext_lazy("A mail did not arrive"),
    MailState.FULL: gettext_lazy("A mailbox is full: phone them"),
    MailState.UNKNOWN: gettext_lazy("A mail may not have arrived"),
}
ANSWER_WITHIN = timedelta(days=30)  # a month: GDPR art. 12(3)
TROUBLE_FOR = timedelta(days=30)


def _imports(asked: Asked) -> QuerySet[ImportRun]:
    """Files of which nothing was written, as long as no later file went in."""
    later = ImportRun.objects.filter(
        created_at__gt=OuterRef("created_at"), state=ImportRun.State.DONE, rehearsal=False, written__gt=0
    )
    recent = ImportRun.objects.filter(within("created_at", asked.today - FAULTS_FOR), state__in=FAULTS)
    return recent.filter(~Exists(later.order_by()))


def _import_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Look at what is wrong in the file"),
            asked.url("insight:import_run", row.pk),
            who=row.file_name,
            why=date_format(row.created_at, "SHORT_DATE_FORMAT"),
        )
        for row in rows
    ]


def _mails(asked: Asked) -> QuerySet[OutgoingEmail]:
    return mails_in_trouble(asked.today)


def mails_in_trouble(today: date) -> QuerySet[OutgoingEmail]:
    """Mails of the place in force that did not arrive, or of which nobody knows; of the last thirty days."""
    found = OutgoingEmail.objects.filter(state__in=TROUBLE)
    return found.filter(within("created_at", today - TROUBLE_FOR))


def _mail_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    names = names_of_files(row.trajectory_id for row in rows if row.trajectory_id)
    every = asked.url("insight:mails")
    return [
        Line(
            row.pk,
            str(TO_DO[row.state]),
            asked.url("trajectories:file", row.trajectory_id) if row.trajectory_id else every,
            who=names.get(row.trajectory_id, "") if row.trajectory_id else "",
            why=row.subject or date_format(row.created_at, "SHORT_DATE_FORMAT"),
        )
        for row in rows
    ]


KINDS = (
    Kind(
        "insight.mails",
        "programme",
        ngettext_lazy("mail in trouble", "mails in trouble", "n"),
        rules.FOLLOW_MAIL,
        _mails,
        _mail_lines,
        ("-created_at", "id"),
        "insight:desk",
        "insight:mails",
        reads=("pk", "state", "subject", "created_at", "trajectory_id"),
    ),
    Kind(
        "insight.imports",
        "programme",
        ngettext_lazy("import with faults", "imports with faults", "n"),
        rules.IMPORT,
        _imports,
        _import_lines,
        ("-created_at", "id"),
        "insight:imports",
        reads=("pk", "file_name", "created_at"),
    ),
)


# -- Platform staff ----------------------------------------------------------------------------------------------------
def _any_mails(asked: Asked) -> QuerySet[OutgoingEmail]:
    """Of the whole installation, as the staff room lists them."""
    return OutgoingEmail.objects.filter(state__in=TROUBLE)


def _any_mail_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Send a mail again, or leave it"),
            asked.url("insight:staff") + "#mails",
            who=row.subject or row.kind,
            why=date_format(row.created_at, "SHORT_DATE_FORMAT"),
        )
        for row in rows
    ]


def _given_up(asked: Asked) -> QuerySet[Work]:
    return Work.objects.filter(settled_at=None, state=WorkState.FAILED)


def _work_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    names = {name: declared.label for name, declared in work.KINDS.items()}
    return [
        Line(
            row.pk,
            _("Try the work again, or leave it"),
            asked.url("insight:staff") + "#work",
            who=str(names.get(row.kind, row.kind)),
            why=date_format(row.asked_at, "SHORT_DATE_FORMAT"),
        )
        for row in rows
    ]


class _Administrators(Func):
    """The people who administer a programme: a narrow function, for staff reads no memberships."""

    function = "administrators_of"
    template = "EXISTS (SELECT 1 FROM %(function)s(%(expressions)s))"
    output_field = BooleanField()


def _unattended(asked: Asked) -> QuerySet[Programme]:
    """Nobody decides there any more."""
    return Programme.objects.annotate(attended=_Administrators("pk")).filter(attended=False)


def _unattended_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("Find somebody who administers this programme")
    return [Line(row.pk, words, asked.url("accounts:staff_people"), who=row.name) for row in rows]


def _register(asked: Asked) -> QuerySet[RegisterExtract]:
    """What people are shown of the enterprise register is too old; no extract at all is another matter."""
    return outdated(asked.today)


def _register_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("Look whether new extracts of the enterprise register come in")
    return [
        Line(
            row.pk,
            words,
            asked.url("insight:staff") + "#register",
            why=_("as it was on %(day)s") % {"day": date_format(row.day, "SHORT_DATE_FORMAT")},
        )
        for row in rows
    ]


def _to_erase(asked: Asked) -> QuerySet[ErasureRequest]:
    """Who asked to be erased and has no answer yet."""
    return ErasureRequest.objects.filter(answer="", withdrawn_at=None)


def _erase_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    words = _("Answer who asks to be erased")
    return [
        Line(
            row.pk,
            words,
            asked.url("insight:answer_erasure", row.pk),
            why=date_format(row.asked_at, "SHORT_DATE_FORMAT"),
            due=row.asked_at.date() + ANSWER_WITHIN,
        )
        for row in rows
    ]


STAFF = (
    Kind(
        "insight.register",
        "staff",
        ngettext_lazy("register that is old", "registers that are old", "n"),
        rules.SETTLE_WORK,
        _register,
        _register_lines,
        ("day", "id"),
        "insight:staff",
        reads=("pk", "day"),
    ),
    Kind(
        "insight.to_erase",
        "staff",
        ngettext_lazy("person who asks to be erased", "people who ask to be erased", "n"),
        account_rules.ANSWER_ERASURE,
        _to_erase,
        _erase_lines,
        ("asked_at", "id"),
        "insight:staff",
        reads=("pk", "asked_at"),
    ),
    Kind(
        "insight.all_mails",
        "staff",
        ngettext_lazy("mail in trouble", "mails in trouble", "n"),
        rules.SETTLE_MAIL,
        _any_mails,
        _any_mail_lines,
        ("-created_at", "id"),
        "insight:staff",
        "insight:staff",
        reads=("pk", "subject", "kind", "created_at"),
    ),
    Kind(
        "insight.given_up",
        "staff",
        ngettext_lazy("piece of work that was given up", "pieces of work that were given up", "n"),
        rules.SETTLE_WORK,
        _given_up,
        _work_lines,
        ("asked_at", "id"),
        "insight:staff",
        reads=("pk", "kind", "asked_at"),
    ),
    Kind(
        "insight.unattended",
        "staff",
        ngettext_lazy("programme without an administrator", "programmes without an administrator", "n"),
        rules.SETTLE_WORK,
        _unattended,
        _unattended_lines,
        ("name", "id"),
        "insight:staff",
        reads=("pk", "name"),
    ),
)
PAGES = {
    "company": "insight:company_waits",
    "coach": "insight:coach_waits",
    "programme": "insight:desk_waits",
    "staff": "insight:staff_waits",
}
