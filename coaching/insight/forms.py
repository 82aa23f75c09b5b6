"""Filters of the first screens."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.search import fold
from coaching.core.screen import fields
from coaching.core.screen.filters import FilterForm, with_all
from coaching.trajectories.enums import ENDED, TrajectoryState

NOT_ENDED = with_all((state.value, state.label) for state in TrajectoryState if state not in ENDED)


class PortfolioForm(FilterForm):
    """Search among a coach's own companies, and how far they are; what cannot be understood counts as nothing."""

    q = forms.CharField(label=_("Search a company"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("Status"), choices=NOT_ENDED, required=False)

    def words(self) -> str:
        self.is_valid()
        return fold(str(self.cleaned_data.get("q", "")).strip())


class PeriodForm(forms.Form):
    """The days of sending between which files are counted."""

    first = fields.Date(label=_("Sent from"), required=False)
    last = fields.Date(label=_("Sent until"), required=False)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = found.get("first"), found.get("last")
        if first and last and first > last:
            self.add_error("last", _("This day lies before the first one."))
        return found

    def period(self) -> tuple[date | None, date | None]:
        """First and last day; what was not understood is left out (and said by `errors`)."""
        if not self.is_bound or not self.is_valid():
            return None, None
        return self.cleaned_data["first"], self.cleaned_data["last"]


class FunnelForm(PeriodForm):
    """By what to count, besides."""

    CUTS = (
        ("province", _("province")),
        ("target-group", _("target group")),
        ("layer", _("layer")),
        ("channel", _("referral channel")),
        ("month", _("month")),
    )
    by = forms.ChoiceField(label=_("Count by"), choices=CUTS, required=False)
    field_order = ("by", "first", "last")

    def asked(self) -> tuple[str, date | None, date | None]:
        """What to count by, first and last day."""
        by = self.cleaned_data["by"] if self.is_bound and self.is_valid() else ""
        return (by or self.CUTS[0][0], *self.period())
