"""Search and filters of the offer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Theme
from coaching.core.screen.forms import offer
from coaching.programmes.enums import LayerNumber
from modules.models import ModuleForm, ModuleGroup

HOURS = [
    ("", _("all")),
    ("2", _("at most two hours")),
    ("10", _("at most ten hours")),
    ("20", _("at most twenty hours")),
]


class OfferFilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    layer = forms.ChoiceField(label=_("Layer"), required=False, choices=[("", _("all")), *LayerNumber.choices])
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    group = forms.ChoiceField(label=_("For whom"), required=False)
    place = forms.ChoiceField(label=_("Where"), required=False)
    hours = forms.ChoiceField(label=_("Time it asks"), required=False, choices=HOURS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = [("", _("all")), *((value, capfirst(label)) for value, label in Theme.choices)]
        offer(self, "theme", themes)
        for name, choices in (("group", ModuleGroup.choices), ("place", ModuleForm.choices)):
            rows = [("", _("all")), *((value, capfirst(label)) for value, label in choices)]
            offer(self, name, rows)

    @property
    def filters(self) -> dict[str, str]:
        """What was asked for; a value that is no choice counts as not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
