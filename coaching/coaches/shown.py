"""A coach as a card shows it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from coaching.coaches import queries
from coaching.coaches.choices import LANGUAGES
from coaching.coaches.models import Coach
from coaching.core.choices import Province, Theme


def card_of(coach: Coach, load: int) -> dict[str, Any]:
    """What a card shows: words in the reader's language instead of codes."""
    spoken, theme_names, province_names = dict(LANGUAGES), dict(Theme.choices), dict(Province.choices)
    texts = coach.introduction
    return {
        "coach": coach,
        "free": queries.free_places(coach, load),
        "introduction": texts.get(get_language() or "nl") or texts.get("nl") or "",
        "languages": [spoken.get(code, code) for code in coach.languages],
        "themes": [theme_names.get(code, code) for code in coach.themes],
        "provinces": [province_names.get(code, code) for code in coach.provinces],
    }
