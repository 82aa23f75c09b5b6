"""Forms for opening a company's file, for who asks to work in one, and for proving a mandate."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import Answer, Decision
from coaching.core.ground.roles import COMPANY_ROLES
from coaching.core.screen import fields


class NumberForm(forms.Form):
    """Whose file it is to be."""

    number = fields.EnterpriseNumber(
        label=_("Enterprise number"),
        help_text=_("Ten digits, for example 0999.990.123. It is on every invoice of yours, after “BE” or “VAT”."),
        error_messages={"required": _("Fill in the enterprise number of your company.")},
    )


class OpenFileForm(forms.Form):
    """What the register does not know. known: names of what it does know; those are not asked."""

    name = forms.CharField(
        label=_("Name of the company"),
        max_length=200,
        error_messages={"required": _("Fill in the name of your company.")},
    )
    postcode = fields.Postcode(label=_("Postcode"), error_messages={"required": _("Fill in the postcode.")})
    headcount = fields.WholeNumber(
        label=_("Number of workers"),
        required=False,
        min_value=0,
        max_value=200_000,
        help_text=_("Everybody with an employment contract. If you leave it empty, we count on fewer than 50."),
    )
    words = forms.CharField(
        label=_("What do you do in this company?"),
        required=False,
        max_length=200,
        help_text=_("For example: owner, or responsible for staff."),
    )

    def __init__(self, *args: Any, known: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in known:
            self.fields.pop(name, None)


class AnswerRequestForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Do you let this person in?"),
        choices=[(Answer.LET_IN, _("Yes, this person belongs to us")), (Answer.REFUSED, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    role = forms.ChoiceField(
        label=_("If yes: as what?"), choices=[(role.value, role.label) for role in COMPANY_ROLES], required=False
    )
    has_mandate = forms.BooleanField(
        label=_("May bind the employer"),
        required=False,
        help_text=_("For a company contact: may apply, choose the coach, put plans into force and manage people."),
    )
    words = forms.CharField(
        label=_("If no: why not?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person does not read this. Platform staff does, if the person objects."),
    )
    stranger = forms.BooleanField(label=_("I do not know this person: let platform staff look at it"), required=False)


class DisputeForm(forms.Form):
    words = forms.CharField(
        label=_("Why is this your company?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Say who you are and how we can check it, for example a telephone number of the company."),
        error_messages={"required": _("Say why this is your company.")},
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code in the letter"),
        max_length=40,
        help_text=_("Ten letters and digits. Capitals and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
        error_messages={"required": _("Fill in the code.")},
    )


class DecideFileForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Both sides read this. Say what you checked, and how."),
        error_messages={"required": _("Give a reason.")},
    )


class StaffProofForm(forms.Form):
    reason = forms.CharField(
        label=_("How did you check that they may speak for the company?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: called back on the number of the company's own website. This is kept."),
        error_messages={"required": _("Give a reason.")},
    )
