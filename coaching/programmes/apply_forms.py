"""The forms of applying: one page each, then the check page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import BodyKind
from coaching.companies.numbers import format_enterprise_number
from coaching.companies.queries import RegisterUnit, look_up
from coaching.core.ground.choices import Province
from coaching.core.screen import fields
from coaching.core.screen.forms import sometimes_needed
from coaching.programmes.answers import AnswersForm
from coaching.programmes.declaration import DECLARATION
from coaching.programmes.enums import ReferralChannel, SupportFrom
from coaching.programmes.layers import Definition, Item
from coaching.programmes.models import Application
from coaching.programmes.page_forms import StepForm, WithFiles

MOST_WORKERS = 200_000  # more than the largest employer of the country
MOST_HOURS = 5_000
LONGEST_TEXT = 5_000


# What may show the support of a party: a line each.
EXAMPLES = {
    SupportFrom.EMPLOYER: _("For example: decided by the board on 2 March; time and budget are set aside."),
    SupportFrom.COMMITTEE: _("For example: on the agenda of 4 March, positive advice; the minutes are added."),
    SupportFrom.UNION_DELEGATION: _("For example: discussed with the union delegation on 4 March, everybody agreed."),
    SupportFrom.WORKERS: _("For example: explained in each team; 21 of 24 workers were for it."),
}


def long_text(rows: int = 6) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


MOST_SITES = 60  # more than one ticks; whoever has so many tells us which in the question


class CompanyForm(StepForm):
    """Who the company is, and for which of its places it asks, when the register knows several."""

    asks_sites = True
    required_fields: tuple[str, ...] = ("enterprise_number", "company_name", "street", "postcode", "municipality")
    enterprise_number = fields.EnterpriseNumber(
        label=_("Enterprise number"),
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
        if "language" in self.fields:
            self.fields["language"].required = True
        self.initial["enterprise_number"] = format_enterprise_number(self.instance.enterprise_number)
        if self.instance.company_id:  # known: shown on the page, not asked
            if self.instance.enterprise_number:
                del self.fields["enterprise_number"]
            del self.fields["company_name"]
        self.units = sites_of(self.instance.enterprise_number) if self.asks_sites else ()
        if self.units:
            self.fields["sites"] = forms.MultipleChoiceField(
                label=_("For which places of your company?"),
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(unit.number, _described(unit)) for unit in self.units],
                help_text=_(
                    "Tick none when it is for all of them. The coach is sought in the province of what you tick."
                ),
            )
            self.initial["sites"] = [site["number"] for site in self.instance.sites]

    @property
    def values(self) -> dict[str, Any]:
        """Places are kept as the register knows them today; those of another enterprise number go."""
        found = super().values
        if found.get("enterprise_number", self.instance.enterprise_number) != self.instance.enterprise_number:
            return {**found, "sites": []}
        if "sites" in found:
            chosen = set(found["sites"])
            found["sites"] = [_as_site(unit) for unit in self.units if unit.number in chosen]
        return found

    def clean_nace_code(self) -> str:
        code = str(self.cleaned_data["nace_code"]).replace(" ", "")
        if code and not (code.isascii() and code.replace(".", "").isdigit()):
            raise forms.ValidationError(_("An activity code has digits only, for example 10.71."))
        return code


def sites_of(number: str) -> tuple[RegisterUnit, ...]:
    """The establishment units to choose from: none when there is one only, too many, or when the register is silent."""
    units = look_up(number, (get_language() or "nl")[:2]).units if number else ()
    return units if 1 < len(units) <= MOST_SITES else ()


def _described(unit: RegisterUnit) -> str:
    place = f"{unit.street}, {unit.postcode} {unit.municipality}".strip(", ")
    province = dict(Province.choices).get(unit.province, "")
    return " – ".join(filter(None, [unit.name, place, capfirst(str(province))]))


def _as_site(unit: RegisterUnit) -> dict[str, str]:
    return {"number": unit.number, "name": unit.name, "place": unit.municipality, "postcode": unit.postcode}


class IdentityForm(CompanyForm):
    """For layers that ask no more about the company than who it is."""

    asks_sites = False
    required_fields = ("enterprise_number", "company_name")

    class Meta(CompanyForm.Meta):
        fields = ["enterprise_number", "company_name", "language"]


class WorkersForm(StepForm):
    required_fields = ("headcount", "high_skilled")
    headcount = fields.WholeNumber(
        label=_("How many workers does your company have?"),
        min_value=1,
        max_value=MOST_WORKERS,
        help_text=_("Everybody who works for you now, full-time or part-time, temporary workers too."),
        error_messages={"required": _("Fill in how many workers you have.")},
    )
    blue_collar = fields.WholeNumber(
        label=_("How many of them are blue-collar workers?"), min_value=0, max_value=MOST_WORKERS
    )
    high_skilled = fields.WholeNumber(
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
        widget=long_text(),
        max_length=LONGEST_TEXT,
        help_text=_("A few sentences are enough: what happens at work now, and what worries you? Name no people."),
        error_messages={"required": _("Write why you want coaching.")},
    )
    objectives = forms.CharField(
        label=_("What do you want to reach?"),
        widget=long_text(),
        max_length=LONGEST_TEXT,
        help_text=_("For example: fewer back complaints in production within two years."),
        error_messages={"required": _("Write what you want to reach.")},
    )
    own_hours = fields.WholeHours(
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
    """Who supports it; each party that is ticked shows it in a sentence or with a file."""

    use_required_attribute = False  # a sentence or a file: no browser knows that
    required_fields = ("support_from",)
    support_from = forms.MultipleChoiceField(
        label=_("Who supports this application?"),
        choices=[(value, capfirst(label)) for value, label in SupportFrom.choices],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick everybody who knows of it and agrees, and say how that shows."),
        error_messages={"required": _("Tick at least one.")},
    )

    class Meta:
        model = Application
        fields = ["support_from", "support_evidence"]
        labels = {"support_evidence": _("How does that show?")}
        widgets = {"support_evidence": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.support_evidence:  # one text for all together: only where an older draft has it
            del self.fields["support_evidence"]
        for party, label in SupportFrom.choices:
            self.fields[f"support_{party}"] = forms.CharField(
                label=_("How does the support of %(party)s show?") % {"party": label},
                widget=long_text(2),
                max_length=LONGEST_TEXT,
                required=False,
                help_text=EXAMPLES[SupportFrom(party)],
                initial=self.instance.support_texts.get(party, ""),
            )
            sometimes_needed(self, f"support_{party}")

    def slots(self) -> Mapping[str, Any]:
        return {
            party: _("Or add a file that shows the support of %(party)s") % {"party": label}
            for party, label in SupportFrom.choices
        }

    def parties(self) -> list[dict[str, Any]]:
        """For the page: each party's box, its text and its file. Who ticks a party must show it: no "(optional)"."""
        for party in SupportFrom.values:
            self.fields[f"support_{party}"].required = True
        boxes = {str(box.data["value"]): box for box in self["support_from"].subwidgets}
        return [
            {"box": boxes[party], "text": self[f"support_{party}"], "code": party, "file": self.file_of(party)}
            for party, _label in SupportFrom.choices
        ]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        together = found.get("support_evidence")
        for party in found.get("support_from", []) if not self.partial else []:
            shown = found.get(f"support_{party}") or found.get(f"_file_{party}") or self.kept.get(party)
            if not shown and not together:
                words = _("Write in a sentence how the support of %(party)s shows, or add a file.")
                self.add_error(f"support_{party}", words % {"party": SupportFrom(party).label})
        return found

    @property
    def values(self) -> dict[str, Any]:
        stored = super().values
        texts = {
            party: stored.pop(f"support_{party}", self.instance.support_texts.get(party, ""))
            for party in SupportFrom.values
        }
        return {**stored, "support_texts": {party: words for party, words in texts.items() if words}}


class QuestionsForm(WithFiles, AnswersForm):
    """The layer's own questions as one page."""

    version_field = "_version"
    values: Mapping[str, Any] = {}

    def __init__(
        self,
        *args: Any,
        instance: Application,
        partial: bool = False,
        kept: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        version = instance.layer_version
        definition = version.parts if version else Definition()
        super().__init__(definition, *args, partial=partial, answers=instance.answers, **kwargs)
        self.instance, self.kept = instance, kept or {}
        slots = {q.code: _("File with “%(question)s”") % {"question": q} for q in definition.questions if q.evidence}
        self.carry(instance.version, slots)

    @property
    def answers(self) -> dict[str, Any]:
        """What to store, by code; what is wrong is left out."""
        every: dict[str, Any] = super().answers
        return {code: value for code, value in every.items() if code in self.cleaned_data}


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
    """The commitments of the layer, each to be ticked, and the declaration; a number, where the person has none yet."""

    phone = fields.Phone(
        label=_("Telephone or mobile"),
        required=False,
        help_text=_("So that the programme can call you with a question. It is kept with your own details."),
    )
    declared = forms.BooleanField(
        label=DECLARATION, error_messages={"required": _("Confirm that what you filled in is correct.")}
    )

    def __init__(self, *args: Any, commitments: Sequence[Item] = (), asks_number: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_number:
            del self.fields["phone"]
        boxes: dict[str, forms.Field] = {
            f"commit_{item.code}": forms.BooleanField(
                label=str(item),
                help_text=item.help_text,
                error_messages={"required": _("Tick this: without it the programme cannot take the application.")},
            )
            for item in commitments
        }
        self.fields = {**boxes, **self.fields}

    @property
    def commitments(self) -> list[str]:
        """Codes of what was ticked."""
        ticked = [name for name, yes in self.cleaned_data.items() if yes]
        return [name.removeprefix("commit_") for name in ticked if name.startswith("commit_")]

    @property
    def number(self) -> str:
        """What was filled in as a number; "" also where none was asked."""
        return str(self.cleaned_data.get("phone", ""))


class ShareForm(forms.Form):
    email = fields.EmailAddress(
        label=_("E-mail address of your colleague"),
        max_length=254,
        help_text=_(
            "Your colleague gets a mail with a link and can then read and change this draft. Only you send it."
        ),
        error_messages={"required": _("Fill in the e-mail address of your colleague.")},
    )
