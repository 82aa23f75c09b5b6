"""Four fields to take something up; four questions about how it went."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.screen import fields
from coaching.core.screen.filters import FilterForm, with_all
from coaching.core.screen.forms import offer, sometimes_needed
from modules.uptake.enums import UptakeState, Used

NO_COMPANY = "other"


class TakeForm(forms.Form):
    """Without an account: four typed fields (SERV 2021 §3: simple registration)."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    company_name = forms.CharField(
        label=_("Name of the company"),
        max_length=200,
        error_messages={"required": _("Fill in the name of your company.")},
    )
    enterprise_number = fields.EnterpriseNumber(
        label=_("Enterprise number"),
        required=False,
        help_text=_("Ten digits, for example 0999.990.123. If you have it at hand: then we need not ask it later."),
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Fill in your name.")},
    )
    email = fields.EmailAddress(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("You get one mail now and one in two weeks, to ask how it went. No other mails."),
        error_messages={"required": _("Fill in your e-mail address.")},
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class OwnTakeForm(TakeForm):
    """Signed in: name and e-mail are known, and so is the company when the person is its contact."""

    def __init__(self, *args: Any, companies: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["contact_name"], self.fields["email"]
        if companies:
            rows = [(str(company.pk), company.name) for company in companies]
            choices = [*rows, (NO_COMPANY, _("Another company"))]
            field = forms.ChoiceField(label=_("For which company?"), choices=choices, widget=forms.RadioSelect)
            self.fields = {"company": field, **self.fields}
            self.initial.setdefault("company", rows[0][0])
            self.fields["company_name"].required = False
            self.fields["company_name"].help_text = _("Only for another company.")
            sometimes_needed(self, "company_name")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "company" in self.fields and found.get("company") == NO_COMPANY and not found.get("company_name"):
            self.add_error("company_name", _("Fill in the name of your company."))
        return found

    @property
    def company_id(self) -> str:
        chosen = self.cleaned_data.get("company", NO_COMPANY)
        return "" if chosen == NO_COMPANY else str(chosen)


class FeedbackForm(forms.Form):
    """The one set of questions for all light layers."""

    used = forms.ChoiceField(
        label=_("Did you use it?"),
        choices=[(value, capfirst(label)) for value, label in Used.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer.")},
    )
    workers_reached = fields.WholeNumber(
        label=_("How many workers did it reach?"),
        min_value=0,
        max_value=200_000,
        help_text=_("An estimate is fine."),
        error_messages={"required": _("Fill in a number; 0 is an answer too.")},
    )
    useful = forms.ChoiceField(
        label=_("How useful was it?"),
        choices=[(str(n), str(n)) for n in range(1, 6)],
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        help_text=_("1 is not useful, 5 is very useful."),
        error_messages={"required": _("Choose an answer.")},
    )
    remark = forms.CharField(
        label=_("What could be better?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Name no people."),
    )


class UptakeFilterForm(FilterForm):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, help_text=_("Company or e-mail address"))
    state = forms.ChoiceField(label=_("Status"), required=False, choices=with_all(UptakeState.choices))
    layer = forms.ChoiceField(label=_("Layer"), required=False)

    def __init__(self, *args: Any, layers: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "layer", with_all(layers))


class StopForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give a reason.")},
    )
