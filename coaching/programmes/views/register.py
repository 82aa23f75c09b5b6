"""What the enterprise register says, beside what is typed: filled in for the applicant, compared for the administrator.

The register may be empty or silent: nothing here waits for it longer than a moment, and applying goes on without it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coaching.accounts.signon.session import organisation_of
from coaching.companies.numbers import format_enterprise_number, parse_enterprise_number
from coaching.companies.queries import LookUp, RegisterEntry, Situation, is_old, look_up
from coaching.companies.register import demo
from coaching.core.ground import nace, people
from coaching.core.models import AuditEvent
from coaching.core.screen.pages import attempt_or_message, get_or_404, requires
from coaching.core.tenancy.requests import PersonRequest, PlaceRequest
from coaching.programmes import queries, rules
from coaching.programmes.actions.register import VERIFIED, verify_company
from coaching.programmes.models import Application
from coaching.programmes.show import trail

# Field of the application → what the register calls it, and its label on the desk.
FROM_REGISTER = {
    "company_name": ("name", gettext_lazy("Name of the company")),
    "street": ("street", gettext_lazy("Street and number")),
    "postcode": ("postcode", gettext_lazy("Postcode")),
    "municipality": ("municipality", gettext_lazy("Municipality")),
    "nace_code": ("nace_code", gettext_lazy("Activity (NACE-BEL)")),
}
# Numbers of invented companies, for who tries a demonstration.
TRIES = (
    (demo.BAKERY, gettext_lazy("a bakery with three places")),
    (demo.PERSON, gettext_lazy("somebody who works under the own name")),
    (demo.BANKRUPT, gettext_lazy("a company that went bankrupt")),
)
OF_ADDRESS = frozenset({"street", "postcode", "municipality"})


def asked(number: str) -> LookUp:
    """The register's answer in the reader's language."""
    return look_up(number, (get_language() or "nl")[:2])


def prefilled(entry: RegisterEntry | None) -> dict[str, str]:
    """What the register knows, by field of the application; an address abroad fits no field here."""
    if entry is None:
        return {}
    found = {name: getattr(entry, source) for name, (source, _label) in FROM_REGISTER.items()}
    abroad = OF_ADDRESS if entry.country else frozenset()
    known = {name: value for name, value in found.items() if value and name not in abroad}
    return known | ({"nace_version": entry.nace_version} if "nace_code" in known else {})


def tell(request: PersonRequest, answer: LookUp) -> None:
    """Say what became of a look-up."""
    if answer.entry and not answer.entry.is_active:
        messages.warning(request, _("The register says that this company has stopped. Check the number."))
    elif answer.entry and answer.entry.situation:
        messages.warning(request, _("Found in the register. Read first what it says of your company."))
    elif answer.entry:
        messages.success(request, _("Found in the register. Check whether it is right."))
    elif answer.status == "unknown":
        messages.info(
            request, _("The register does not hold this number. Fill the rest in yourself; we check it later.")
        )
    else:
        messages.info(request, _("The register does not answer now. Fill the rest in yourself; we check it later."))


def arrange(request: PersonRequest, application: Application, form: Any) -> dict[str, Any]:
    """For the company's page: what came from the register is shown, not asked, until the person says it is not right."""
    number = application.enterprise_number
    came = organisation_of(request)
    if came and not number and not application.company_id and request.method != "POST":
        form.initial["enterprise_number"] = format_enterprise_number(came.number)
        form.initial["company_name"] = application.company_name or came.name
        return {"came_for": came}
    if "enterprise_number" in form.fields:
        address = reverse("programmes:register", args=[application.pk])
        form.fields["enterprise_number"].widget.attrs |= {
            "hx-get": address,
            "hx-trigger": "change",
            "hx-target": "#register-answer",
        }
    tries = {"tries": TRIES} if settings.DEMO and not number else {}
    if not number or application.company_id or request.method == "POST" or "change" in request.GET:
        return tries
    answer = asked(number)
    known = prefilled(answer.entry)
    if not known.get("company_name") or any(
        getattr(application, name) != known[name] for name in known.keys() & FROM_REGISTER.keys()
    ):
        return {}
    for name in known.keys() & form.fields.keys():  # some layers ask no address
        form.fields[name].widget = forms.HiddenInput()
    return {"entry": answer.entry}


@requires(rules.SUBMIT)
@require_safe
def register(request: PersonRequest, pk: UUID) -> HttpResponse:
    """A part of the company's page: who has this number? Changes nothing."""
    found = get_or_404(queries.in_hand(request.user.pk), pk=pk)
    try:
        answer = asked(parse_enterprise_number(request.GET.get("enterprise_number", "")))
    except ValueError:
        answer = LookUp("")
    return render(request, "programmes/apply/_register.html", {"application": found, "answer": answer})


# -- Desk ------------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Compared:
    """answer: of the look-up. differences: (label, filled in, register). verified: who and when, if somebody did."""

    answer: LookUp
    differences: list[tuple[Any, str, str]]
    verified: AuditEvent | None
    verified_by: str

    @property
    def status(self) -> str:
        return self.answer.status

    @property
    def to_verify(self) -> bool:
        return self.verified is None and (
            self.answer.entry is None or bool(self.differences) or self.situation is not None or self.has_stopped
        )

    @property
    def situation(self) -> Situation | None:
        return self.answer.entry.situation if self.answer.entry else None

    @property
    def has_stopped(self) -> bool:
        return bool(self.answer.entry and not self.answer.entry.is_active)

    @property
    def is_old(self) -> bool:
        return is_old(self.answer.as_of)


def compared(application: Application, events: Iterable[AuditEvent] | None = None) -> Compared:
    """What a file says beside what the register says today. events: its trail, when that was read already."""
    answer = asked(application.enterprise_number)
    known = prefilled(answer.entry)
    differences = [
        (label, getattr(application, name), known[name])
        for name, (_source, label) in FROM_REGISTER.items()
        if name in known and not _alike(name, application, known)
    ]
    done = [event for event in (trail(application, VERIFIED) if events is None else events) if event.event == VERIFIED]
    event = done[-1] if done else None
    who = people.names_of([event.actor_id]).get(event.actor_id or 0, "") if event else ""
    return Compared(answer, differences, event, who)


def _alike(name: str, application: Application, known: dict[str, str]) -> bool:
    """An activity in another edition of the codes is the same activity."""
    typed = getattr(application, name)
    if name != "nace_code" or not typed:
        return _plain(typed) == _plain(known[name])
    ours = nace.readings(typed, application.nace_version)
    return bool(ours & nace.readings(known[name], known["nace_version"]))


def _plain(text: str) -> str:
    """Without what people write in many ways: capitals, spaces, dots."""
    return "".join(text.casefold().replace(".", "").replace(",", "").split())


@requires(rules.DECIDE)
@require_http_methods(["POST"])
def verify(request: PlaceRequest, programme: str, pk: UUID) -> HttpResponse:
    get_or_404(Application.objects.exclude(state="draft"), pk=pk)
    attempt_or_message(
        request,
        verify_company,
        _("Noted: the company's data are verified."),
        application_id=pk,
        by=request.actor,
    )
    return redirect("programmes:file", programme, pk)
