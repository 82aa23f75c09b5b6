"""Mails about applications: one purpose each, a subject that says what to do by when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coaching.core.ground import ics
from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Role
from coaching.core.mail.outbox import MailContent, mail

Context = dict[str, Any]


def _company_page(context: Context) -> str:
    return reverse("programmes:company_application", args=[context["slug"], context["application"]])


def _desk_file(context: Context) -> str:
    return reverse("programmes:file", args=[context["programme_slug"], context["application"]])


def _disagree(context: Context) -> list[str]:
    """Where to write and until when; mails that were queued before programmes told so say what they said."""
    lines = context.get("contact") or []
    if not lines:
        return []
    where = ", ".join(lines)
    how = context.get("object_how", {}).get(get_language(), []) if context.get("object_by") else []
    if not context.get("object_by"):
        return [_("Do you disagree? Write to %(programme)s and say why: %(where)s.") % {**context, "where": where}]
    day = long_day(context["object_by"])
    said = _("Do you disagree? Write to %(programme)s by %(day)s and say why: %(where)s.")
    return [said % {**context, "where": where, "day": day}, *how]


def _facts(context: Context) -> list[tuple[str, str]]:
    return [
        (_("Reference"), context["reference"]),
        (_("Company"), context["company"]),
        (_("Programme"), context["programme"]),
    ]


@mail("programmes.received")
def received(context: Context) -> MailContent:
    """The receipt. The same words whether or not the company was known."""
    return MailContent(
        subject=_("We received your application %(reference)s") % context,
        paragraphs=[
            _("Thank you for your application for %(company)s. You need do nothing now.") % context,
            _(
                "If your company is already known here, its contacts are asked to let you in. Otherwise the programme "
                "reads your application and decides. You get a mail each time something happens."
            ),
        ],
        facts=_facts(context),
        action_label=_("See your application"),
        action_path=reverse("programmes:application", args=[context["application"]]),
    )


@mail("programmes.draft_shared")
def draft_shared(context: Context) -> MailContent:
    about = context["company"] or context["programme"]
    return MailContent(
        subject=_("%(person)s asks your help with an application") % context,
        paragraphs=[
            _("%(person)s is preparing an application for %(about)s and asks you to help with it.")
            % {**context, "about": about},
            _(
                "With this link you can read and change the draft, once you are signed in with this e-mail address. "
                "No account yet? You can make one. Only %(person)s sends the application."
            )
            % context,
            _("Do you not know this person? Then you need do nothing."),
        ],
        action_label=_("Go to the draft"),
        action_path=reverse("programmes:join", args=[context["application"]]),
    )


@mail("programmes.colleague_applies")
def colleague_applies(context: Context) -> MailContent:
    return MailContent(
        subject=_("%(person)s wants to apply for %(company)s: do you know this person?") % context,
        paragraphs=[
            _(
                "%(person)s filled in an application with the enterprise number of your company. "
                "Your company is already here, so nothing was sent to the programme."
            )
            % context,
            _(
                "Do you know this person, and may they act for the company? Then let them in: it waits on your company's page. "
                "They can send the application afterwards. They see nothing of your company before that."
            ),
        ],
        action_label=_("Go to your companies"),
        action_path="/me/",
    )


@mail("programmes.role_ended")
def role_ended(context: Context) -> MailContent:
    """To whoever had the role, from now on without."""
    facts = {"role": Role(context["role"]).label, "programme": context["programme"], "by": context["by"]}
    return MailContent(
        subject=_("Your role in %(programme)s has ended") % context,
        paragraphs=[
            _("You were %(role)s in %(programme)s. %(by)s ended that role.") % facts,
            _("If you think that this is a mistake, ask %(by)s.") % context,
        ],
        action_label=_("Go to your places"),
        action_path="/me/",
    )


@mail("programmes.new_application")
def new_application(context: Context) -> MailContent:
    return MailContent(
        subject=_("New application %(reference)s: %(company)s") % context,
        paragraphs=[_("%(company)s applies for %(programme)s. The application waits to be taken up.") % context],
        facts=_facts(context),
        action_label=_("Open the file"),
        action_path=_desk_file(context),
    )


@mail("programmes.info_requested")
def info_requested(context: Context) -> MailContent:
    return MailContent(
        subject=_("Answer a question about your application %(reference)s") % context,
        paragraphs=[
            _("The programme has a question before it can decide about %(company)s:") % context,
            context["question"],
            _("Your application waits until you answer."),
        ],
        facts=_facts(context),
        action_label=_("Answer the question"),
        action_path=_company_page(context),
    )


@mail("programmes.info_answered")
def info_answered(context: Context) -> MailContent:
    return MailContent(
        subject=_("%(company)s answered your question (%(reference)s)") % context,
        paragraphs=[_("The answer is in the file. You can go on assessing it.")],
        facts=_facts(context),
        action_label=_("Open the file"),
        action_path=_desk_file(context),
    )


def start_entry(context: Context, *, cancelled: bool = False) -> ics.Entry | None:
    """The last day to start the coaching, for the reader's calendar; the same entry in every mail that names or moves it.

    None for a mail that was queued before mails knew of it.
    """
    if not context.get("said_at"):
        return None
    said = datetime.fromisoformat(context["said_at"])
    return ics.Entry(
        uid=ics.uid_of("start", context["application"]),
        title=_("Last day to start the coaching of %(company)s") % context,
        start=date.fromisoformat(context["start_due_on"]),
        url="" if cancelled else reverse("trajectories:trajectory", args=[context["slug"]]),
        sequence=ics.order_of(said),
        changed=said,
        cancelled=cancelled,
        busy=False,
    )


@mail("programmes.approved")
def approved(context: Context) -> MailContent:
    """Coaches 2018: the company contacts a coach of its choice and is expected to start within three months."""
    due = long_day(context["start_due_on"])
    return MailContent(
        subject=_("Approved: choose your coach and start by %(due)s") % {"due": due},
        paragraphs=[
            _("Good news: the application of %(company)s has been approved.") % context,
            ngettext(
                "Choose a coach now and plan the first session. Your trajectory starts with that session. "
                "It must be held by %(due)s, within %(months)s month of this decision.",
                "Choose a coach now and plan the first session. Your trajectory starts with that session. "
                "It must be held by %(due)s, within %(months)s months of this decision.",
                int(context["months"]),
            )
            % {**context, "due": due},
            _("You get reminders on the way. If you do not start in time, the programme may let the approval lapse."),
            _("The decision letter is with your documents."),
        ],
        facts=[*_facts(context), (_("Start by"), due)],
        action_label=_("Choose a coach"),
        action_path=reverse("trajectories:choose", args=[context["slug"]]),
        calendar=start_entry(context),
    )


@mail("programmes.approved_plan")
def approved_plan(context: Context) -> MailContent:
    """A project or another layer without a coach: nothing to choose, no clock."""
    return MailContent(
        subject=_("Approved: you can begin with your plan (%(reference)s)") % context,
        paragraphs=[
            _("Good news: the application of %(company)s has been approved.") % context,
            context["reason"],
            _("You can begin. What you told the programme that you would do stands in your application."),
            _("The decision letter is with your documents."),
        ],
        facts=_facts(context),
        action_label=_("See the decision"),
        action_path=_company_page(context),
    )


@mail("programmes.rejected")
def rejected(context: Context) -> MailContent:
    return MailContent(
        subject=_("Your application %(reference)s was not approved") % context,
        paragraphs=[
            _("The programme decided not to approve the application of %(company)s. The reason:") % context,
            context["reason"],
            *_disagree(context),
            _("The decision letter is with your documents. The lighter parts of the offer stay open to you."),
        ],
        facts=_facts(context),
        action_label=_("See the decision"),
        action_path=_company_page(context),
    )


@mail("programmes.waitlisted")
def waitlisted(context: Context) -> MailContent:
    return MailContent(
        subject=_("Your application %(reference)s is on the waiting list") % context,
        paragraphs=[
            _("The application of %(company)s is on the waiting list. The reason:") % context,
            context["reason"],
            _("You need do nothing. We write to you when it is taken up again."),
        ],
        facts=_facts(context),
        action_label=_("See your application"),
        action_path=_company_page(context),
    )


@mail("programmes.withdrawn")
def withdrawn(context: Context) -> MailContent:
    return MailContent(
        subject=_("Your application %(reference)s has been withdrawn") % context,
        paragraphs=[
            _("%(person)s withdrew the application of %(company)s. The programme stops reading it.") % context,
            _("You can apply again whenever you want."),
        ],
        facts=_facts(context),
        action_label=_("See your application"),
        action_path=_company_page(context),
    )


@mail("programmes.withdrawn_desk")
def withdrawn_desk(context: Context) -> MailContent:
    told = [_("%(company)s withdrew its application. You need do nothing.") % context]
    if context["reason"]:
        told += [_("Reason:"), context["reason"]]
    return MailContent(
        subject=_("Withdrawn: application %(reference)s of %(company)s") % context,
        paragraphs=told,
        facts=_facts(context),
        action_label=_("Open the file"),
        action_path=_desk_file(context),
    )


@mail("programmes.lapsed")
def lapsed(context: Context) -> MailContent:
    return MailContent(
        subject=_("The approval of your application %(reference)s has lapsed") % context,
        paragraphs=[
            _("The coaching of %(company)s did not start in time, so the approval has lapsed. The reason:") % context,
            context["reason"],
            *_disagree(context),
            _("You can apply again whenever you want."),
        ],
        facts=_facts(context),
        action_label=_("See your application"),
        action_path=_company_page(context),
    )


@mail("programmes.accredited")
def accredited(context: Context) -> MailContent:
    """To the coach."""
    day = long_day(context["until_on"])
    return MailContent(
        subject=_("You are accredited by %(programme)s until %(day)s")
        % {"programme": context["programme"], "day": day},
        paragraphs=[
            _("Companies of this programme can ask you until that day. Keep your profile and free places up to date.")
        ],
        action_label=_("My profile"),
        action_path="/coach/profile/",
    )


@mail("programmes.accreditation_ended")
def accreditation_ended(context: Context) -> MailContent:
    """To the coach, with the reason."""
    return MailContent(
        subject=_("Your accreditation by %(programme)s has ended") % context,
        paragraphs=[
            _("The reason that was given: %(reason)s") % context,
            _("Companies of this programme can no longer ask you."),
            *_disagree(context),
        ],
    )


@mail("programmes.accreditation_soon_over")
def accreditation_soon_over(context: Context) -> MailContent:
    """To the coach and the administrators, sixty days before."""
    day = long_day(context["until_on"])
    return MailContent(
        subject=_("The accreditation of %(coach)s ends on %(day)s") % {"coach": context["coach"], "day": day},
        paragraphs=[
            _("After that day companies of %(programme)s can no longer ask this coach. Running files go on.") % context,
            _("The programme's administrators can extend it."),
        ],
        facts=[(_("Programme"), context["programme"])],
    )


@mail("programmes.still_waiting")
def still_waiting(context: Context) -> MailContent:
    """To the company: a year on the waiting list."""
    return MailContent(
        subject=_("%(reference)s: do you still want coaching?") % context,
        paragraphs=[
            _("Your application has been on the waiting list of %(programme)s for a year.") % context,
            _(
                "Say in one click that you stay on the list, or withdraw. Without an answer the programme may take you off it."
            ),
        ],
        action_label=_("Say whether you stay on the list"),
        action_path=f"/c/{context['slug']}/application/",
    )
