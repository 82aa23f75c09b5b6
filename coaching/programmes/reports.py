"""The decision letter as a document. Plain values only, in the active language."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from coaching.companies.numbers import format_enterprise_number
from coaching.core.ground import audit, clock, people
from coaching.core.ground.days import long_day
from coaching.core.ground.figures import figure, form_of
from coaching.core.ground.roles import Hat
from coaching.core.paper import letterhead
from coaching.core.paper.documents import ReportData, report
from coaching.core.templatetags.ui import euro
from coaching.programmes import contact, rules
from coaching.programmes.models import Application, Attachment, Programme
from coaching.programmes.show import answers_by_step
from coaching.programmes.texts import adding

LETTER = "decision-letter"
COPY = "application-copy"


@letterhead.tells
def paper_of(subject: Any) -> letterhead.Letterhead | None:
    """The letterhead of the programme that a record belongs to; None for what belongs to none."""
    key = audit.tenant_keys_of(subject).get("programme_id")
    found = Programme.objects.filter(pk=key).first() if key else None
    if found is None:
        return None
    name = found.paper_name or found.name
    return letterhead.Letterhead(name, contact.lines_of(found), found.paper_colour, found.paper_accent, found.logo)


def letter_context(
    application: Application, *, verb: str, reason: str, signed_by: str, on: Any, start_due_on: Any
) -> Any:
    """What the letter says; also used for the preview before the decision. verb: approve | reject."""
    programme = application.programme
    return {
        "language": get_language() or application.language,
        "approved": verb == "approve",
        "coaching": rules.coaching(application),
        "reference": application.reference,
        "programme": programme.name,
        "date": long_day(on),
        "submitted_on": long_day(application.submitted_at or on),
        "company": application.company_name,
        "address": [application.street, f"{application.postcode} {application.municipality}".strip()],
        "enterprise_number": format_enterprise_number(application.enterprise_number),
        "reason": [line for line in reason.splitlines() if line.strip()],
        "start_due_on": long_day(start_due_on) if start_due_on else "",
        "months": programme.start_months,
        "hours": figure(programme.coaching_hours),
        "hours_form": form_of(programme.coaching_hours),
        "company_share": euro(programme.company_share_eur),
        "subsidy": euro(programme.subsidy_eur),
        "signed_by": signed_by,
        "sender": contact.sender_of(programme),
        "reach": ", ".join(contact.lines_of(programme)),
        "object_how": contact.how_of(programme),
        "added": adding.letter_lines(application, verb),
        "object_by": long_day(last) if (last := contact.object_by(programme, on)) else "",
    }


@report(
    LETTER,
    label=gettext_lazy("Decision letter"),
    model="programmes.application",
    permission=(rules.VIEW_FILES, rules.VIEW_APPLICATION),
    house=True,
)
def build(application: Application, language: str) -> ReportData:
    """The letter of an approval or a refusal, as decided."""
    del language  # active already
    if application.decided_at is None:
        raise ValueError("there is no decision yet")
    names = people.names_of([application.decided_by_id])
    approved = application.state in {"approved", "lapsed"}
    return ReportData(
        title=_("Decision on application %(reference)s") % {"reference": application.reference},
        template="programmes/pdf/decision_letter.html",
        context={
            "letter": letter_context(
                application,
                verb="approve" if approved else "reject",
                reason=application.decision_reason,
                signed_by=names.get(application.decided_by_id or 0, ""),
                on=timezone.localtime(application.decided_at).date(),
                start_due_on=application.start_due_on,
            )
        },
        audience=(Hat.CONTACT, Hat.ADMIN),
    )


@report(
    COPY,
    label=gettext_lazy("Copy of the application"),
    model="programmes.application",
    permission=(rules.VIEW_APPLICATION, rules.SUBMIT),
    house=True,
)
def copy(application: Application, language: str) -> ReportData:
    """Everything that was answered, as it was sent, with the declaration and what happens with the data.

    No state and no questions asked afterwards: the copy stays what was sent, whoever asks for it and whenever.
    """
    del language
    if application.declared_at is None or not application.reference:
        raise ValueError("this application has not been sent")
    names = people.names_of([application.applicant_id, application.submitted_by_id])
    files = list(Attachment.objects.filter(application=application, question=None))
    context = {
        "reference": application.reference,
        "programme": application.programme.name,
        "company": application.company_name,
        "sent": date_format(timezone.localtime(application.declared_at), "SHORT_DATETIME_FORMAT"),
        "sent_by": names.get(application.submitted_by_id or application.applicant_id, ""),
        "declaration": application.declaration.get("text", ""),
        "commitments": application.declaration.get("commitments", []),
        "sections": [
            {"title": str(section.title), "rows": [(str(label), str(value)) for label, value, _url in section.rows]}
            for section in answers_by_step(application, files=files)
        ],
    }
    title = _("Copy of application %(reference)s") % {"reference": application.reference}
    return ReportData(title, "programmes/pdf/application_copy.html", context, (Hat.CONTACT, Hat.PERSON))


def preview(application: Application, *, verb: str, reason: str, signed_by: str) -> Any:
    """The letter as it would be if decided today, in the company's language."""
    today = clock.today()
    due = clock.add_months(today, application.programme.start_months) if verb == "approve" else None
    return letter_context(application, verb=verb, reason=reason, signed_by=signed_by, on=today, start_due_on=due)
