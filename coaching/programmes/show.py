"""How an application is shown: its answers per step, its history, its mails."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies.numbers import format_enterprise_number
from coaching.core.ground import people
from coaching.core.mail.stages import in_its_series
from coaching.core.models import AuditEvent, OutgoingEmail, Reminder
from coaching.core.screen.ui import Event
from coaching.programmes import rules
from coaching.programmes.answers import shown
from coaching.programmes.enums import OPEN_STATES, SupportFrom, TargetGroup
from coaching.programmes.models import Application, Attachment
from coaching.programmes.steps import steps_of

Row = tuple[Any, Any, str]


@dataclass(frozen=True)
class Section:
    """The answers of one step: (label, value, address to change it)."""

    slug: str
    title: Any
    heading: Any
    rows: list[Row]


def answers_by_step(
    application: Application, *, change: bool = False, files: Iterable[Attachment] = ()
) -> list[Section]:
    """Every answer, in the order of the form; with `change`, each with the address of its page.

    files: what came with it, named on its page; who may not see files leaves them out.
    """
    sections, kept = [], list(files)
    for step in steps_of(application):
        url = reverse("programmes:step", args=[application.pk, step.slug]) + "?check=1" if change else ""
        sections.append(
            Section(
                step.slug,
                step.title,
                step.heading,
                [(label, value, url) for label, value in _rows(application, step.slug, kept)],
            )
        )
    return sections


def _rows(application: Application, slug: str, files: list[Attachment]) -> list[tuple[Any, Any]]:
    """Labels and values of one page; what has no answer is a dash."""
    named = [(_("Files"), ", ".join(f.file_name for f in files if f.page == slug))]
    rows = _of_layer(application) if slug == rules.QUESTIONS else _built_in(application, slug)
    rows += [row for row in named if row[1]]
    return [(label, "–" if value in (None, "") else value) for label, value in rows]


def _of_layer(application: Application) -> list[tuple[Any, Any]]:
    version = application.layer_version
    return list(shown(version.parts, application.answers)) if version else []


def _support(application: Application) -> list[tuple[Any, Any]]:
    """Who supports it, and per party what shows it."""
    a = application
    parties = [SupportFrom(party) for party in a.support_from if party in SupportFrom.values]
    rows: list[tuple[Any, Any]] = [(_("Who supports it"), ", ".join(str(party.label) for party in parties))]
    rows += [
        (_("Support of %(party)s") % {"party": party.label}, a.support_texts[party])
        for party in parties
        if a.support_texts.get(party)
    ]
    return [*rows, (_("How that shows"), a.support_evidence)] if a.support_evidence or not a.support_texts else rows


def _built_in(application: Application, slug: str) -> list[tuple[Any, Any]]:
    a = application
    rows: dict[str, list[tuple[Any, Any]]] = {
        "company": [
            (_("Enterprise number"), format_enterprise_number(a.enterprise_number)),
            (_("Name of the company"), a.company_name),
            (_("Address"), ", ".join(filter(None, [a.street, f"{a.postcode} {a.municipality}".strip()]))),
            (_("Province"), capfirst(a.get_province_display()) if a.postcode else ""),
            *(
                [(_("Places it is for"), "; ".join(f"{site['name']}, {site['place']}" for site in a.sites))]
                if a.sites
                else []
            ),
            (_("Activity (NACE-BEL)"), a.nace_code),
            (_("Language for our letters"), capfirst(a.get_language_display())),
        ],
        "workers": [
            (_("Workers"), a.headcount),
            (_("Blue-collar workers"), a.blue_collar),
            (_("With a higher education degree"), a.high_skilled),
        ],
        "body": [(_("Who gives advice"), capfirst(a.get_body_kind_display()) if a.body_kind else "")],
        "question": [
            (_("Why coaching"), a.motivation),
            (_("What you want to reach"), a.objectives),
            (_("Hours of your own"), a.own_hours),
        ],
        "support": _support(a),
        "channel": [
            (_("How you heard of us"), capfirst(a.get_referral_channel_display()) if a.referral_channel else "")
        ],
    }
    if slug == "company" and rules.identity_only(a):  # no address was asked
        return [rows[slug][n] for n in (0, 1, 5)]
    return rows[slug]


EVENTS = {
    "application.submit": _("Application sent"),
    "application.mandate_proved": _("Legal representative, proved by signing in"),
    "application.take_up": _("Assessment begun"),
    "application.request_info": _("Question asked"),
    "application.answer_info": _("Question answered"),
    "application.approve": _("Approved"),
    "application.reject": _("Not approved"),
    "application.waitlist": _("Put on the waiting list"),
    "application.withdraw": _("Withdrawn by the company"),
    "application.lapse": _("Approval lapsed"),
    "application.reopen": _("The decision was taken back"),
    "application.written": _("Mail to the company"),
}
BAD = {"application.reject", "application.withdraw", "application.lapse"}


def trail(application: Application, *others: str) -> list[AuditEvent]:
    """What happened to the file, oldest first. others: events that its history does not show."""
    found = AuditEvent.objects.filter(subject_id=application.pk, event__in=[*EVENTS, *others]).order_by("at", "id")
    return list(found.only("id", "at", "event", "actor_id", "reason")[:200])


def history(application: Application, events: Iterable[AuditEvent] | None = None) -> list[Event]:
    """What happened to the file, oldest first; from its `trail`, when that was read already."""
    shown_ones = [e for e in (trail(application) if events is None else events) if e.event in EVENTS]
    names = people.names_of(event.actor_id for event in shown_ones)
    return [
        Event(
            EVENTS[e.event], e.at, names.get(e.actor_id or 0, ""), e.reason, state="bad" if e.event in BAD else "past"
        )
        for e in shown_ones
    ]


MAIL_TITLES = {
    "programmes.new_application": _("New application"),
    "programmes.info_requested": _("Question to the company"),
    "programmes.info_answered": _("Answer to the programme"),
    "programmes.approved": _("Approval: choose a coach"),
    "programmes.approved_plan": _("Approved"),
    "programmes.rejected": _("Not approved"),
    "programmes.waitlisted": _("Waiting list"),
    "programmes.withdrawn": _("Withdrawn"),
    "programmes.withdrawn_desk": _("Withdrawn"),
    "programmes.lapsed": _("Approval lapsed"),
    "programmes.reopened": _("Decision taken back"),
    "programmes.written": _("Mail to the company"),
}


def correspondence(application: Application) -> list[Event]:
    """Mails sent and reminders that were or will be sent to this company in this programme: coming ones first."""
    keys = {"company_id": application.company_id, "programme_id": application.programme_id}
    mails = OutgoingEmail.objects.filter(**keys).only(
        "id", "kind", "recipient_id", "state", "created_at", "sent_at", "subject"
    )[:50]
    reminders = list(Reminder.objects.filter(**keys).only("kind", "due_on", "state").order_by("due_on", "id")[:50])
    sent = list(mails)
    names = people.names_of(mail.recipient_id for mail in sent)
    planned = [_reminder_line(row, "coming") for row in reminders if row.state == "planned"]
    cancelled = [_reminder_line(row, "cancelled") for row in reminders if row.state == "cancelled"]
    return [*planned, *(_mail_line(mail, names) for mail in sent), *cancelled]


def _reminder_line(row: Reminder, state: str) -> Event:
    about = _("Reminder to start") if row.kind.startswith("trajectories.start.") else _("Reminder")
    return Event(in_its_series(row.kind, about), row.due_on, state=state)


def _mail_line(mail: OutgoingEmail, names: dict[int, str]) -> Event:
    title = mail.subject or MAIL_TITLES.get(mail.kind, _("Mail"))
    return Event(
        title,
        mail.sent_at or mail.created_at,
        names.get(mail.recipient_id or 0, ""),
        icon="mail",
        text="" if mail.state == "sent" else mail.get_state_display(),
    )


def open_question(questions: Iterable[Any]) -> Any:
    return next((q for q in questions if q.answered_at is None), None)


def changes_since(application: Application) -> list[tuple[Any, str, str]]:
    """What the company's own data say otherwise since it applied: (label, then, now). Decided files stay as they were."""
    company = application.company
    if company is None or application.state not in OPEN_STATES:
        return []
    asked = (
        (_("Name"), application.company_name, company.name),
        (_("Enterprise number"), application.enterprise_number, company.enterprise_number),
        (
            _("Municipality"),
            f"{application.postcode} {application.municipality}",
            f"{company.postcode} {company.municipality}",
        ),
        (_("Workers"), application.headcount or "", company.headcount or ""),
        (_("Highly skilled"), _figure(application.high_skilled), _figure(company.high_skilled)),
    )
    found = [(label, str(then), str(now)) for label, then, now in asked if str(now).strip() and str(then) != str(now)]
    if company.headcount and company.high_skilled is not None and application.target_group:
        group = TargetGroup(rules.target_group(company.headcount, company.high_skilled))
        if group != application.target_group:
            found.append((_("Target group"), str(application.get_target_group_display()), str(group.label)))
    return found


def _figure(value: int | None) -> str:
    return "" if value is None else str(value)
