"""What is held about a person: the rows that point to them, grouped as people think of them, and all of it to take along.

Run in the person's own context. In which tables they stand is told by the database itself (`held_about_me`), so a table
that is added later is counted at once; until somebody groups it, it stands under what one did in files.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_lazy as _

from coaching.accounts.models import User
from coaching.core.ground import clock
from coaching.core.tenancy.context import without_hat
from coaching.insight.keeping.retention import MONTHS

FORMAT = "person-data/1"


@dataclass(frozen=True)
class Group:
    """What belongs together. where: who keeps it; why; until: how long; erased: what becomes of it when one is erased."""

    key: str
    label: Any
    where: Any
    why: Any
    until: Any
    erased: Any
    tables: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Held:
    """A group with how many rows of it are about the person."""

    group: Group
    count: int


@dataclass(frozen=True)
class Row:
    """A table and column in which the person stands; rows: those that are about them alone, None elsewhere."""

    table: str
    column: str
    count: int
    rows: list[dict[str, Any]] | None


GOES, STAYS = _("It goes."), _("It stays under a number that leads to nobody.")
US, COMPANY, PROGRAMME = _("this website"), _("the company's file"), _("the programme")
AS_LONG = _("as long as you have an account")


def groups() -> tuple[Group, ...]:
    """With the periods of this installation."""
    return (
        Group("account", _("Your account"), US, _("So that you can sign in and we can reach you."), AS_LONG, GOES),
        Group(
            "roles",
            _("Your roles, now and before"),
            _("the companies and programmes where you have them"),
            _("So that you see what you may see, and others know who you are."),
            AS_LONG,
            GOES,
            frozenset(
                {
                    *("companies_membership", "programmes_programmemembership", "programmes_partnermembership"),
                    *("programmes_draftshare", "programmes_clusterinvitation", "companies_filerequest"),
                }
            ),
        ),
        Group(
            "prevention",
            _("Your part in prevention at work, and your access to files from outside"),
            COMPANY,
            _("So that people know whom to turn to, and who could read a file when."),
            _("as long as the company's file"),
            _("Name and numbers go; that somebody had this part stays."),
            frozenset({"companies_roleholder", "companies_mandate", "coaches_coach", "trajectories_paymentaccount"}),
        ),
        Group(
            "mails",
            _("Mails to you"),
            US,
            _("So that you can read them again, and nothing is sent twice."),
            _period("mail_words"),
            GOES,
            frozenset({"core_outgoingemail"}),
        ),
        Group(
            "applications",
            _("What you applied or signed up for"),
            PROGRAMME,
            _("So that the programme can decide and account for public money."),
            _("refused ones as the table below says, approved ones ten years"),
            _("Drafts go. What was sent is the company's and stays, without your name."),
            frozenset(
                {"programmes_application", "modules_moduleuptake", "modules_sessionplace", "modules_datewish"},
            ),
        ),
        Group(
            "own",
            _("What you keep here for yourself"),
            US,
            _("Your calendars, views of lists, files you asked for, and up to where you have read."),
            _("files one week, the rest as long as you have an account"),
            GOES,
            frozenset(
                {
                    *("accounts_calendarlink", "programmes_savedview", "core_listfile", "accounts_erasurerequest"),
                    *("actionplans_advicemark", "trajectories_messagemark"),
                }
            ),
        ),
        Group(
            "trail",
            _("The trail: what you did, and when"),
            _("the companies and programmes where you did it"),
            _("So that decisions can be checked and mistakes found."),
            _("as long as what it is about"),
            STAYS,
            frozenset({"core_auditevent"}),
        ),
        Group(
            "deeds",
            _("What you wrote or decided in a file"),
            _("the companies and programmes where you did it"),
            _("It is part of their file: analyses, plans, advice, decisions."),
            _("as long as that file"),
            STAYS,
        ),
    )


def _period(key: str) -> Any:
    months = settings.RETAIN_MONTHS[key]
    return MONTHS % {"n": months} if months else AS_LONG


def rows() -> list[Row]:
    """Every place where the person who asks stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name, counted, about_me FROM held_about_me()")
        return [Row(table, column, count, _read(told)) for table, column, count, told in cursor.fetchall()]


def _read(told: Any) -> list[dict[str, Any]] | None:
    """jsonb as the driver gives it: text, since Django reads JSON by itself."""
    return json.loads(told) if isinstance(told, str) else told


def held(found: list[Row]) -> list[Held]:
    """Groups of which there is something, in their order."""
    counted: Counter[str] = Counter({"account": 1})
    all_groups = groups()
    of_table = {table: group.key for group in all_groups for table in group.tables}
    for row in found:
        counted[of_table.get(row.table, "deeds")] += row.count
    return [Held(group, counted[group.key]) for group in all_groups if counted[group.key]]


def document(user: User, found: list[Row]) -> dict[str, Any]:
    """All of it as plain JSON (docs/erasing.md): the account, sign-ins, and each row that is about the person."""
    with without_hat():
        addresses = EmailAddress.objects.filter(user_id=user.pk).values("email", "verified", "primary")
        steps = Authenticator.objects.filter(user_id=user.pk).values("type", "created_at", "last_used_at")
        elsewhere = SocialAccount.objects.filter(user_id=user.pk).values("provider", "uid", "date_joined")
        sessions = UserSession.objects.filter(user_id=user.pk).values("created_at", "last_seen_at", "ip", "user_agent")
        sign_in = {
            "addresses": list(addresses),
            "second_steps": list(steps),
            "accounts_elsewhere": list(elsewhere),
            "signed_in": list(sessions),
        }
    account = ("id", "email", "name", "language", "mail_rhythm", "phone", "mobile", "joined_at", "last_login")
    return {
        "format": FORMAT,
        "made_at": clock.now(),
        "account": {name: getattr(user, name) for name in account},
        **sign_in,
        "stands_in": [
            {"table": row.table, "column": row.column, "count": row.count, "rows": row.rows} for row in found
        ],
    }
