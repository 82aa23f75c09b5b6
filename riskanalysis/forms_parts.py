"""Forms of analyses of a part and of a situation, of the roll-out, and of what is recorded beside the findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import EstablishmentUnit, WorkUnit
from coaching.core.ground import clock
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, offer_rows
from coaching.core.screen.pages import VersionedModelForm
from riskanalysis import rules
from riskanalysis.enums import AskedBy, Colour, SubFactor, WorkAspect
from riskanalysis.forms import NO_NAMES, subjects
from riskanalysis.models import PlannedAnalysis
from riskanalysis.scopes import Request


def _units(form: forms.BaseForm) -> None:
    """The units to choose from; where there are none, nothing asks for them."""
    rows = WorkUnit.objects.filter(ended_on__isnull=True).order_by("kind", "name")
    offer_rows(form, "work_units", rows, lambda unit: f"{unit.name} ({unit.headcount})")
    if not form.fields["work_units"].required and not rows.exists():
        form.fields["work_units"].widget = forms.MultipleHiddenInput()


def _subjects() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Subjects"),
        choices=SubFactor.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        help_text=_("None ticked is all of them."),
    )


class PartForm(forms.Form):
    """An analysis of units, functions, a place, or of some subjects for everybody."""

    title = forms.CharField(label=_("Title"), max_length=200)
    work_units: forms.ModelMultipleChoiceField[WorkUnit] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Work units and functions"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        help_text=_("None ticked is everybody. Choose subjects then."),
    )
    establishment: forms.ModelChoiceField[EstablishmentUnit] = forms.ModelChoiceField(
        queryset=None, label=_("Place of work"), required=False, empty_label=_("no place apart")
    )
    parts = _subjects()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _units(self)
        places = EstablishmentUnit.objects.filter(ended_on__isnull=True).order_by("name")
        offer_rows(self, "establishment", places)
        if not places.exists():
            self.fields["establishment"].widget = forms.HiddenInput()
        offer(self, "parts", subjects())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(data.get(name) for name in ("work_units", "establishment", "parts")):
            self.add_error(
                None,
                _("Choose the units, the place or the subjects that it looks at. Without them it is of the whole."),
            )
        return data


class SituationForm(forms.Form):
    """An analysis of a specific situation: who asked, when, which team, by when the employer decides."""

    title = forms.CharField(label=_("The situation in a few words"), max_length=200, help_text=NO_NAMES)
    work_units: forms.ModelMultipleChoiceField[WorkUnit] = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Which team?"), widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"})
    )
    asked_by = forms.ChoiceField(label=_("Who asked for it?"), choices=AskedBy.choices, widget=forms.RadioSelect)
    asked_on = fields.Date(label=_("Asked on"), initial=clock.today)
    decide_by = fields.Date(label=_("The employer decides by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _units(self)
        offer(self, "asked_by", [(one.value, capfirst(one.label)) for one in AskedBy])

    @property
    def has_teams(self) -> bool:
        return bool(self.fields["work_units"].choices)  # type: ignore[attr-defined]  # a field of several choices

    @property
    def values(self) -> dict[str, Any]:
        """What the action takes."""
        data = self.cleaned_data
        asked = Request(data["asked_by"], data["asked_on"], data["decide_by"])
        return {"title": data["title"], "work_units": data["work_units"], "asked": asked}


class ParticipationForm(forms.Form):
    """How workers took part otherwise, or why they did not."""

    note = forms.CharField(
        label=_("How workers took part otherwise, or why they did not"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=NO_NAMES,
    )


class DecisionForm(forms.Form):
    """What the employer decided about a specific situation."""

    decision = forms.CharField(
        label=_("What did the employer decide?"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Measures for the team as a whole. Never the name of a worker."),
    )
    decided_on = fields.Date(label=_("Decided on"), initial=clock.today)


def _years() -> list[tuple[int, str]]:
    year = clock.today().year
    return [(one, str(one)) for one in range(year, year + rules.YEARS_AHEAD + 1)]


class PlanForm(forms.Form):
    """Which units are analysed in which year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    work_units: forms.ModelMultipleChoiceField[WorkUnit] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Work units and functions"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        help_text=_("None ticked is the whole organisation. Each unit gets a line of its own."),
    )
    parts = _subjects()
    note = forms.CharField(label=_("Why then?"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _units(self)
        offer(self, "year", _years())
        offer(self, "parts", subjects())


class PlannedForm(VersionedModelForm):
    """Move what is planned to another year, or change what it looks at."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    parts = _subjects()

    class Meta:
        model = PlannedAnalysis
        fields = ["year", "parts", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = _years()
        if (self.instance.year, str(self.instance.year)) not in years:
            years.insert(0, (self.instance.year, str(self.instance.year)))
        offer(self, "year", years)
        offer(self, "parts", subjects())


class DropForm(forms.Form):
    """Why it is not done."""

    why = forms.CharField(label=_("Why is it not done?"), max_length=300)


class HoldsForm(forms.Form):
    """Filter of what is in force. What is not understood is left out."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    unit = forms.ChoiceField(label=_("Work unit"), required=False)
    aspect = forms.ChoiceField(label=_("Aspect"), required=False)
    colour = forms.ChoiceField(label=_("Colour"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = WorkUnit.objects.order_by("name").values_list("pk", "name")
        offer(self, "unit", [("", _("All")), *((str(pk), name) for pk, name in units)])
        offer(self, "aspect", [("", _("All")), *((a.value, f"{a.value} {capfirst(a.label)}") for a in WorkAspect)])
        offer(self, "colour", [("", _("All")), *((c.value, capfirst(rules.colour_name(c))) for c in Colour)])

    def chosen(self) -> dict[str, str]:
        """Filters that are set and make sense."""
        self.is_valid()
        names = {"q": "words", "unit": "work_unit_id", "aspect": "aspect", "colour": "colour"}
        found = {key: self.cleaned_data.get(name) for name, key in names.items()}
        return {key: value for key, value in found.items() if value}
