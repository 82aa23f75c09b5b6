"""Mails about finding, changing and losing a coach."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coaching.core.ground.choices import Province
from coaching.core.ground.days import long_day, long_moment
from coaching.core.mail.outbox import MailContent, mail
from coaching.trajectories.emails import talk_entry

Context = dict[str, Any]


def _choose(context: Context) -> str:
    return f"/c/{context['slug']}/coach/"


def _file(context: Context) -> str:
    return f"/p/{context['programme_slug']}/trajectories/{context['trajectory']}/"


@mail("trajectories.answer_soon")
def answer_soon(context: Context) -> MailContent:
    """To the coach: two working days are left."""
    day = long_day(context["answer_due_on"])
    return MailContent(
        subject=_("%(company)s still waits for your answer, until %(day)s")
        % {"company": context["company"], "day": day},
        paragraphs=[
            _("The company cannot ask anybody else until you answer. A no with a short reason helps it too."),
        ],
        action_label=_("Answer now"),
        action_path=f"/coach/requests/{context['request']}/",
    )


@mail("trajectories.request_lapsed")
def request_lapsed(context: Context) -> MailContent:
    """To the company: the coach never answered; a first talk that still was to come falls away."""
    gone = talk_entry(context, cancelled=True)
    return MailContent(
        subject=_("%(coach)s did not answer: choose another coach for %(company)s") % context,
        paragraphs=[
            _(
                "You asked %(coach)s and got no answer in time. Your question has ended, so that you can ask somebody else."
            )
            % context,
            _("The clock goes on: choose another coach today."),
            *([_("Open the file in this mail: it takes the talk out of your calendar.")] if gone else []),
        ],
        action_label=_("Choose a coach"),
        action_path=_choose(context),
        calendar=gone,
    )


@mail("trajectories.coach_released")
def coach_released(context: Context) -> MailContent:
    """To the others: before the start, company and coach part."""
    return MailContent(
        subject=_("%(coach)s will not coach %(company)s after all") % context,
        paragraphs=[
            _("The reason that was given: %(reason)s") % context,
            _("The company chooses another coach. The last day to start stays the same."),
        ],
        action_label=_("See the choice of coach"),
        action_path=_choose(context),
    )


@mail("trajectories.change_asked")
def change_asked(context: Context) -> MailContent:
    """To the administrators: a company wants another coach, and why."""
    return MailContent(
        subject=_("%(company)s asks %(coach)s to take over the coaching") % context,
        paragraphs=[
            _("The reason that was given: %(reason)s") % context,
            _(
                "The present coach stays until the new one accepts. You need not do anything; call them if it worries you."
            ),
        ],
        action_label=_("Open the trajectory"),
        action_path=_file(context),
    )


@mail("trajectories.file_left")
def file_left(context: Context) -> MailContent:
    """To the coach who was replaced."""
    return MailContent(
        subject=_("%(coach)s is now the coach of %(company)s") % context,
        paragraphs=[
            _(
                "You no longer see the company's pages. Your log and the hours stay in the file. Thank you for your work."
            ),
        ],
        action_label=_("My companies"),
        action_path="/coach/",
    )


@mail("trajectories.talk_planned")
def talk_planned(context: Context) -> MailContent:
    """To the company: when and where the introductory talk is."""
    moment = long_moment(context["talk_at"])
    return MailContent(
        subject=_("%(coach)s proposes a first talk: %(moment)s") % {"coach": context["coach"], "moment": moment},
        paragraphs=[
            _(
                "You get to know each other first. After the talk the coach answers, and you too may still choose otherwise."
            ),
            _("Does the moment not suit you? Write to the coach."),
        ],
        facts=[(_("When"), moment), (_("Where"), context["where"] or _("to be agreed"))],
        action_label=_("See your request"),
        action_path=_choose(context),
        calendar=talk_entry(context),
    )


@mail("trajectories.coach_wanted")
def coach_wanted(context: Context) -> MailContent:
    """To the administrators: no coach is free."""
    province = dict(Province.choices).get(context["province"], "")
    return MailContent(
        subject=_("%(company)s finds no free coach: help them") % context,
        paragraphs=[
            _("The company looked for a coach (%(province)s) and found none with a free place.")
            % {"province": province},
            _(
                "Suggest a coach from elsewhere, ask a coach for one more place, or let the clock stand still meanwhile."
            ),
        ],
        action_label=_("Open the trajectory"),
        action_path=_file(context),
    )


@mail("trajectories.coach_free")
def coach_free(context: Context) -> MailContent:
    """To the company that found none: there is one."""
    return MailContent(
        subject=_("A coach in your province has a free place: ask now for %(company)s") % context,
        paragraphs=[_("You looked for a coach and found none. Now there is one. Others may be waiting too.")],
        action_label=_("Choose a coach"),
        action_path=_choose(context),
    )


@mail("trajectories.coach_left")
def coach_left(context: Context) -> MailContent:
    """To the company: its coach leaves; who follows."""
    if context["successor"]:
        words = [
            _("%(successor)s takes over, with everything that is in your file. You need not tell anything twice.")
            % context,
            _("Does it not click? You can ask for another coach in your file."),
        ]
    elif context["present"]:
        words = [_("%(present)s stays your coach for now. You can ask another coach to take over.") % context]
    else:
        words = [_("Choose another coach. The programme has been told and helps you when nobody is free.")]
    return MailContent(
        subject=_("%(coach)s leaves the programme: what happens with %(company)s") % context,
        paragraphs=words,
        action_label=_("See your coaching"),
        action_path=f"/c/{context['slug']}/trajectory/",
    )


@mail("trajectories.files_taken_over")
def files_taken_over(context: Context) -> MailContent:
    """To the coach who follows."""
    return MailContent(
        subject=_("You take over companies from %(coach)s") % context,
        paragraphs=[
            _("Their files are among yours now: analysis, plans and log. Make an appointment with each of them."),
        ],
        facts=[(_("Companies"), ", ".join(context["companies"])), (_("Programme"), context["programme"])],
        action_label=_("My companies"),
        action_path="/coach/",
    )


@mail("trajectories.files_handed_over")
def files_handed_over(context: Context) -> MailContent:
    """To the coach who leaves."""
    return MailContent(
        subject=_("Your files of %(programme)s are handed over") % context,
        paragraphs=[
            _("Every company has somebody else now, or chooses again. You no longer see their pages."),
            _("Thank you for what you did."),
        ],
        facts=[(_("Files handed over"), str(context["count"]))],
    )


@mail("trajectories.account_set")
def account_set(context: Context) -> MailContent:
    """To the coach: another account is paid from now on, and what to do when somebody else set it."""
    words = context | {"moment": long_moment(context["on"])}
    return MailContent(
        subject=_("The account on which you are paid now ends in %(ends_in)s. Was this you?") % words,
        paragraphs=[
            _("On %(moment)s your account number was set here. Statements that you hand in from now on name it.")
            % words,
            _("Was it you? Then you need do nothing."),
            _(
                "Was it not? Choose another password today, put your own account number back, and call the programme, "
                "so that it pays nothing on this account."
            ),
        ],
        facts=[(_("Holder"), context["holder"]), (_("Account number ends in"), context["ends_in"])],
        action_label=_("See your account number"),
        action_path="/coach/account/",
    )
