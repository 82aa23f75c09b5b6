"""Forms of the carrying-out of measures."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from actionplans.enums import MeasureState, PreventionLevel
from actionplans.forms.consultation import text_field
from coaching.core.ground import clock
from coaching.core.paper import uploads
from coaching.core.screen import fields, filters
from coaching.core.screen.forms import offer, sometimes_needed
from riskanalysis import rules as risk_rules

ANY = ("", _("all"))


class FilterForm(filters.FilterForm):
    """Search and filters of the list; whatever is not a choice narrows nothing."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *MeasureState.choices])
    late = forms.BooleanField(label=_("only what is late"), required=False)
    owner = forms.ChoiceField(label=_("Followed up by"), required=False)
    objective = forms.ChoiceField(label=_("Objective"), required=False)
    level = forms.ChoiceField(label=_("Prevention level"), required=False, choices=[ANY, *PreventionLevel.choices])
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], only_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "objective", "year"):
            offer(self, name, [ANY, *choices[name]])
        if only_own:
            del self.fields["owner"]

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


def file_field() -> forms.FileField:
    field = forms.FileField(
        label=_("Photo or document"), required=False, help_text=_("PDF, PNG or JPEG, at most 10 MB."), max_length=200
    )
    field.widget.attrs["accept"] = uploads.ACCEPT
    return field


class ProgressForm(forms.Form):
    text = text_field(_("What happened?"), rows=3)
    progress = fields.WholePercent(label=_("Progress (%)"), min_value=0, max_value=100, required=False)
    is_evidence = forms.BooleanField(label=_("This shows that it was done"), required=False)
    upload = file_field()


class FinishForm(forms.Form):
    done_on = fields.Date(label=_("When was it done?"), initial=clock.today)
    evidence = text_field(
        _("How can one see that it is done?"),
        rows=3,
        help_text=_("For example: both tables stand at the lines, photo added."),
    )
    upload = file_field()
    result = forms.CharField(label=_("Result"), required=False, max_length=200)
    spent_eur = fields.Amount(label=_("What did it cost? (€)"), required=False, min_value=Decimal(0), max_digits=10)
    workers_reached = fields.WholeNumber(
        label=_("How many workers does it reach?"), required=False, min_value=0, max_value=1_000_000
    )


class BlockForm(forms.Form):
    reason = text_field(_("What holds it up?"), rows=3)


def _scale(values: dict[Decimal, Any]) -> list[tuple[str, str]]:
    return [("", "–"), *((str(value), f"{value} · {words}") for value, words in values.items())]


class VerifyForm(forms.Form):
    """Does it work? Where the finding was judged by Kinney, score it again."""

    works = forms.ChoiceField(
        label=_("Does the measure work?"),
        widget=forms.RadioSelect,
        choices=[("yes", _("yes, it works")), ("no", _("not well enough"))],
    )
    reason = text_field(
        _("Why not, and what is needed now?"),
        required=False,
        rows=3,
        help_text=_("Only when it does not work well enough. A follow-up measure is then proposed."),
    )
    probability = forms.ChoiceField(label=_("Probability now (W)"), required=False)
    exposure = forms.ChoiceField(label=_("Exposure now (B)"), required=False)
    effect = forms.ChoiceField(label=_("Effect now (E)"), required=False)

    FACTORS = ("probability", "exposure", "effect")

    def __init__(self, *args: Any, kinney: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scales = (risk_rules.PROBABILITIES, risk_rules.EXPOSURES, risk_rules.EFFECTS)
        sometimes_needed(self, "reason", *self.FACTORS)
        for name, scale in zip(self.FACTORS, scales, strict=True):
            if kinney:
                offer(self, name, _scale(scale))
            else:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("works") == "no" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why it does not work well enough."))
        chosen = [cleaned.get(name) for name in self.FACTORS if name in self.fields]
        if any(chosen) and not all(chosen):
            self.add_error("probability", _("Choose all three, or none."))
        return cleaned

    def factors(self) -> tuple[Decimal, Decimal, Decimal] | None:
        found = [Decimal(value) for name in self.FACTORS if (value := self.cleaned_data.get(name))]
        return (found[0], found[1], found[2]) if len(found) == len(self.FACTORS) else None
