"""Mails about applying together."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from coaching.core.mail.outbox import MailContent, mail


@mail("programmes.cluster_invited")
def cluster_invited(context: dict[str, Any]) -> MailContent:
    """To another company: apply with us."""
    return MailContent(
        subject=_("%(person)s asks %(invited)s to apply together: %(cluster)s") % context,
        paragraphs=[
            _("%(company)s wants to apply for %(programme)s together with other companies, and asks you along.")
            % context,
            _(
                "You fill in who you are; the shared question is there already. You get an analysis and plans of your own."
            ),
            _("You need an account with this e-mail address. It takes about ten minutes."),
        ],
        action_label=_("See the invitation"),
        action_path=f"/apply/cluster/{context['invitation']}/",
    )
