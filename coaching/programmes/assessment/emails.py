"""Mails of judging: asked to score, a reminder, stepping back, a decision taken back."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.ground.days import long_day
from coaching.core.mail.outbox import MailContent, mail

Context = dict[str, Any]


def _score_page(context: Context) -> str:
    return reverse("programmes:score", args=[context["programme_slug"], context["application"]])


def _day(context: Context) -> str:
    return long_day(context["due_on"])


@mail("programmes.assessment_asked")
def assessment_asked(context: Context) -> MailContent:
    return MailContent(
        subject=_("Score application %(reference)s by %(day)s")
        % {"reference": context["reference"], "day": _day(context)},
        paragraphs=[
            _("The programme asks you to judge the application of %(company)s.") % context,
            _(
                "You see the scores of others once yours are in. Do you have an interest in this company? "
                "Then step back on the same page."
            ),
        ],
        facts=[(_("Reference"), context["reference"]), (_("Programme"), context["programme"])],
        action_label=_("Score the application"),
        action_path=_score_page(context),
    )


@mail("programmes.assessment_due")
def assessment_due(context: Context) -> MailContent:
    return MailContent(
        subject=_("Your score for %(reference)s is expected on %(day)s")
        % {"reference": context["reference"], "day": _day(context)},
        paragraphs=[_("The others wait for your judgement of the application of %(company)s.") % context],
        action_label=_("Score the application"),
        action_path=_score_page(context),
    )


@mail("programmes.assessment_recused")
def assessment_recused(context: Context) -> MailContent:
    return MailContent(
        subject=_("%(person)s steps back from %(reference)s: ask somebody else") % context,
        paragraphs=[_("Reason: %(reason)s") % {"reason": context["reason"]}],
        action_label=_("Choose another assessor"),
        action_path=reverse("programmes:assessors", args=[context["programme_slug"], context["application"]]),
    )


@mail("programmes.reopened")
def reopened(context: Context) -> MailContent:
    return MailContent(
        subject=_("The decision on your application %(reference)s is taken back") % context,
        paragraphs=[
            _(
                "The programme takes its decision on the application of %(company)s back and looks at it again. "
                "Until you hear from us, the letter you have no longer holds."
            )
            % context,
            _("Reason: %(reason)s") % {"reason": context["reason"]},
        ],
        facts=[(_("Reference"), context["reference"]), (_("Programme"), context["programme"])],
        action_label=_("See your application"),
        action_path=reverse("programmes:company_application", args=[context["slug"], context["application"]]),
    )


@mail("programmes.written")
def written(context: Context) -> MailContent:
    """What the programme writes to a company in its own words."""
    return MailContent(
        subject=context["subject"],
        paragraphs=[part.strip() for part in context["text"].split("\n\n") if part.strip()],
        facts=[(_("Reference"), context["reference"]), (_("Programme"), context["programme"])],
        action_label=_("See your application"),
        action_path=reverse("programmes:company_application", args=[context["slug"], context["application"]]),
    )
