"""The one mail to who asked to be told of a date."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from coaching.core.ground.choices import Language
from coaching.core.ground.days import long_moment
from coaching.core.mail.outbox import MailContent, mail
from coaching.programmes.layers import text


@mail("modules.date_set")
def date_set(context: dict[str, Any]) -> MailContent:
    said = {"title": text(context["title"]), "when": long_moment(context["starts_at"])}
    return MailContent(
        subject=_("There is a date: %(title)s, %(when)s") % said,
        paragraphs=[
            _("You asked us to tell you when “%(title)s” would get a date. Sign up on its page; you file nothing.")
            % said,
            _("We tell you this once."),
        ],
        facts=[
            (_("When"), said["when"]),
            (_("Where"), context["where"] or _("online")),
            (_("Language"), capfirst(str(Language(context["tongue"]).label))),
        ],
        action_label=_("Sign up"),
        action_path=reverse("modules:sign_up", args=[context["gathering"]]),
    )
