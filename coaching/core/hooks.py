"""How mails, reminders, documents and work look on a page."""

from django.utils.translation import gettext_lazy as _

from coaching.core.ground import finding
from coaching.core.paper import finds
from coaching.core.screen import ui
from coaching.core.screen.navigation import Entry, register

finding.register(*finds.KINDS)
register("account", Entry(_("My files"), "core:list_files", "", "download", 45))

ui.tones(
    neutral="cancelled",
    info="planned sending running",
    attention="queued waiting unknown",
    good="sent ready",
    bad="failed full",
)
