"""Forms of a risk analysis."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import WorkUnit
from coaching.core.ground import clock
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, offer_rows, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm
from riskanalysis import queries, rules
from riskanalysis.enums import (
    AnalysisState,
    Colour,
    FindingLevel,
    FindingMethod,
    SubFactor,
    WarningLight,
    WellbeingDomain,
    WorkAspect,
)
from riskanalysis.models import AnalysisTalk, AspectJudgement, Finding, RiskAnalysis

NO_NAMES = _("Never write the name of a worker, or anything by which one can be recognised.")


class FilterForm(forms.Form):
    """Search and filter of the list. What is not understood is left out."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All")), *((s.value, capfirst(s.label)) for s in AnalysisState)]
        offer(self, "state", choices)

    def chosen(self) -> dict[str, str]:
        """Filters that are set and make sense."""
        self.is_valid()
        found = {"words": self.cleaned_data.get("q"), "state": self.cleaned_data.get("state")}
        return {name: value for name, value in found.items() if value}


class OpenForm(forms.Form):
    """A new analysis."""

    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = _("Risk analysis %(year)s") % {"year": clock.today().year}


class ScopeForm(VersionedModelForm):
    """What is analysed, how workers take part, and which work units are in."""

    work_units: forms.ModelMultipleChoiceField[WorkUnit] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Work units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Groups of workstations or functions that are looked at together."),
    )

    class Meta:
        model = RiskAnalysis
        fields = ["title", "scope", "psychosocial_adviser_involved"]
        widgets = {"scope": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "scope": _("The law asks that workers take part. Write how: talks, survey, walk along on the floor."),
            "psychosocial_adviser_involved": _("Needed when the situation is complex; from the external service."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = WorkUnit.objects.filter(company_id=self.instance.company_id, ended_on__isnull=True)
        offer_rows(self, "work_units", own, lambda unit: f"{unit.name} ({unit.headcount})")
        self.fields["work_units"].initial = [unit.pk for unit in queries.units_of(self.instance)]


class PrediagnosisForm(forms.Form):
    """Which of the twelve warning lights are on."""

    on = fields.Date(label=_("Date"), initial=clock.today)
    signals = forms.MultipleChoiceField(
        label=_("Warning lights that are on"),
        choices=WarningLight.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Go through them with a mixed group. None may be on."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "signals", [(light.value, capfirst(light.label)) for light in WarningLight])


class TalkForm(fields.ReadingModelForm):
    """A talk, an observation, an interview, or a survey's summary figures."""

    work_unit: forms.ModelChoiceField[WorkUnit] = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Work unit"), empty_label=_("Whole organisation")
    )

    class Meta:
        model = AnalysisTalk
        fields = ["held_on", "kind", "invited", "present", "summary"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {"summary": NO_NAMES}

    field_order = ["held_on", "kind", "work_unit", "invited", "present", "summary"]

    def __init__(self, *args: Any, analysis: RiskAnalysis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "work_unit", _units(analysis))
        self.fields["work_unit"].initial = self.instance.work_unit_id

    def clean_held_on(self) -> Any:
        if self.cleaned_data["held_on"] > clock.today():
            raise forms.ValidationError(_("This date is still to come. Record it when it has taken place."))
        return self.cleaned_data["held_on"]


def _units(analysis: RiskAnalysis) -> QuerySet[WorkUnit]:
    return WorkUnit.objects.filter(pk__in=[unit.pk for unit in queries.units_of(analysis)])


class JudgementForm(fields.ReadingModelForm):
    """One A as a whole."""

    class Meta:
        model = AspectJudgement
        fields = ["colour", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 3}), "colour": forms.RadioSelect}
        help_texts = {"summary": _("Needed when you have no findings at all: why is there nothing to improve?")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "colour", _colours())
        sometimes_needed(self, "summary")


def _colours() -> list[tuple[str, str]]:
    return [(c.value, str(capfirst(c.label))) for c in Colour]


def _scale(values: dict[Decimal, Any]) -> list[tuple[str, str]]:
    """Kinney's numbers with their words."""
    shown = [(f"{v:.1f}", number_format(v.normalize() if v < 1 else int(v)), label) for v, label in values.items()]
    return [("", "–"), *((key, f"{number}: {label}") for key, number, label in shown)]


def _factors() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            f"{a.value} {capfirst(a.label)}",
            [(f.value, f"{f.value} {capfirst(f.label)}") for f in SubFactor if f.aspect == a],
        )
        for a in WorkAspect
    ]


class FindingForm(VersionedModelForm):
    """A risk that was found. Which of the last fields count depends on how it was judged."""

    work_unit: forms.ModelChoiceField[WorkUnit] = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Work unit")
    )
    probability = forms.TypedChoiceField(label=_("Probability (W)"), coerce=Decimal, empty_value=None, required=False)
    exposure = forms.TypedChoiceField(label=_("Exposure (B)"), coerce=Decimal, empty_value=None, required=False)
    effect = forms.TypedChoiceField(label=_("Effect (E)"), coerce=Decimal, empty_value=None, required=False)
    severity = forms.TypedChoiceField(label=_("Severity (1–3)"), coerce=int, empty_value=None, required=False)
    colour = forms.ChoiceField(label=_("Colour"), required=False, widget=forms.RadioSelect)

    class Meta:
        model = Finding
        fields = [
            "sub_factor",
            "domain",
            "level",
            "hazard",
            "description",
            "existing_measures",
            "method",
            "colour",
            "at_risk_percent",
            "respondents",
            "severity",
            "probability",
            "exposure",
            "effect",
        ]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "existing_measures": forms.Textarea(attrs={"rows": 3}),
            "level": forms.RadioSelect,
            "method": forms.RadioSelect,
        }
        help_texts = {
            "hazard": _("One sentence, for example: heavy crates are lifted by hand."),
            "description": NO_NAMES,
            "respondents": _("From ten people on: figures about fewer could point at one of them."),
        }

    WHAT = ("sub_factor", "domain", "hazard", "description", "existing_measures")
    HOW = {
        "judgement": ("colour",),
        "share": ("at_risk_percent", "respondents", "severity"),
        "kinney": ("probability", "exposure", "effect"),
    }

    def __init__(self, *args: Any, analysis: RiskAnalysis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "work_unit", _units(analysis))
        self.fields["work_unit"].initial = self.instance.work_unit_id
        offer(self, "sub_factor", [("", "–"), *_factors()])
        for name, label in (("domain", WellbeingDomain), ("level", FindingLevel), ("method", FindingMethod)):
            offer(self, name, [(c.value, capfirst(c.label)) for c in label])
        offer(self, "colour", _colours())
        offer(self, "severity", [("", "–"), *rules.SEVERITIES.items()])
        for name, scale in (
            ("probability", rules.PROBABILITIES),
            ("exposure", rules.EXPOSURES),
            ("effect", rules.EFFECTS),
        ):
            offer(self, name, _scale(scale))
        self._need_what_was_chosen()
        sometimes_needed(self, "work_unit", *(name for names in self.HOW.values() for name in names))

    def _need_what_was_chosen(self) -> None:
        """Fields of another way of judging may stay empty; those of the chosen one may not."""
        method, level = (self.data.get(name) for name in ("method", "level"))
        for way, names in self.HOW.items():
            for name in names:
                self.fields[name].required = method in (None, way)
        self.fields["work_unit"].required = level in (None, FindingLevel.GROUP)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("method") == FindingMethod.KINNEY and cleaned.get("domain") == WellbeingDomain.PSYCHOSOCIAL:
            self.add_error(
                "method", _("Kinney is not suited to psychosocial risks. Choose another way or another domain.")
            )
        if (
            cleaned.get("method") == FindingMethod.SHARE
            and (cleaned.get("respondents") or rules.THRESHOLD) < rules.THRESHOLD
        ):
            self.add_error(
                "respondents", _("Figures about fewer than ten people are not recorded. Judge this together instead.")
            )
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ConsultForm(forms.Form):
    """What the consultation body said about the draft."""

    notes = forms.CharField(
        label=_("What the consultation body said"),
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It is printed in the final report. Write “no remarks” when there were none."),
    )
