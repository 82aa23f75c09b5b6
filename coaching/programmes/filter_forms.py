"""The filter bar above the desk's list of applications."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coaching.core.ground import sectors
from coaching.core.ground.choices import Province
from coaching.core.screen.fields import WholeNumber
from coaching.core.screen.filters import FilterForm, with_all
from coaching.core.screen.forms import offer
from coaching.programmes import narrowing
from coaching.programmes.enums import ApplicationState, LayerNumber, TargetGroup

DAYS = (7, 14, 30, 60, 90)  # own choice: steps in which a reader asks how long something has waited


def _choice(label: Any, choices: Any = ()) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)


def _number(label: Any, most: int) -> WholeNumber:
    return WholeNumber(label=label, required=False, min_value=0, max_value=most)


class DeskFilterForm(FilterForm):
    """states: those of the view that is shown; scores: whether its reader may know the average of the scores."""

    FIRST = ("q", "state", "target_group", "province")

    q = forms.CharField(label=_("Search"), required=False, max_length=100, help_text=_("Name, number, reference"))
    state = _choice(_("Status"))
    target_group = _choice(_("Target group"), with_all(TargetGroup.choices))
    province = _choice(_("Province"), with_all((value or "none", label) for value, label in Province.choices))
    layer = _choice(_("Layer"), with_all(LayerNumber.choices))
    round = _choice(_("Round"))
    assessor = _choice(_("Assessor"))
    waiting = _choice(_("Waits for"))
    sector = _choice(_("Sector"), with_all(sectors.CHOICES))
    score_from = _number(_("Score from"), narrowing.HIGHEST)
    score_to = _number(_("Score up to"), narrowing.HIGHEST)
    workers_from = _number(_("Workers from"), 1_000_000)
    workers_to = _number(_("Workers up to"), 1_000_000)

    def __init__(self, *args: Any, states: tuple[str, ...] = (), scores: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "state", with_all((v, label) for v, label in ApplicationState.choices if v in states))
        offer(self, "round", lambda: [*with_all([]), *self._records["round"], ("none", capfirst(_("in no round")))])
        offer(self, "assessor", lambda: [*with_all([]), *self._records["assessor"]])
        offer(self, "waiting", [*with_all([]), *((str(days), _days(days)) for days in DAYS)])
        if not scores:
            del self.fields["score_from"], self.fields["score_to"]

    @cached_property
    def _records(self) -> dict[str, list[tuple[str, str]]]:
        return narrowing.choices()


def _days(days: int) -> str:
    return ngettext("%(n)s day or more", "%(n)s days or more", days) % {"n": days}
