"""Texts that a programme keeps: reasons, questions, mails to choose from; paragraphs that go into mails and letters."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import Versioned
from coaching.programmes.models.programme import Programme


class TextTemplate(Versioned):
    """A text to begin from, in one, two or three languages. Retired ones are offered no more and can come back.

    texts, subjects: language → words, with placeholders in braces (`texts.rules`); a mail alone has a subject.
    added_to: the mail or letter (`texts.adding`) to which an added paragraph goes by itself; one of each at a time.
    """

    class Kind(models.TextChoices):
        APPROVE = "approve", _("reason to approve")
        REJECT = "reject", _("reason not to approve")
        WAITLIST = "waitlist", _("reason for the waiting list")
        QUESTION = "question", _("question to the company")
        MAIL = "mail", _("mail to companies")
        ADDED = "added", _("paragraph of a mail or letter")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(_("what for"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=80)
    subjects = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=clock.now)
    retired_at = models.DateTimeField(null=True)
    added_to = models.CharField(_("added to"), max_length=60, blank=True)

    class Meta:
        ordering = ["kind", "name", "id"]
        indexes = [models.Index(fields=["programme", "kind", "name"], name="text_programme")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "added_to"],
                name="text_added_once",
                condition=models.Q(retired_at__isnull=True) & ~models.Q(added_to=""),
            )
        ]

    @property
    def languages(self) -> tuple[str, ...]:
        """Those in which it can be used."""
        return tuple(language for language in ("nl", "fr", "en") if self.texts.get(language))

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    def __str__(self) -> str:
        return self.name
