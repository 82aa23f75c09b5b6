"""Forms of the five-year plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.models import GlobalPreventionPlan, PlanSection
from actionplans.queries import plans as reading
from actionplans.queries.renewal import Outcome, outcome_of
from coaching.core.ground import clock
from coaching.core.ground.days import long_day
from coaching.core.screen.fields import DecimalNumber
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


REACHED = [("", _("not said yet")), ("yes", _("reached")), ("partly", _("partly reached")), ("no", _("not reached"))]


class ConclusionForm(VersionedModelForm):
    """What five years brought: as a whole, and of each objective."""

    class Meta:
        model = GlobalPreventionPlan
        fields = ["conclusion"]
        labels = {"conclusion": _("What did these five years bring?")}
        help_texts = {"conclusion": _("The next five-year plan begins from it. The consultation body reads it.")}
        widgets = {"conclusion": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, outcomes: Iterable[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["conclusion"].required = True
        self.codes: list[str] = []
        self.told: dict[str, dict[str, str]] = {}
        for row in outcomes:
            code = row.objective.code
            if row.by_values:  # computed: nothing about it is asked but words
                self.told[code] = {"reached": row.reached, "value": row.value}
                self._ask_words(row, str(row.objective), row.by_values)
                continue
            self.codes.append(code)
            self.fields[f"reached_{code}"] = forms.ChoiceField(
                label=str(row.objective), choices=REACHED, initial=row.reached, required=False
            )
            self.fields[f"value_{code}"] = DecimalNumber(
                label=_("The figure of %(code)s now") % {"code": code}, initial=row.typed, required=False
            )
            self._ask_words(row, _("In words: %(code)s") % {"code": code})

    def _ask_words(self, row: Outcome, label: Any, hint: str = "") -> None:
        self.fields[f"words_{row.objective.code}"] = forms.CharField(
            label=label, initial=row.words, max_length=500, required=False, help_text=hint
        )

    def made_again_of(self, stored: GlobalPreventionPlan) -> dict[str, Any]:
        rows = [outcome_of(stored, row) for row in stored.objectives.order_by("code")]
        return {**super().made_again_of(stored), "outcomes": rows}

    @property
    def reached(self) -> dict[str, dict[str, str]]:
        data = self.cleaned_data
        computed = {code: {**said, "words": data[f"words_{code}"].strip()} for code, said in self.told.items()}
        return computed | {
            code: {
                "reached": data[f"reached_{code}"],
                "value": "" if data[f"value_{code}"] is None else str(data[f"value_{code}"]),
                "words": data[f"words_{code}"].strip(),
            }
            for code in self.codes
        }


class RenewForm(forms.Form):
    """From which day the next five years begin."""

    first_day = forms.ChoiceField(
        label=_("First day of the next five-year plan"),
        help_text=_("It begins with a service year: right after this plan, or earlier when you want to renew it."),
    )

    def __init__(self, *args: Any, days: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = {day.isoformat(): day for day in days}
        offer(self, "first_day", [(key, long_day(day)) for key, day in self.days.items()])
        if self.days:
            self.fields["first_day"].initial = list(self.days)[-1]

    @property
    def chosen(self) -> date:
        return self.days[self.cleaned_data["first_day"]]


class AmendForm(forms.Form):
    """What has changed, so that the plan must change."""

    reason = forms.CharField(
        label=_("What has changed?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example an accident, a new machine, or a measure that does not work. The body reads this."),
    )
