"""Mails about the time within which the coaching has to start."""

from __future__ import annotations

from django.utils.translation import gettext as _

from coaching.core.mail.outbox import MailContent, mail
from coaching.programmes.emails import start_entry
from coaching.trajectories.emails import Context, at_company, clock_facts, day_of


@mail("trajectories.start.before")
def start_before(context: Context) -> MailContent:
    """Before the start date: there is still time."""
    day = day_of(context, "start_due_on")
    return MailContent(
        subject=_("%(company)s: start your coaching by %(day)s") % {"company": context["company"], "day": day},
        paragraphs=[
            _("Your application was approved. The coaching has to start by %(day)s.") % {"day": day},
            _("The coaching starts with the first session. Choose a coach, or plan the first session with your coach."),
        ],
        facts=clock_facts(context),
        action_label=_("See where you are"),
        action_path=at_company(context, "trajectory/"),
        closing=_("Has the first session taken place? Ask your coach to put it in the log; these reminders then stop."),
        calendar=start_entry(context),
    )


@mail("trajectories.start.due")
def start_due(context: Context) -> MailContent:
    """On the day itself."""
    day = day_of(context, "start_due_on")
    return MailContent(
        subject=_("%(company)s: today is the last day to start your coaching") % {"company": context["company"]},
        paragraphs=[
            _("Today, %(day)s, is the last day on which the coaching can start. No session has been logged yet.")
            % {"day": day},
            _("Agree on a first session with your coach now. Do you need more time? Tell the programme today."),
        ],
        facts=clock_facts(context),
        action_label=_("Plan the start"),
        action_path=at_company(context, "trajectory/"),
        calendar=start_entry(context),
    )


@mail("trajectories.start.after")
def start_after(context: Context) -> MailContent:
    """After the date: the last reminder before the administrator gets involved."""
    day = day_of(context, "start_due_on")
    return MailContent(
        subject=_("%(company)s: the start date has passed. Start now or tell us why not")
        % {"company": context["company"]},
        paragraphs=[
            _("Your coaching should have started by %(day)s. No session has been logged.") % {"day": day},
            _("This is the last reminder. Next, the programme's administrator contacts you. Your approval may lapse."),
        ],
        facts=clock_facts(context),
        action_label=_("Start now, or put it on hold"),
        action_path=at_company(context, "trajectory/"),
    )


@mail("trajectories.escalated")
def escalated(context: Context) -> MailContent:
    """To the administrators: the clock ran out."""
    return MailContent(
        subject=_("Contact %(company)s: the start date has passed and nothing has started")
        % {"company": context["company"]},
        paragraphs=[
            _("All reminders were sent and no session has been logged."),
            _("Contact the company. Then put the trajectory on hold, stop it, or let the approval lapse."),
        ],
        facts=clock_facts(context),
        action_label=_("Open the trajectory"),
        action_path=f"/p/{context['programme_slug']}/trajectories/{context['trajectory']}/",
    )


@mail("trajectories.clock_paused")
def clock_paused(context: Context) -> MailContent:
    """The programme lets the clock stand still."""
    return MailContent(
        subject=_("%(company)s: the time to start your coaching stands still") % {"company": context["company"]},
        paragraphs=[
            _(
                "The programme has stopped the clock for the start of your coaching. You get no reminders until it runs again."
            ),
            _("Reason: %(reason)s") % {"reason": context["reason"]},
            _("Open the file in this mail: it takes the last day to start out of your calendar."),
        ],
        action_label=_("See where you are"),
        action_path=at_company(context, "trajectory/"),
        calendar=start_entry(context, cancelled=True),
    )


@mail("trajectories.clock_resumed")
def clock_resumed(context: Context) -> MailContent:
    """It runs again, with a later date."""
    day = day_of(context, "start_due_on")
    return MailContent(
        subject=_("%(company)s: the clock runs again, start by %(day)s") % {"company": context["company"], "day": day},
        paragraphs=[
            _(
                "The clock for the start of your coaching runs again. The days that it stood still were added: "
                "the first session is now to take place by %(day)s."
            )
            % {"day": day},
        ],
        facts=clock_facts(context),
        action_label=_("See where you are"),
        action_path=at_company(context, "trajectory/"),
        calendar=start_entry(context),
    )


@mail("trajectories.clock_extended")
def clock_extended(context: Context) -> MailContent:
    """More time."""
    day = day_of(context, "start_due_on")
    return MailContent(
        subject=_("%(company)s: you have until %(day)s to start your coaching")
        % {"company": context["company"], "day": day},
        paragraphs=[
            _("The programme gives you more time: the first session is to take place by %(day)s.") % {"day": day},
            _("Reason: %(reason)s") % {"reason": context["reason"]},
        ],
        facts=clock_facts(context),
        action_label=_("See where you are"),
        action_path=at_company(context, "trajectory/"),
        calendar=start_entry(context),
    )
