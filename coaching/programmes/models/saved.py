"""Lists as their readers want to see them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import Company
from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel
from coaching.programmes.models.programme import Programme


class SavedView(TenantModel):
    """Filters, order and columns of one of a place's lists, under a name; of its owner alone, or shared in a programme.

    It belongs to a programme, to a company, or, with neither, to the lists over all companies of a coach (ADR 0080).
    Without a name: the columns and the page size that its owner chose last.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False, null=True)
    company = models.ForeignKey(Company, models.CASCADE, related_name="+", null=True)
    owner_id = models.BigIntegerField()  # who made it; of what is shared, this says no more
    list_code = models.CharField(max_length=40)  # code of a `ListKind`
    name = models.CharField(_("name"), max_length=60, blank=True)
    query = models.TextField(blank=True)  # as it stands in the list's address
    columns = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    per_page = models.PositiveSmallIntegerField(null=True)
    shared = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "company", "list_code", "owner_id", "name"],
                nulls_distinct=False,
                name="saved_view_own_name",
                condition=models.Q(shared=False),
            ),
            models.UniqueConstraint(
                fields=["programme", "list_code", "name"],
                name="saved_view_shared_name",
                condition=models.Q(shared=True),
            ),
            models.CheckConstraint(
                name="saved_view_shared_has_name", condition=models.Q(shared=False) | ~models.Q(name="")
            ),
            models.CheckConstraint(
                name="saved_view_one_place",
                condition=models.Q(programme=None) | models.Q(company=None),
            ),
            models.CheckConstraint(
                name="saved_view_shared_in_programme",
                condition=models.Q(shared=False) | models.Q(programme__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name
