"""Where the first screens stand in the navigation."""

from django.utils.translation import gettext_lazy as _

from coaching.core.ground import waiting
from coaching.core.mail import newcomers
from coaching.core.mail import waits as told
from coaching.core.screen import ui
from coaching.core.screen.navigation import Entry, register
from coaching.insight import rules, waits
from coaching.insight.digest import waits_for
from coaching.insight.newcomers import facts_of
from coaching.programmes import rules as programme_rules

newcomers.tells(facts_of)
told.tells(waits_for)
waiting.PAGES.update(waits.PAGES)
waiting.register(*waits.KINDS)
register("company", Entry(_("Overview"), "insight:workspace", icon="house", order=1))
register("coach", Entry(_("My companies"), "insight:portfolio", icon="house", order=1))
register("programme", Entry(_("Desk"), "insight:desk", icon="house", order=1))
register("staff", Entry(_("Staff room"), "insight:staff", icon="house", order=1))
register("programme", Entry(_("Funnel"), "insight:funnel", programme_rules.VIEW_DESK, "funnel", 55))
register("programme", Entry(_("Import"), "insight:imports", rules.IMPORT, "upload", 78))
register("programme", Entry(_("Partners"), "insight:partners", programme_rules.KEEP_PARTNERS, "handshake", 65))
register("partner", Entry(_("Our reach"), "insight:partner_home", programme_rules.VIEW_REACH, "chart-bar", 1))
register("programme", Entry(_("Figures"), "insight:overview", programme_rules.VIEW_DESK, "chart-column", 54))

ui.tones(attention="look", good="yes", bad="no")
