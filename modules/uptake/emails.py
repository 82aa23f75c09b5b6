"""Mails about an uptake: confirmed, and the one question how it went."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.mail.outbox import MailContent, mail
from coaching.programmes.layers import text

Context = dict[str, Any]


def _page(context: Context) -> str:
    if context["token"]:
        return reverse("modules:taken", args=[context["uptake"], context["token"]])
    return reverse("modules:own_uptake", args=[context["uptake"]])


@mail("modules.uptake_confirmed")
def uptake_confirmed(context: Context) -> MailContent:
    title = text(context["title"])
    return MailContent(
        subject=_("You can begin: %(title)s") % {"title": title},
        paragraphs=[
            _("%(company)s has taken up “%(title)s”. You need nobody's approval.")
            % {"company": context["company"], "title": title},
            _("Everything you need is on one page. In two weeks we ask you once how it went: four short questions."),
        ],
        action_label=_("Go to your page"),
        action_path=_page(context),
    )


@mail("modules.uptake_feedback")
def uptake_feedback(context: Context) -> MailContent:
    title = text(context["title"])
    return MailContent(
        subject=_("How did it go: %(title)s?") % {"title": title},
        paragraphs=[
            _("Two weeks ago %(company)s took up “%(title)s”. Four short questions, one minute.")
            % {"company": context["company"], "title": title},
            _("We ask this only once."),
        ],
        action_label=_("Tell us how it went"),
        action_path=_page(context),
    )
