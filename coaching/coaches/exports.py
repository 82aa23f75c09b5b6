"""The public directory of coaches as a file: what the cards show."""

from __future__ import annotations

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.paper.exports import Column

COACHES = (
    Column(_("Name"), lambda card: card["coach"].name),
    Column(_("Status"), lambda card: capfirst(card["coach"].get_state_display())),
    Column(_("Free places"), lambda card: card["free"]),
    Column(_("Provinces"), lambda card: card["provinces"]),
    Column(_("Languages"), lambda card: card["languages"]),
    Column(_("Themes"), lambda card: card["themes"]),
)
