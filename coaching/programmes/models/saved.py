"""Lists as their readers want to see them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from coaching.core.ground import clock
from coaching.core.tenancy.models import TenantModel
from coaching.programmes.models.programme import Programme


class SavedView(TenantModel):
    """Filters, order and columns of one of a programme's lists, under a name; of its owner alone, or shared there.

    Without a name: the columns and the page size that its owner chose last.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+", db_index=False)
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
                fields=["programme", "list_code", "owner_id", "name"],
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
        ]

    def __str__(self) -> str:
        return self.name
