"""Mails about files."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coaching.core.mail.outbox import MailContent, mail


@mail("core.list_ready")
def list_ready(context: dict[str, Any]) -> MailContent:
    """To who asked: the file of a long list is there."""
    counted = context["counted"]
    rows = ngettext("%(rows)s row", "%(rows)s rows", counted) % {"rows": number_format(counted, force_grouping=True)}
    return MailContent(
        subject=_("Your file “%(name)s” is ready: download it within a week") % {"name": context["name"]},
        paragraphs=[
            _("You asked for everything that we keep in this file. It is there now.")
            if context.get("whole")
            else _("You asked for a list with more rows than we make at once. The file is there now.")
        ],
        facts=[(_("File") if context.get("whole") else _("List"), context["name"]), (_("In the file"), rows)],
        action_label=_("Download the file"),
        action_path=reverse("core:list_file", args=[context["file"]]),
        closing=_("After a week the file is deleted. You can always ask for it again from its page.")
        if context.get("whole")
        else _("After a week the file is deleted. You can always ask for it again from the list."),
    )
