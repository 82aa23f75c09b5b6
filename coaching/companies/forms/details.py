"""Forms of the company's pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import BodyKind, Company, ConsultationBody
from coaching.core.ground.roles import COMPANY_ROLES
from coaching.core.screen import fields
from coaching.core.screen.forms import offer
from coaching.core.screen.pages import VersionedModelForm


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
            "language",
        ]
        help_texts = {
            "headcount": _(
                "Everybody with an employment contract, also part-time. It decides which body gives advice."
            ),
            "nace_code": _("As in the Crossroads Bank for Enterprises, for example 10.390."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.enterprise_number:
            del self.fields["enterprise_number"]
        else:
            self.fields["enterprise_number"].required = False

    def clean_enterprise_number(self) -> str | None:
        return self.cleaned_data["enterprise_number"] or None


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
        fields = ["kind", "name", "worker_members", "has_works_council"]


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
