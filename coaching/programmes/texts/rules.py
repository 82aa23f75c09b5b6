"""Who keeps the texts, and which placeholders they may have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from coaching.core.ground.roles import Role, grant

KEEP_TEXTS = grant("programmes.keep_texts", Role.ADMINISTRATOR)

PLACE = re.compile(r"\{\s*([^{}\s]{1,40})\s*\}")
# What may stand in braces, with what comes there. Nothing else is ever looked up.
PLACEHOLDERS: dict[str, Any] = {
    "company": _("the name of the company"),
    "reference": _("the number of the application"),
    "programme": _("the name of the programme"),
    "sent_on": _("the day on which the application was sent"),
}


def unknown(text: str) -> list[str]:
    """What stands in braces and is no placeholder, as it was written."""
    return [found[0] for found in PLACE.finditer(text) if found[1] not in PLACEHOLDERS]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in one go: what a value says in braces stays as it is."""
    return PLACE.sub(lambda found: values.get(found[1], found[0]) if found[1] in PLACEHOLDERS else found[0], text)
