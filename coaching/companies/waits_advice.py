"""Advice that waits: for the adviser who was asked, and for who asked once its day has passed (docs/waiting.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from coaching.companies import guests, rules
from coaching.companies.models import AdviserQuestion
from coaching.companies.queries_advice import open_questions
from coaching.core.ground.people import names_of
from coaching.core.ground.waiting import Asked, Kind, Line

TO_GIVE = ngettext_lazy("question for your advice", "questions for your advice", "n")


def _mine(asked: Asked) -> QuerySet[AdviserQuestion]:
    return open_questions().filter(asked_of_id=asked.actor.person_key)


def _late(asked: Asked) -> QuerySet[AdviserQuestion]:
    return open_questions().filter(wanted_on__lt=asked.today)


def _to_give(rows: Sequence[Any], asked: Asked) -> list[Line]:
    names = names_of([row.asked_by_id for row in rows])
    return [
        Line(
            row.pk,
            _("Give the advice that was asked"),
            asked.url("companies:give_advice", question=str(row.pk)),
            who=names.get(row.asked_by_id, ""),
            due=row.wanted_on,
        )
        for row in rows
    ]


def _to_give_anywhere(rows: Sequence[Any], asked: Asked) -> list[Line]:
    return [
        Line(
            row.pk,
            _("Give the advice that was asked"),
            f"{guests.page_of(asked, row.company__slug, 'companies:give_advice')}&question={row.pk}",
            who=row.company__name,
            due=row.wanted_on,
        )
        for row in rows
    ]


def _past(rows: Sequence[Any], asked: Asked) -> list[Line]:
    names = names_of([row.asked_of_id for row in rows])
    return [
        Line(
            row.pk,
            _("Ask after the advice, or take the question back"),
            asked.url("companies:advisers"),
            who=names.get(row.asked_of_id, ""),
            due=row.wanted_on,
        )
        for row in rows
    ]


_ORDER, _ENTRY = ("wanted_on", "id"), "companies:advisers"
KINDS = (
    Kind(
        "companies.advice_to_give",
        "company",
        TO_GIVE,
        rules.ADVISE,
        _mine,
        _to_give,
        _ORDER,
        _ENTRY,
        reads=("pk", "asked_by_id", "wanted_on"),
    ),
    Kind(
        "companies.advice_of_companies",
        "coach",
        TO_GIVE,
        rules.ADVISE,
        _mine,
        _to_give_anywhere,
        _ORDER,
        "insight:portfolio",
        reads=("pk", "wanted_on", "company__slug", "company__name"),
    ),
    Kind(
        "companies.advice_late",
        "company",
        ngettext_lazy("advice past its day", "pieces of advice past their day", "n"),
        rules.SEE_LATE_ADVICE,
        _late,
        _past,
        _ORDER,
        _ENTRY,
        reads=("pk", "asked_of_id", "wanted_on"),
    ),
)
