"""The forms of applying, assessing and deciding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import BodyKind
from coaching.companies.numbers import format_enterprise_number, parse_enterprise_number
from coaching.core.choices import Province, province_of
from coaching.programmes.enums import ApplicationState, ReferralChannel, SupportFrom, TargetGroup
from coaching.programmes.models import Application

MOST_WORKERS = 200_000  # more than the largest employer of the country
MOST_HOURS = 5_000
LONGEST_TEXT = 5_000


def _long_text(rows: int = 6) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class StepForm(forms.ModelForm):
    """One page of the application; carries the version of the draft it was opened with.

    partial: saved for later, so that nothing is required yet; what is filled in must still be right.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    required_fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, partial: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partial = partial
        self.fields["version"].initial = self.instance.version
        for name, field in self.fields.items():
            if name != "version":
                field.required = name in self.required_fields and not partial

    @property
    def opened_with(self) -> int:
        return int(self.cleaned_data["version"])

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class CompanyForm(StepForm):
    required_fields = ("enterprise_number", "company_name", "street", "postcode", "municipality")
    enterprise_number = forms.CharField(
        label=_("Enterprise number"),
        max_length=30,
        help_text=_("Ten digits, for example 0999.990.123. It is on every invoice of yours, after “BE” or “VAT”."),
        error_messages={"required": _("Fill in the enterprise number of your company.")},
    )

    class Meta:
        model = Application
        fields = ["enterprise_number", "company_name", "street", "postcode", "municipality", "nace_code", "language"]
        help_texts = {
            "company_name": _("As it stands in the enterprise register."),
            "postcode": _("Four digits. The province follows from it."),
            "nace_code": _("If you know it, for example 10.71 for a bakery. Otherwise leave it empty."),
            "language": _("The language of our mails and of the decision letter."),
        }
        labels = {"language": _("Language for our letters")}
        error_messages = {
            "company_name": {"required": _("Fill in the name of your company.")},
            "street": {"required": _("Fill in the street and number.")},
            "postcode": {"required": _("Fill in the postcode.")},
            "municipality": {"required": _("Fill in the municipality.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].required = True
        self.initial["enterprise_number"] = format_enterprise_number(self.instance.enterprise_number)
        if self.instance.company_id:  # known: shown on the page, not asked
            del self.fields["enterprise_number"]
            del self.fields["company_name"]

    def clean_enterprise_number(self) -> str:
        typed = str(self.cleaned_data["enterprise_number"]).strip()
        try:
            return parse_enterprise_number(typed) if typed else ""
        except ValueError as error:
            raise forms.ValidationError(
                _("This is not a Belgian enterprise number. Check the ten digits, for example 0999.990.123.")
            ) from error

    def clean_postcode(self) -> str:
        postcode = str(self.cleaned_data["postcode"]).strip()
        if postcode and not province_of(postcode):
            raise forms.ValidationError(_("A Belgian postcode has four digits, for example 3800."))
        return postcode

    def clean_nace_code(self) -> str:
        code = str(self.cleaned_data["nace_code"]).replace(" ", "")
        if code and not (code.isascii() and code.replace(".", "").isdigit()):
            raise forms.ValidationError(_("An activity code has digits only, for example 10.71."))
        return code


class WorkersForm(StepForm):
    required_fields = ("headcount", "high_skilled")
    headcount = forms.IntegerField(
        label=_("How many workers does your company have?"),
        min_value=1,
        max_value=MOST_WORKERS,
        help_text=_("Everybody who works for you now, full-time or part-time, temporary workers too."),
        error_messages={"required": _("Fill in how many workers you have.")},
    )
    blue_collar = forms.IntegerField(
        label=_("How many of them are blue-collar workers?"), min_value=0, max_value=MOST_WORKERS
    )
    high_skilled = forms.IntegerField(
        label=_("How many of them have a higher education degree?"),
        min_value=0,
        max_value=MOST_WORKERS,
        help_text=_(
            "A bachelor's or master's degree. An estimate is fine. "
            "We ask because companies with many low-skilled workers go first."
        ),
        error_messages={"required": _("Fill in how many have a higher education degree. Nobody? Then fill in 0.")},
    )

    class Meta:
        model = Application
        fields = ["headcount", "blue_collar", "high_skilled"]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        headcount = found.get("headcount")
        for name in ("blue_collar", "high_skilled"):
            if headcount is not None and (found.get(name) or 0) > headcount:
                self.add_error(name, _("This cannot be more than the number of workers."))
        return found


class BodyForm(StepForm):
    required_fields = ("body_kind",)
    body_kind = forms.ChoiceField(
        label=_("Who gives advice in your company?"),
        choices=[(value, capfirst(label)) for value, label in BodyKind.choices],
        widget=forms.RadioSelect,
        help_text=_("Choose the first one that you have."),
        error_messages={"required": _("Choose who gives advice in your company.")},
    )

    class Meta:
        model = Application
        fields = ["body_kind"]


class QuestionForm(StepForm):
    required_fields = ("motivation", "objectives", "own_hours")
    motivation = forms.CharField(
        label=_("Why do you want coaching?"),
        widget=_long_text(),
        max_length=LONGEST_TEXT,
        help_text=_("A few sentences are enough: what happens at work now, and what worries you? Name no people."),
        error_messages={"required": _("Write why you want coaching.")},
    )
    objectives = forms.CharField(
        label=_("What do you want to reach?"),
        widget=_long_text(),
        max_length=LONGEST_TEXT,
        help_text=_("For example: fewer back complaints in production within two years."),
        error_messages={"required": _("Write what you want to reach.")},
    )
    own_hours = forms.IntegerField(
        label=_("How many hours of working time do you set aside for it yourself?"),
        min_value=1,
        max_value=MOST_HOURS,
        help_text=_(
            "Everybody together, over the whole trajectory. Without time of your own, coaching changes little."
        ),
        error_messages={"required": _("Fill in how many hours you set aside.")},
    )

    class Meta:
        model = Application
        fields = ["motivation", "objectives", "own_hours"]


class SupportForm(StepForm):
    required_fields = ("support_from", "support_evidence")
    support_from = forms.MultipleChoiceField(
        label=_("Who supports this application?"),
        choices=[(value, capfirst(label)) for value, label in SupportFrom.choices],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick everybody who knows of it and agrees."),
        error_messages={"required": _("Tick at least one.")},
    )
    support_evidence = forms.CharField(
        label=_("How does that show?"),
        widget=_long_text(4),
        max_length=LONGEST_TEXT,
        help_text=_("For example: discussed with the union delegation on 4 March, everybody agreed."),
        error_messages={"required": _("Write in a sentence how that support shows.")},
    )

    class Meta:
        model = Application
        fields = ["support_from", "support_evidence"]


class ChannelForm(StepForm):
    required_fields = ("referral_channel",)
    referral_channel = forms.ChoiceField(
        label=_("How did you hear of us?"),
        choices=[(value, capfirst(label)) for value, label in ReferralChannel.choices],
        widget=forms.RadioSelect,
        help_text=_("It has no influence on the decision. It tells us who reaches companies."),
        error_messages={"required": _("Choose how you heard of us.")},
    )

    class Meta:
        model = Application
        fields = ["referral_channel"]


class SubmitForm(forms.Form):
    declared = forms.BooleanField(
        label=_("I fill this in on behalf of the employer, and what I filled in is correct."),
        error_messages={"required": _("Confirm that what you filled in is correct.")},
    )


# -- Company ---------------------------------------------------------------------------------------------------------
class AnswerInfoForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"), widget=_long_text(), max_length=LONGEST_TEXT,
        error_messages={"required": _("Write your answer.")},
    )  # fmt: skip


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw?"), widget=_long_text(3), max_length=LONGEST_TEXT, required=False,
        help_text=_("You need not say it, but it helps the programme."),
    )  # fmt: skip


# -- Desk ------------------------------------------------------------------------------------------------------------
class DeskFilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100, help_text=_("Name, number, reference"))
    state = forms.ChoiceField(label=_("Status"), required=False)
    target_group = forms.ChoiceField(label=_("Target group"), required=False)
    province = forms.ChoiceField(label=_("Province"), required=False)

    def __init__(self, *args: Any, states: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: Any = ("", _("all"))
        shown = [(value, label) for value, label in ApplicationState.choices if value in states]
        provinces = [(value or "none", label) for value, label in Province.choices]
        for name, choices in (("state", shown), ("target_group", TargetGroup.choices), ("province", provinces)):
            self.fields[name].choices = [every, *((v, capfirst(label)) for v, label in choices)]  # type: ignore[attr-defined]

    @property
    def filters(self) -> Mapping[str, Any]:
        """What was asked for; a value that is no choice counts as not asked."""
        self.is_valid()
        return self.cleaned_data


class RequestInfoForm(forms.Form):
    question = forms.CharField(
        label=_("What do you want to know?"), widget=_long_text(), max_length=LONGEST_TEXT,
        help_text=_("The company gets this sentence by mail and answers on its own page."),
        error_messages={"required": _("Write your question.")},
    )  # fmt: skip


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), widget=_long_text(), max_length=LONGEST_TEXT,
        help_text=_("The company reads this, word for word."),
        error_messages={"required": _("Give a reason. The company reads it.")},
    )  # fmt: skip
