"""Forms of indicators and of their values."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from actionplans.values import queries
from actionplans.values.enums import Better, Theme
from actionplans.values.models import Indicator, IndicatorValue
from coaching.companies.models import WorkUnit
from coaching.core.ground import clock
from coaching.core.screen.fields import Date, DecimalNumber
from coaching.core.screen.forms import give_unit, offer, offer_rows, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm
from riskanalysis.enums import WellbeingDomain, WorkAspect

NAMES = ["name", "unit", "better", "source", "aspect", "domain", "theme"]


def _all(choices: Any) -> list[tuple[str, str]]:
    return [("", str(_("All"))), *((item.value, capfirst(item.label)) for item in choices)]


class ListForm(forms.Form):
    """Search and filters above the list. What is not understood narrows nothing."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    aspect = forms.ChoiceField(label=_("Aspect"), required=False)
    domain = forms.ChoiceField(label=_("Domain"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    ended = forms.ChoiceField(label=_("Which"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "aspect", [("", _("All")), *((a.value, f"{a.value} {capfirst(a.label)}") for a in WorkAspect)])
        offer(self, "domain", _all(WellbeingDomain))
        offer(self, "theme", _all(Theme))
        offer(self, "ended", [("", _("followed now")), ("yes", _("no longer followed"))])

    def chosen(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name in self.fields if (value := self.cleaned_data.get(name) or "")}


class IndicatorForm(VersionedModelForm):
    """What is measured. Only the name is needed; the rest helps to find it again and to read it."""

    class Meta:
        model = Indicator
        fields = NAMES
        labels = {
            "name": _("What do you measure?"),
            "unit": _("Unit"),
            "better": _("Which way is better?"),
            "source": _("Where do you find the figure?"),
            "aspect": _("Aspect of work"),
            "domain": _("Domain of wellbeing"),
            "theme": _("Theme"),
        }
        help_texts = {
            "name": _("One figure that you can look up again and again. For example: sickness absence."),
            "unit": _("For example: %, days, number."),
            "source": _("So that somebody else finds the same figure next year. For example: personnel records."),
        }
        widgets = {"unit": forms.TextInput(attrs={"class": "w-m"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", _("not said"))
        offer(self, "better", [empty, *((one.value, capfirst(one.label)) for one in Better)])
        offer(self, "aspect", [empty, *((a.value, f"{a.value} {capfirst(a.label)}") for a in WorkAspect)])
        offer(self, "domain", [empty, *((one.value, capfirst(one.label)) for one in WellbeingDomain)])
        offer(self, "theme", [empty, *((one.value, capfirst(one.label)) for one in Theme)])

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NAMES}


class ChangeForm(IndicatorForm):
    """The same, and whether it is still followed."""

    ended = forms.BooleanField(
        label=_("We no longer follow this figure"),
        required=False,
        help_text=_("Its values stay to be read. You can take it up again here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended"].initial = self.instance.ended_on is not None


class ValueForm(forms.Form):
    """One figure of one day."""

    value = DecimalNumber(
        label=_("Value"),
        max_digits=11,
        decimal_places=2,
        widget=forms.TextInput(attrs={"class": "w-s", "inputmode": "decimal"}),
    )
    on = Date(label=_("Measured on"), widget=forms.DateInput(attrs={"class": "w-s"}))
    work_unit: forms.ModelChoiceField[WorkUnit] = forms.ModelChoiceField(
        queryset=None,
        label=_("Where"),
        required=False,
        empty_label=_("whole company"),
        help_text=_("Choose a unit only when the figure is of that unit alone. Never a figure about one person."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("For example what explains the figure.")
    )

    def __init__(self, *args: Any, indicator: Indicator, unit_id: UUID | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = queries.units_to_choose(unit_id)
        offer_rows(self, "work_unit", units)
        if indicator.unit:
            give_unit(self, "value", indicator.unit)
        self.fields["on"].initial = clock.today()
        if not units.exists():
            del self.fields["work_unit"]

    def clean_on(self) -> date:
        """Said beside the other mistakes; the action refuses it too."""
        on: date = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_("This day is yet to come. Enter a value once it has been measured."))
        return on

    @property
    def told(self) -> dict[str, Any]:
        return {"work_unit": None, **self.cleaned_data}


class CorrectForm(ValueForm):
    """Another value in its place, or none; and what was wrong."""

    field_order = ("value", "taken_away", "on", "work_unit", "note", "correction")
    taken_away = forms.BooleanField(
        label=_("There should be no value at all"), required=False, help_text=_("Then the box above may be empty.")
    )
    correction = forms.CharField(
        label=_("What was wrong?"), max_length=300, help_text=_("The first figure stays to be read, with these words.")
    )

    def __init__(self, *args: Any, value: IndicatorValue, **kwargs: Any) -> None:
        initial = {"value": value.value, "on": value.on, "work_unit": value.work_unit_id, "note": value.note}
        super().__init__(*args, initial=initial, indicator=value.indicator, unit_id=value.work_unit_id, **kwargs)
        self.fields["value"].required = False
        sometimes_needed(self, "value")
        self.fields["on"].initial = value.on

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("value") is None and not data.get("taken_away") and "value" not in self.errors:
            self.add_error("value", _("Give the right figure, or say that there should be none."))
        return data

    @property
    def told(self) -> dict[str, Any]:
        said = {"work_unit": None, **self.cleaned_data}
        if said.pop("taken_away"):
            said["value"] = None
        return said
