"""Mails about trajectories: one function per mail. Subjects say what to do by when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.ground import ics
from coaching.core.ground.days import long_day, long_moment
from coaching.core.ground.figures import figure, form_of
from coaching.core.mail.outbox import MailContent, mail
from coaching.programmes.emails import start_entry

Context = dict[str, Any]


def day_of(context: Context, name: str) -> str:
    return long_day(context[name])


def clock_facts(context: Context) -> list[tuple[str, str]]:
    return [
        (_("Company"), context["company"]),
        (_("Application approved on"), day_of(context, "approved_on")),
        (_("First session by"), day_of(context, "start_due_on")),
    ]


def at_company(context: Context, page: str) -> str:
    return f"/c/{context['slug']}/{page}"


def talk_entry(context: Context, *, cancelled: bool = False) -> ics.Entry | None:
    """The introductory talk for the company's calendar; None where none is planned, or in a mail of before."""
    if not context.get("talk_at") or not context.get("said_at"):
        return None
    said = datetime.fromisoformat(context["said_at"])
    return ics.Entry(
        uid=ics.uid_of("talk", context["request"]),
        title=_("First talk of %(company)s with %(coach)s") % context,
        start=datetime.fromisoformat(context["talk_at"]),
        place="" if cancelled else context["where"],
        url="" if cancelled else at_company(context, "coach/"),
        sequence=ics.order_of(said),
        changed=said,
        cancelled=cancelled,
    )


@mail("trajectories.coach_shut_out")
def coach_shut_out(context: Context) -> MailContent:
    """To the administrators: the company ended the access of its coach while the coaching runs."""
    return MailContent(
        subject=_("%(company)s: the coach can no longer work in the file") % {"company": context["company"]},
        paragraphs=[
            _("The company ended the access of %(coach)s to its file while the coaching runs.") % context,
            _(
                "The coaching itself goes on: sessions, messages and the clock stay. Ask company and coach what they want. "
                "The company can let the coach in again or choose another one; you can pause or stop the coaching."
            ),
        ],
        facts=clock_facts(context),
        action_label=_("Open the trajectory"),
        action_path=f"/p/{context['programme_slug']}/trajectories/{context['trajectory']}/",
    )


@mail("trajectories.coach_let_in")
def coach_let_in(context: Context) -> MailContent:
    """To the administrators: the coach who was shut out works in the file again."""
    return MailContent(
        subject=_("%(company)s let the coach in again") % {"company": context["company"]},
        paragraphs=[_("%(coach)s can work in the file of the company again. You need to do nothing.") % context],
        facts=clock_facts(context),
        action_label=_("Open the trajectory"),
        action_path=f"/p/{context['programme_slug']}/trajectories/{context['trajectory']}/",
    )


@mail("trajectories.coach_asked")
def coach_asked(context: Context) -> MailContent:
    """To the coach: a company asks for you."""
    day = day_of(context, "answer_due_on")
    paragraphs = [
        _("%(company)s asks you to be its coach. Please answer by %(day)s.")
        % {"company": context["company"], "day": day}
    ]
    if context.get("is_change"):
        paragraphs.append(_("The coaching runs already: you would take over the file from another coach."))
    if context.get("message"):
        paragraphs.append(_("The company writes: “%(message)s”") % {"message": context["message"]})
    return MailContent(
        subject=_("Answer %(company)s by %(day)s: will you be its coach?")
        % {"company": context["company"], "day": day},
        paragraphs=paragraphs,
        facts=[(_("First session by"), day_of(context, "start_due_on"))],
        action_label=_("Accept or decline"),
        action_path=f"/coach/requests/{context['request']}/",
    )


@mail("trajectories.request_withdrawn")
def request_withdrawn(context: Context) -> MailContent:
    """To the coach: no answer needed any more."""
    return MailContent(
        subject=_("%(company)s has withdrawn its request; you need not answer") % {"company": context["company"]},
        paragraphs=[_("The company no longer asks you to be its coach. The place in your agenda is free again.")],
        action_label=_("Your requests"),
        action_path="/coach/requests/",
    )


@mail("trajectories.talk_off")
def talk_off(context: Context) -> MailContent:
    """To the company: the first talk falls away, for the question to that coach was withdrawn."""
    return MailContent(
        subject=_("%(company)s: the first talk with %(coach)s does not take place") % context,
        paragraphs=[
            _("The question to %(coach)s was withdrawn, so the talk of %(moment)s falls away.")
            % (context | {"moment": long_moment(context["talk_at"])}),
            _("Open the file in this mail: it takes the date out of your calendar."),
        ],
        action_label=_("See your coaching"),
        action_path=at_company(context, "trajectory/"),
        calendar=talk_entry(context, cancelled=True),
    )


@mail("trajectories.coach_accepted")
def coach_accepted(context: Context) -> MailContent:
    """To the company: the coach says yes."""
    if context.get("is_change"):
        return _taken_over(context)
    paragraphs = [
        _("%(coach)s will be your coach.") % {"coach": context["coach"]},
        _("Agree on a first session. The coaching has to start by %(day)s.") % {"day": day_of(context, "start_due_on")},
    ]
    if context.get("answer"):
        paragraphs.append(_("Your coach writes: “%(message)s”") % {"message": context["answer"]})
    return MailContent(
        subject=_("%(coach)s says yes: plan your first session by %(day)s")
        % {"coach": context["coach"], "day": day_of(context, "start_due_on")},
        paragraphs=paragraphs,
        facts=clock_facts(context),
        action_label=_("Open your coaching"),
        action_path=at_company(context, "trajectory/"),
        calendar=start_entry(context),
    )


def _taken_over(context: Context) -> MailContent:
    paragraphs = [
        _("%(coach)s takes over, with everything that is in your file. You need not tell anything twice.")
        % {"coach": context["coach"]}
    ]
    if context.get("answer"):
        paragraphs.append(_("Your coach writes: “%(message)s”") % {"message": context["answer"]})
    return MailContent(
        subject=_("%(coach)s is your coach from now on") % {"coach": context["coach"]},
        paragraphs=paragraphs,
        action_label=_("Open your coaching"),
        action_path=at_company(context, "trajectory/"),
    )


@mail("trajectories.coach_declined")
def coach_declined(context: Context) -> MailContent:
    """To the company: choose another one."""
    if context.get("is_change"):
        return MailContent(
            subject=_("%(coach)s cannot take over; your coach stays") % {"coach": context["coach"]},
            paragraphs=[_("The coach writes: “%(message)s”") % {"message": context["answer"]}],
            action_label=_("Choose a coach"),
            action_path=at_company(context, "coach/"),
        )
    return MailContent(
        subject=_("Choose another coach: %(coach)s cannot take you on") % {"coach": context["coach"]},
        paragraphs=[
            _("The coach writes: “%(message)s”") % {"message": context["answer"]},
            _("Choose another coach. The start date stays the same: %(day)s.")
            % {"day": day_of(context, "start_due_on")},
        ],
        facts=clock_facts(context),
        action_label=_("Choose a coach"),
        action_path=at_company(context, "coach/"),
        calendar=talk_entry(context, cancelled=True),
    )


@mail("trajectories.no_answer")
def no_answer(context: Context) -> MailContent:
    """To the company: the coach has not answered in five working days."""
    return MailContent(
        subject=_("No answer from %(coach)s: wait, or ask another coach") % {"coach": context["coach"]},
        paragraphs=[
            _("%(coach)s has not answered within five working days.") % {"coach": context["coach"]},
            _("You can wait a little, or withdraw your request and ask another coach. The start date stays the same."),
        ],
        facts=clock_facts(context),
        action_label=_("Choose what to do"),
        action_path=at_company(context, "coach/"),
    )


@mail("trajectories.started")
def started(context: Context) -> MailContent:
    """To the company: the clock has stopped."""
    return MailContent(
        subject=_("%(company)s: your coaching has started; next comes the risk analysis")
        % {"company": context["company"]},
        paragraphs=[
            _("The first session took place on %(day)s. The reminders about the start stop here.")
            % {"day": day_of(context, "started_on")},
            ngettext(
                "You have %(hours)s hour of coaching. The next step is the risk analysis, together with your coach.",
                "You have %(hours)s hours of coaching. The next step is the risk analysis, together with your coach.",
                form_of(context["hours"]),
            )
            % {"hours": figure(context["hours"])},
            _("Open the file in this mail: it takes the last day to start out of your calendar."),
        ],
        action_label=_("See the next step"),
        action_path=at_company(context, "trajectory/"),
        calendar=start_entry(context, cancelled=True),
    )


@mail("trajectories.held")
def held(context: Context) -> MailContent:
    """To the others: at rest."""
    return MailContent(
        subject=_("The coaching of %(company)s is on hold") % {"company": context["company"]},
        paragraphs=[
            _("Reason: %(reason)s") % {"reason": context["reason"]},
            _("No reminders are sent until it resumes."),
        ],
        facts=[(_("Put on hold by"), context["by"])],
        action_label=_("Open the coaching"),
        action_path=at_company(context, "trajectory/"),
    )


@mail("trajectories.stopped")
def stopped(context: Context) -> MailContent:
    """To the others: ended before its closing. Who had the last day to start in a calendar gets it taken out."""
    gone = start_entry(context, cancelled=True) if context.get("was_to_start") else None
    return MailContent(
        subject=_("The coaching of %(company)s has been stopped") % {"company": context["company"]},
        paragraphs=[
            _("Reason: %(reason)s") % {"reason": context["reason"]},
            _("You need not do anything. The programme keeps the file."),
            *([_("Open the file in this mail: it takes the last day to start out of your calendar.")] if gone else []),
        ],
        facts=[(_("Stopped by"), context["by"])],
        calendar=gone,
    )


@mail("trajectories.closed")
def closed(context: Context) -> MailContent:
    """To company and coach: the end."""
    return MailContent(
        subject=_("The coaching of %(company)s is closed. Thank you") % {"company": context["company"]},
        paragraphs=[
            _("The final report is in and measures have been carried out. The programme has closed the trajectory."),
            _("Your risk analysis, plans and measures stay yours: go on working with them."),
        ],
        facts=[(_("Coaching hours used"), figure(context["hours_used"]))],
        action_label=_("Read the final report"),
        action_path=at_company(context, "trajectory/"),
    )


@mail("trajectories.stalled")
def stalled(context: Context) -> MailContent:
    """To the coach: nothing in the log for a long time."""
    return MailContent(
        subject=_("Plan a next session with %(company)s: nothing logged for %(days)s days") % context,
        paragraphs=[
            _("The last session was on %(day)s. Coaching that stands still seldom ends in measures.")
            % {"day": day_of(context, "last_session_on")},
            _("Log what took place meanwhile, plan a next session, or put the coaching on hold."),
        ],
        action_label=_("Open the file"),
        action_path=at_company(context, "trajectory/"),
    )
