"""Abstract bases of every tenant table."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.db.models.query import QuerySet
from django.utils.encoding import force_str

from coaching.core.tenancy.managers import TenantManager


@cache
def _labels(field: models.Field[Any, Any]) -> dict[Any, Any]:
    return dict(field.flatchoices)


class TenantModel(models.Model):
    """A row that belongs to somebody. Ids are made by us (UUIDv4): public, unguessable, and no RETURNING needed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    objects = TenantManager()
    # context key → column, where the model's column has another name (a company's own id, say)
    tenant_keys: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def _get_FIELD_display(self, field: models.Field[Any, Any]) -> Any:  # noqa: N802 - Django's name
        """The label of a choice. Django's own translates all labels of the field at each call: half of a list's time."""
        value = getattr(self, field.attname)
        return force_str(_labels(field).get(value, value), strings_only=True)


class VersionConflict(Exception):
    """Somebody else saved this record since the page was opened (quality.md 15)."""


class Versioned(TenantModel):
    """Detects silent overwrites: forms carry the version they were opened with."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def claim_version(self, opened_with: int) -> None:
        """Raise VersionConflict unless the (locked) row still has the version that the form was opened with."""
        if self.version != opened_with:
            raise VersionConflict
        self.version += 1


def lock(queryset: QuerySet[Any], **lookup: Any) -> Any:
    """The row, locked for this transaction; raises DoesNotExist when it is not the caller's to see."""
    return queryset.select_for_update(of=("self",)).get(**lookup)
