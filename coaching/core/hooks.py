"""How mails, reminders, documents and work look on a page."""

from coaching.core.screen import ui

ui.tones(
    neutral="cancelled",
    info="planned sending running",
    attention="queued waiting unknown",
    good="sent ready",
    bad="failed",
)
