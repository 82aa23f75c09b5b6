"""The company's place in the navigation."""

from django.utils.translation import gettext_lazy as _

from coaching.companies import rules
from coaching.core.screen.navigation import Entry, register

register(
    "company",
    Entry(_("Company"), "companies:company", rules.VIEW, "building-2", 70),
    Entry(_("Work units"), "companies:work_units", rules.VIEW, "factory", 72),
    Entry(_("Consultation body"), "companies:body", rules.VIEW, "messages-square", 74),
    Entry(_("People"), "companies:people", rules.VIEW_PEOPLE, "users", 76),
)
