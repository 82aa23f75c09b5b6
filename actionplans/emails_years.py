"""Mails about years that turn: a plan that nobody began, one that is late, a year that was closed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.ground.days import long_day
from coaching.core.mail.outbox import MailContent, mail


def _plans(context: dict[str, Any]) -> str:
    return reverse("actionplans:plans", args=[context["slug"]])


def _facts(context: dict[str, Any]) -> list[tuple[str, str]]:
    return [(_("Company"), context["company"]), (_("Deadline"), long_day(context["deadline"]))]


@mail("actionplans.year_to_plan")
def year_to_plan(context: dict[str, Any]) -> MailContent:
    """Nobody has begun the plan of a year that must be with the body soon."""
    values = {"company": context["company"], "year": context["year"], "day": long_day(context["deadline"])}
    return MailContent(
        subject=_("%(company)s: begin the yearly plan %(year)s; it goes to the consultation body by %(day)s") % values,
        paragraphs=[
            _("There is no yearly action plan for %(year)s yet.") % values,
            _(
                "One click makes the draft: it grows from the running year, and what is not finished comes along with "
                "its reason."
            ),
        ],
        action_label=_("To the plans"),
        action_path=_plans(context),
        facts=_facts(context),
    )


@mail("actionplans.year_is_late")
def year_is_late(context: dict[str, Any]) -> MailContent:
    """From the first day after the last one: what the law says now."""
    values = {
        "company": context["company"],
        "year": context["year"],
        "day": long_day(context["deadline"]),
        "first": long_day(context["first_day"]),
    }
    return MailContent(
        subject=_("%(company)s: the yearly plan %(year)s is late") % values,
        paragraphs=[
            _("By law it lay before the consultation body by %(day)s. It is not there yet.") % values,
            _(
                "Send it as soon as you can. It may be carried out once the body has given its advice; without advice "
                "not before %(first)s."
            )
            % values,
        ],
        action_label=_("To the plans"),
        action_path=_plans(context),
        facts=_facts(context),
    )


@mail("actionplans.year_closed")
def year_closed(context: dict[str, Any]) -> MailContent:
    """To the body and the contacts: what the year brought."""
    return MailContent(
        subject=_("The year %(year)s of %(company)s was evaluated and closed")
        % {"year": context["year"], "company": context["company"]},
        paragraphs=[context["results"]],
        action_label=_("To the measures"),
        action_path=reverse("actionplans:measures", args=[context["slug"]]),
        facts=[
            (_("Company"), context["company"]),
            (_("Carried out"), str(context["done"])),
            (_("Go on next year"), str(context["carried"])),
            (_("Dropped"), str(context["stopped"])),
        ],
    )


@mail("actionplans.psychosocial_evaluated")
def psychosocial_evaluated(context: dict[str, Any]) -> MailContent:
    """To the body and the contacts: the yearly evaluation of the psychosocial measures is on record."""
    values = {"company": context["company"], "year": context["year"]}
    changes = [_("What changes: %(changes)s") % {"changes": context["changes"]}] if context["changes"] else []
    return MailContent(
        subject=_("%(company)s: the psychosocial measures of %(year)s were evaluated") % values,
        paragraphs=[context["works"], *changes],
        action_label=_("To the evaluation of the year"),
        action_path=reverse("actionplans:year_evaluation", args=[context["slug"], context["first_day"]]),
        facts=[(_("Company"), context["company"])],
    )


@mail("actionplans.plan_to_renew")
def plan_to_renew(context: dict[str, Any]) -> MailContent:
    """A five-year plan ends within a year."""
    values = {"company": context["company"], "plan": context["plan"], "day": long_day(context["deadline"])}
    return MailContent(
        subject=_("%(company)s: the five-year plan %(plan)s ends on %(day)s") % values,
        paragraphs=[
            _("Say what it brought, and begin the next five-year plan from it."),
            _("It goes to the consultation body before it begins, together with the yearly plan of its first year."),
        ],
        action_label=_("To the plans"),
        action_path=_plans(context),
        facts=_facts(context),
    )
