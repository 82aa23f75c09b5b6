"""Mails about a text of the catalogue: to review, sent back, in use."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.mail.outbox import MailContent, mail
from coaching.programmes.layers import text

Context = dict[str, Any]


def _page(context: Context) -> str:
    return f"/p/{context['programme_slug']}/catalogue/versions/{context['version']}/"


def _facts(context: Context) -> dict[str, str]:
    return {"title": text(context["title"]), "by": context["by"]}


@mail("modules.review_asked")
def review_asked(context: Context) -> MailContent:
    return MailContent(
        subject=_("Read and put in use: “%(title)s”") % _facts(context),
        paragraphs=[
            _("%(by)s has written a new text for “%(title)s” in the offer.") % _facts(context),
            _("Read it, and put it in use or send it back with what should be better."),
        ],
        action_label=_("Read the text"),
        action_path=_page(context),
    )


@mail("modules.sent_back")
def sent_back(context: Context) -> MailContent:
    return MailContent(
        subject=_("Change this first: “%(title)s”") % _facts(context),
        paragraphs=[_("%(by)s has read your text for “%(title)s” and sends it back.") % _facts(context)],
        facts=[(_("What should be better"), context["reason"])],
        action_label=_("Go on with the text"),
        action_path=_page(context),
    )


@mail("modules.in_use")
def in_use(context: Context) -> MailContent:
    return MailContent(
        subject=_("In the offer now: “%(title)s”") % _facts(context),
        paragraphs=[_("%(by)s has read your text and put it in use. Companies see it from now on.") % _facts(context)],
        action_label=_("See it in the offer"),
        action_path=reverse("modules:module", args=[context["slug"]]),
    )
