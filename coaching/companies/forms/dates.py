"""Forms of the year wheel: a date of one's own, and that something was done."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import Acts, OwnDate
from coaching.companies.wheel.kinds import NOT_YET
from coaching.core.ground import clock
from coaching.core.screen import fields
from coaching.core.screen.filters import FilterForm, with_all
from coaching.core.screen.pages import VersionedModelForm

# What many companies add: what it is called, and every how many months at first.
PRESETS = {
    "evacuation": (_("Evacuation exercise"), 12),
    "first_aid": (_("First-aid refresher"), 12),
}
ONCE = 0
RHYTHMS = (
    (ONCE, _("once")),
    (1, _("every month")),
    (3, _("every three months")),
    (6, _("every six months")),
    (12, _("every year")),
    (24, _("every two years")),
    (36, _("every three years")),
    (60, _("every five years")),
)


class OwnDateForm(VersionedModelForm):
    """Once or every so many months."""

    first_on = fields.Date(label=_("First on"), help_text=_("The next days follow from this one."))
    every_months = forms.TypedChoiceField(label=_("How often"), choices=RHYTHMS, coerce=int, initial=12)
    who = forms.ChoiceField(label=_("Who must act"), choices=Acts.choices, initial=Acts.EMPLOYER)
    field_order = ("title", "first_on", "every_months", "who")

    class Meta:
        model = OwnDate
        fields = ["title", "first_on", "who"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["every_months"] = self.instance.every_months or ONCE

    def columns(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            **{name: said[name] for name in ("title", "first_on", "who")},
            "every_months": said["every_months"] or None,
        }


class DoneForm(forms.Form):
    done_on = fields.Date(label=_("Was done on"))
    note = forms.CharField(
        label=_("What is to be said of it"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Who was there, what came of it, why it was later. An inspector reads it too. No names of workers."
        ),
    )

    def clean_done_on(self) -> date:
        """Said at the field itself; the action refuses it too."""
        day: date = self.cleaned_data["done_on"]
        if day > clock.today():
            raise forms.ValidationError(NOT_YET)
        return day


class DatesFilter(FilterForm):
    """Of all files in which one works: which dates."""

    q = forms.CharField(label=_("Search a company"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Which date"), required=False)
    state = forms.ChoiceField(
        label=_("Status"),
        choices=with_all((("late", _("late")), ("coming", _("coming")))),
        required=False,
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = with_all(kinds)  # type: ignore[attr-defined]  # a ChoiceField
