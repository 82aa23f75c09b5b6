"""Users and invitations."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.ground.roles import Role
from coaching.core.tenancy.models import TenantModel


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A user with a normalised (lower-case) address; without a password they cannot sign in with one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> User:
        return self.get(email=(email or "").strip().lower())


FULL_FOR = timedelta(days=14)  # after which we no longer say that a mailbox is full; subject/lives.md#periods


class MailRhythm(models.TextChoices):
    """How often news comes by mail. Deadlines always come at once."""

    DAILY = "daily", _("at most once a day, together")
    WEEKLY = "weekly", _("once a week, on Monday")
    NEVER = "never", _("only mails with a deadline")


class User(AbstractBaseUser):
    """A person. What they may do follows from memberships, never from a flag here."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.DUTCH)
    mail_rhythm = models.CharField(
        _("news by mail"), max_length=10, choices=MailRhythm.choices, default=MailRhythm.DAILY
    )
    # As `core.reading.phones` writes them; who may read them: `people_to_reach`.
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    mobile = models.CharField(_("mobile"), max_length=40, blank=True)
    # The address that a mail server refused, when, and why (`core.mail.returned.Why`; "" is for good). Another address since
    # then is another story.
    bounced_address = models.EmailField(blank=True)
    bounced_at = models.DateTimeField(null=True)
    bounced_why = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    is_platform_staff = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=clock.now)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def bounces(self) -> bool:
        """Whether mail to the present address came back because nobody has it."""
        return bool(self.bounced_at) and self.bounced_address == self.email and self.bounced_why != "full"

    @property
    def mailbox_full(self) -> bool:
        """Whether the present mailbox had no room, lately: nobody tells us when there is again."""
        told = self.bounced_address == self.email and self.bounced_why == "full"
        return told and self.bounced_at is not None and clock.now() - self.bounced_at < FULL_FOR

    def get_full_name(self) -> str:
        return self.name


class Invitation(TenantModel):
    """An offer of a role. Who accepts it signs up (or in) with the invited address; see `invitations`.

    Accounts know no company: the app that owns the role registers how it is granted.
    """

    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    company_id = models.UUIDField(null=True)
    programme_id = models.UUIDField(null=True)
    partner_id = models.UUIDField(null=True)  # of that programme
    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    token_digest = models.CharField(max_length=64, unique=True)
    has_mandate = models.BooleanField(default=False)
    # What an adviser from outside is offered: the whole file or what is made from the acceptance on, and until when.
    whole_file = models.BooleanField(default=False, db_default=False)
    until = models.DateTimeField(null=True)
    invited_by_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by_id = models.BigIntegerField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-sent_at"]
        indexes = [
            models.Index(fields=["company_id", "-sent_at"], name="invitation_company"),
            # What waits at a desk: read on its first page, among the invitations of every programme and company.
            models.Index(
                fields=["programme_id", "expires_at", "id"],
                name="invitation_open",
                condition=models.Q(accepted_at=None, revoked_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="invitation_not_both",
                condition=~models.Q(accepted_at__isnull=False, revoked_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.email}"


class ErasureRequest(TenantModel):
    """Somebody asks that what is held about them is erased. Platform staff answers; the machine does it the next day.

    words: what the person adds; answer: "" while it waits. Nothing of it says who it was once that is done: the row goes.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("is erased")
        REFUSED = "refused", _("is not erased")

    person_id = models.BigIntegerField()
    words = models.TextField(_("what you want to add"), blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answer_words = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    trouble = models.CharField(
        max_length=300, blank=True
    )  # why the machine could not do it, in the words of the command

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id"],
                name="one_erasure_request",
                condition=models.Q(withdrawn_at=None) & ~models.Q(answer="refused"),
            ),
            models.CheckConstraint(
                name="erasure_answered_has_moment",
                condition=models.Q(answer="") | models.Q(answered_at__isnull=False, answered_by_id__isnull=False),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return not self.answer and self.withdrawn_at is None

    @property
    def is_accepted(self) -> bool:
        return self.answer == self.Answer.ACCEPTED

    @property
    def is_refused(self) -> bool:
        return self.answer == self.Answer.REFUSED

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d}"


EVERYWHERE = "all"  # kind of a calendar over all places of a person


class CalendarLink(TenantModel):
    """A person's link for calendar programs, for all their places or one of them. It holds no secret (`calendars`)."""

    user_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)  # EVERYWHERE or the kind of place
    slug = models.CharField(max_length=120, blank=True)
    seed = models.UUIDField(default=uuid.uuid4)  # another one when it is renewed: the old link is dead at once
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "kind", "slug"], name="one_calendar_link")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
