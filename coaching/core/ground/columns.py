"""What columns are called, in words for people."""

from __future__ import annotations

from django.db import models


def label_of(row: models.Model, name: str) -> str:
    """The label of a column, in the language of the moment."""
    field = row._meta.get_field(name)
    if not isinstance(field, models.Field):
        raise TypeError(f"{name} is no column of its own")
    return str(field.verbose_name)
