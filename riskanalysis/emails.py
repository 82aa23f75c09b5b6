"""Mails about a risk analysis."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.core.mail.outbox import MailContent, mail


def _report(context: dict[str, Any]) -> str:
    return reverse("riskanalysis:report", args=[context["slug"], context["analysis"]])


@mail("riskanalysis.ready_for_body")
def ready_for_body(context: dict[str, Any]) -> MailContent:
    """To the consultation body: the draft report can be read."""
    return MailContent(
        subject=_("%(company)s: read the risk analysis before your next meeting") % context,
        paragraphs=[
            _("The draft report of the risk analysis “%(title)s” is ready for you.") % context,
            _("Read it before your next meeting. What you say about it is written into the final report."),
        ],
        action_label=_("Read the report"),
        action_path=_report(context) + "?as=body",
    )


@mail("riskanalysis.final")
def final(context: dict[str, Any]) -> MailContent:
    """To contacts, coach and body: the analysis is final."""
    return MailContent(
        subject=_("%(company)s: the risk analysis is final") % context,
        paragraphs=[
            _("The risk analysis “%(title)s” is final and can no longer be changed.") % context,
            _("You find the report as a PDF under Documents. The five-year plan builds on it."),
        ],
        action_label=_("Open the report"),
        action_path=_report(context),
    )
