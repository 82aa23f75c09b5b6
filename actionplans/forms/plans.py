"""Forms of the five-year plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.models import PlanSection
from actionplans.queries import plans as reading
from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.core.screen.forms import ask_only_among_several, offer, offer_rows
from coaching.core.screen.pages import VersionedModelForm
from riskanalysis.models import RiskAnalysis


def _title_and_day(analysis: RiskAnalysis) -> str:
    return f"{analysis.title} ({long_day(analysis.finalised_at)})" if analysis.finalised_at else analysis.title


class CreateGlobalPlanForm(forms.Form):
    """From which risk analysis, and from which year. The analysis is asked only when there are several."""

    analysis: forms.ModelChoiceField[RiskAnalysis] = forms.ModelChoiceField(
        queryset=None, label=_("Risk analysis"), empty_label=None
    )
    start_year = forms.TypedChoiceField(
        label=_("First year"), coerce=int, help_text=_("A five-year plan usually begins on 1 January of next year.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "analysis", reading.analyses_to_plan_from(), _title_and_day)
        ask_only_among_several(self, "analysis")
        year = clock.today().year
        offer(self, "start_year", [(y, f"{y}–{y + 4}") for y in range(year, year + 3)])
        self.fields["start_year"].initial = year + 1


class SectionForm(VersionedModelForm):
    """The text of one section."""

    class Meta:
        model = PlanSection
        fields = ["text"]
        labels = {"text": _("Text of this section")}
        widgets = {"text": forms.Textarea(attrs={"rows": 12})}


class ReasonForm(forms.Form):
    """Why a finding gets no objective; an empty answer takes the reason away."""

    reason = forms.CharField(
        label=_("Why is there no objective for it?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The consultation body reads this. For example: it is solved this year already."),
    )


class AmendForm(forms.Form):
    """What has changed, so that the plan must change."""

    reason = forms.CharField(
        label=_("What has changed?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example an accident, a new machine, or a measure that does not work. The body reads this."),
    )
