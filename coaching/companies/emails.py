"""Mails about the people of a company."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.companies.models import AdvisingAs, Decision, Discipline
from coaching.companies.numbers import format_enterprise_number
from coaching.companies.wheel.saying import titled
from coaching.core.ground.days import long_day
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


@mail("companies.advice_asked")
def advice_asked(context: dict[str, Any]) -> MailContent:
    """To an adviser who works in the file. The question itself stays there."""
    outside = "&as=coach" if context["outside"] else "&as=contact"
    return MailContent(
        subject=_("%(company)s asks for your advice") % context,
        paragraphs=[
            _("%(by)s asks for your advice in the prevention file of %(company)s.") % context,
            _("You give it in your own name. After that nobody changes it."),
        ],
        facts=[(_("Wanted by"), date_format(date.fromisoformat(context["wanted_on"]), "DATE_FORMAT"))],
        action_label=_("Give advice"),
        action_path=f"/c/{context['slug']}/advisers/give/?question={context['question']}{outside}",
    )


@mail("companies.advice_not_asked")
def advice_not_asked(context: dict[str, Any]) -> MailContent:
    """To who was asked for advice, and to who asked: the question was taken back."""
    return MailContent(
        subject=_("%(company)s: your advice is no longer needed") % context,
        paragraphs=[
            _("%(by)s took back the question for advice in the prevention file of %(company)s.") % context,
            _("You need to do nothing. What you advised before stays in the file."),
        ],
        action_label=_("See the advice in the file"),
        action_path=f"/c/{context['slug']}/advisers/",
    )


@mail("companies.advice_given")
def advice_given(context: dict[str, Any]) -> MailContent:
    """To the contacts and who asked: an adviser has advised."""
    return MailContent(
        subject=_("%(by)s has given advice to %(company)s") % context,
        paragraphs=[
            _("The advice is in your prevention file. Your consultation body reads it with what it is about."),
            _("What you do with it is for you to decide."),
        ],
        facts=[(_("As"), str(AdvisingAs(context["discipline"]).label))],
        action_label=_("Read the advice"),
        action_path=f"/c/{context['slug']}/advisers/{context['advice']}/",
    )


@mail("companies.mandate_ends")
def mandate_ends_for_company(context: dict[str, Any]) -> MailContent:
    """To the contacts: somebody from outside works in the file for some days more."""
    return MailContent(
        subject=_("%(name)s works in your file until %(day)s") % _with_day(context),
        paragraphs=[
            _("After that day the file no longer opens for them. What they wrote stays.") % context,
            _("Do you want them to go on? The page proposes three months more."),
        ],
        facts=[(_("Company"), context["company"]), (_("As"), str(Discipline(context["discipline"]).label))],
        action_label=_("Extend"),
        action_path=f"/c/{context['slug']}/mandates/{context['mandate']}/extend/",
    )


@mail("companies.own_mandate_ends")
def mandate_ends_for_holder(context: dict[str, Any]) -> MailContent:
    """To who works in a file from outside."""
    return MailContent(
        subject=_("You work in the file of %(company)s until %(day)s") % _with_day(context),
        paragraphs=[
            _("After that day the file no longer opens for you. What you wrote stays.") % context,
            _("Only the company can give you more time; it got a mail, too."),
        ],
        facts=[(_("As"), str(Discipline(context["discipline"]).label))],
        action_label=_("Open the file"),
        action_path=f"/c/{context['slug']}/?as=coach",
    )


def _with_day(context: dict[str, Any]) -> dict[str, Any]:
    return {**context, "day": date_format(date.fromisoformat(context["last_day"]), "DATE_FORMAT")}


@mail("companies.file_asked")
def file_asked(context: dict[str, Any]) -> MailContent:
    """To the contacts: somebody asks to work in the file. Nobody told them that there is one."""
    return MailContent(
        subject=_("%(person)s asks to work for %(company)s: let them in or not") % context,
        paragraphs=[
            _("%(person)s gave the enterprise number of %(company)s and wants to work in its file.") % context,
            _("They were not told who you are, nor that there is a file. Look whether you know this person."),
            ngettext(
                "Please answer within %(days)s day. After that, platform staff looks at it.",
                "Please answer within %(days)s days. After that, platform staff looks at it.",
                context["days"],
            )
            % context,
        ],
        action_label=_("Let somebody in, or not"),
        action_path=context["path"],
    )


@mail("companies.file_let_in")
def file_let_in(context: dict[str, Any]) -> MailContent:
    """To who asked."""
    return MailContent(
        subject=_("You can now work for %(company)s") % context,
        paragraphs=[_("A contact of the company has let you in.")],
        action_label=_("Open the file"),
        action_path=context["path"],
    )


@mail("companies.file_not_let_in")
def file_not_let_in(context: dict[str, Any]) -> MailContent:
    """To who asked; it says nothing of who answered."""
    return MailContent(
        subject=_("You were not let in for %(company)s") % context,
        paragraphs=[
            _("You asked to work for the company with number %s.") % format_enterprise_number(context["number"]),
            _("If this is your company, tell us why. Platform staff then looks at it."),
        ],
        action_label=_("Say why this is your company"),
        action_path=context["path"],
    )


@mail("companies.file_decided")
def file_decided(context: dict[str, Any]) -> MailContent:
    """To both sides: the same words."""
    return MailContent(
        subject=_("Decided: who works for %(company)s") % context,
        paragraphs=[_("Platform staff has looked at what each side said.")],
        facts=[
            (_("Enterprise number"), format_enterprise_number(context["number"])),
            (_("Decision"), str(Decision(context["decision"]).label)),
            (_("Reason"), context["reason"]),
        ],
        action_label=_("See my places"),
        action_path="/me/?all",
    )


@mail("companies.mandate_proved")
def mandate_proved(context: dict[str, Any]) -> MailContent:
    """To the contacts: what waited can go on."""
    return MailContent(
        subject=_("You may now invite others in the name of your company"),
        paragraphs=[
            _("Platform staff has checked that you may speak for your company. What waited for that can go on.")
        ],
        action_label=_("See my places"),
        action_path="/me/?all",
    )


@mail("companies.dates_near")
def dates_near(context: dict[str, Any]) -> MailContent:
    """To the contacts: dates of the year wheel that came near, or passed."""
    dates = context["dates"]
    late = sum(one["late"] for one in dates)
    subject = ngettext(
        "%(company)s: %(count)s date of prevention needs you",
        "%(company)s: %(count)s dates of prevention need you",
        len(dates),
    )
    return MailContent(
        subject=subject % {"company": context["company"], "count": len(dates)},
        paragraphs=[
            _("These dates come near, or have passed. Write down what is done: then nobody is reminded of it any more.")
        ],
        facts=[(titled(one["kind"], one["about"]), _told(one)) for one in dates],
        closing=_("What has passed is late from the first day on, and everybody who reads the file sees it.")
        if late
        else "",
        action_label=_("Open the year wheel"),
        action_path=f"/c/{context['slug']}/year/",
    )


def _told(one: dict[str, Any]) -> str:
    day = long_day(one["day"])
    return _("%(day)s: late") % {"day": day} if one["late"] else _("by %(day)s") % {"day": day}
