"""Who waits for a date: names for themselves alone, a number for who keeps the module."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import ngettext

from coaching.core.tenancy.context import person_context
from modules.models import DateWish, Gathering, Module
from modules.queries import published


def wished(user: Any, module: Module) -> bool:
    """Whether somebody who is signed in has asked to be told; asked from a public page as themselves."""
    if not user.is_authenticated:
        return False
    with person_context(user):
        return DateWish.objects.filter(module=module, applicant_id=user.pk, told_at=None).exists()


def own() -> QuerySet[DateWish]:
    """Of the person who asks, not yet told."""
    return DateWish.objects.filter(told_at=None).select_related("module").order_by("-asked_at", "id")


def wanted(today: date) -> QuerySet[Module]:
    """Modules without a date for which somebody waits, of those that one keeps or that nobody keeps."""
    untold = DateWish.objects.filter(module=OuterRef("pk"), told_at=None)
    planned = Gathering.objects.filter(module=OuterRef("pk"), cancelled_at=None, starts_at__date__gte=today)
    return published().filter(Exists(untold.order_by()), ~Exists(planned.order_by()), by_date=True)


def waiting(module_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many people wait for a date of each module that one keeps or that nobody keeps."""
    rows = DateWish.objects.filter(told_at=None, module_id__in=list(module_ids))
    return dict(rows.order_by().values_list("module_id").annotate(number=Count("pk")))


def people(number: int) -> str:
    return ngettext("%(n)s person waits for a date", "%(n)s people wait for a date", number) % {"n": number}
