"""Forms of the yearly plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.enums import Ending, MeasureState, PreventionLevel
from actionplans.models import AnnualActionPlan, PreventionMeasure
from actionplans.queries import annual as reading
from coaching.companies.service_years import ServiceYear
from coaching.core.ground.days import long_day
from coaching.core.screen.forms import offer, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm


class NewYearForm(forms.Form):
    """For which year."""

    year = forms.ChoiceField(label=_("Year"))

    def __init__(self, *args: Any, global_plan: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = reading.years_without_plan(global_plan)
        wanted = str(self.data.get(self.add_prefix("year")))
        late = [year for year in reading.years_of(global_plan) if year not in self.years and year.label == wanted]
        # By their names, which are all different; one that got its plan since is offered too: the action tells.
        self.by_label = {year.label: year for year in [*self.years, *late]}
        offer(self, "year", [(label, _in_words(year)) for label, year in self.by_label.items()])

    @property
    def first_day(self) -> date:
        return self.by_label[self.cleaned_data["year"]].first


def _in_words(year: ServiceYear) -> str:
    """2027; from when to when for a year that is no calendar year."""
    if (year.first.month, year.last.month, year.is_broken) == (1, 12, False):
        return year.label
    return _("%(year)s (%(first)s to %(last)s)") % {
        "year": year.label,
        "first": long_day(year.first),
        "last": long_day(year.last),
    }


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


class EvaluationForm(VersionedModelForm):
    """What the year brought, and of each unfinished measure what becomes of it and why. Ten minutes of work."""

    whole = forms.BooleanField(
        label=_("The year is over and this is its evaluation"),
        required=False,
        help_text=_("Leave it open when you only save what you know so far."),
    )

    class Meta:
        model = AnnualActionPlan
        fields = ["results", "body_said", "lessons"]
        labels = {
            "results": _("What did the year bring?"),
            "body_said": _("What did the consultation body say?"),
            "lessons": _("What should be different next year?"),
        }
        help_texts = {
            "results": _("In a few sentences: what is better at work now, and what is not."),
            "body_said": _("On the plan, and on the year. What it advised stands here already."),
            "lessons": _("It goes along to next year’s plan."),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in fields}

    def __init__(
        self, *args: Any, measures: Iterable[PreventionMeasure], went_on: Collection[UUID], over: bool, **kwargs: Any
    ) -> None:
        """measures: the unfinished ones; went_on: those that stand in a later plan; over: the year is."""
        super().__init__(*args, **kwargs)
        self.measures = list(measures)
        for measure in self.measures:
            self._ask(measure, measure.pk in went_on)
        whole = self.fields.pop("whole")
        if over and not self.instance.is_evaluated:
            self.fields["whole"] = whole
            sometimes_needed(self, "results", *(f"reason_{m.pk}" for m in self.measures))

    def made_again_of(self, stored: AnnualActionPlan) -> dict[str, Any]:
        measures = PreventionMeasure.objects.filter(pk__in=[measure.pk for measure in self.measures])
        return {**super().made_again_of(stored), "measures": measures}

    def _ask(self, measure: PreventionMeasure, went_on: bool) -> None:
        known = measure.ending or (Ending.CARRIED.value if went_on else "")
        self.fields[f"ending_{measure.pk}"] = forms.ChoiceField(
            label=str(measure),
            choices=[("", _("not said yet")), *Ending.choices],
            initial=known,
            required=False,
        )
        self.fields[f"reason_{measure.pk}"] = forms.CharField(
            label=_("Why was %(code)s not finished?") % {"code": measure.code},
            initial=measure.ending_reason,
            max_length=1000,
            required=False,
            help_text=_("Needed once you say what becomes of it."),
        )
        sometimes_needed(self, f"reason_{measure.pk}")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for measure in self.measures:
            if data.get(f"ending_{measure.pk}") and not data.get(f"reason_{measure.pk}"):
                self.add_error(f"reason_{measure.pk}", _("Say why it was not finished."))
        return data

    @property
    def texts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    @property
    def endings(self) -> dict[UUID, tuple[str, str]]:
        data = self.cleaned_data
        return {m.pk: (data.get(f"ending_{m.pk}", ""), data.get(f"reason_{m.pk}", "")) for m in self.measures}


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
