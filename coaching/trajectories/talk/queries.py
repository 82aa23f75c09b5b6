"""Who takes part in a conversation, its messages, and all that happened to a trajectory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from coaching.core import people, timeline
from coaching.core.models import AuditEvent
from coaching.trajectories.models import Message, Trajectory


@dataclass(frozen=True)
class Circle:
    """User ids of those who read along. company is empty for notes between coach and programme."""

    company: list[int]
    coach: list[int]
    administrators: list[int]

    @property
    def everybody(self) -> list[int]:
        return [*self.company, *self.coach, *self.administrators]

    def pages(self, trajectory: Trajectory) -> Iterable[tuple[list[int], str]]:
        """Each group with the address of the conversation as it sees it."""
        own = reverse("trajectories:messages", args=[trajectory.company.slug])
        desk = reverse("trajectories:desk_messages", args=[trajectory.programme.slug, trajectory.pk])
        yield self.company, own + "?as=contact"
        yield self.coach, own + "?as=coach"
        yield self.administrators, desk


def circle_of(trajectory: Trajectory, *, internal: bool) -> Circle:
    """Contacts, coach and administrators; without the contacts for a note."""
    return Circle(
        [] if internal else people.user_ids("contacts_of", trajectory.company_id),
        people.user_ids("coach_of", trajectory.pk),
        people.user_ids("administrators_of", trajectory.programme_id),
    )


def messages_of(trajectory: Trajectory) -> QuerySet[Message]:
    """Newest first; the database leaves notes out for the company."""
    return Message.objects.filter(trajectory=trajectory).order_by("-written_at", "id")


def events_of(trajectory: Trajectory, group: str = "") -> QuerySet[AuditEvent]:
    """All that happened to the file and that the reader may know, newest first. group: one of `timeline.GROUPS`."""
    titles = [name for name, entry in timeline.ENTRIES.items() if not group or entry.group == group]
    about = Q(trajectory_id=trajectory.pk) | Q(subject_id__in=_subjects(trajectory))
    return AuditEvent.objects.filter(about, event__in=titles).order_by("-at", "id")


def _subjects(trajectory: Trajectory) -> list[UUID]:
    return [trajectory.pk, trajectory.application_id]
