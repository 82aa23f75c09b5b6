"""Layer one: each query filters on the tenant's indexed key. Layer two is PostgreSQL (see `security`)."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from django.db import models

from coaching.core.tenancy import context

M = TypeVar("M", bound=models.Model, covariant=True)
FILTER_BY_KEY = True  # switched off by one test only, to prove that the database alone leaks nothing


class TenantManager(models.Manager[M]):
    """Refuses to work outside a context; inside one it filters on the context's keys that the model carries."""

    def get_queryset(self) -> models.QuerySet[M]:
        keys = context.current().keys
        queryset = super().get_queryset()
        if not FILTER_BY_KEY:
            return queryset
        own = {column: value for key, value in keys.items() if (column := _column(self.model, key))}
        return queryset.filter(**own) if own else queryset


@cache
def _column(model: type[models.Model], key: str) -> str:
    """The model's column for a context key; empty when it carries none."""
    named = getattr(model, "tenant_keys", {}).get(key)
    if named:
        return str(named)
    return key if any(f.attname == key for f in model._meta.concrete_fields) else ""
