"""Forms of how prevention is organised: the facts asked once, and somebody with a part."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from coaching.companies.models import AdviserDiscipline, Company, PreventionGroup, RoleHolder, RoleKind, Side
from coaching.companies.prevention.queries import PARTS
from coaching.companies.prevention.rules import EXTERNAL_PSYCHOSOCIAL_UNDER
from coaching.companies.service_years import service_year
from coaching.core.ground.clock import add_months
from coaching.core.ground.days import long_day
from coaching.core.screen import fields
from coaching.core.screen.forms import offer, sometimes_needed
from coaching.core.screen.pages import VersionedModelForm

JOINT_COMMITTEE = re.compile(r"\d{3}(\.\d{2})?", re.ASCII)  # subject/data.md: NNN or NNN.NN
MOST_COMMITTEES = 10
TARIFF_GROUPS = (1, 2, 3, 4, 5)  # FPS 2019 §2.1.3.2


class CommaList(forms.CharField):
    """Short codes with commas between them."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [part.strip() for part in str(value or "").replace(";", ",").split(",") if part.strip()]


class PreventionForm(VersionedModelForm):
    """What is asked once. Names of people outside are asked here as long as nobody has that part."""

    prevention_group = forms.ChoiceField(
        label=_("Prevention group"),
        choices=[*PreventionGroup.choices, ("", _("not known yet"))],
        widget=forms.RadioSelect,
        required=False,
    )
    external_service = forms.CharField(
        label=_("External prevention service (EDPB)"),
        max_length=100,
        required=False,
        help_text=_("Its name stands on its invoice."),
    )
    affiliated_on = fields.Date(
        label=_("With this service since"), required=False, help_text=_("The first day of the contract.")
    )
    tariff_group = forms.TypedChoiceField(
        label=_("Tariff group"),
        choices=[("", _("not known yet")), *((number, str(number)) for number in TARIFF_GROUPS)],
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("1 to 5; the service decides it by your main activity and names it on the invoice."),
    )
    joint_committees = CommaList(
        label=_("Joint committees"), required=False, help_text=_("The numbers, with a comma between them: 118.10, 220.")
    )
    year_starts = forms.TypedChoiceField(
        label=_("First month of the service year"),
        choices=list(MONTHS.items()),
        coerce=int,
        help_text=_("January for nearly everybody; a school chooses September."),
    )
    physician = forms.CharField(label=_("Occupational physician"), max_length=120, required=False)
    psychosocial = forms.CharField(label=_("Psychosocial adviser of the service"), max_length=120, required=False)
    field_order = (
        *("prevention_group", "external_service", "affiliated_on", "tariff_group", "physician", "psychosocial"),
        *("joint_committees", "year_starts"),
    )

    class Meta:
        model = Company
        fields = [
            "prevention_group",
            "external_service",
            "affiliated_on",
            "tariff_group",
            "joint_committees",
            "year_starts",
        ]

    def __init__(self, *args: Any, hint: str, lacking: set[str], **kwargs: Any) -> None:
        """hint: why which group is likely; lacking: parts of the map that nobody has."""
        super().__init__(*args, **kwargs)
        self.fields["prevention_group"].help_text = hint
        for name, part in (("physician", "physician"), ("psychosocial", "psychosocial_adviser")):
            self.fields[name].help_text = _("A name, when you have one; the number can follow on the map.")
            if part not in lacking and not self.data.get(name):  # what was typed is not lost when a colleague was first
                del self.fields[name]

    def clean_joint_committees(self) -> list[str]:
        found: list[str] = self.cleaned_data["joint_committees"]
        before = self.instance.joint_committees  # what an application brought may stand
        if len(found) > MOST_COMMITTEES or any(
            not JOINT_COMMITTEE.fullmatch(number) and number not in before for number in found
        ):
            raise forms.ValidationError(_("Write the numbers like this: 118.10, 220."))
        return list(dict.fromkeys(found))

    def made_again_of(self, stored: Company) -> dict[str, Any]:
        """Whoever was named by the same save stands there by now."""
        there = RoleHolder.objects.filter(company_id=stored.pk, ended_at=None)
        named = {kind: name for kind, _of, name in self.first() if there.filter(kind=kind, name=name).exists()}
        asked = {"physician": RoleKind.PHYSICIAN.value, "psychosocial": RoleKind.EXTERNAL_ADVISER.value}
        initial = {field: named.get(kind, "") for field, kind in asked.items()}
        return {**super().made_again_of(stored), "initial": initial}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

    def first(self) -> list[tuple[str, str, str]]:
        """Whom to name at once: (kind, discipline, name)."""
        named = (
            (RoleKind.PHYSICIAN.value, "", self.cleaned_data.get("physician", "")),
            (
                RoleKind.EXTERNAL_ADVISER.value,
                AdviserDiscipline.PSYCHOSOCIAL.value,
                self.cleaned_data.get("psychosocial", ""),
            ),
        )
        return [one for one in named if one[2]]


class ServiceYearForm(VersionedModelForm):
    """From which day on the years begin in another month."""

    first_day = forms.ChoiceField(
        label=_("From when on?"),
        help_text=_("The year that this cuts ends the day before. It gets a plan of its own."),
    )

    class Meta:
        model = Company
        fields: list[str] = []

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        firsts = [add_months(today.replace(day=1), number) for number in range(1, 25)]
        self.days = {day.isoformat(): day for day in firsts if service_year(self.instance, day).first != day}
        offer(self, "first_day", [("", "---------"), *((key, long_day(day)) for key, day in self.days.items())])

    @property
    def chosen(self) -> date:
        return self.days[self.cleaned_data["first_day"]]


CONTACT = ("phone", "email", "agrees_to_show")
OF_THE_COMPANY = ("person_id", "name")
COUNSELLORS = ("works_here", "agreed_on", "agreed_by", "trained_on", "last_supervised_on")
ASKED: dict[str, tuple[str, ...]] = {
    "employer": OF_THE_COMPANY,
    "line": OF_THE_COMPANY,
    "internal_adviser": (*OF_THE_COMPANY, "discipline"),
    "external_adviser": ("name", "discipline", "organisation"),
    "psychosocial_adviser": ("name", "organisation", "inside"),
    "physician": ("name", "organisation"),
    "counsellor": (*OF_THE_COMPANY, *COUNSELLORS, "organisation", "eligible"),
    "hr": OF_THE_COMPANY,
    "steering_group": (*OF_THE_COMPANY, "side"),
}
OUTSIDE = ("external_adviser", "psychosocial_adviser", "physician")


class HolderForm(VersionedModelForm):
    """Somebody with a part: of the company, or a name. What a part does not ask is not on the form."""

    person_id = forms.TypedChoiceField(label=_("Who"), coerce=int, empty_value=None, required=False)
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    discipline = forms.ChoiceField(
        label=_("Discipline"),
        choices=[("", _("general"))]
        + [pair for pair in AdviserDiscipline.choices if pair[0] != AdviserDiscipline.PSYCHOSOCIAL],
        required=False,
    )
    inside = forms.BooleanField(label=_("Belongs to our own internal service"), required=False)
    side = forms.ChoiceField(label=_("Sits there"), choices=Side.choices, widget=forms.RadioSelect)
    works_here = forms.BooleanField(label=_("Works for the company"), required=False)
    agreed_on = fields.Date(
        label=_("Agreed by the workers’ representatives on"),
        required=False,
        help_text=_("All of them agree beforehand."),
    )
    agreed_by = forms.CharField(
        label=_("Who agreed"), max_length=160, required=False, help_text=_("For example: the committee’s members.")
    )
    trained_on = fields.Date(
        label=_("Training finished on"), required=False, help_text=_("Within two years after the beginning.")
    )
    last_supervised_on = fields.Date(
        label=_("Last supervision on"), required=False, help_text=_("At least once a year. Earlier days are kept.")
    )
    eligible = forms.BooleanField(
        label=_(
            "This person is not employer or management, occupational physician, delegate of employer or workers, "
            "or union delegate"
        ),
        error_messages={"required": _("Who is one of these cannot be confidential counsellor.")},
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=120, required=False)
    phone = fields.Phone(label=_("Telephone"), required=False)
    email = fields.EmailAddress(label=_("E-mail address"), required=False)
    agrees_to_show = forms.BooleanField(
        label=_("This person agrees that everybody at work sees this"),
        required=False,
        help_text=_("On the map and on the page for the wall. Without a yes no number is kept."),
    )
    begins_on = fields.Date(label=_("Has this part since"))

    class Meta:
        model = RoleHolder
        fields = [
            "name",
            "discipline",
            "side",
            "works_here",
            "agreed_on",
            "agreed_by",
            "trained_on",
            "organisation",
            "phone",
            "email",
            "begins_on",
        ]

    field_order = (
        *("person_id", "name", "side", "discipline", "works_here", "organisation", "inside", "begins_on"),
        *("agreed_on", "agreed_by", "trained_on", "last_supervised_on", *CONTACT, "eligible"),
    )

    def __init__(
        self, *args: Any, part: str, people: list[tuple[int, str]], headcount: int | None, **kwargs: Any
    ) -> None:
        """people: who belongs to the company, to choose from when somebody is added."""
        super().__init__(*args, **kwargs)
        self.part, adding = part, self.instance._state.adding
        asked = {*ASKED[part], *CONTACT, "begins_on", "version"}
        if not adding:
            asked -= {"person_id", "eligible", "inside", *(("name",) if self.instance.person_id else ())}
            self.fields["agrees_to_show"].initial = self.instance.agreed_to_show_on is not None
            self.fields["last_supervised_on"].initial = max(self.instance.supervised_on, default=None)
        if (headcount or 0) < EXTERNAL_PSYCHOSOCIAL_UNDER:
            asked -= {"inside"}
        for name in set(self.fields) - asked:
            del self.fields[name]
        if "person_id" in self.fields:
            offer(self, "person_id", [("", _("somebody else, without an account")), *people])
            self.fields["name"].help_text = _("Only for somebody who is not in the list above.")
            sometimes_needed(self, "name")
        elif "name" in self.fields:
            self.fields["name"].required = True

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if "person_id" in self.fields and not found.get("person_id") and not found.get("name"):
            self.add_error("name", _("Choose somebody from the list, or fill in a name."))
        if (found.get("phone") or found.get("email")) and not found.get("agrees_to_show"):
            self.add_error("agrees_to_show", _("Ask this person first, or leave number and address empty."))
        return found

    def columns(self, names: Mapping[int, str]) -> dict[str, Any]:
        """What the action takes. names: user id → name, of those who could be chosen."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "eligible"}}
        person = found.get("person_id")
        if person:
            found["name"] = names[person]
        if not self.instance._state.adding:
            return found
        kind, discipline = PARTS[self.part]
        if found.pop("inside", False):
            kind = RoleKind.INTERNAL_ADVISER.value
        found["kind"], found["discipline"] = kind, discipline or found.get("discipline", "")
        if self.part in OUTSIDE:
            found["works_here"] = kind == RoleKind.INTERNAL_ADVISER
        return found


class EndForm(forms.Form):
    """Why somebody's part ends; of a legal adviser the body reads it."""

    reason = forms.CharField(
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        label=_("Why does it end?"),
        help_text=_("The consultation body reads this, with the day."),
    )
