"""Forms of the yearly plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.enums import MeasureState, PreventionLevel
from actionplans.models import AnnualActionPlan, PreventionMeasure
from actionplans.queries import annual as reading
from coaching.core.screen.forms import offer, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm


class NewYearForm(forms.Form):
    """For which year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, *args: Any, global_plan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = reading.years_without_plan(global_plan)
        wanted = str(self.data.get(self.add_prefix("year")))
        within = map(str, range(global_plan.start_year, global_plan.end_year + 1))
        late = [int(wanted)] if wanted in within and int(wanted) not in self.years else []
        offer(self, "year", [(year, str(year)) for year in [*self.years, *late]])  # late got its plan: the action tells


class TextsForm(VersionedModelForm):
    """The four texts of a yearly plan (Codex I.2-9)."""

    class Meta:
        model = AnnualActionPlan
        fields = ["priorities", "means", "duties", "adaptations"]
        labels = {
            "priorities": _("What comes first this year?"),
            "means": _("With which methods and means?"),
            "duties": _("Who has which task, duty and means?"),
            "adaptations": _("What changes in the five-year plan?"),
        }
        help_texts = {
            "priorities": _("The objectives of the five-year plan that you work on this year, and why these."),
            "means": _("Time, people, money, help from outside. The budget of the measures is added up for you."),
            "duties": _("Employer, line, prevention services, workers."),
            "adaptations": _(
                "Because of changed circumstances, accidents, the yearly report of the prevention service or "
                "advice of the body. Nothing changes? Then say so."
            ),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in fields}


class MeasureFilterForm(forms.Form):
    """Search and filters above the measures of a plan."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    level = forms.ChoiceField(label=_("Prevention level"), required=False)
    state = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, objectives: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = ("", _("All"))
        self._choose("objective", [everything, *((row.code, row.code) for row in objectives)])
        self._choose(
            "level", [everything, *((level.value, str(level.label).split(":")[0]) for level in PreventionLevel)]
        )
        self._choose("state", [everything, *MeasureState.choices])

    def _choose(self, name: str, choices: list[Any]) -> None:
        offer(self, name, choices)

    def chosen(self) -> dict[str, str]:
        """Filters that make sense; what is not understood narrows nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class CarryOverForm(forms.Form):
    """Which unfinished measures come along, each with the reason why it was not finished."""

    def __init__(self, *args: Any, measures: Iterable[PreventionMeasure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measures = list(measures)
        for measure in self.measures:
            self.fields[f"take_{measure.pk}"] = forms.BooleanField(label=str(measure), required=False)
            self.fields[f"reason_{measure.pk}"] = forms.CharField(
                label=_("Why was %(code)s not finished?") % {"code": measure.code},
                max_length=1000,
                required=False,
                help_text=_("Needed when it comes along."),
            )
            sometimes_needed(self, f"reason_{measure.pk}")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        taken = [measure for measure in self.measures if data.get(f"take_{measure.pk}")]
        if not taken and self.measures:
            self.add_error(f"take_{self.measures[0].pk}", _("Choose at least one measure."))
        for measure in taken:
            if not data.get(f"reason_{measure.pk}"):
                self.add_error(f"reason_{measure.pk}", _("Say why it was not finished."))
        return data

    @property
    def reasons(self) -> dict[UUID, str]:
        """Measure id → reason, of those that come along."""
        data = self.cleaned_data
        return {m.pk: data[f"reason_{m.pk}"] for m in self.measures if data.get(f"take_{m.pk}")}
