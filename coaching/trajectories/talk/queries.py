"""Who takes part in a conversation, its messages, and how many of them one has not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from coaching.core.ground import people, waiting
from coaching.trajectories.models import Message, MessageMark, Trajectory


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
    keys = {"coach": trajectory.pk, "administrators": trajectory.programme_id}
    found = people.audiences(**(keys if internal else {"contacts": trajectory.company_id, **keys}))
    return Circle(found.get("contacts", []), found["coach"], found["administrators"])


def messages_of(trajectory: Trajectory) -> QuerySet[Message]:
    """Newest first; the database leaves notes out for the company."""
    return Message.objects.filter(trajectory=trajectory).order_by("-written_at", "id")


def address_of(page: str, message: UUID) -> str:
    """The address of a message on a conversation's page: `?at=` finds its page of the list, the anchor its line."""
    return f"{page}{'&' if '?' in page else '?'}at={message}#m-{message}"


def place_of(message: Message) -> int:
    """How many messages stand before this one in its conversation: newer ones do."""
    newer = Q(written_at__gt=message.written_at) | Q(written_at=message.written_at, pk__lt=message.pk)
    return int(messages_of(message.trajectory).filter(newer).order_by().count())


def unread_by(user_id: int) -> QuerySet[Message]:
    """Words of others that somebody has not seen, in the conversations within reach."""
    read = MessageMark.objects.filter(
        trajectory_id=OuterRef("trajectory_id"), user_id=user_id, read_at__gte=OuterRef("written_at")
    )
    written = Message.objects.filter(removed_at=None).exclude(author_id=user_id)
    return written.filter(~Exists(read.order_by())).order_by("written_at", "id")


def unread(user_id: int, trajectory_id: UUID) -> str:
    """How many one has not seen in one conversation, as a badge says it; "" for none."""
    number = unread_by(user_id).filter(trajectory_id=trajectory_id).order_by()[: waiting.MOST + 1].count()
    return waiting.figure(number) if number else ""
