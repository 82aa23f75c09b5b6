"""The company's place in the navigation."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coaching.accounts.places import Unfinished, register_unfinished
from coaching.companies import finds, guests, rules, waits, waits_advice, waits_dates
from coaching.companies.models import FileRequest
from coaching.companies.wheel import dates as wheel_dates
from coaching.companies.wheel import files as wheel_files
from coaching.companies.wheel import kinds as wheel_kinds
from coaching.core.ground import agenda, finding, people, waiting, wheel
from coaching.core.ground.roles import Actor
from coaching.core.screen import narrowing
from coaching.core.screen.navigation import Entry, register
from coaching.core.tenancy import leaving

finding.register(*finds.KINDS)
waiting.register(*waits.KINDS, *waits_advice.KINDS, *waits_dates.KINDS)
agenda.register(*waits_dates.SOURCES)
wheel.register(wheel.Provider(wheel_files.facts_of, wheel_dates.deeds, asks=wheel_dates.asks), *wheel_kinds.ALL)
register("public", Entry(_("Open your file"), "companies:open_file", "", "", 25))
register("person", Entry(_("Open a file"), "companies:open_file", rules.OPEN_FILE, "", 25))
register("staff", Entry(_("Files of companies"), "companies:staff_files", rules.SETTLE_FILES, "archive", 35))
register(
    "company",
    Entry(_("Company details"), "companies:company", rules.VIEW, "store", 70, group="company"),
    Entry(_("Work units"), "companies:work_units", rules.VIEW, "factory", 72, group="company"),
    Entry(_("Consultation body"), "companies:body", rules.VIEW, "heart-handshake", 74, group="company"),
    Entry(_("Who does what"), "companies:prevention", rules.VIEW_PREVENTION, "workflow", 75, group="company"),
    Entry(_("Year wheel"), "companies:year", rules.VIEW_DATES, "refresh-cw", 29, group="plans"),
    Entry(_("People"), "companies:people", rules.VIEW_PEOPLE, "users", 76, group="company"),
    Entry(_("Advisers"), "companies:advisers", rules.VIEW_ADVISERS, "scale", 58, group="plans"),
    Entry(_("Who from outside"), "companies:mandates", rules.VIEW_MANDATES, "handshake", 77, group="company"),
)
# Who from outside works in a piece of a file.
people.audience("guests", "people_in_piece", "piece_id")
people.audience("mandate_holder", "holder_of", "subject_id")
narrowing.narrows(guests.only_here)
leaving.tells(guests.ended_mandate)


@register_unfinished
def requests_of(actor: Actor) -> list[Unfinished]:
    """What the person asked of a company and is not settled."""
    rows = FileRequest.objects.filter(person_id=actor.person_key, decided_at=None).exclude(answer="let_in")
    return [
        Unfinished(_("Asked: %(name)s") % {"name": row.asked_name}, reverse("companies:asked", args=[row.pk]))
        for row in rows.only("id", "asked_name").order_by("-asked_at", "id")[:10]
    ]
