"""What waits because of files that were handed in and mails that did not arrive; where all that waits is listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from coaching.core.ground.waiting import Asked, Kind, Line
from coaching.core.models import MailState, OutgoingEmail
from coaching.insight import rules
from coaching.insight.models import ImportRun
from coaching.trajectories.queries import names_of_files

FAULTS = (ImportRun.State.FAILED, ImportRun.State.LOOK)
FAULTS_FOR = timedelta(days=14)  # after which nobody waits for a file that was handed in
TROUBLE = (MailState.FAILED, MailState.FULL, MailState.UNKNOWN)
TO_DO = {
    MailState.FAILED: gettext_lazy("A mail did not arrive"),
    MailState.FULL: gettext_lazy("A mailbox is full: phone them"),
    MailState.UNKNOWN: gettext_lazy("A mail may not have arrived"),
}
TROUBLE_FOR = timedelta(days=30)


def _imports(asked: Asked) -> QuerySet[ImportRun]:
    """Files of which nothing was written, as long as no later file went in."""
    later = ImportRun.objects.filter(
        created_at__gt=OuterRef("created_at"), state=ImportRun.State.DONE, rehearsal=False, written__gt=0
    )
    recent = ImportRun.objects.filter(state__in=FAULTS, created_at__date__gte=asked.today - FAULTS_FOR)
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
    found = OutgoingEmail.objects.filter(state__in=TROUBLE)
    return found.filter(created_at__date__gte=asked.today - TROUBLE_FOR)


def _mail_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    names = names_of_files(row.trajectory_id for row in rows if row.trajectory_id)
    desk = asked.url("insight:desk")
    return [
        Line(
            row.pk,
            str(TO_DO[row.state]),
            asked.url("trajectories:file", row.trajectory_id) if row.trajectory_id else desk,
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
PAGES = {"company": "insight:company_waits", "coach": "insight:coach_waits", "programme": "insight:desk_waits"}
