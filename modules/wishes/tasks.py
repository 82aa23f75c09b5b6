"""Telling whoever asked that there is a date: once each, in their own language."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.jobs import work
from coaching.core.mail import outbox
from coaching.core.tenancy.context import system_context
from modules.models import DateWish, Gathering, ModuleState


def _waiting() -> QuerySet[Any]:
    """Gatherings to come of modules for which somebody still waits to be told."""
    untold = DateWish.objects.filter(module=OuterRef("module"), told_at=None)
    return Gathering.objects.filter(
        Exists(untold), cancelled_at=None, starts_at__gt=clock.now(), module__state=ModuleState.PUBLISHED
    )


@work.kind("modules.tell_wishes", label=_("A date is told to who asked"), waits=_waiting)
def tell_wishes(gathering_id: str) -> int:
    """How many were told. Who was told of one date is not told of the next."""
    with system_context("modules.tell_wishes"), transaction.atomic():
        gathering = _waiting().select_related("module").filter(pk=UUID(gathering_id)).first()
        if gathering is None:
            return 0
        wishes = DateWish.objects.select_for_update().filter(module=gathering.module, told_at=None)
        return sum(_told(wish, gathering) for wish in wishes)


def _told(wish: DateWish, gathering: Gathering) -> int:
    wish.told_at, wish.gathering = clock.now(), gathering
    wish.save(update_fields=["told_at", "gathering"])
    outbox.queue(
        "modules.date_set",
        recipients=[wish.applicant_id],
        context={
            "title": gathering.module.title,
            "gathering": str(gathering.pk),
            "starts_at": gathering.starts_at.isoformat(),
            "where": gathering.place,
            "tongue": gathering.language,
        },
        dedupe=f"date_wish:{wish.pk}",
        about=wish,
        deadline_mail=False,
    )
    return 1
