"""Documents (PDF): which kinds there are, asking for one, finding those that somebody may open.

An app's `reports.py` declares a kind: `@report("risk-report", label=…, model="riskanalysis.riskanalysis", permission=…)` on a
function `(subject, language) → ReportData`. It runs in the context of whoever asks, so a document never holds more than
that person may read; the worker only lays it out (`tasks`, `pdf`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import QuerySet
from django.utils import translation

from coaching.core.ground import audit, clock
from coaching.core.ground.roles import Actor, Hat
from coaching.core.jobs import work
from coaching.core.models import Document, DocumentState
from coaching.core.paper import letterhead
from coaching.core.paper.tasks import render_document
from coaching.core.tenancy.models import take_turns
from coaching.core.tenancy.workspace import Place

LANGUAGES = ("nl", "fr", "en")


@dataclass(frozen=True)
class ReportData:
    """What a document says. `context` holds plain JSON values, ready to print (dates and figures already as text).

    template: a child of `pdf/base.html`; audience: hats that may open the file (tenant keys still apply).
    """

    title: str
    template: str
    context: dict[str, Any]
    audience: tuple[Hat, ...]


@dataclass(frozen=True)
class Report:
    """A declared kind. permissions: whoever holds one of them may open it; none: the whole audience.

    house: the programme speaks on it, so it carries the programme's letterhead.
    """

    kind: str
    label: Any
    model: str
    build: Callable[..., ReportData]
    permissions: tuple[str, ...] = ()
    house: bool = False

    def opens_for(self, actor: Actor) -> bool:
        return not self.permissions or any(actor.may(permission) for permission in self.permissions)


REPORTS: dict[str, Report] = {}


def report(
    kind: str, *, label: Any, model: str, permission: str | Iterable[str] = (), house: bool = False
) -> Callable[[Any], Any]:
    """Register the function that builds documents of this kind about `model` ("app.model"); label: what people call it."""
    permissions = (permission,) if isinstance(permission, str) else tuple(permission)

    def register(function: Any) -> Any:
        if kind in REPORTS:
            raise ValueError(f"document kind {kind} is declared twice")
        REPORTS[kind] = Report(kind, label, model.lower(), function, permissions, house)
        return function

    return register


def subject_model(declared: Report) -> type[models.Model]:
    return apps.get_model(declared.model)


def built(kind: str, subject: Any, language: str, **asked: Any) -> tuple[ReportData, dict[str, Any]]:
    """The report in `language` and the JSON that it is laid out from. asked: what else this kind lets one choose."""
    with translation.override(language):
        content = REPORTS[kind].build(subject, language, **asked)
        context = {**content.context, "paper": letterhead.of(subject)} if REPORTS[kind].house else content.context
        plain = json.loads(json.dumps(context, cls=DjangoJSONEncoder))
        return content, {"template": content.template, "context": plain}


@transaction.atomic
def request(
    kind: str, subject: models.Model, *, by: Actor, language: str, at: datetime | None = None, **asked: Any
) -> Document:
    """Ask for a document; the worker makes the file after the commit.

    Asking again with the same content (a double click) gives the document that is there; changed content gives the next
    version. The caller's action has checked that `by` may ask. Raises LookupError for an unknown kind or language.
    """
    declared = REPORTS[kind]
    if language not in LANGUAGES:
        raise LookupError(language)
    if subject._meta.label_lower != declared.model:
        raise ValueError(f"{kind} is about {declared.model}, not about {subject._meta.label_lower}")
    content, data = built(kind, subject, language, **asked)
    if by.hat not in (*content.audience, Hat.SYSTEM):
        raise ValueError(f"{kind}: {by.hat} asks for a document that it may not open")
    take_turns(kind, subject.pk, language)  # two clicks at once must not both find “no version yet”
    last = about(subject, kind).filter(language=language).order_by("-version_no").first()
    if last and last.state != DocumentState.FAILED and (last.data, last.title) == (data, content.title):
        return last
    document = Document.objects.create(
        kind=kind,
        subject_type=declared.model,
        subject_id=subject.pk,
        **audit.tenant_keys_of(subject),
        audience=" ".join(hat.value for hat in content.audience),
        language=language,
        version_no=last.version_no + 1 if last else 1,
        title=content.title[:200],
        data=data,
        created_at=at or clock.now(),
        created_by_id=by.user_id,
    )
    audit.record(
        "documents.requested",
        subject,
        by=by,
        at=document.created_at,
        data={"document": str(document.pk), "kind": kind, "language": language, "version": document.version_no},
    )
    work.ask(render_document, document)
    return document


def about(subject: models.Model, *kinds: str) -> QuerySet[Document]:
    """Documents about one record, newest first, without what they were made from."""
    found = Document.objects.filter(subject_id=subject.pk)
    return found.filter(kind__in=kinds) if kinds else found


def kinds_for(actor: Actor) -> list[str]:
    """Kinds that one of the actor's roles opens."""
    return [kind for kind, declared in REPORTS.items() if declared.opens_for(actor)]


def openable_by(actor: Actor) -> QuerySet[Document]:
    """What the actor may open here. Keys and audience are the database's; kinds are a matter of roles."""
    return Document.objects.filter(kind__in=kinds_for(actor)).defer("data")


def latest(subject: models.Model, kind: str) -> dict[str, Document]:
    """Language → newest document of this kind that is not a failure."""
    found = about(subject, kind).exclude(state=DocumentState.FAILED).defer("data").order_by("version_no")
    return {document.language: document for document in found}


def latest_of(kind: str, subjects: Iterable[Any], language: str) -> dict[Any, Document]:
    """Key of a record → its newest document of this kind in this language; one query for all."""
    found = Document.objects.filter(kind=kind, language=language, subject_id__in=[row.pk for row in subjects])
    rows = found.exclude(state=DocumentState.FAILED).defer("data").order_by("version_no")
    return {document.subject_id: document for document in rows}


def again(document: Document, *, by: Actor) -> None:
    """Make a document that could not be made once more, from what it was to say then. The caller may open it."""
    if not openable_by(by).filter(pk=document.pk).exists():
        raise PermissionDenied
    if document.state == DocumentState.FAILED:
        audit.record("documents.requested", document, by=by, data={"document": str(document.pk), "again": True})
        work.ask(render_document, document)


@dataclass(frozen=True)
class Linked:
    """A document in a list, with the address where this place downloads it."""

    document: Document
    url: str

    @property
    def label(self) -> Any:
        """What kind of document it is."""
        return REPORTS[self.document.kind].label


def linked(place: Place, rows: Iterable[Document]) -> list[Linked]:
    """Documents with their addresses in a place."""
    page = page_of(place)
    return [Linked(row, place.url(page, row.pk)) for row in rows]


def page_of(place: Place, what: str = "") -> str:
    """The page of a document in a place of that kind: its download, or what else of it ("_status")."""
    prefix = {"programme": "programme_", "staff": "staff_"}.get(place.kind, "")
    return f"core:{prefix}document{what}"
