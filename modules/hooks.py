"""Navigation of the offer; uptakes follow the application that grew out of them."""

from django.utils.translation import gettext_lazy as _

from coaching.core.ground import finding, waiting, workflow
from coaching.core.screen import ui
from coaching.core.screen.moved import moved
from coaching.core.screen.navigation import Entry, register
from coaching.programmes.texts import adding
from modules import finds, waits
from modules import rules as module_rules
from modules.gatherings import rules as gathering_rules
from modules.models import Gathering, ModuleUptake
from modules.uptake import actions, rules

register("public", Entry(_("Offer"), "modules:offer", "", "", 10))
register("person", Entry(_("Offer"), "modules:offer", "", "", 10))
register("person", Entry(_("What you took up"), "modules:own_uptakes", rules.TAKE_UP, "", 25))
register(
    "company",
    Entry(
        _("From the offer"),
        "modules:company_uptakes",
        rules.VIEW_OWN_UPTAKES,
        order=62,
        group="application",
        lives=ModuleUptake.objects.all,
    ),
)
register(
    "programme",
    Entry(
        _("Taken up"),
        "modules:desk_uptakes",
        rules.VIEW_UPTAKES,
        order=20,
        group="offer",
        lives=ModuleUptake.objects.all,
    ),
    Entry(
        _("Gatherings"),
        "modules:gatherings",
        gathering_rules.PLAN,
        order=21,
        group="offer",
        lives=Gathering.objects.all,
    ),
    Entry(_("Catalogue"), "modules:catalogue", module_rules.EDIT, order=22, group="offer"),
)
finding.register(*finds.KINDS)
waiting.register(*waits.KINDS)
workflow.effect("application", "submit", actions.follow_application)

for _kind, _label in (
    ("modules.uptake_confirmed", _("Taken up")),
    ("modules.uptake_feedback", _("Question how it went")),
):
    adding.offer(_kind, _label, adding.OFFER)
for _kind, _label in (
    ("modules.place_taken", _("Place in a gathering")),
    ("modules.place_waiting", _("On the waiting list of a gathering")),
    ("modules.place_free", _("A place came free")),
    ("modules.gathering_moved", _("Gathering moved")),
    ("modules.gathering_cancelled", _("Gathering cancelled")),
    ("modules.gathering_soon", _("Reminder of a gathering")),
):
    adding.offer(_kind, _label, adding.OFFER, adding.OF_NOBODY)

# Gatherings were called sessions until ADR 0029.
moved(r"/offer/session/([0-9a-f-]{36})/", r"/offer/gathering/\1/")
moved(r"/offer/place/(.+)/session\.ics", r"/offer/place/\1/gathering.ics")
moved(r"/p/([\w-]+)/sessions/(.*)", r"/p/\1/gatherings/\2")

ui.tones(
    neutral="draft retired replaced closed withdrawn cancelled",
    info="review registered delivered asked",
    attention="waiting feedback",
    good="published confirmed taken present",
    bad="absent",
)
