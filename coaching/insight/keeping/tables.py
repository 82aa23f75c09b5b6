"""Which tables a company's file lies in, worked out from the models and from access.py, so that none can be forgotten.

A table that names a company, or a row that does, belongs to its file. What people of the company may read of it is what
the company takes along; what they may not is named in `LEFT_OUT` with its reason (a test walks all models).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import FileField, ForeignKey, Model, Q, QuerySet

from coaching.companies.models import Company
from coaching.core.ground.roles import Hat
from coaching.core.tenancy.access import SELECT
from coaching.core.tenancy.access.gather import Access

# Tables with rows of a company that do not go along, and why. In English: it stands in a file for programs.
LEFT_OUT = {
    "core_work": "what the machine has still to do: no content, gone when it is done",
    "actionplans_advicemark": "up to where a member of the consultation body has read: a matter of that person",
    "trajectories_messagemark": "up to where somebody has read a talk: a matter of that person",
    "programmes_assessment": "what an assessor of the programme wrote for its decision: the programme's",
    "programmes_filenote": "notes of the programme to itself: the programme's",
    "programmes_savedview": "columns and views that somebody keeps of a list: a matter of that person",
    "programmes_draftshare": "with whom an applicant writes a draft: a matter of the applicant",
}
# Rows of a table that people of the company do not read: as the policies say it (a test compares both).
ROWS = {
    "core_auditevent": ~Q(event__startswith="trajectory.note"),
    "core_document": Q(audience__contains=Hat.CONTACT.value),
    "trajectories_message": Q(is_internal=False),
}
SECRET = ("_digest", "password", "secret", "token")  # ends of names of columns that nobody takes along


@dataclass(frozen=True)
class Owned:
    """A table with rows of companies. path: from a row to its company, as a filter writes it."""

    model: type[Model]
    path: str

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def rows(self, company_id: UUID) -> QuerySet[Any]:
        """All rows of that company that are in sight."""
        return self.model._default_manager.filter(**{self.path: company_id})


@dataclass(frozen=True)
class Taken:
    """A table that goes along: these columns of these rows. words: what it holds, as docs/access.md says."""

    owned: Owned
    columns: tuple[str, ...]
    words: str

    @property
    def files(self) -> tuple[str, ...]:
        """Columns that name a stored file."""
        fields = self.owned.model._meta.concrete_fields
        return tuple(one.attname for one in fields if isinstance(one, FileField) and one.attname in self.columns)

    def rows(self, company_id: UUID) -> QuerySet[Any]:
        """In the order of their keys, so that two files of the same day compare."""
        found = self.owned.rows(company_id)
        only = ROWS.get(self.owned.table)
        return (found.filter(only) if only is not None else found).order_by("pk")


@cache
def owned() -> tuple[Owned, ...]:
    """Every table with rows of companies, lowest app first."""
    found: dict[type[Model], str] = {Company: "pk"}
    models = list(apps.get_models(include_auto_created=True))
    found.update({model: "company_id" for model in models if _has(model, "company_id")})
    grown = True
    while grown:  # what only hangs on a row of a company belongs to it as well
        grown = False
        for model in (one for one in models if one not in found):
            for field in model._meta.concrete_fields:
                if isinstance(field, ForeignKey) and not field.null and field.related_model in found:
                    found[model] = f"{field.name}__{found[field.related_model]}"
                    grown = True
                    break
    return tuple(Owned(model, found[model]) for model in models if model in found)


def _has(model: type[Model], column: str) -> bool:
    return any(field.attname == column for field in model._meta.concrete_fields)


@cache
def taken() -> tuple[Taken, ...]:
    """Every table that goes along, with the columns that people of the company may read.

    Raises LookupError for a table of companies that they may not read and that `LEFT_OUT` does not name.
    """
    declared = Access()
    found = []
    for one in owned():
        entry = declared.rights.get((one.table, Hat.CONTACT.value, SELECT))
        if one.table in LEFT_OUT:
            continue
        if entry is None:
            raise LookupError(f"{one.table}: neither read by people of the company nor named in LEFT_OUT")
        columns = [field.attname for field in one.model._meta.concrete_fields]
        only = entry.right.only or columns
        kept = tuple(name for name in columns if name in only and not name.endswith(SECRET))
        found.append(Taken(one, kept, declared.tables[one.table][1].words))
    return tuple(found)
