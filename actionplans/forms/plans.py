"""Forms of the five-year plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from actionplans.models import PlanSection
from actionplans.queries import plans as reading
from coaching.core.ground import clock
from coaching.core.screen.pages import VersionedModelForm


class CreateGlobalPlanForm(forms.Form):
    """From which risk analysis, and from which year. The analysis is asked only when there are several."""

    analysis = forms.ModelChoiceField(queryset=None, label=_("Risk analysis"), empty_label=None)
    start_year = forms.TypedChoiceField(
        label=_("First year"), coerce=int, help_text=_("A five-year plan usually begins on 1 January of next year.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["analysis"]
        field.queryset = reading.analyses_to_plan_from()
        field.label_from_instance = lambda analysis: f"{analysis.title} ({date_format(analysis.finalised_at)})"
        only = list(field.queryset[:2])
        if len(only) == 1:
            field.widget, field.initial = forms.HiddenInput(), only[0].pk
        year, chosen = clock.today().year, self.fields["start_year"]
        chosen.choices = [(y, f"{y}–{y + 4}") for y in range(year, year + 3)]  # type: ignore[attr-defined]
        chosen.initial = year + 1


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
