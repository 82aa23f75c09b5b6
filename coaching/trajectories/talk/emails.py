"""Mails about messages."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coaching.core.mail.outbox import MailContent, mail

Context = dict[str, Any]


@mail("trajectories.message")
def message(context: Context) -> MailContent:
    """Somebody wrote; it may wait for the day's mail."""
    return MailContent(
        subject=_("%(author)s wrote about %(company)s") % context,
        paragraphs=_words(context),
        action_label=_("Read and answer"),
        action_path=context["path"],
    )


@mail("trajectories.mentioned")
def mentioned(context: Context) -> MailContent:
    """Somebody wrote and asked for this reader's attention."""
    return MailContent(
        subject=_("%(author)s asks for your attention: %(company)s") % context,
        paragraphs=_words(context),
        action_label=_("Read and answer"),
        action_path=context["path"],
    )


def _words(context: Context) -> list[str]:
    about = [_("A note between coach and programme; the company does not see it.")] if context["internal"] else []
    return [*about, _("“%(excerpt)s”") % context if context["excerpt"] else _("A file was sent along.")]
