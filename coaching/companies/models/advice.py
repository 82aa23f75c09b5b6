"""What an adviser says in a company's file, in their own words: asked for, given, and never changed (ADR 0065)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models.company import CompanyOwned
from coaching.companies.models.file import FilePiece
from coaching.core.ground import clock


class AdvisingAs(models.TextChoices):
    """Who gives advice of their own: prevention advisers and the occupational physician (Codex II.1, II.3)."""

    INTERNAL = "internal_adviser", _("internal prevention adviser")
    PREVENTION_ADVISER = "prevention_adviser", _("prevention adviser of the external service")
    PSYCHOSOCIAL_ADVISER = "psychosocial_adviser", _("prevention adviser for psychosocial risks")
    PHYSICIAN = "physician", _("occupational physician")


class AboutAPiece(CompanyOwned):
    """About one piece of the file, or about the file as a whole. A piece that was advised on is not thrown away."""

    piece = models.ForeignKey(FilePiece, models.PROTECT, related_name="+", null=True)
    discipline = models.CharField(max_length=20, choices=AdvisingAs.choices)

    class Meta:
        abstract = True


class AdviserQuestion(AboutAPiece):
    """Somebody asks an adviser for advice. It waits until the advice refers to it; taken back, it is gone."""

    asked_of_id = models.BigIntegerField()
    text = models.TextField(_("question"), max_length=2000)
    wanted_on = models.DateField(_("wanted by"))
    asked_at = models.DateTimeField(default=clock.now)
    asked_by_id = models.BigIntegerField()

    class Meta:
        ordering = ["wanted_on", "id"]
        indexes = [models.Index(fields=["asked_of_id"], name="adviser_question_person")]

    def __str__(self) -> str:
        return f"{self.discipline} {self.wanted_on}"


class AdviserAdvice(AboutAPiece):
    """One adviser's advice, as it was given: no hat changes or removes it. A later one of the same adviser may replace it."""

    question = models.OneToOneField(AdviserQuestion, models.PROTECT, related_name="advice", null=True)
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True)
    text = models.TextField(_("advice"), max_length=20000)
    author_id = models.BigIntegerField()
    given_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-given_at", "id"]
        indexes = [models.Index(fields=["company", "-given_at"], name="adviser_advice_company")]

    def __str__(self) -> str:
        return f"{self.discipline} {self.given_at:%Y-%m-%d}"
