"""Cards of the offer, drawn by a function: tags per card cost more than finding the modules."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from coaching.core.ground.figures import figure, form_of
from coaching.core.templatetags.ui_blocks import card
from modules.models import Module

ANY_SLUG = "-"


def _asked(hours: Decimal) -> str:
    said = ngettext("%(hours)s hour of your time", "%(hours)s hours of your time", form_of(hours))
    return said % {"hours": figure(hours)}


def cards(modules: Iterable[Module]) -> list[SafeString]:
    """One per module: what it is for, and the hours it asks."""
    address = reverse("modules:module", args=[ANY_SLUG])
    return [
        card(
            format_html("<p>{}</p>", module.objective_text),
            module,
            layer=module.layer,
            href=address.replace(f"/{ANY_SLUG}/", f"/{module.slug}/"),
            foot=_asked(module.hours_during),
        )
        for module in modules
    ]
