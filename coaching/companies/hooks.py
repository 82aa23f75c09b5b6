"""The company's place in the navigation."""

from django.utils.translation import gettext_lazy as _

from coaching.companies import finds, guests, rules, waits
from coaching.core.ground import finding, people, waiting
from coaching.core.screen.navigation import Entry, register
from coaching.core.tenancy import leaving

finding.register(*finds.KINDS)
waiting.register(*waits.KINDS)
register(
    "company",
    Entry(_("Company details"), "companies:company", rules.VIEW, "store", 70, group="company"),
    Entry(_("Work units"), "companies:work_units", rules.VIEW, "factory", 72, group="company"),
    Entry(_("Consultation body"), "companies:body", rules.VIEW, "heart-handshake", 74, group="company"),
    Entry(_("People"), "companies:people", rules.VIEW_PEOPLE, "users", 76, group="company"),
    Entry(_("Who from outside"), "companies:mandates", rules.VIEW_MANDATES, "handshake", 77, group="company"),
)
# Who from outside works in a piece of a file.
people.audience("guests", "people_in_piece", "piece_id")
leaving.tells(guests.ended_mandate)
