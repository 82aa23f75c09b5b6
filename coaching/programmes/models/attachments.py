"""Files with an application, and the colleagues who may work on a draft."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel
from coaching.programmes.models.application import Application, InformationRequest
from coaching.programmes.models.programme import Programme


class Attachment(TenantModel):
    """A file that was handed in: with a page of the application, or with the answer to a question of the programme.

    page: "support", "questions" or "answer"; code: the party or the question it belongs to. The company is filled in
    when the application is sent: until then the programme does not see the file.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="+", null=True, blank=True, db_index=False)
    question = models.ForeignKey(
        InformationRequest, models.CASCADE, related_name="+", null=True, blank=True, db_index=False
    )
    page = models.CharField(max_length=20)
    code = models.CharField(max_length=40, blank=True)
    file = models.FileField(upload_to="applications/%Y/%m/")
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=clock.now)
    added_by_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["added_at", "id"]

    def __str__(self) -> str:
        return self.file_name


class DraftShare(TenantModel):
    """A colleague is asked to help with a draft; their confirmed address is the key. Read and edit, never send."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="+", db_index=False)
    email = models.EmailField(_("e-mail address"))
    user_id = models.BigIntegerField(null=True)
    invited_by_id = models.BigIntegerField(null=True)
    invited_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["invited_at", "id"]
        indexes = [
            models.Index(fields=["application", "invited_at"], name="draft_share_application"),
            models.Index(fields=["user_id"], name="draft_share_user"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "email"], name="draft_share_once", condition=models.Q(revoked_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.email
