"""What consultation and follow-up add: navigation, and their mails and documents. Imported by `hooks`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actionplans import emails_consultation, reports_advice, rules  # noqa: F401 - these register themselves
from coaching.core import navigation
from coaching.core.navigation import Entry

navigation.register(
    "company",
    Entry(_("Advice"), "actionplans:advice", rules.VIEW_REVIEW, "messages-square", 45),
    Entry(_("Measures"), "actionplans:measures", rules.VIEW_MEASURES, "list-checks", 50),
)
