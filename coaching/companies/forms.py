"""Forms of the company's pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import (
    Answer,
    BodyKind,
    Company,
    ConsultationBody,
    Decision,
    EstablishmentUnit,
    WorkUnit,
)
from coaching.core.ground.roles import COMPANY_ROLES
from coaching.core.screen import fields
from coaching.core.screen.forms import offer
from coaching.core.screen.pages import VersionedModelForm


class CommaList(forms.CharField):
    """Short codes with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [part.strip() for part in str(value or "").replace(";", ",").split(",") if part.strip()]


class GoOnAsForm(forms.Form):
    """The company after a merger or a takeover."""

    number = fields.EnterpriseNumber(
        label=_("New enterprise number"),
        help_text=_("Ten digits, for example 0999.990.123."),
        error_messages={"required": _("Fill in the new enterprise number.")},
    )
    name = forms.CharField(label=_("Name of the company from now on"), max_length=200)
    reason = forms.CharField(
        label=_("What happened?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: merged with another company on 1 July. The programme reads this."),
        error_messages={"required": _("Say what happened.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class CompanyForm(VersionedModelForm):
    joint_committees = CommaList(
        label=_("Joint committees"), required=False, help_text=_("The numbers, with a comma between them: 118.10, 220.")
    )

    class Meta:
        model = Company
        fields = [
            "name",
            "enterprise_number",
            "street",
            "postcode",
            "municipality",
            "headcount",
            "blue_collar",
            "high_skilled",
            "nace_code",
            "joint_committees",
            "language",
            "prevention_group",
            "external_service",
        ]
        help_texts = {
            "headcount": _(
                "Everybody with an employment contract, also part-time. It decides which body gives advice."
            ),
            "nace_code": _("As in the Crossroads Bank for Enterprises, for example 10.390."),
            "prevention_group": _("Your internal or external prevention service knows it."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.enterprise_number:
            del self.fields["enterprise_number"]
        else:
            self.fields["enterprise_number"].required = False

    def clean_enterprise_number(self) -> str | None:
        return self.cleaned_data["enterprise_number"] or None

    def clean_joint_committees(self) -> list[str]:
        found: list[str] = self.cleaned_data["joint_committees"]
        if any(len(number) > 6 or not re.fullmatch(r"[0-9][0-9.]*", number) for number in found) or len(found) > 10:
            raise forms.ValidationError(_("Write the numbers like this: 118.10, 220."))
        return found


class EstablishmentForm(fields.ReadingModelForm):
    number = fields.EstablishmentNumber(
        label=_("Establishment number"),
        required=False,
        help_text=_("Ten figures, beginning with 2 to 8, for example 2.999.990.165."),
    )

    class Meta:
        model = EstablishmentUnit
        fields = ["name", "number", "street", "postcode", "municipality"]


class WorkUnitForm(fields.ReadingModelForm):
    class Meta:
        model = WorkUnit
        fields = ["name", "headcount"]

    headcount = fields.WholeNumber(label=_("Number of workers"), min_value=0, max_value=100_000)


class ChangeWorkUnitForm(WorkUnitForm):
    ended = forms.BooleanField(label=_("This work unit no longer exists"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended"].initial = self.instance.ended_on is not None


class BodyForm(fields.ReadingModelForm):
    kind = forms.ChoiceField(label=_("Who gives advice"), choices=BodyKind.choices, widget=forms.RadioSelect)
    worker_members = fields.WholeNumber(
        label=_("Members for the workers"),
        min_value=0,
        max_value=100,
        initial=0,
        help_text=_("Effective members. With direct participation: 0."),
    )

    class Meta:
        model = ConsultationBody
        fields = ["kind", "name", "worker_members"]


class MembershipForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"), choices=[(role.value, role.label) for role in COMPANY_ROLES])
    has_mandate = forms.BooleanField(
        label=_("May bind the employer"),
        required=False,
        help_text=_("For a company contact: may apply, choose the coach, put plans into force and manage people."),
    )


class HandOverForm(forms.Form):
    successor_id = forms.TypedChoiceField(label=_("Who takes over"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "successor_id", people)


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
