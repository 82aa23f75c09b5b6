"""What consultation and follow-up add: navigation, and their mails and documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from actionplans import agenda, finds, rules, waits, waits_years
from coaching.core.ground import agenda as calendars
from coaching.core.ground import finding, waiting
from coaching.core.screen import navigation
from coaching.core.screen.navigation import Entry

navigation.register(
    "company",
    Entry(_("Advice"), "actionplans:advice", rules.VIEW_ADVICE, "thumbs-up", 45, "plans"),
    Entry(_("Measures"), "actionplans:measures", rules.VIEW_MEASURES, "badge-check", 50, "plans"),
)
waiting.register(*waits.KINDS, *waits_years.KINDS, rank=1)
calendars.register(*agenda.SOURCES)
finding.register(*finds.KINDS)
