"""Mails about planned sessions: proposed, accepted, moved, called off. The last three bring it to one's own calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coaching.core.ground import ics
from coaching.core.ground.days import long_day, long_moment
from coaching.core.mail.outbox import MailContent, mail
from coaching.trajectories.agenda import place_of, title_of
from coaching.trajectories.enums import SessionKind

Context = dict[str, Any]


@mail("trajectories.session_proposed")
def session_proposed(context: Context) -> MailContent:
    """To the company: choose one of the dates."""
    options = context["options"]
    asks = (
        _("%(by)s would like to hold a session with you. Does this date suit you?")
        if len(options) == 1
        else _("%(by)s would like to hold a session with you. Which of these dates suits you?")
    )
    paragraphs = [asks % context]
    if context["note"]:
        paragraphs.append(_("Your coach writes: “%(message)s”") % {"message": context["note"]})
    return MailContent(
        subject=_("%(company)s: choose a date for your session by %(day)s")
        % {"company": context["company"], "day": long_day(options[0][0])},
        paragraphs=paragraphs,
        facts=[
            *((_("Date %(number)s") % {"number": number}, _span(*one)) for number, one in enumerate(options, 1)),
            *_about(context),
        ],
        action_label=_("Choose a date"),
        action_path=_page(context),
        closing=_("None of them suits? Say so on the same page: your coach then proposes others."),
    )


@mail("trajectories.session_accepted")
def session_accepted(context: Context) -> MailContent:
    """To company and coach: it is agreed."""
    words = context | {"moment": long_moment(context["starts"])}
    return MailContent(
        subject=_("Agreed: session at %(company)s on %(moment)s") % words,
        paragraphs=[
            _("%(by)s chose this date.") % context,
            _("Open the file in this mail to put it in your own calendar. When it moves, you get a new one."),
        ],
        facts=[(_("When"), _span(context["starts"], context["ends"])), *_about(context)],
        action_label=_("See the session"),
        action_path=_page(context),
        calendar=entry_of(context),
    )


@mail("trajectories.session_moved")
def session_moved(context: Context) -> MailContent:
    """To company and coach: it is another day, hour or place now."""
    words = context | {"moment": long_moment(context["starts"])}
    return MailContent(
        subject=_("Moved: session at %(company)s is now on %(moment)s") % words,
        paragraphs=[
            _("%(by)s moved the session: “%(reason)s”") % context,
            _("Does it not suit you? Move it again, or cancel it."),
            _("Open the file in this mail: it puts the date in your calendar right."),
        ],
        facts=[(_("When"), _span(context["starts"], context["ends"])), *_about(context)],
        action_label=_("See the session"),
        action_path=_page(context),
        calendar=entry_of(context),
    )


@mail("trajectories.session_cancelled")
def session_cancelled(context: Context) -> MailContent:
    """To company and coach: it does not take place."""
    words = context | {"moment": long_moment(context["starts"])}
    return MailContent(
        subject=_("Cancelled: session at %(company)s on %(moment)s") % words,
        paragraphs=[
            _("The session does not take place: “%(reason)s”") % context,
            _("Open the file in this mail: it takes the date out of your calendar."),
        ],
        action_label=_("See your coaching"),
        action_path=f"/c/{context['slug']}/trajectory/",
        calendar=entry_of(context, cancelled=True),
    )


@mail("trajectories.session_held")
def session_held(context: Context) -> MailContent:
    """To company and coach: it took place on another day than calendars have it."""
    words = context | {"day": long_day(context["held_on"]), "moment": long_moment(context["starts"])}
    return MailContent(
        subject=_("Logged: the session at %(company)s took place on %(day)s") % words,
        paragraphs=[
            _("It was planned on %(moment)s. %(by)s wrote in the log that it took place on %(day)s.") % words,
            _("Open the file in this mail: it puts the date in your calendar right."),
        ],
        action_label=_("See your coaching"),
        action_path=f"/c/{context['slug']}/trajectory/",
        calendar=replace(entry_of(context), start=date.fromisoformat(context["held_on"]), busy=False),
    )


@mail("trajectories.session_withdrawn")
def session_withdrawn(context: Context) -> MailContent:
    """To the company: no date need be chosen any more."""
    return MailContent(
        subject=_("%(company)s: you need not choose a date for a session any more") % context,
        paragraphs=[_("The proposed dates were withdrawn: “%(reason)s”") % context],
        action_label=_("See your coaching"),
        action_path=f"/c/{context['slug']}/trajectory/",
    )


@mail("trajectories.session_declined")
def session_declined(context: Context) -> MailContent:
    """To the coach: propose others."""
    return MailContent(
        subject=_("%(company)s: none of your dates suits. Propose others") % context,
        paragraphs=[_("%(by)s writes: “%(reason)s”") % context],
        action_label=_("Propose other dates"),
        action_path=f"/c/{context['slug']}/sessions/plan/?as=coach",
    )


def entry_of(context: Context, *, cancelled: bool = False) -> ics.Entry:
    """The session as an entry of a calendar, in the language in force; `PlannedSession.said` wrote the context."""
    return ics.Entry(
        uid=ics.uid_of("session", context["planned"]),
        title=title_of(context["company"]),
        start=datetime.fromisoformat(context["starts"]),
        end=datetime.fromisoformat(context["ends"]),
        place=place_of(context["where"], context["link"]),
        url="" if cancelled else _page(context),
        sequence=context["sequence"],
        changed=datetime.fromisoformat(context["changed"]),
        cancelled=cancelled,
    )


def _page(context: Context) -> str:
    return reverse("trajectories:planned", args=[context["slug"], context["planned"]])


def _about(context: Context) -> list[tuple[str, str]]:
    facts = [(_("What"), str(SessionKind(context["kind"]).label))]
    if context["where"]:
        facts.append((_("Where"), context["where"]))
    if context["link"]:
        facts.append((_("Online"), context["link"]))
    return facts


def _span(starts: str, ends: str) -> str:
    """5 december 2026 om 14:00 – 16:00."""
    return f"{long_moment(starts)} – {timezone.localtime(datetime.fromisoformat(ends)):%H:%M}"
