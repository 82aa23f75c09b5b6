"""Filters of the first screens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class PortfolioForm(forms.Form):
    """Search among a coach's own companies; what cannot be understood counts as nothing."""

    q = forms.CharField(label=_("Search a company"), max_length=100, required=False)

    def words(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("q", "")).strip().casefold()
