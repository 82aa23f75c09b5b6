"""What company, coach and programme write to each other about one trajectory."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.trajectories.models.trajectory import TrajectoryPart


class Message(TrajectoryPart):
    """A message of the conversation, or a note between coach and programme (`is_internal`) that the company never sees.

    form_id: made with the form, so that a second click on “send” writes nothing. mentioned: user ids, told at once.
    """

    form_id = models.UUIDField(default=uuid.uuid4)
    is_internal = models.BooleanField(_("only for coach and programme"), default=False)
    author_id = models.BigIntegerField()
    text = models.TextField(_("message"))
    written_at = models.DateTimeField(default=clock.now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)  # the line stays, its words are gone
    mentioned = ArrayField(models.BigIntegerField(), default=list, blank=True)
    file = models.FileField(upload_to="messages/%Y/%m/", blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-written_at", "id"]
        indexes = [
            models.Index(fields=["trajectory", "-written_at"], name="message_trajectory"),
            models.Index(fields=["company", "-written_at"], name="message_company"),
            models.Index(fields=["programme", "-written_at", "id"], name="message_programme"),
        ]
        constraints = [models.UniqueConstraint(fields=["trajectory", "author_id", "form_id"], name="message_once")]

    def __str__(self) -> str:
        return self.text[:40]


class MessageMark(TrajectoryPart):
    """Up to where a person has read."""

    user_id = models.BigIntegerField()
    read_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trajectory", "user_id"], name="message_mark_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.read_at}"
