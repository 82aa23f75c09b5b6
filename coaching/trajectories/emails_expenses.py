"""Mails about the log of sessions and what is paid for it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.ground.days import long_day
from coaching.core.ground.figures import euros, figure, form_of
from coaching.core.mail.outbox import MailContent, mail

Context = dict[str, Any]


def _at_company(context: Context, page: str) -> str:
    return f"/c/{context['slug']}/{page}"


@mail("trajectories.session_objected")
def session_objected(context: Context) -> MailContent:
    """To the coach: a line of the log is not right."""
    return MailContent(
        subject=_("%(company)s does not agree with the session of %(day)s: correct the log")
        % {"company": context["company"], "day": long_day(context["held_on"])},
        paragraphs=[
            _("%(by)s writes: %(reason)s") % {"by": context["by"], "reason": context["reason"]},
            _("Correct the line in the log, or talk about it with the company. They then confirm it."),
        ],
        action_label=_("Open the log"),
        action_path=_at_company(context, "trajectory/"),
    )


@mail("trajectories.expenses_claimed")
def expenses_claimed(context: Context) -> MailContent:
    """To the administrators: a statement waits."""
    return MailContent(
        subject=ngettext(
            "Expense statement of %(coach)s for %(company)s: %(hours)s hour",
            "Expense statement of %(coach)s for %(company)s: %(hours)s hours",
            form_of(context["hours"]),
        )
        % {"coach": context["coach"], "company": context["company"], "hours": figure(context["hours"])},
        paragraphs=[
            _("All hours are confirmed by the company. The subsidy is %(subsidy)s.")
            % {"subsidy": euros(context["subsidy"], cents=True)}
        ],
        action_label=_("See the statements"),
        action_path=f"/p/{context['programme_slug']}/expenses/",
    )


@mail("trajectories.expenses_paid")
def expenses_paid(context: Context) -> MailContent:
    return MailContent(
        subject=_("Expense statement %(number)s for %(company)s is paid") % context,
        paragraphs=[
            _("The programme pays the subsidy of %(subsidy)s.") % {"subsidy": euros(context["subsidy"], cents=True)}
        ],
        action_label=_("See the statement"),
        action_path=_at_company(context, "expenses/"),
    )


@mail("trajectories.expenses_refused")
def expenses_refused(context: Context) -> MailContent:
    return MailContent(
        subject=_("Expense statement %(number)s for %(company)s is not paid: see why") % context,
        paragraphs=[
            _("Reason: %(reason)s") % {"reason": context["reason"]},
            _("The sessions can stand in a next statement."),
        ],
        action_label=_("See the statement"),
        action_path=_at_company(context, "expenses/"),
    )
