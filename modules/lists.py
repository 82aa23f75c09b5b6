"""Cards of the offer, drawn by a function: tags per card cost more than finding the modules."""

from __future__ import annotations

from collections.abc import Iterable

from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coaching.core.templatetags.ui_blocks import card
from modules.models import Module

ANY_SLUG = "-"


def cards(modules: Iterable[Module]) -> list[SafeString]:
    """One per module: what it is for, and the hours it asks."""
    address, hours = reverse("modules:module", args=[ANY_SLUG]), _("%(hours)s hours of your time")
    return [
        card(
            format_html("<p>{}</p>", module.objective_text),
            module,
            layer=module.layer,
            href=address.replace(f"/{ANY_SLUG}/", f"/{module.slug}/"),
            foot=hours % {"hours": floatformat(module.hours_during)},
        )
        for module in modules
    ]
