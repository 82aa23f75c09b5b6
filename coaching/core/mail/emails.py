"""Mails about mail."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coaching.core.mail.outbox import MailContent, mail


@mail("core.undelivered")
def undelivered(context: dict[str, Any]) -> MailContent:
    """To the administrators: somebody does not get the mails with a deadline."""
    return MailContent(
        subject=_("Mail to %(person)s does not arrive: phone them") % context,
        paragraphs=[
            _("A mail with a deadline to %(person)s (%(address)s) came back. We go on trying, but do not count on it.")
            % context,
            _("Ask for another address, or help them to change it in their own details."),
        ],
    )
