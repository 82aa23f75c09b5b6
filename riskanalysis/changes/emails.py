"""The mail about a change in the work."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.ground.days import long_day
from coaching.core.mail.outbox import MailContent, mail


@mail("riskanalysis.change_checked")
def change_checked(context: dict[str, Any]) -> MailContent:
    """To contacts, body and who helps: something changes, and what is looked at again because of it."""
    said = {**context, "day": long_day(context["day"])}
    if context["corrected"]:
        opening = _("The answers about this change were put right: “%(words)s”, from %(day)s.") % said
    else:
        opening = _("Something changes at %(company)s: “%(words)s”, from %(day)s.") % said
    if context["parts"]:
        then = _("Part of the risk analysis is looked at again because of it. All the rest stays as it is.")
    else:
        then = _("According to the answers nothing needs another look. The reason stands on the page.")
    return MailContent(
        subject=_("%(company)s: read what changes in the work") % said,
        paragraphs=[opening, then],
        action_label=_("See the change"),
        action_path=reverse("riskanalysis:change", args=[context["slug"], context["check"]]),
    )
