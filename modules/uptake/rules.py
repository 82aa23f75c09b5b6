"""Who may take a module up, what feedback is asked, and which module suits next and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Theme
from coaching.core.ground.roles import Role, grant
from coaching.programmes.enums import LayerNumber

TAKE_UP = grant("modules.take_up", Role.APPLICANT, Role.CONTACT, Role.VISITOR, Role.ADMINISTRATOR)
VIEW_UPTAKES = grant("modules.view_uptakes", Role.ADMINISTRATOR, Role.ASSESSOR)
VIEW_OWN_UPTAKES = grant("modules.view_own_uptakes", Role.CONTACT, Role.PREVENTION_ADVISER, Role.COACH)
ASK_FEEDBACK = grant("modules.ask_feedback")  # the system alone

FEEDBACK_AFTER_DAYS = 14  # a poster has been read by then (subject/lives.md#periods)
FORGOTTEN_AFTER_DAYS = 60  # subject/lives.md#periods
MOST_SUGGESTIONS = 3
STEPS_BEFORE_COACHING = 2  # modules taken after which coaching is proposed


@dataclass(frozen=True)
class Suggestion:
    """A next module and, in words, why this one."""

    module: Any
    reason: Any


def suggestions(taken: Iterable[Any], offered: Iterable[Any]) -> list[Suggestion]:
    """At most three modules that were not taken yet: the same theme one layer further, then coaching, then others.

    taken, offered: modules with `pk`, `layer` and `themes`; offered in the order of the catalogue.
    """
    had = list(taken)
    known = {module.pk for module in had}
    fresh = [module for module in offered if module.pk not in known]
    found = [*_further(had, fresh), *_coaching(had, fresh), *_light(had, fresh)]
    unique = {suggestion.module.pk: suggestion for suggestion in reversed(found)}
    return [s for s in found if unique.get(s.module.pk) is s][:MOST_SUGGESTIONS]


def _further(had: list[Any], fresh: list[Any]) -> list[Suggestion]:
    """Same theme, a later layer; the nearest layer first."""
    last = {theme: max(m.layer for m in had if theme in m.themes) for m in had for theme in m.themes}
    rows = []
    for module in fresh:
        shared = [theme for theme in module.themes if last.get(theme, 99) < module.layer]
        if shared and module.layer < LayerNumber.COACHING:
            theme = shared[0]
            reason = _("You already did something about %(theme)s. This goes one step further.")
            rows.append((module.layer - last[theme], Suggestion(module, _Said(reason, theme))))
    return [suggestion for _distance, suggestion in sorted(rows, key=lambda row: row[0])][: MOST_SUGGESTIONS - 1]


@dataclass(frozen=True)
class _Said:
    """A sentence about a theme, put into words when it is shown."""

    sentence: Any
    theme: str

    def __str__(self) -> str:
        return str(self.sentence) % {"theme": Theme(self.theme).label if self.theme in Theme.values else self.theme}


def _coaching(had: list[Any], fresh: list[Any]) -> list[Suggestion]:
    if len(had) < STEPS_BEFORE_COACHING:
        return []
    reason = _("You took several steps already. A coach helps you to make one plan of them.")
    return [Suggestion(module, reason) for module in fresh if module.layer == LayerNumber.COACHING][:1]


def _light(had: list[Any], fresh: list[Any]) -> list[Suggestion]:
    reason = _("A light start, without a form.")
    return [Suggestion(module, reason) for module in fresh if module.layer == 1] if not had else []
