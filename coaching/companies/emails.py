"""Mails about the people of a company."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

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
