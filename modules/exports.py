"""The offer and what is taken up of it, as files."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coaching.companies.numbers import format_enterprise_number
from coaching.core.paper.exports import EURO, Column
from coaching.programmes.layers import text

WHAT: Column = Column(_("What"), str)
LAYER: Column = Column(_("Layer"), lambda row: row.layer)
STATUS: Column = Column(_("Status"), lambda row: capfirst(str(row.get_state_display())))
SINCE: Column = Column(_("Since"), lambda row: timezone.localtime(row.created_at).date())

# The programme's: whom to write to, and what became of it.
UPTAKES = (
    Column(_("Company"), lambda row: row.company_name),
    Column(
        _("Enterprise number"),
        lambda row: format_enterprise_number(row.enterprise_number) if row.enterprise_number else "",
    ),
    WHAT,
    LAYER,
    STATUS,
    Column(_("Contact"), lambda row: row.contact_name),
    Column(_("E-mail address"), lambda row: row.email),
    Column(_("Language"), lambda row: row.language.upper()),
    SINCE,
    Column(_("Confirmed on"), lambda row: _day(row.confirmed_at)),
    Column(_("Delivered on"), lambda row: _day(row.delivered_at)),
    Column(_("Ended on"), lambda row: _day(row.closed_at)),
)
OWN_UPTAKES = (
    WHAT,
    Column(_("Company"), lambda row: row.company_name),
    Column(_("Who"), lambda row: row.contact_name),
    LAYER,
    STATUS,
    SINCE,
)
# A row: the gathering, and how many places are left.
GATHERINGS = (
    Column(_("Module"), lambda row: str(row[0].module)),
    Column(_("When"), lambda row: row[0].starts_at),
    Column(_("Minutes"), lambda row: row[0].minutes),
    Column(_("Where"), lambda row: row[0].place or row[0].link),
    Column(_("Language"), lambda row: row[0].language.upper()),
    Column(pgettext_lazy("gathering", "Places"), lambda row: row[0].capacity),
    Column(_("Taken"), lambda row: row[0].capacity - row[1]),
    Column(_("Left"), lambda row: row[1]),
    Column(_("Cancelled on"), lambda row: _day(row[0].cancelled_at)),
)
# Who comes: a list to put a tick behind at the door.
PLACES = (
    Column(_("Name"), lambda row: row.contact_name),
    Column(_("Company"), lambda row: row.company_name),
    STATUS,
    Column(_("Language"), lambda row: row.language.upper()),
    Column(_("Asked on"), lambda row: _day(row.asked_at)),
)
MODULES = (
    Column(_("Module"), str),
    LAYER,
    Column(_("Objective"), lambda row: text(row.objective)),
    Column(_("Hours during"), lambda row: row.hours_during),
    Column(_("Hours a year after"), lambda row: row.hours_after),
    Column(_("Cost"), lambda row: row.cost_eur, EURO),
    Column(_("Form"), lambda row: capfirst(str(row.get_form_display()))),
    Column(_("Languages"), lambda row: [code.upper() for code in row.languages]),
)
CATALOGUE = (
    *MODULES,
    STATUS,
    Column(_("Being changed"), lambda row: row.being_changed),
    Column(_("Kept by"), lambda row: str(row.keeper) if row.keeper else _("starting catalogue")),
)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
