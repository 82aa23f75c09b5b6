"""The form of an objective."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.models import GlobalPreventionPlan, Objective
from actionplans.queries import plans as reading
from actionplans.values.suggesting import Suggesting, indicator_names
from coaching.core.screen.forms import offer, offer_rows, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm
from riskanalysis.models import Finding


class ObjectiveForm(VersionedModelForm):
    """What is to be reached, for which findings, measured how and by when."""

    findings: forms.ModelMultipleChoiceField[Finding] = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Which risks does it answer?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Findings of your risk analysis, the most serious first. A voluntary objective needs none."),
    )
    by_year = forms.TypedChoiceField(label=_("To be reached by the end of"), coerce=int)

    class Meta:
        model = Objective
        fields = ["text", "voluntary", "findings", "indicator", "unit", "baseline", "baseline_on", "target", "by_year"]
        labels = {
            "text": _("What do you want to reach?"),
            "indicator": _("How will you measure it?"),
            "baseline": _("How much is it now?"),
            "baseline_on": _("When was that measured?"),
            "target": _("How much must it become?"),
            "unit": _("Unit"),
            "voluntary": _("This is voluntary health promotion, not the answer to a risk"),
        }
        help_texts = {
            "text": _("One result, in one sentence. For example: no lifting task above Kinney score 70."),
            "indicator": _(
                "A figure that you can look up again. For example: share of orders changed within 24 hours. Choose one that "
                "you follow already, or write your own: from then on you enter its values under “Values”."
            ),
            "baseline": _("Leave it empty when the figure has values already: then the last one counts."),
            "baseline_on": _("The path to the target begins on that day. Empty: on the first day of the plan."),
            "unit": _("For example: %, days, Kinney score."),
        }
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "indicator": Suggesting(suggestions_for=indicator_names),
            "baseline": forms.TextInput(attrs={"class": "w-s"}),
            "baseline_on": forms.DateInput(attrs={"class": "w-s"}),
            "target": forms.TextInput(attrs={"class": "w-s"}),
            "unit": forms.TextInput(attrs={"class": "w-m"}),
        }

    def __init__(self, *args: Any, plan: GlobalPreventionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "findings", reading.findings_of(plan), label_of_finding)
        sometimes_needed(self, "findings")
        offer(self, "by_year", [(year, str(year)) for year in range(plan.start_year, plan.end_year + 1)])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("findings") and not data.get("voluntary") and "findings" not in self.errors:
            self.add_error(
                "findings", _("Tie the objective to at least one finding, or mark it as voluntary health promotion.")
            )
        return data

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take; findings as ids."""
        data = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return {**data, "findings": [finding.pk for finding in data["findings"]]}


def label_of_finding(finding: Any) -> str:
    """“F4 Lifting crates (Production, red)”."""
    colour = str(finding.get_colour_display()).split(":")[0]
    return f"{finding} ({', '.join(filter(None, [str(finding.work_unit or ''), colour]))})"
