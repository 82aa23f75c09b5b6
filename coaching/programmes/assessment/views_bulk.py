"""Work on several files: what was chosen in the list, what to do with it, a look at what leaves, and the job."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from coaching.core.screen.onward import carried
from coaching.core.screen.pages import Done, attempt, requires, to
from coaching.core.tenancy.requests import PlaceRequest
from coaching.programmes import contact
from coaching.programmes import queries as programme_queries
from coaching.programmes.assessment import actions, bulk_forms, queries, rules
from coaching.programmes.assessment.letters import letters
from coaching.programmes.enums import ApplicationState
from coaching.programmes.languages import letter_language
from coaching.programmes.models import Application, BulkJob
from coaching.programmes.texts import offering
from coaching.programmes.texts import queries as texts
from coaching.programmes.texts import rules as text_rules
from coaching.programmes.texts.forms import choices_of
from coaching.programmes.views.listed import LONGEST, posted_list

ROUNDS = 50  # to choose from
NAMED = 20  # of the files chosen, by name on the page


@dataclass(frozen=True)
class Kind:
    """What can be done with several files. button: what the bar says; icon; verb: the button that does it, with a number."""

    code: str
    button: Any
    icon: str
    verb: Any
    form: type[bulk_forms.TakeUpForm]

    def is_allowed(self, request: PlaceRequest) -> bool:
        return request.actor.may(rules.BULK[self.code])


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            "propose",
            gettext_lazy("Propose"),
            "gavel",
            gettext_lazy("Propose this for %(files)s"),
            bulk_forms.ProposeForm,
        ),
        Kind(
            "assign",
            gettext_lazy("Have judged"),
            "scale",
            gettext_lazy("Have %(files)s judged"),
            bulk_forms.BulkAssignForm,
        ),
        Kind(
            "place",
            gettext_lazy("Put in a round"),
            "calendar",
            gettext_lazy("Put %(files)s in this round"),
            bulk_forms.PlaceForm,
        ),
        Kind(
            "ask", gettext_lazy("Ask"), "message-square", gettext_lazy("Ask this about %(files)s"), bulk_forms.AskForm
        ),
        Kind("mail", gettext_lazy("Mail"), "mail", gettext_lazy("Send this mail about %(files)s"), bulk_forms.MailForm),
        Kind(
            "take_up", gettext_lazy("Begin assessing"), "play", gettext_lazy("Take up %(files)s"), bulk_forms.TakeUpForm
        ),
        Kind(
            "reject",
            gettext_lazy("Refuse"),
            "x",
            gettext_lazy("Refuse %(files)s"),
            bulk_forms.RejectForm,
        ),
    )
}


@dataclass(frozen=True)
class Bar:
    """The bar under the list: what can be done, and the list that “all that match” means."""

    kinds: list[Kind]
    query: str


def selection_bar(request: PlaceRequest) -> Bar:
    return Bar([kind for kind in KINDS.values() if kind.is_allowed(request)], carried(request.GET))


@dataclass(frozen=True)
class Chosen:
    """What was chosen in the list. everything: all that match its filters, not the ticked ones; query: the list."""

    ids: list[str]
    everything: bool
    query: str

    @cached_property
    def files(self) -> list[Application]:
        rows = Application.objects.filter(pk__in=self.ids).exclude(state=ApplicationState.DRAFT)
        shown = rows.select_related("programme").defer("motivation", "objectives", "support_evidence", "answers")
        return sorted(shown, key=lambda row: (row.submitted_at is None, row.submitted_at, row.pk))

    @property
    def mark(self) -> str:
        return queries.mark_of(self.ids)

    @property
    def is_too_many(self) -> bool:
        return len(self.ids) > queries.MOST_AT_ONCE

    @property
    def languages(self) -> dict[str, int]:
        return dict(Counter(letter_language(file) for file in self.files).most_common())

    @property
    def states(self) -> list[tuple[Any, int]]:
        counted = Counter(file.state for file in self.files)
        return [(ApplicationState(state).label, count) for state, count in counted.most_common()]

    @property
    def in_words(self) -> str:
        return ngettext("%(n)s file", "%(n)s files", len(self.files)) % {"n": len(self.files)}


def _chosen(request: PlaceRequest) -> Chosen:
    query = request.POST.get("list", "")[:LONGEST]
    if "all" in request.POST:
        return Chosen(queries.all_in(posted_list(query, request.actor).filters), True, query)
    ids = Application.objects.filter(pk__in=posted_ids(request)).exclude(state=ApplicationState.DRAFT)
    return Chosen([str(pk) for pk in ids.values_list("pk", flat=True)], False, query)


def posted_ids(request: HttpRequest) -> list[UUID]:
    """The files ticked in a list; what is no key is left out."""
    found = []
    for text in request.POST.getlist("ids")[: queries.MOST + 1]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found


@requires(rules.ASSIGN)
@require_POST
def bulk(request: PlaceRequest, programme: str) -> HttpResponse:
    """What was chosen in the list: what to do with it, a look at what leaves the house, then the worker does it."""
    chosen, page = _chosen(request), request.POST.get("page", "")[:40]
    if not chosen.ids and "go" in request.POST and (there := queries.job_from(page, request.actor)):
        return to(request, "programmes:job", there.pk)  # clicked twice, and by now the work has emptied the list
    if not chosen.ids or chosen.is_too_many:
        words = rules.TOO_MANY % {"most": queries.MOST_AT_ONCE} if chosen.ids else _("Tick at least one file first.")
        messages.error(request, words)
        return redirect(_back(request, chosen.query))
    kind = KINDS.get(request.POST.get("what", ""))
    if kind is None:
        context = {"kinds": selection_bar(request).kinds, **_named(request, chosen)}
        return render(request, "programmes/assessment/bulk_choose.html", context)
    if not kind.is_allowed(request):
        raise PermissionDenied
    form, page = _form(request, kind, chosen), page or uuid4().hex
    looking = False
    if form.is_bound and "edit" not in request.POST and form.is_valid():
        if "go" in request.POST and (made := _begin(request, kind, chosen, form, page)):
            return to(request, "programmes:job", made.result.pk)
        looking = kind.code in rules.OUTWARD
    context = _context(request, kind, chosen, form, page, looking)
    return offering.page(request, "programmes/assessment/bulk.html", context)


def _begin(
    request: PlaceRequest, kind: Kind, chosen: Chosen, form: bulk_forms.TakeUpForm, page: str
) -> Done[BulkJob] | None:
    told = {**form.parameters, "list": chosen.query}
    if kind.code == "mail":
        told["fact"] = page
    if chosen.everything:
        filters, shown = posted_list(chosen.query, request.actor).filters, request.POST.get("shown", "")
        return attempt(
            form,
            actions.begin_on_list,
            kind=kind.code,
            filters=filters,
            shown=shown,
            parameters=told,
            page=page,
            by=request.actor,
        )
    return attempt(
        form, actions.begin_job, kind=kind.code, ids=chosen.ids, parameters=told, by=request.actor, page=page
    )


def _form(request: PlaceRequest, kind: Kind, chosen: Chosen) -> bulk_forms.TakeUpForm:
    """The form of this work: bound when it is to be done or looked at, filled when a text was chosen."""
    choices: dict[str, Any] = {}
    if issubclass(kind.form, bulk_forms.WordsForm):
        choices = {"languages": chosen.languages}
    elif kind.code == "assign":
        choices = {"assessors": queries.judges()}
    elif kind.code == "place":
        choices = {"rounds": list(queries.rounds()[:ROUNDS])}
    if offering.USE in request.POST:
        return kind.form(initial=_with_text(request, kind, chosen), **choices)
    sent = request.POST if {"go", "look", "edit"} & set(request.POST) else None
    return kind.form(sent, **choices)


def _with_text(request: PlaceRequest, kind: Kind, chosen: Chosen) -> dict[str, Any]:
    """What was typed, and in each language the chosen text below it, with its placeholders."""
    typed = request.POST.dict()
    text = texts.chosen(typed.get("text", ""), kind.form.kinds)
    if text is None:
        messages.error(request, _("Choose a text first."))
        return typed
    for language in chosen.languages:
        name, subject = f"text_{language}", f"subject_{language}"
        typed[name] = offering.below(typed.get(name, ""), text.texts.get(language, ""))
        typed[subject] = typed.get(subject) or text.subjects.get(language, "")
    return typed


def _context(
    request: PlaceRequest, kind: Kind, chosen: Chosen, form: bulk_forms.TakeUpForm, page: str, looking: bool
) -> dict[str, Any]:
    said = request.POST.get("said", "")
    refuses = kind.code == "reject"
    return {
        **_named(request, chosen),
        "kind": kind,
        "form": form,
        "page": page,
        "looking": looking,
        "looks_first": kind.code in rules.OUTWARD,
        "says_no": refuses,
        "lacking": contact.missing(programme_queries.own_programme(request.place.id), chosen.languages)
        if refuses
        else [],
        "may_settle": True,
        "letters": letters(kind.code, chosen.files, form.parameters, request.actor.name) if looking else [],
        "button": kind.verb % {"files": chosen.in_words},
        "texts": choices_of(texts.in_use(kind.form.kinds), list(chosen.languages)) if kind.form.kinds else [],
        "placeholders": [f"{{{name}}}" for name in text_rules.PLACEHOLDERS] if kind.form.kinds else [],
        "changed": chosen.everything and said.isdigit() and int(said) != len(chosen.ids),
        "said": said,
    }


def _named(request: PlaceRequest, chosen: Chosen) -> dict[str, Any]:
    """What was chosen, the first few by name, and the way back to the list."""
    more = max(len(chosen.files) - NAMED, 0)
    return {"chosen": chosen, "named": chosen.files[:NAMED], "unnamed": more, "back": _back(request, chosen.query)}


def _back(request: PlaceRequest, query: str) -> str:
    address = request.place.url("programmes:applications")
    return f"{address}?{query}" if query else address
