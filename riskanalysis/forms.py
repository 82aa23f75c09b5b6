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
    AnalysisKind,
    AnalysisState,
    Colour,
    Consequence,
    FindingLevel,
    FindingMethod,
    SubFactor,
    WarningLight,
    WellbeingDomain,
)
from riskanalysis.models import AnalysisTalk, AspectJudgement, Finding, RiskAnalysis

NO_NAMES = _("Never write the name of a worker, or anything by which one can be recognised.")


class FilterForm(forms.Form):
    """Search and filter of the list. What is not understood is left out."""

    q = forms.CharField(label=_("Search"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("Status"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All")), *((s.value, capfirst(s.label)) for s in AnalysisState)]
        offer(self, "state", choices)
        offer(self, "kind", [("", _("All")), *((k.value, capfirst(k.label)) for k in AnalysisKind)])

    def chosen(self) -> dict[str, str]:
        """Filters that are set and make sense."""
        self.is_valid()
        found = {"words": self.cleaned_data.get("q"), "state": self.cleaned_data.get("state")}
        found["kind"] = self.cleaned_data.get("kind")
        return {name: value for name, value in found.items() if value}


class OpenForm(forms.Form):
    """A new analysis."""

    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = _("Risk analysis %(year)s") % {"year": clock.today().year}


def subjects() -> list[tuple[str, str]]:
    """The sub-factors with their codes."""
    return [(factor.value, f"{factor.value} {capfirst(factor.label)}") for factor in SubFactor]


class ScopeForm(VersionedModelForm):
    """What is analysed, how workers take part, and which work units are in."""

    work_units: forms.ModelMultipleChoiceField[WorkUnit] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Work units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Groups of workstations or functions that are looked at together."),
    )

    parts = forms.MultipleChoiceField(
        label=_("Subjects"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        help_text=_("None ticked is all of them."),
    )

    class Meta:
        model = RiskAnalysis
        fields = ["title", "scope", "psychosocial_adviser_involved", "adviser_part"]
        widgets = {"scope": forms.Textarea(attrs={"rows": 5}), "adviser_part": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "adviser_part": _("What the adviser did, or why none was needed. No names of workers."),
            "scope": _("The law asks that workers take part. Write how: talks, survey, walk along on the floor."),
            "psychosocial_adviser_involved": _("Needed when the situation is complex; from the external service."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = WorkUnit.objects.filter(company_id=self.instance.company_id, ended_on__isnull=True)
        offer_rows(self, "work_units", own, lambda unit: f"{unit.name} ({unit.headcount})")
        self.fields["work_units"].initial = [unit.pk for unit in queries.units_of(self.instance)]
        if self.instance.is_whole:
            del self.fields["parts"]
        else:
            offer(self, "parts", subjects())
            self.fields["parts"].initial = self.instance.parts
        if not self.instance.is_situation:
            del self.fields["adviser_part"]


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


def _factors(analysis: RiskAnalysis) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (
            f"{a.value} {capfirst(a.label)}",
            [(f.value, f"{f.value} {capfirst(f.label)}") for f in analysis.factors if f.aspect == a],
        )
        for a in analysis.aspects
    ]


def _yes(value: str) -> bool:
    return value == "yes"


def _said(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


class FindingForm(VersionedModelForm):
    """A risk that was found. Which of the last fields count depends on how it was judged."""

    work_unit: forms.ModelChoiceField[WorkUnit] = forms.ModelChoiceField(
        queryset=None, required=False, label=_("Work unit")
    )
    probability = forms.TypedChoiceField(label=_("Probability (W)"), coerce=Decimal, empty_value=None, required=False)
    exposure = forms.TypedChoiceField(label=_("Exposure (B)"), coerce=Decimal, empty_value=None, required=False)
    effect = forms.TypedChoiceField(label=_("Effect (E)"), coerce=Decimal, empty_value=None, required=False)
    consequences = forms.MultipleChoiceField(
        label=_("What can it lead to?"),
        choices=Consequence.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        help_text=_("What the situation can lead to. Never what happened, and to whom."),
    )
    is_objective = forms.TypedChoiceField(
        label=_("Is the danger there for whoever does this work?"), coerce=_yes, empty_value=None, required=False
    )
    employer_can_act = forms.TypedChoiceField(
        label=_("Can the employer do something about it?"), coerce=_yes, empty_value=None, required=False
    )
    severity = forms.TypedChoiceField(label=_("Severity (1–3)"), coerce=int, empty_value=None, required=False)
    colour = forms.ChoiceField(label=_("Colour"), required=False, widget=forms.RadioSelect)

    class Meta:
        model = Finding
        fields = [
            "sub_factor",
            "domain",
            "consequences",
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
    MIND = ("consequences", "is_objective", "employer_can_act")
    HOW = {
        "judgement": ("colour",),
        "share": ("at_risk_percent", "respondents", "severity"),
        "kinney": ("probability", "exposure", "effect"),
    }

    def __init__(self, *args: Any, analysis: RiskAnalysis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "work_unit", _units(analysis))
        self.fields["work_unit"].initial = self.instance.work_unit_id
        offer(self, "sub_factor", [("", "–"), *_factors(analysis)])
        levels = [FindingLevel.GROUP] if queries.needs_unit(analysis) else list(FindingLevel)
        for name, labels in (("domain", WellbeingDomain), ("level", levels), ("method", FindingMethod)):
            offer(self, name, [(c.value, capfirst(c.label)) for c in labels])
        if len(levels) == 1:
            self.fields["level"].initial = FindingLevel.GROUP
        self._ask_the_tests()
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

    def _ask_the_tests(self) -> None:
        """Of psychosocial findings: what it can lead to, and the two tests; three answers that may wait."""
        offer(self, "consequences", [(c.value, capfirst(c.label)) for c in Consequence])
        for name in ("is_objective", "employer_can_act"):
            offer(self, name, [("", _("not looked at yet")), ("yes", _("yes")), ("no", _("no"))])
            self.initial[name] = _said(getattr(self.instance, name))
        sometimes_needed(self, *self.MIND)

    def _need_what_was_chosen(self) -> None:
        """Fields of another way of judging may stay empty; those of the chosen one may not."""
        method, level = (self.data.get(name) for name in ("method", "level"))
        for way, names in self.HOW.items():
            for name in names:
                self.fields[name].required = method in (None, way)
        self.fields["work_unit"].required = level in (None, FindingLevel.GROUP)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned |= rules.psychosocial(cleaned.get("domain") or "", cleaned)  # hidden answers of another domain
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
