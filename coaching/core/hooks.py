"""How mails, reminders, documents and work look on a page."""

from coaching.core.ground import finding
from coaching.core.paper import finds
from coaching.core.screen import ui

finding.register(*finds.KINDS)

ui.tones(
    neutral="cancelled",
    info="planned sending running",
    attention="queued waiting unknown",
    good="sent ready",
    bad="failed full",
)
