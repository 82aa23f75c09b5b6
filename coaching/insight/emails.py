"""The first mail to somebody whom others put in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching.core.ground.days import long_day
from coaching.core.ground.roles import Role
from coaching.core.mail.newcomers import WELCOME
from coaching.core.mail.outbox import MailContent, mail

Context = dict[str, Any]


@mail(WELCOME)
def welcome(context: Context) -> MailContent:
    """What this is, who put you in, for which company, what waits, and how to get a password."""
    companies = ", ".join(context.get("companies", []))
    named = {"company": companies, "programme": context.get("programme", ""), "email": context["email"]}
    subject = _("Your access to Vijfsprong: choose a password")
    if companies:
        subject = _("%(company)s in Vijfsprong: choose a password and see what waits for you") % named
    return MailContent(
        subject=subject,
        paragraphs=[
            _("Vijfsprong is the website where companies and programmes follow coaching for health at work together."),
            _why(context, named),
            *(_waits(one) for one in _in_the_language(context.get("waits", []))),
            _(
                "You have no password yet. The button opens a page where you fill in %(email)s. You then get a mail with "
                "which you choose a password. The page keeps working: do so whenever it suits you."
            )
            % named,
        ],
        facts=_facts(context, named),
        action_label=_("Choose a password"),
        action_path=reverse("account_reset_password"),
        closing=_closing(context, named),
    )


def _why(context: Context, named: dict[str, str]) -> str:
    if context.get("by") and _known(named):
        told = {**named, "by": context["by"]}
        return _("%(by)s of %(programme)s put %(company)s in from a file and named you as a contact.") % told
    if _known(named):
        return _("%(programme)s put %(company)s in and named you as a contact.") % named
    return _("Somebody whom you work with put you in here.")


def _known(named: dict[str, str]) -> bool:
    return bool(named["company"] and named["programme"])


def _in_the_language(waits: Any) -> list[dict[str, str]]:
    """A welcome that was queued before they were kept per language has a list."""
    return list(waits.get(get_language(), [])) if isinstance(waits, dict) else list(waits)


def _waits(one: dict[str, str]) -> str:
    if not one["due"]:
        return _("%(company)s: %(label)s. %(words)s") % one
    day = long_day(one["due"])
    return _("%(company)s: %(label)s, by %(day)s. %(words)s") % {**one, "day": day}


def _facts(context: Context, named: dict[str, str]) -> list[tuple[str, str]]:
    roles = ", ".join(str(Role(role).label) for role in context.get("roles", []))
    lines = [(_("Company"), named["company"]), (_("Programme"), named["programme"]), (_("Your role"), roles)]
    return [(label, value) for label, value in lines if value]


def _closing(context: Context, named: dict[str, str]) -> str:
    lines = ", ".join(context.get("contact", []))
    if lines:
        told = {**named, "where": lines}
        return _("Is this not for you, or do you have a question? Write to %(programme)s: %(where)s.") % told
    return _("Is this not for you? Then you need do nothing.")
