"""A coach as a card shows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coaching.coaches import queries
from coaching.coaches.choices import LANGUAGES
from coaching.coaches.models import Coach, CoachState
from coaching.core.ground import clock
from coaching.core.ground.choices import NEIGHBOURS, Province, Theme
from coaching.core.ground.days import long_day
from coaching.core.ground.figures import figure
from coaching.core.screen.icons import icon
from coaching.core.templatetags.ui import tag

LARGEST = 249  # above it a size has no end that says something


def cards_of(coaches: Iterable[Coach]) -> list[dict[str, Any]]:
    """The cards of a page of coaches: two queries, however many."""
    shown, today = list(coaches), clock.today()
    loads, away = queries.loads(c.pk for c in shown), queries.absences((c.pk for c in shown), today)
    return [card_of(coach, loads.get(coach.pk, 0), away.get(coach.pk)) for coach in shown]


def cards_for(coaches: Iterable[Coach], province: str, headcount: int) -> list[dict[str, Any]]:
    """The same for a company that chooses: how near, and what companies of its size did. One query more."""
    shown = list(coaches)
    known = queries.records((coach.pk for coach in shown), headcount)
    return [
        {**card, "near": _near(card["coach"], province), "record": _record(known.get(card["coach"].pk), headcount)}
        for card in cards_of(shown)
    ]


def _near(coach: Coach, province: str) -> SafeString:
    """How far, in words: the own province, one beside it, elsewhere; nothing when the company's is not known."""
    if not province:
        return mark_safe("")
    if province in coach.provinces:
        return tag(_("works in your province"), "good", "map-pin")
    if NEIGHBOURS[province].intersection(coach.provinces):
        return tag(_("works in a province beside yours"), "info", "map-pin")
    return tag(_("works further away"), "neutral", "map-pin")


def _record(known: queries.Record | None, headcount: int) -> str:
    """One sentence; "" where too few companies of this size came before."""
    if known is None:
        return ""
    least, most = queries.size_of(headcount)
    words: dict[str, Any] = {
        "n": known.started,
        "done": known.finished,
        "least": least,
        "most": most,
        "hours": figure(known.hours),
    }
    size = _("%(least)s workers or more") if most > LARGEST else _("%(least)s to %(most)s workers")
    words["size"] = size % words
    if known.hours is None:
        return _("%(n)s companies with %(size)s began with this coach.") % words
    return (
        _("%(n)s companies with %(size)s began with this coach; %(done)s finished, in %(hours)s hours on average.")
        % words
    )


def card_of(coach: Coach, load: int, away: date | None = None) -> dict[str, Any]:
    """What a card shows: words in the reader's language instead of codes. away: the last day of an absence."""
    spoken, theme_names, province_names = dict(LANGUAGES), dict(Theme.choices), dict(Province.choices)
    texts = coach.introduction
    free = 0 if away else queries.free_places(coach, load)
    card = {
        "coach": coach,
        "free": free,
        "introduction": texts.get(get_language() or "nl") or texts.get("nl") or "",
        "languages": [spoken.get(code, code) for code in coach.languages],
        "themes": [theme_names.get(code, code) for code in coach.themes],
        "provinces": [province_names.get(code, code) for code in coach.provinces],
    }
    # Drawn when a page asks: a file of all coaches needs no markup.
    return {**card, "places": partial(_places, coach, free, away), "facts": partial(_facts, card)}


def _places(coach: Coach, free: int, away: date | None) -> SafeString:
    """The sign that says whether a company can still go to this coach."""
    if away:
        return tag(_("away until %(day)s") % {"day": long_day(away)}, "attention")
    if free:
        return tag(ngettext("%(n)s free place", "%(n)s free places", free) % {"n": free}, "good")
    if coach.state == CoachState.PAUSED:
        return tag(_("takes no new companies"), "neutral")
    return tag(_("no free place"), "attention")


def _facts(card: dict[str, Any]) -> SafeString:
    """Introduction, provinces, languages, themes and sectors; what is not known is left out."""
    coach = card["coach"]
    since = _("coach since %(month)s") % {"month": date_format(coach.trained_on, "F Y")} if coach.trained_on else ""
    home = _("comes from %(place)s") % {"place": coach.based_in} if coach.based_in else ""
    days = [str(WEEKDAYS_ABBR[day - 1]).lower() for day in coach.working_days]
    lines = (
        ("graduation-cap", "", [since] if since else [], False),
        ("house", "", [home] if home else [], False),
        ("map-pin", _("Provinces:"), card["provinces"], True),
        ("calendar", _("Days:"), days, False),
        ("languages", _("Languages:"), card["languages"], True),
        ("heart-pulse", _("Themes:"), card["themes"], False),
        ("factory", _("Sectors:"), coach.sectors, False),
    )
    items = [
        format_html('<li>{} <span class="vh">{}</span> {}</li>\n', icon(sign), label, ", ".join(map(str, words)))
        for sign, label, words, always in lines
        if words or always
    ]
    text = format_html("<p>{}</p>", card["introduction"]) if card["introduction"] else ""
    return mark_safe(f'{text}<ul class="plain-list">{"".join(items)}</ul>')
