"""A company's file: who asks to work in one that is there already, and how a mandate is proved (docs/files.md)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models.company import CompanyOwned
from coaching.core.ground import clock


class Proof(models.TextChoices):
    """By what the mandate of whoever opened a file was proved. None: it came with a programme, or before this was asked."""

    LETTER = "letter", _("a code sent by letter to the registered seat")
    SIGN_ON = "sign_on", _("signing in as legal representative")
    PROGRAMME = "programme", _("the decision of a programme")
    STAFF = "staff", _("what platform staff checked")


class Answer(models.TextChoices):
    """What a contact says to somebody who asks to work in the file."""

    LET_IN = "let_in", _("let in")
    REFUSED = "refused", _("not let in")


class Decision(models.TextChoices):
    """What platform staff decides when the two sides do not agree, or nobody answers."""

    LET_IN = "let_in", _("the person becomes a contact beside those there are")
    REPLACE = "replace", _("the person becomes the contact, and those there are lose access")
    LEAVE = "leave", _("nothing changes")


class FileRequest(CompanyOwned):
    """Somebody gave the number of a company that has a file. They are never told whose it is, or that there is one."""

    person_id = models.BigIntegerField()
    person_name = models.CharField(max_length=150)
    number = models.CharField(max_length=10)
    asked_name = models.CharField(max_length=200)  # of the company, as the person knows it
    words = models.TextField(_("who you are in this company"), blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    answer_by = models.DateField()
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True)
    answer_words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    dispute = models.TextField(blank=True)  # what the person says after a refusal
    disputed_at = models.DateTimeField(null=True)
    staff_since = models.DateTimeField(null=True)  # since when platform staff is asked to look
    decision = models.CharField(max_length=10, choices=Decision.choices, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(fields=["company", "asked_at"], name="file_request_company"),
            models.Index(fields=["person_id", "-asked_at"], name="file_request_person"),
            models.Index(
                fields=["staff_since"],
                name="file_request_staff",
                condition=models.Q(staff_since__isnull=False, decided_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "person_id"],
                name="file_request_once",
                condition=models.Q(answered_at__isnull=True, decided_at__isnull=True),
            ),
            models.CheckConstraint(
                name="file_request_answer_has_moment",
                condition=models.Q(answer="") | models.Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="file_request_decision_has_reason",
                condition=models.Q(decision="") | (models.Q(decided_at__isnull=False) & ~models.Q(decision_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_name}: {self.asked_name}"


class ProofLetter(CompanyOwned):
    """A letter with a code to the registered seat. Only its digest is kept, and only platform staff makes the letter."""

    asked_by_id = models.BigIntegerField()
    asked_at = models.DateTimeField(default=clock.now)
    code_digest = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    posted_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)  # used, given up for another, or no longer needed

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["company"], name="one_open_letter", condition=models.Q(closed_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return str(self.asked_at)
