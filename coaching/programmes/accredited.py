"""Which coaches a company of a programme may ask."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from coaching.coaches.models import Coach
from coaching.programmes.models import Accreditation, Programme


def standing(programme_id: UUID, coach_id: UUID) -> Accreditation | None:
    """The latest word of the programme about this coach; None when it never said anything."""
    rows = Accreditation.objects.filter(programme_id=programme_id, coach_id=coach_id)
    return rows.order_by("-created_at").first()


def askable(coaches: QuerySet[Coach], programme: Programme, day: date) -> QuerySet[Coach]:
    """Those whom companies of the programme may ask that day.

    Where accreditation is required: with one that holds. Elsewhere: all but those from whom it was taken away.
    """
    own = Accreditation.objects.filter(programme=programme, coach=OuterRef("pk"))
    held = own.filter(ended_on=None, from_on__lte=day, until_on__gte=day)
    if programme.requires_accreditation:
        return coaches.filter(Exists(held))
    return coaches.exclude(Exists(own.exclude(ended_on=None)) & ~Exists(own.filter(ended_on=None)))


def may_be_asked_in(programme: Programme, coach_id: UUID, day: date) -> bool:
    """Whether companies of the programme may ask this coach that day."""
    return askable(Coach.objects.filter(pk=coach_id), programme, day).exists()
