"""The outbox and the reminder ledger. A mail is a row first, written with the fact it tells; delivery comes after."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel


class MailState(models.TextChoices):
    QUEUED = "queued", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    FULL = "full", _("mailbox full")
    CANCELLED = "cancelled", _("cancelled")
    UNKNOWN = "unknown", _("not known whether it was sent")


class OutgoingEmail(TenantModel):
    """One mail to one person. `kind` names the function in an app's `emails.py` that writes its words."""

    kind = models.CharField(max_length=60)
    recipient_id = models.BigIntegerField(null=True)  # a user: address and language are read when it is sent
    address = models.EmailField(blank=True)  # somebody without an account (an invitation)
    language = models.CharField(max_length=2, blank=True)
    context = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=200, unique=True)
    deadline_mail = models.BooleanField(default=True)  # exempt from the one-a-day rule
    company_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    trajectory_id = models.UUIDField(null=True)
    piece_id = models.UUIDField(null=True)  # of a company's file
    reminder_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    created_at = models.DateTimeField(default=clock.now)
    not_before = models.DateTimeField(default=clock.now)
    carried_by = models.UUIDField(null=True)  # the mail that this one was sent together with
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)
    times_full = models.PositiveSmallIntegerField(default=0, db_default=0)  # how often it came back for want of room
    # What was really sent, for the file and the local mailbox. Address and subject are noted right before the mail server
    # hears of it: a row without an address was certainly not sent.
    to_address = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body_text = models.TextField(blank=True)
    body_html = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "id"]
        indexes = [
            models.Index(fields=["not_before"], name="mail_due", condition=models.Q(state__in=["queued", "sending"])),
            models.Index(fields=["company_id", "-created_at"], name="mail_company"),
            models.Index(fields=["carried_by"], name="mail_carried", condition=models.Q(carried_by__isnull=False)),
            models.Index(fields=["recipient_id", "-created_at"], name="mail_recipient"),
            models.Index(
                fields=["programme_id", "-created_at"],
                name="mail_trouble",
                condition=models.Q(state__in=["failed", "full", "unknown"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_has_somebody", condition=models.Q(recipient_id__isnull=False) | ~models.Q(address="")
            ),
            models.CheckConstraint(
                name="mail_sent_has_moment", condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False)
            ),
        ]

    @property
    def waits_for_room(self) -> bool:
        """Nobody made room in the mailbox, however often we tried."""
        return self.state == MailState.FULL

    @property
    def is_of_unknown_fate(self) -> bool:
        """The mail server may have taken it: only somebody can tell."""
        return self.state == MailState.UNKNOWN

    def __str__(self) -> str:
        return self.kind


class ReminderState(models.TextChoices):
    PLANNED = "planned", _("coming")
    SENT = "sent", _("sent")
    CANCELLED = "cancelled", _("cancelled")


class Reminder(TenantModel):
    """A line of the ledger: made exactly once per subject, kind and due date, however often or late beat ticks."""

    subject_type = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=60)  # names the function in `emails.py`
    due_on = models.DateField()
    audience = models.CharField(max_length=30)  # contacts | coach | administrators | body
    context = models.JSONField(default=dict)
    company_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    trajectory_id = models.UUIDField(null=True)
    piece_id = models.UUIDField(null=True)  # of a company's file
    state = models.CharField(max_length=10, choices=ReminderState.choices, default=ReminderState.PLANNED)
    created_at = models.DateTimeField(default=clock.now)
    sent_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["due_on"], name="reminder_due", condition=models.Q(state="planned")),
            models.Index(fields=["company_id", "due_on"], name="reminder_company"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id", "kind", "due_on"], name="reminder_once"),
            models.CheckConstraint(
                name="reminder_sent_has_moment", condition=~models.Q(state="sent") | models.Q(sent_at__isnull=False)
            ),
            models.CheckConstraint(
                name="reminder_cancelled_has_moment",
                condition=~models.Q(state="cancelled") | models.Q(cancelled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on}"
