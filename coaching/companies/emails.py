"""Mails about the people of a company."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coaching.companies.models import Discipline
from coaching.companies.numbers import format_enterprise_number
from coaching.core.mail.outbox import MailContent, mail


@mail("companies.handed_over")
def handed_over(context: dict[str, Any]) -> MailContent:
    """You are the contact from now on."""
    return MailContent(
        subject=_("You are now the contact of %(company)s") % context,
        paragraphs=[
            _("%(by)s has handed over to you: you now speak for %(company)s and may bind the employer.") % context,
            _("You find the next step, its date and who helps you on the company's first page."),
        ],
        action_label=_("See the next step"),
        action_path=f"/c/{context['slug']}/",
    )


@mail("companies.without_contact")
def without_contact(context: dict[str, Any]) -> MailContent:
    """The only contact of a company left."""
    return MailContent(
        subject=_("%(company)s has no contact any more: find a new one") % context,
        paragraphs=[
            _("%(by)s was the only contact of %(company)s who may bind the employer, and has left.") % context,
            _("Nobody at the company can take the next step now. Call the company and ask who takes over."),
        ],
        facts=[(_("Company"), context["company"])],
    )


@mail("companies.goes_on_as")
def goes_on_as(context: dict[str, Any]) -> MailContent:
    """To the programme's administrators: a merger or a takeover."""
    return MailContent(
        subject=_("%(before)s goes on under another enterprise number") % context,
        paragraphs=[_("Its files stay as they were sent. Look whether the subsidy can go on.")],
        facts=[
            (_("Company"), context["company"]),
            (_("Enterprise number"), format_enterprise_number(context["number"])),
            (_("Reason"), context["reason"]),
        ],
    )


@mail("companies.left_body")
def left_body(context: dict[str, Any]) -> MailContent:
    """To the contacts: somebody left the consultation body."""
    return MailContent(
        subject=_("%(by)s has left the consultation body of %(company)s") % context,
        paragraphs=[
            _("What was said there stays. Invite somebody in their place, so that the body can give its advice.")
        ],
        action_label=_("See who is in it"),
        action_path=f"/c/{context['slug']}/people/",
    )


@mail("companies.mandate_given")
def mandate_given(context: dict[str, Any]) -> MailContent:
    """To who may work in a file from outside."""
    facts = [(_("Company"), context["company"]), (_("As"), str(Discipline(context["discipline"]).label))]
    if context["last_day"]:
        facts.append((_("Until"), date_format(date.fromisoformat(context["last_day"]), "DATE_FORMAT")))
    if context["whole_file"]:
        scope = _("You may open the whole file: risk analyses, plans and measures.")
    else:
        scope = _("You may open what is made from now on, and what that builds on.")
    return MailContent(
        subject=_("You may work in the file of %(company)s") % context,
        paragraphs=[
            _("%(by)s has let you into the prevention file of %(company)s.") % context,
            scope,
            _("A second step is asked when you sign in: set it up once, before you read anything."),
        ],
        facts=facts,
        action_label=_("Open the file"),
        action_path=f"/c/{context['slug']}/?as=coach",
    )


@mail("companies.mandate_ended")
def mandate_ended(context: dict[str, Any]) -> MailContent:
    """To who worked in a file from outside."""
    return MailContent(
        subject=_("Your work in the file of %(company)s has ended") % context,
        paragraphs=[
            _("%(by)s has ended it: you can no longer open the file.") % context,
            _("What you wrote there stays, with your name."),
        ],
        facts=[(_("Company"), context["company"])],
    )
