"""Writing, correcting and removing messages; noting up to where one has read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock, people
from coaching.core.ground.roles import Actor, Hat
from coaching.core.ground.search import fold
from coaching.core.ground.workflow import Refused
from coaching.core.mail import outbox
from coaching.core.paper import uploads
from coaching.core.tenancy.models import lock, mark_of
from coaching.trajectories import rules
from coaching.trajectories.actions.opening import told
from coaching.trajectories.enums import ENDED
from coaching.trajectories.models import Message, MessageMark, Trajectory
from coaching.trajectories.talk.queries import Circle, address_of, circle_of, unread_by

LONGEST = 5000
CHANGE_WITHIN = timedelta(minutes=15)
OPEN_AFTER_END = timedelta(days=90)
EXCERPT = 400


def may_write(trajectory: Trajectory, now: datetime) -> bool:
    """Until ninety days after the end (subject/lives.md#periods)."""
    ended = trajectory.closed_at or trajectory.stopped_at
    return trajectory.state not in ENDED or ended is None or now <= ended + OPEN_AFTER_END


@transaction.atomic
def write_message(
    *,
    trajectory_id: UUID,
    text: str,
    form_id: UUID,
    by: Actor,
    is_internal: bool = False,
    mentioned: Collection[int] = (),
    upload: UploadedFile | None = None,
    at: datetime | None = None,
) -> Message:
    """Write to the others of the trajectory; a second click with the same form and words gives the same message.

    is_internal: for coach and programme only. mentioned: people of the circle who get a mail at once; the others get it
    with their news. Raises Refused for an empty or too long text, somebody outside the circle, an unsafe file, and later
    than ninety days after the end; PermissionDenied for a note by somebody of the company.
    """
    by.check(rules.TALK)
    if is_internal and by.hat == Hat.CONTACT:
        raise PermissionDenied("notes are for coach and programme")
    moment = at or clock.now()
    # Held, so that the second of two clicks at the same moment waits here and finds what the first one wrote.
    trajectory = lock(Trajectory.objects.select_related("company", "programme"), pk=trajectory_id)
    form_id = mark_of(form_id, text, is_internal, sorted(mentioned), upload and [upload.name, upload.size])
    there = Message.objects.filter(trajectory=trajectory, author_id=by.person_key, form_id=form_id).first()
    if there is not None:
        return there
    if not may_write(trajectory, moment):
        raise Refused(_("This trajectory ended more than ninety days ago: nothing is written any more."))
    circle = circle_of(trajectory, internal=is_internal)
    unknown = set(mentioned) - set(circle.everybody)
    if unknown:
        raise Refused(_("Choose people who take part in this conversation."))
    message = Message(
        trajectory=trajectory,
        company_id=trajectory.company_id,
        programme_id=trajectory.programme_id,
        form_id=form_id,
        is_internal=is_internal,
        author_id=by.person_key,
        text=_sound(text, upload),
        written_at=moment,
        mentioned=sorted(by.others(set(mentioned) | _named(text, circle))),
    )
    if upload is not None:
        uploads.keep(message, uploads.checked(upload))
    else:
        message.save(force_insert=True)
    audit.record(_event(message, "written"), message, by=by, at=moment)
    _tell(message, trajectory, circle, by)
    return message


def _event(message: Message, verb: str) -> str:
    """Notes have events of their own: the company does not even learn that there is one (access.py)."""
    return f"trajectory.{'note' if message.is_internal else 'message'}_{verb}"


def _sound(text: str, upload: UploadedFile | None) -> str:
    text = text.strip()
    if not text and upload is None:
        raise Refused(_("Write something first."))
    if len(text) > LONGEST:
        raise Refused(_("This is too long: at most %(most)s characters. Put the rest in a file.") % {"most": LONGEST})
    return text


def _named(text: str, circle: Circle) -> set[int]:
    """Whose whole name stands in the text behind an @."""
    if "@" not in text:
        return set()
    said = fold(text)
    return {user for user, name in people.names_of(circle.everybody).items() if name and f"@{fold(name)}" in said}


def _tell(message: Message, trajectory: Trajectory, circle: Circle, by: Actor) -> None:
    """Mentioned people at once; the others of the circle with their news; each with the page that is theirs."""
    named = set(message.mentioned)
    silent = set() if message.is_internal or not circle.coach else set(circle.administrators) - named
    for group_of, path in circle.pages(trajectory):
        for at_once in (True, False):
            group = by.others({p for p in group_of if (p in named) == at_once} - silent)
            outbox.queue(
                "trajectories.mentioned" if at_once else "trajectories.message",
                recipients=group,
                # The headers of mails are in the company's file; a note's are not.
                about=None if message.is_internal else trajectory,
                context=told(
                    trajectory,
                    author=by.name,
                    excerpt=message.text[:EXCERPT],
                    internal=message.is_internal,
                    path=address_of(path, message.pk),
                ),
                dedupe=f"message:{message.pk}",
                deadline_mail=at_once,
            )


@transaction.atomic
def correct_message(*, message_id: UUID, text: str, by: Actor) -> Message:
    """Correct one's own words within a quarter of an hour. Raises Refused later, PermissionDenied for others' words."""
    message = _own(message_id, by)
    if clock.now() > message.written_at + CHANGE_WITHIN or message.removed_at:
        raise Refused(_("A message can be corrected for a quarter of an hour. Write a new one."))
    text = _sound(text, None)
    if text != message.text:
        message.text, message.edited_at = text, clock.now()
        message.save(update_fields=["text", "edited_at"])
        audit.record(_event(message, "corrected"), message, by=by)
    return message


@transaction.atomic
def remove_message(*, message_id: UUID, by: Actor) -> Message:
    """Take one's own words and file back; a line says that something stood there. A second click changes nothing."""
    message = _own(message_id, by)
    if message.removed_at is None:
        if message.file:
            storage, name = message.file.storage, str(message.file.name)
            transaction.on_commit(lambda: storage.delete(name), robust=True)
        message.text, message.file, message.file_name, message.removed_at = "", "", "", clock.now()
        message.save(update_fields=["text", "file", "file_name", "removed_at"])
        audit.record(_event(message, "removed"), message, by=by)
    return message


def _own(message_id: UUID, by: Actor) -> Message:
    by.check(rules.TALK)
    return lock(Message.objects.filter(author_id=by.person_key), pk=message_id)


def note_read(trajectory: Trajectory, by: Actor) -> tuple[datetime | None, bool]:
    """Up to where the person had read before now, and whether there was anything new; from now on all of it is read.

    Nothing is written where nothing is new: who opens a conversation again changes nothing.
    """
    new = unread_by(by.person_key).filter(trajectory_id=trajectory.pk).order_by()
    marks = MessageMark.objects.filter(trajectory=trajectory, user_id=by.person_key)
    mark = marks.annotate(is_new=Exists(new)).first()
    if mark is None:
        MessageMark.objects.bulk_create(
            [
                MessageMark(
                    trajectory=trajectory,
                    company_id=trajectory.company_id,
                    programme_id=trajectory.programme_id,
                    user_id=by.person_key,
                )
            ],
            ignore_conflicts=True,
        )
        return None, True
    if mark.is_new:
        MessageMark.objects.filter(pk=mark.pk).update(read_at=clock.now())
    return mark.read_at, mark.is_new
