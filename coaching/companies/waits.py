"""What waits because of the people of a company (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.accounts.models import Invitation
from coaching.accounts.queries import open_invitations
from coaching.accounts.rules import INVITE_TO_COMPANY
from coaching.core.ground.roles import Role
from coaching.core.ground.waiting import Asked, Kind, Line

RAN_OUT = ngettext_lazy("invitation that ran out", "invitations that ran out", "n")
READS = ("pk", "email", "role", "expires_at")


def ran_out(asked: Asked) -> QuerySet[Invitation]:
    """Neither accepted nor withdrawn, and too old by now: sent again or withdrawn, it no longer waits."""
    return open_invitations().filter(expires_at__date__lt=asked.today)


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


KINDS = (
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
