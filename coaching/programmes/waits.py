"""What waits because of applications: for the company, for who decides, for who judges (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, ngettext_lazy

from coaching.accounts.rules import INVITE_TO_PROGRAMME
from coaching.companies import waits as of_people
from coaching.core.ground import clock
from coaching.core.ground.waiting import Asked, Kind, Line
from coaching.programmes import queries, rules
from coaching.programmes.assessment import queries as judging
from coaching.programmes.assessment import rules as judging_rules
from coaching.programmes.enums import ApplicationState, TargetGroup
from coaching.programmes.models import Application, Assessment

STAY_AFTER = 12  # months on a waiting list, after which the company is asked whether it stays


# -- The company -------------------------------------------------------------------------------------------------------
def _questions(asked: Asked) -> QuerySet[Application]:
    return Application.objects.filter(state=ApplicationState.INFO_REQUESTED)


def _question_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Answer the programme's question"),
            asked.url("programmes:company_application", row.pk),
            why=f"{row.programme__name} · {row.reference}",
        )
        for row in rows
    ]


def _may_stay(asked: Asked) -> QuerySet[Application]:
    since = asked.on(lambda day: clock.add_months(day, -STAY_AFTER))
    listed = Application.objects.filter(state=ApplicationState.WAITLISTED, waitlisted_on__lte=since)
    return listed


def _stay_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Say whether application %(reference)s stays on the list") % {"reference": row.reference},
            asked.url("programmes:company_application", row.pk),
            why=row.programme__name,
        )
        for row in rows
    ]


# -- The desk ----------------------------------------------------------------------------------------------------------
def _to_decide(asked: Asked) -> QuerySet[Application]:
    """As the desk's list at first sight."""
    return queries.desk_found({"view": "todo"}).rows


def _decide_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Decide about %(reference)s") % {"reference": row.reference},
            asked.url("programmes:file", row.pk),
            who=row.company_name,
            why=" · ".join(filter(None, (_group(row.target_group), _waiting(row.submitted_at, asked)))),
            due=row.round__decide_by,
        )
        for row in rows
    ]


def _group(code: str) -> str:
    return str(TargetGroup(code).label) if code else ""


def _waiting(since: datetime | None, asked: Asked) -> str:
    """What orders files of one round and one priority: the longest first."""
    days = (asked.today - timezone.localdate(since)).days if since else 0
    return ngettext("waiting %(n)s day", "waiting %(n)s days", days) % {"n": days} if days else ""


def _to_release(asked: Asked) -> QuerySet[Application]:
    return judging.proposed()


def _release_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    verbs = {"approve": _("approve"), "reject": _("do not approve"), "waitlist": _("waiting list")}
    return [
        Line(
            row.pk,
            _("Release the decision about %(reference)s") % {"reference": row.reference},
            asked.url("programmes:preview_decision", row.pk),
            who=row.company_name,
            why=verbs.get(row.proposed_verb, ""),
        )
        for row in rows
    ]


def _invitation_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return of_people.invitation_lines("programmes:invitations", rows, asked)


# -- Who judges --------------------------------------------------------------------------------------------------------
def _to_judge(asked: Asked) -> QuerySet[Assessment]:
    return judging.to_judge(asked.actor.person_key)


def _judge_lines(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Score %(reference)s") % {"reference": row.application__reference},
            asked.url("programmes:score", row.application_id),
            who=row.application__company_name,
            due=row.due_on,
        )
        for row in rows
    ]


KINDS = (
    Kind(
        "programmes.questions",
        "company",
        ngettext_lazy("question of the programme to answer", "questions of the programme to answer", "n"),
        rules.ANSWER_INFO,
        _questions,
        _question_lines,
        ("submitted_at", "id"),
        "programmes:company",
        reads=("pk", "programme__name", "reference"),
    ),
    Kind(
        "programmes.stay",
        "company",
        ngettext_lazy("place on a waiting list to confirm", "places on a waiting list to confirm", "n"),
        rules.STAY,
        _may_stay,
        _stay_lines,
        ("waitlisted_on", "id"),
        "programmes:company",
        reads=("pk", "programme__name", "reference"),
    ),
    Kind(
        "programmes.to_decide",
        "programme",
        ngettext_lazy("application to decide", "applications to decide", "n"),
        rules.DECIDE,
        _to_decide,
        _decide_lines,
        (F("round__decide_by").asc(nulls_last=True), "-priority_score", "submitted_at", "id"),
        "programmes:applications",
        "programmes:applications",
        reads=("pk", "reference", "company_name", "target_group", "submitted_at", "round__decide_by"),
    ),
    Kind(
        "programmes.to_release",
        "programme",
        ngettext_lazy("proposed decision not sent yet", "proposed decisions not sent yet", "n"),
        judging_rules.RELEASE,
        _to_release,
        _release_lines,
        ("proposed_at", "id"),
        "programmes:release",
        "programmes:release",
        reads=("pk", "reference", "company_name", "proposed_verb"),
    ),
    Kind(
        "programmes.invitations",
        "programme",
        of_people.RAN_OUT,
        INVITE_TO_PROGRAMME,
        of_people.ran_out,
        _invitation_lines,
        ("expires_at", "id"),
        "programmes:people",
        reads=of_people.READS,
    ),
    Kind(
        "programmes.to_judge",
        "programme",
        ngettext_lazy("application to score", "applications to score", "n"),
        judging_rules.SCORE,
        _to_judge,
        _judge_lines,
        ("due_on", "id"),
        "programmes:my_assessments",
        "programmes:my_assessments",
        reads=("pk", "due_on", "application_id", "application__reference", "application__company_name"),
    ),
)
