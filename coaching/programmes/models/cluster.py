"""Companies that apply together: one question, an application, analysis and plans of each of its own.

subject/programme.md#channels-and-clusters
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel
from coaching.programmes.models.programme import Programme


class Cluster(TenantModel):
    """cluster: small companies of one business park, town centre or trade, around the one that began it."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(_("name of the group"), max_length=120)
    begun_by_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["programme", "-created_at"], name="cluster_programme")]

    def __str__(self) -> str:
        return self.name


class ClusterInvitation(TenantModel):
    """Another company is asked along, by mail; whoever confirms gets a draft of its own with the shared answers."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="invitations")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", db_index=False)
    company_name = models.CharField(_("name of the company"), max_length=200)
    email = models.EmailField(_("e-mail address"), max_length=254)
    invited_at = models.DateTimeField(default=clock.now)
    accepted_at = models.DateTimeField(null=True)
    user_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["invited_at", "id"]

    def __str__(self) -> str:
        return self.company_name
