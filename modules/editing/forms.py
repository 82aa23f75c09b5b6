"""Forms of the catalogue: a text in three languages side by side, figures and choices, what can be downloaded."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from coaching.core.ground.choices import Language, Theme
from coaching.core.paper.uploads import ACCEPT
from coaching.core.screen import fields
from coaching.core.screen.forms import offer
from coaching.programmes.enums import LayerNumber
from coaching.programmes.text_forms import TextsForm
from modules.editing.content import AMOUNTS, BY_DATE, LISTS, TEXTS, Content, plain
from modules.models import ModuleForm, ModuleGroup, ModuleState, Picture

MOST_LINES, LONGEST_LINE = 6, 90


def _chosen(choices: Any) -> list[tuple[Any, str]]:
    return [(value, capfirst(str(label))) for value, label in choices.choices]


class _PartForm(TextsForm):
    """Some of the texts of a version."""

    longest = 2000
    rows = 4

    def __init__(self, data: Any = None, files: Any = None, *, content: Content, version: int, **kwargs: Any) -> None:
        start = {name: content[name] for name, *_rest in self.texts}
        super().__init__(data, files, version=version, start=start, **kwargs)

    @property
    def values(self) -> Content:
        return self.read_all()


class AboutForm(_PartForm):
    texts = (
        ("title", TEXTS["title"], False, True),
        ("objective", TEXTS["objective"], True, False),
        ("content", TEXTS["content"], True, False),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language in Language.values:
            vars(self.fields[f"title_{language}"])["max_length"] = 120


class AsksForm(_PartForm):
    texts = tuple((name, TEXTS[name], True, False) for name in ("timeline", "asks_during", "asks_after", "evidence"))


class FactsForm(forms.Form):
    """Layer, themes, for whom, hours and price."""

    layer = forms.TypedChoiceField(label=_("Layer"), choices=LayerNumber.choices, coerce=int)
    themes = forms.MultipleChoiceField(
        label=LISTS["themes"][0], choices=_chosen(Theme), widget=forms.CheckboxSelectMultiple, required=False
    )
    target_groups = forms.MultipleChoiceField(
        label=LISTS["target_groups"][0],
        choices=_chosen(ModuleGroup),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=LISTS["languages"][0], choices=_chosen(Language), widget=forms.CheckboxSelectMultiple, required=False
    )
    form = forms.ChoiceField(label=_("Where"), choices=_chosen(ModuleForm), widget=forms.RadioSelect)
    by_date = forms.BooleanField(
        label=BY_DATE,
        required=False,
        help_text=_("As a webinar or a visit: a company takes a seat and files nothing, whatever its layer asks."),
    )
    hours_during = fields.Hours(
        label=AMOUNTS["hours_during"],
        min_value=Decimal(0),
        max_value=Decimal(9999),
        max_digits=5,
        decimal_places=1,
        help_text=_("Working time of everybody together."),
    )
    hours_after = fields.Hours(
        label=AMOUNTS["hours_after"],
        min_value=Decimal(0),
        max_value=Decimal(9999),
        max_digits=5,
        decimal_places=1,
    )
    cost_eur = fields.Amount(
        label=AMOUNTS["cost_eur"],
        min_value=Decimal(0),
        max_value=Decimal(99999),
        max_digits=7,
        decimal_places=2,
        help_text=_("In euro, excluding VAT. 0 when it costs nothing."),
    )
    provider = forms.CharField(label=_("Provider"), max_length=120, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, data: Any = None, files: Any = None, *, content: Content, version: int, **kwargs: Any) -> None:
        initial = {name: content[name] for name in self.base_fields if name != "version"}
        initial |= {"version": version, **{name: Decimal(content[name]) for name in AMOUNTS}}
        super().__init__(data, files, initial=initial, **kwargs)

    @property
    def opened_with(self) -> int:
        return int(self.cleaned_data["version"])

    @property
    def values(self) -> Content:
        found = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return found | {name: plain(found[name]) for name in AMOUNTS}


PARTS: dict[str, tuple[Any, Any]] = {
    "about": (_("Title and content"), AboutForm),
    "asks": (_("What it asks of a company"), AsksForm),
    "facts": (_("Layer, hours, for whom"), FactsForm),
}


class BeginForm(forms.Form):
    """A new module: enough to find it again."""

    layer = forms.TypedChoiceField(label=_("Layer"), choices=LayerNumber.choices, coerce=int)
    title = forms.CharField(
        label=_("Title in Dutch"),
        max_length=120,
        error_messages={"required": _("Fill in a title.")},
        help_text=_("You can change it later. The address of the page is made of it and then stays."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("What should be better"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what should be better.")},
    )


class RetireForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the programme only."),
        error_messages={"required": _("Give a reason.")},
    )


class CatalogueFilterForm(forms.Form):
    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    layer = forms.ChoiceField(label=_("Layer"), required=False, choices=[("", _("all")), *LayerNumber.choices])
    state = forms.ChoiceField(label=_("Status"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_too = [("open", _("being changed"))]
        offer(self, "state", [("", _("all")), *_chosen(ModuleState), *open_too])

    @property
    def filters(self) -> dict[str, str]:
        """What was asked for; a value that is no choice counts as not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


class _MaterialForm(forms.Form):
    language = forms.ChoiceField(label=_("Language"), choices=_chosen(Language))
    title = forms.CharField(label=_("Title"), max_length=80, error_messages={"required": _("Fill in a title.")})


class PosterForm(_MaterialForm):
    """A poster: one thought large, some lines below it, a drawing."""

    lines = forms.CharField(
        label=_("Lines"),
        required=False,
        max_length=MOST_LINES * (LONGEST_LINE + 2),
        widget=forms.Textarea(attrs={"rows": MOST_LINES}),
        help_text=_("One thought per line, six at most. A line that ends with “:” gets room to write on."),
    )
    picture = forms.ChoiceField(label=_("Drawing"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "picture", [("", _("None")), *_chosen(Picture)])

    def clean_lines(self) -> list[str]:
        lines = [line.strip() for line in str(self.cleaned_data["lines"]).splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("Six lines at most: a poster is read while walking past."))
        if any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(_("Make each line shorter: at most %s characters.") % LONGEST_LINE)
        return lines


class FileForm(_MaterialForm):
    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=_("PDF, PNG or JPEG, at most 10 MB."),
        error_messages={"required": _("Choose a file.")},
    )
