"""Forms of the company's pages."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import BodyKind, Company, ConsultationBody, Discipline, EstablishmentUnit, WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.choices import Language
from coaching.core.ground.roles import COMPANY_ROLES
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, sometimes_needed
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


class UntilForm(forms.Form):
    """Until when somebody from outside works in the file: that whole day."""

    until = fields.Date(
        label=_("Until and with"),
        required=False,
        help_text=_("Leave it empty for no end: you can end it on any day."),
    )

    def clean_until(self) -> datetime | None:
        day: date | None = self.cleaned_data["until"]
        if day is None:
            return None
        if day < clock.today():
            raise forms.ValidationError(_("Choose a day in the future."))
        return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


class EndMandateForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("For your own trail. The other does not read it."),
    )


class GiveMandateForm(UntilForm):
    """Who from outside may work in the file, as what, and in what of it."""

    discipline = forms.ChoiceField(label=_("As what?"), choices=Discipline.choices, widget=forms.RadioSelect)
    person = forms.TypedChoiceField(
        label=_("Somebody who is known here"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("A coach, or who had a mandate of yours before. Needed when you give no e-mail address."),
    )
    email = fields.EmailAddress(
        label=_("Or an e-mail address"),
        max_length=254,
        required=False,
        help_text=_(
            "They get an invitation that works for 14 days, for that address alone. Needed when you choose nobody."
        ),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=Language.choices)
    scope = forms.ChoiceField(
        label=_("What for?"),
        widget=forms.RadioSelect,
        choices=[
            ("new", _("What is made from now on; of what there is, only what that builds on, to read")),
            ("whole", _("The whole file: all risk analyses, plans and measures")),
        ],
        initial="new",
    )
    field_order = ["discipline", "person", "email", "language", "scope", "until"]

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", _("Nobody from this list")), *people])
        sometimes_needed(self, "person", "email")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        person, email = found.get("person"), found.get("email")
        if person and email:
            self.add_error("email", _("Choose somebody from the list, or give an address: not both."))
        elif not (person or email or self.errors):
            self.add_error("email", _("Say who: choose somebody from the list, or give an e-mail address."))
        elif email and found.get("discipline") == Discipline.COACH:
            self.add_error("email", _("Choose the coach from the list."))
        return found
