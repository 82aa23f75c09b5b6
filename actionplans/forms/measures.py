"""The form of a measure: six W's on one page, each with why it is asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.actions.measures import active_owners
from actionplans.enums import PreventionLevel
from actionplans.models import AnnualActionPlan, Objective, PreventionMeasure
from actionplans.queries import annual as reading
from actionplans.values.suggesting import Suggesting, indicator_names
from coaching.core.ground import people
from coaching.core.screen import fields
from coaching.core.screen.forms import give_unit, offer, offer_rows
from coaching.core.screen.pages import VersionedModelForm

COLUMNS = [
    "what",
    "objective",
    "why",
    "prevention_level",
    "voluntary",
    "how",
    "where",
    "due_on",
    "who",
    "owner_id",
    "budget_eur",
    "indicator",
]


class MeasureForm(VersionedModelForm):
    """Only `what` and the objective are needed to save; the rest before the plan goes to the body."""

    objective: forms.ModelChoiceField[Objective] = forms.ModelChoiceField(
        queryset=None, label=_("For which objective?"), empty_label=None
    )
    owner_id = forms.TypedChoiceField(
        label=_("Who follows it up?"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("One person of your company. This person gets the reminders and notes the progress."),
    )
    budget_eur = fields.Amount(
        label=_("What does it cost?"),
        required=False,
        min_value=0,
        max_digits=10,
        widget=forms.TextInput(attrs={"class": "w-s"}),
        help_text=_("Outside costs in euro, without VAT. Nothing? Then 0."),
    )
    prevention_level = forms.ChoiceField(
        label=_("At which level does it prevent?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("The law asks for this order. Ask first: can we take the risk away at its source?"),
    )

    class Meta:
        model = PreventionMeasure
        fields = COLUMNS
        labels = {
            "what": _("What will you do?"),
            "why": _("Why?"),
            "who": _("Who does it?"),
            "how": _("How, and with what?"),
            "where": _("Where?"),
            "due_on": _("When is it done?"),
            "indicator": _("How will you see that it works?"),
            "voluntary": _("This is voluntary health promotion"),
        }
        help_texts = {
            "what": _("One action that you can tick off. For example: two lift tables at the washing line."),
            "why": _("From the findings, so that everybody sees where it comes from. Add to it if needed."),
            "who": _("Everyone who takes part, by function. For example: technical lead and two operators."),
            "how": _("The steps, materials and help. For example: quotation, trial week with operators, start."),
            "where": _("Department, line or room."),
            "due_on": _("The day on which it must be finished."),
            "indicator": _("One figure that you measure before and after. For example: the Kinney score."),
            "voluntary": _(
                "For example fruit, stopping smoking, moving more. It does not replace a measure against a risk."
            ),
        }
        widgets = {
            "what": forms.Textarea(attrs={"rows": 2}),
            "why": forms.Textarea(attrs={"rows": 4}),
            "who": forms.Textarea(attrs={"rows": 2}),
            "how": forms.Textarea(attrs={"rows": 4}),
            "due_on": forms.DateInput(attrs={"class": "w-s"}),
            "indicator": Suggesting(suggestions_for=indicator_names),
        }

    def __init__(self, *args: Any, plan: AnnualActionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "objective", reading.objectives_to_choose(plan))
        offer(self, "prevention_level", [(item.value, str(item.label).capitalize()) for item in PreventionLevel])
        offer(self, "owner_id", [("", _("nobody yet")), *_owners(plan)])
        give_unit(self, "budget_eur", "€", before=True)

    def clean_budget_eur(self) -> Any:
        return self.cleaned_data["budget_eur"] or 0

    @property
    def values(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: self.cleaned_data[name] for name in COLUMNS}


def _owners(plan: AnnualActionPlan) -> list[tuple[int, str]]:
    names = people.names_of(active_owners(plan.company_id).values_list("user_id", flat=True))
    return sorted(names.items(), key=lambda item: item[1])
