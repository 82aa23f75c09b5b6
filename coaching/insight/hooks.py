"""Where the first screens stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from coaching.core.ground import waiting
from coaching.core.mail import newcomers
from coaching.core.mail import waits as told
from coaching.core.screen import ui
from coaching.core.screen.navigation import Entry, Group, register, register_groups
from coaching.insight import rules, waits
from coaching.insight.digest import waits_for
from coaching.insight.newcomers import facts_of
from coaching.programmes import rules as programme_rules
from coaching.programmes.models import Partner

newcomers.tells(facts_of)
told.tells(waits_for)
waiting.PAGES.update(waits.PAGES)
waiting.register(*waits.KINDS, *waits.STAFF)
register_groups(
    "company",
    Group("coaching", _("Coaching"), "route", 20),
    Group("plans", _("Risks and plans"), "list-checks", 30),
    Group("application", _("Application and offer"), "inbox", 60),
    Group("company", _("Our company"), "building-2", 70),
)
register_groups(
    "programme",
    Group("applications", _("Applications"), "inbox", 15),
    Group("coaching", _("Coaching"), "route", 30),
    Group("offer", _("Offer and reach"), "leaf", 40),
    Group("figures", _("Figures and money"), "chart-column", 50),
    Group("settings", _("Settings"), "settings", 70),
)
register(
    "company",
    Entry(_("Overview"), "insight:workspace", icon="house", order=1, of=lambda actor: not rules.lands_elsewhere(actor)),
)
register("company", Entry(_("Take our file along"), "insight:take_along", rules.TAKE_ALONG, order=79, group="company"))
register("account", Entry(_("What is held about you"), "insight:about_me", "", "shield-check", 60))
register("coach", Entry(_("My companies"), "insight:portfolio", icon="house", order=1))
register("programme", Entry(_("Desk"), "insight:desk", icon="house", order=1))
register("staff", Entry(_("Staff room"), "insight:staff", icon="house", order=1))
register("programme", Entry(_("Report"), "insight:report", programme_rules.VIEW_DESK, order=53, group="figures"))
register("programme", Entry(_("Funnel"), "insight:funnel", programme_rules.VIEW_DESK, order=55, group="figures"))
register("programme", Entry(_("Import"), "insight:imports", rules.IMPORT, order=78, group="settings"))
register(
    "programme",
    Entry(
        _("Partners"),
        "insight:partners",
        programme_rules.KEEP_PARTNERS,
        order=25,
        group="offer",
        lives=Partner.objects.all,
    ),
)
register("partner", Entry(_("Our reach"), "insight:partner_home", programme_rules.VIEW_REACH, "chart-bar", 1))
register(
    "programme", Entry(_("Documents"), "core:programme_documents", programme_rules.VIEW_DESK, order=62, group="figures")
)
register("programme", Entry(_("Figures"), "insight:overview", programme_rules.VIEW_DESK, order=54, group="figures"))

ui.tones(attention="look", good="yes", bad="no")
