"""Keeping and changing a view of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NAME = _("Give the view a name.")


class ViewForm(forms.Form):
    """may_share: whether its reader may let the whole programme see it."""

    name = forms.CharField(label=_("Name"), max_length=60, error_messages={"required": NAME})
    shared = forms.BooleanField(label=_("For everybody who works on this programme"), required=False)

    def __init__(self, *args: Any, may_share: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_share:
            del self.fields["shared"]


class KeepForm(ViewForm):
    """over: in place of which view, then no name is needed. query and columns: what the list showed."""

    over = forms.UUIDField(required=False, widget=forms.HiddenInput())
    query = forms.CharField(required=False, widget=forms.HiddenInput())
    columns = forms.CharField(required=False, widget=forms.HiddenInput())  # their keys, apart by spaces

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("over"):
            self.fields["name"].required = False
