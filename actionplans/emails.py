"""Mails about the plans."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.ground.days import long_day
from coaching.core.mail.outbox import MailContent, mail


def _path(context: dict[str, Any]) -> str:
    return reverse("actionplans:annual_plan", args=[context["slug"], context["plan"]])


def _deadline_facts(context: dict[str, Any]) -> list[tuple[str, str]]:
    deadline = date.fromisoformat(context["deadline"])
    return [
        (_("Company"), context["company"]),
        (_("Deadline"), long_day(deadline)),
        (_("Days left"), str(context["days"])),
    ]


def _for_contacts(context: dict[str, Any]) -> MailContent:
    deadline = long_day(context["deadline"])
    return MailContent(
        subject=_("Send the yearly plan %(year)s to your consultation body by %(deadline)s")
        % {"year": context["year"], "deadline": deadline},
        paragraphs=[
            _("Your yearly action plan for %(year)s is not with the consultation body yet.")
            % {"year": context["year"]},
            _("The law asks that it is there by the first day of the second month before the year starts."),
            _("Complete the plan and send it. The people who advise then have time to read it."),
        ],
        action_label=_("Open the yearly plan"),
        action_path=_path(context),
        facts=_deadline_facts(context),
    )


def _for_coach(context: dict[str, Any]) -> MailContent:
    deadline = long_day(context["deadline"])
    return MailContent(
        subject=_("%(company)s: help the yearly plan %(year)s to the consultation body by %(deadline)s")
        % {"company": context["company"], "year": context["year"], "deadline": deadline},
        paragraphs=[
            _("The yearly action plan of %(company)s for %(year)s is not with its consultation body yet.")
            % {"company": context["company"], "year": context["year"]},
            _("Ask whether your help is needed to complete it."),
        ],
        action_label=_("Open the yearly plan"),
        action_path=_path(context),
        facts=_deadline_facts(context),
    )


@mail("actionplans.yearly_plan_due.60_days")
def yearly_plan_due_60_days(context: dict[str, Any]) -> MailContent:
    """Two months before 1 November: time to start."""
    return _for_contacts(context)


@mail("actionplans.yearly_plan_due.30_days")
def yearly_plan_due_30_days(context: dict[str, Any]) -> MailContent:
    return _for_contacts(context)


@mail("actionplans.yearly_plan_due.7_days")
def yearly_plan_due_7_days(context: dict[str, Any]) -> MailContent:
    return _for_contacts(context)


@mail("actionplans.yearly_plan_due_coach.60_days")
def yearly_plan_due_coach_60_days(context: dict[str, Any]) -> MailContent:
    """The same three steps for the coach, in the coach's words."""
    return _for_coach(context)


@mail("actionplans.yearly_plan_due_coach.30_days")
def yearly_plan_due_coach_30_days(context: dict[str, Any]) -> MailContent:
    return _for_coach(context)


@mail("actionplans.yearly_plan_due_coach.7_days")
def yearly_plan_due_coach_7_days(context: dict[str, Any]) -> MailContent:
    return _for_coach(context)
