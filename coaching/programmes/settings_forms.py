"""The form of a programme's rules."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Language
from coaching.core.ground.workflow import Refused
from coaching.core.paper import letterhead
from coaching.core.reading.cells import plain
from coaching.core.reading.numbers import read_whole
from coaching.core.screen import fields
from coaching.core.screen.fields import ColourInput
from coaching.core.screen.pages import VersionedModelForm
from coaching.programmes.models import Programme

MOST_STEPS = 12
FARTHEST = 366
LONGEST_OBJECTION = 500
POINTS = {
    "small": _("Points: fewer than 50 workers"),
    "low_skilled": _("Points: at most 35 % highly skilled"),
    "risk_sector": _("Points: sector with a higher risk"),
    "cluster": _("Points: companies that apply together"),
}
SECTOR = re.compile(r"^[0-9]{2}[0-9.]{0,3}$")


class RulesForm(VersionedModelForm):
    """Amounts, months, reminders, points and sectors."""

    steps = forms.CharField(
        label=_("Reminders, in days from the start date"),
        max_length=100,
        help_text=_(
            "Before it with a minus sign, for example: -60, -30, -10, 0, 14. The day after the last one you are told."
        ),
    )
    sectors = forms.CharField(
        label=_("Sectors with a higher risk"),
        required=False,
        max_length=400,
        help_text=_("Beginnings of NACE-BEL codes, for example: 10, 81."),
    )

    class Meta:
        model = Programme
        fields = [
            "name",
            "paid_by",
            "is_open",
            "budget_eur",
            "subsidy_eur",
            "company_share_eur",
            "coaching_hours",
            "start_months",
            "requires_accreditation",
            "contact_address",
            "contact_email",
            "contact_phone",
            "objection_days",
        ]
        widgets = {"contact_address": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "paid_by": _("For example the name of a government or a fund. Who applies reads it."),
            "contact_address": _("Where a company can write to you. A refusal says it."),
            "objection_days": _(
                "From the day of the letter. A refusal names the last day; without it nothing is refused."
            ),
        }
        labels = {
            "is_open": _("Companies can apply now"),
            "subsidy_eur": _("Subsidy per trajectory"),
            "company_share_eur": _("What the company pays itself"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["steps"] = ", ".join(str(step) for step in self.instance.clock_steps)
        self.initial["sectors"] = ", ".join(self.instance.risk_sectors)
        for name in ("budget_eur", "subsidy_eur", "company_share_eur", "coaching_hours"):
            vars(self.fields[name])["min_value"] = 0
        for language in Language:
            self.fields[f"objection_{language}"] = forms.CharField(
                label=_("How one objects to a refusal, in %(language)s") % {"language": language.label},
                required=False,
                max_length=LONGEST_OBJECTION,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_(
                    "For example: by letter or e-mail, to whom, and who looks at it. Your address and the last day stand "
                    "with it by themselves. Without it nothing is refused in this language."
                ),
            )
            self.initial[f"objection_{language}"] = self.instance.objection_texts.get(language, "")
        for code, label in POINTS.items():
            self.fields[f"points_{code}"] = fields.WholeNumber(label=label, min_value=0, max_value=100)
            self.initial[f"points_{code}"] = self.instance.priority_points.get(code, 0)

    def clean_steps(self) -> list[int]:
        parts = [plain(part) for part in re.split("[,;]", str(self.cleaned_data["steps"])) if plain(part)]
        if len(parts) > MOST_STEPS or any(not re.fullmatch(r"[+-]? ?[0-9]{1,3}", part) for part in parts):
            raise forms.ValidationError(_("Write whole numbers with commas between them, twelve at most."))
        steps = sorted({fields.read(read_whole, part) for part in parts})
        if any(abs(step) > FARTHEST for step in steps):
            raise forms.ValidationError(_("Stay within a year."))
        return steps

    def clean_sectors(self) -> list[str]:
        parts = [part.strip() for part in str(self.cleaned_data["sectors"]).split(",") if part.strip()]
        if any(not SECTOR.match(part) for part in parts):
            raise forms.ValidationError(_("Write codes with commas between them, for example: 10, 81."))
        return parts

    def clean_objection_days(self) -> int | None:
        days = self.cleaned_data["objection_days"]
        if days is not None and not 1 <= days <= FARTHEST:
            raise forms.ValidationError(_("Choose from 1 to 366 days."))
        return days

    def clean_start_months(self) -> int:
        months = int(self.cleaned_data["start_months"])
        if not 1 <= months <= 24:
            raise forms.ValidationError(_("Choose from 1 to 24 months."))
        return months

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("budget_eur", "subsidy_eur", "company_share_eur", "coaching_hours"):
            if found.get(name) is not None and found[name] < 0:
                self.add_error(name, _("This cannot be less than nothing."))
        if found.get("coaching_hours") == 0:
            self.add_error("coaching_hours", _("Coaching takes at least an hour."))
        return found

    @property
    def values(self) -> dict[str, Any]:
        found = {name: self.cleaned_data[name] for name in self.Meta.fields}
        points = {code: self.cleaned_data[f"points_{code}"] for code in POINTS}
        sectors = self.cleaned_data["sectors"]
        texts = {language.value: self.cleaned_data[f"objection_{language}"].strip() for language in Language}
        found["objection_texts"] = {language: text for language, text in texts.items() if text}
        return found | {"clock_steps": self.cleaned_data["steps"], "risk_sectors": sectors, "priority_points": points}


class PaperForm(VersionedModelForm):
    """Name, colours and logo. The logo is checked and drawn anew while the form is read, as all that people hand in."""

    logo_file = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
        help_text=_("PNG or JPEG, at most 1 MB. It is printed at most 60 mm wide and 16 mm high."),
    )
    no_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    class Meta:
        model = Programme
        fields = ["paper_name", "paper_colour", "paper_accent"]
        widgets = {name: ColourInput({"class": "w-s"}) for name in ("paper_colour", "paper_accent")}
        help_texts = {
            "paper_name": _("Left empty, it is the name of the programme."),
            "paper_colour": _(
                "For headings and the band over a report, for example #0a4337. It has to stand out from white paper: a "
                "contrast of 4.5 to 1. Left empty, it is ours."
            ),
            "paper_accent": _("For the line below the name: a contrast of 3 to 1."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.logo:
            del self.fields["no_logo"]

    def clean_paper_colour(self) -> str:
        return _colour(self.cleaned_data["paper_colour"], letterhead.TEXT)

    def clean_paper_accent(self) -> str:
        return _colour(self.cleaned_data["paper_accent"], letterhead.LINES)

    def clean_logo_file(self) -> str:
        """Its name in the storage; "" for none."""
        upload = self.cleaned_data["logo_file"]
        try:
            return letterhead.keep_logo(upload) if upload else ""
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused

    @property
    def values(self) -> dict[str, Any]:
        found = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if kept := self.cleaned_data["logo_file"]:
            return {**found, "logo": kept}
        return {**found, "logo": ""} if self.cleaned_data.get("no_logo") else found


def _colour(typed: str, least: float) -> str:
    """As it is kept: # and six, small. A # that was left out is put before it."""
    found = plain(typed).lower()
    found = f"#{found}" if re.fullmatch("[0-9a-f]{6}", found) else found
    try:
        letterhead.check_colour(found, least)
    except Refused as refused:
        raise forms.ValidationError(str(refused)) from refused
    return found
