"""Forms about coaches."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.coaches.actions import EDITABLE
from coaching.coaches.choices import LANGUAGES, WEEKDAYS
from coaching.coaches.models import Coach, CoachState
from coaching.coaches.queries import Criteria
from coaching.core.ground import clock
from coaching.core.ground.choices import Province, Theme
from coaching.core.reading.dates import read_date
from coaching.core.screen import fields
from coaching.core.screen.filters import FilterForm
from coaching.core.screen.forms import offer
from coaching.core.screen.pages import VersionedModelForm

PROVINCES = [choice for choice in Province.choices if choice[0]]
ANY = ("", _("all"))


class DirectoryForm(FilterForm):
    """Filter of the directory; what cannot be understood counts as nothing."""

    search = forms.CharField(label=_("Name"), required=False, max_length=100)
    province = forms.ChoiceField(label=_("Province"), required=False, choices=[ANY, *PROVINCES])
    language = forms.ChoiceField(label=_("Language"), required=False, choices=[ANY, *LANGUAGES])
    theme = forms.ChoiceField(label=_("Theme"), required=False, choices=[ANY, *Theme.choices])
    free = forms.BooleanField(label=_("only coaches with a free place"), required=False)

    def criteria(self) -> Criteria:
        self.is_valid()
        return Criteria(
            **{name: self.cleaned_data.get(name) or default for name, default in Criteria().__dict__.items()}
        )


class ProfileForm(VersionedModelForm):
    """The coach's own profile. The introduction is asked in each language of the product."""

    introduction_nl = forms.CharField(
        label=_("Introduction in Dutch"), max_length=1500, widget=forms.Textarea({"rows": 4})
    )
    introduction_fr = forms.CharField(
        label=_("Introduction in French"), max_length=1500, required=False, widget=forms.Textarea({"rows": 4})
    )
    introduction_en = forms.CharField(
        label=_("Introduction in English"), max_length=1500, required=False, widget=forms.Textarea({"rows": 4})
    )
    provinces = forms.MultipleChoiceField(
        label=_("Provinces where you work"), choices=PROVINCES, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages you coach in"), choices=LANGUAGES, widget=forms.CheckboxSelectMultiple
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes you know well"), choices=Theme.choices, widget=forms.CheckboxSelectMultiple
    )
    sectors = forms.CharField(
        label=_("Sectors you know"), required=False, max_length=400, help_text=_("Separate them with commas.")
    )

    working_days = forms.TypedMultipleChoiceField(
        label=_("Days on which you coach"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    intervision_days = forms.CharField(
        label=_("Days of intervision"),
        required=False,
        max_length=400,
        help_text=_("Days on which you exchanged with other coaches, for example: 12/03/2026, 04/06/2026."),
    )

    class Meta:
        model = Coach
        fields = ["state", "capacity", "employer_service", "trained_on", "based_in", "provinces", "languages", "themes"]
        help_texts = {
            "based_in": _("The municipality from which you come, for example Aalst."),
            "capacity": _("How many companies you can coach at the same time. Companies see how many places are free."),
            "employer_service": _("You cannot coach companies that are members of this service. Leave empty if none."),
        }

    field_order = [
        "introduction_nl",
        "introduction_fr",
        "introduction_en",
        "based_in",
        "provinces",
        "languages",
        "themes",
        "sectors",
        "state",
        "capacity",
        "working_days",
        "employer_service",
        "trained_on",
        "intervision_days",
        "version",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        coach = kwargs["instance"]
        texts = {f"introduction_{code}": coach.introduction.get(code, "") for code in ("nl", "fr", "en")}
        texts["intervision_days"] = ", ".join(f"{day:%d/%m/%Y}" for day in sorted(coach.intervisions))
        texts["working_days"] = coach.working_days
        kwargs["initial"] = {**texts, "sectors": ", ".join(coach.sectors), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        offer(self, "state", [c for c in CoachState.choices if c[0] != CoachState.LEFT])

    def clean_sectors(self) -> list[str]:
        return [part.strip()[:100] for part in self.cleaned_data["sectors"].split(",") if part.strip()]

    def clean_intervision_days(self) -> list[date]:
        found = set()
        for part in self.cleaned_data["intervision_days"].replace(";", ",").split(","):
            if part.strip():
                found.add(fields.read(read_date, part))
        if any(day > clock.today() for day in found):
            raise forms.ValidationError(_("Only days that have been."))
        return sorted(found)

    def values(self) -> dict[str, Any]:
        """What `update_profile` takes."""
        cleaned = self.cleaned_data
        texts_apart = {"introduction", "intervisions"}
        columns = [name for name in EDITABLE if name not in texts_apart]
        texts = {code: cleaned[f"introduction_{code}"].strip() for code in ("nl", "fr", "en")}
        values = {name: cleaned[name] for name in columns}
        return {**values, "introduction": texts, "intervisions": cleaned["intervision_days"]}


class AbsenceForm(forms.Form):
    """First and last day away."""

    from_on = fields.Date(label=_("First day away"))
    until_on = fields.Date(label=_("Last day away"))
