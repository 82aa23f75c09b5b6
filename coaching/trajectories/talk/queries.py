"""Who takes part in a conversation, its messages, and how many of them one has not read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse

from coaching.core.ground import people
from coaching.core.ground.roles import Actor
from coaching.trajectories.models import Message, Trajectory

MOST_COUNTED = 99
UNREAD = """
SELECT count(*) FROM (
  SELECT FROM trajectories_message AS message
    LEFT JOIN trajectories_messagemark AS mark ON mark.trajectory_id = message.trajectory_id AND mark.user_id = %(user)s
   WHERE message.{column} = %(key)s AND message.removed_at IS NULL AND message.author_id <> %(user)s
     AND (mark.read_at IS NULL OR message.written_at > mark.read_at)
   LIMIT %(most)s) AS new
"""


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


def address_of(page: str, message: UUID) -> str:
    """The address of a message on a conversation's page: `?at=` finds its page of the list, the anchor its line."""
    return f"{page}{'&' if '?' in page else '?'}at={message}#m-{message}"


def place_of(message: Message) -> int:
    """How many messages stand before this one in its conversation: newer ones do."""
    newer = Q(written_at__gt=message.written_at) | Q(written_at=message.written_at, pk__lt=message.pk)
    return int(messages_of(message.trajectory).filter(newer).order_by().count())


def unread(user_id: int, *, company_id: UUID | None = None, trajectory_id: UUID | None = None) -> int:
    """How many words of others one has not seen in a company's or one conversation, as far as a badge counts.

    Written out: it stands on every page of a company, and composing it took six times as long as counting.
    """
    column, key = ("company_id", company_id) if company_id else ("trajectory_id", trajectory_id)
    with connection.cursor() as cursor:
        cursor.execute(UNREAD.format(column=column), {"key": str(key), "user": user_id, "most": MOST_COUNTED + 1})
        return int(cursor.fetchone()[0])


def badge_text(number: int) -> str:
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


def badge(actor: Actor) -> str:
    """For the navigation of a company's place."""
    if actor.user_id is None or actor.company_id is None:
        return ""
    return badge_text(unread(actor.user_id, company_id=actor.company_id))
