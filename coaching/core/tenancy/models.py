"""Abstract bases of every tenant table."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from functools import cache
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, models
from django.db.models.query import QuerySet
from django.utils.encoding import force_str

from coaching.core.ground import clock
from coaching.core.ground.refusals import gone
from coaching.core.tenancy.managers import TenantManager

SAME_CLICK = timedelta(minutes=10)
TURNS = 7_210_019  # seed of the advisory locks of `take_turns`


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


M = TypeVar("M", bound=models.Model)
Row = TypeVar("Row", bound=TenantModel)


class VersionConflict(Exception):
    """Somebody else saved this record since the page was opened (docs/security.md, 15)."""


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


def lock(rows: models.Manager[M] | QuerySet[M], **lookup: Any) -> M:
    """The row, locked for this transaction; raises Gone (a Refused and a DoesNotExist) when there is none to see."""
    try:
        return rows.select_for_update(of=("self",)).get(**lookup)
    except ObjectDoesNotExist as error:
        raise gone(rows.model)() from error


def take_turns(*words: object) -> None:
    """Whoever calls this with the same words waits until the transaction of the one before has ended.

    For what is added where nothing can be locked: nobody owns the place of a record that is not there yet.
    """
    said = "\n".join(map(str, words))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, %s))", [said, TURNS])


def mark_of(form_id: uuid.UUID, *words: Any) -> uuid.UUID:
    """What tells a form that is sent twice from the same form sent again with other words, after the back button."""
    return uuid.uuid5(form_id, json.dumps(words, default=str, sort_keys=True))


def rows_of(model: type[M]) -> QuerySet[M]:
    """All rows of a model that are in sight."""
    return model._default_manager.all()


def sent_before(row: Row) -> Row | None:
    """The very same record, written in the last minutes: a form that is sent twice (a double click) is done once.

    row: not yet saved, with all its values. Its key, version, code, files and what fills itself in are not compared.
    Hold a lock on what the record belongs to, so that two at the same moment wait for each other.
    """
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    told = [
        field
        for field in fields
        if not (field.name in {"version", "code"} or isinstance(field, models.FileField) or _fills_itself_in(field))
    ]
    found = rows_of(type(row)).filter(**{field.attname: getattr(row, field.attname) for field in told})
    for field in fields:
        if field.default is clock.now:
            since = getattr(row, field.attname) - SAME_CLICK
            return found.filter(**{f"{field.name}__gt": since}).first()
    return found.first()


def _fills_itself_in(field: models.Field[Any, Any]) -> bool:
    """By the moment or by chance; a list or an object that begins empty is filled by whoever sends the form."""
    return field.has_default() and callable(field.default) and field.default not in (list, dict)
