"""Mails about mail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coaching.core.mail.outbox import MailContent, mail


@mail("core.undelivered")
def undelivered(context: dict[str, Any]) -> MailContent:
    """To the administrators: somebody does not get the mails with a deadline."""
    if context.get("why") == "full":
        return _no_room(context)
    return MailContent(
        subject=_("Mail to %(person)s does not arrive: phone them") % context,
        paragraphs=[
            _("A mail with a deadline to %(person)s (%(address)s) came back. We go on trying, but do not count on it.")
            % context,
            _("Ask for another address, or help them to change it in their own details."),
        ],
    )


def _no_room(context: dict[str, Any]) -> MailContent:
    """The address is right, but nobody empties the mailbox."""
    return MailContent(
        subject=_("The mailbox of %(person)s is full: phone them") % context,
        paragraphs=[
            _("A mail with a deadline to %(person)s (%(address)s) came back several times: their mailbox is full.")
            % context,
            _("The address is right. Ask them to make room, and tell them what the mail was about."),
        ],
    )
