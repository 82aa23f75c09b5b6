"""Forms for texts in three languages, side by side. Only Dutch is required to keep a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField

from coaching.core.ground.choices import Language
from coaching.programmes.layers import LANGUAGES, Texts


class TextsForm(forms.Form):
    """Fields name_nl, name_fr, name_en for each of `texts`, drawn per text with the languages beside each other.

    texts: (name, label, long, required); longest: characters of one text; version: what the page was opened with.
    """

    template_name = "forms/texts.html"
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    texts: tuple[tuple[str, Any, bool, bool], ...] = ()
    longest = 400
    rows = 2

    def __init__(
        self,
        data: Any = None,
        files: Any = None,
        *,
        version: int,
        start: Mapping[str, Texts] | None = None,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        first = {"version": version, **(initial or {})}
        for name, values in (start or {}).items():
            first |= {f"{name}_{language}": values.get(language, "") for language in LANGUAGES}
        super().__init__(data, files, initial=first, **kwargs)
        own = dict(self.fields)
        self.fields.clear()
        for name, label, long, required in self.texts:
            self.fields.update(self._fields(name, label, long=long, required=required))
        self.fields.update(own)

    def _fields(self, name: str, label: Any, *, long: bool, required: bool) -> dict[str, forms.Field]:
        widget = forms.Textarea(attrs={"rows": self.rows}) if long else forms.TextInput()
        return {
            f"{name}_{language}": forms.CharField(
                label=Language(language).label,
                max_length=self.longest,
                widget=widget,
                required=required and language == "nl",
            )
            for language in LANGUAGES
        }

    def read(self, name: str) -> Texts:
        return {language: self.cleaned_data.get(f"{name}_{language}", "").strip() for language in LANGUAGES}

    def read_all(self) -> dict[str, Texts]:
        return {name: self.read(name) for name, *_rest in self.texts}

    @property
    def triples(self) -> list[tuple[Any, list[BoundField]]]:
        """Per text its label and its three fields."""
        return [(label, [self[f"{name}_{language}"] for language in LANGUAGES]) for name, label, *_rest in self.texts]

    @property
    def others(self) -> list[BoundField]:
        """The visible fields that are no texts."""
        in_three = {field.name for _label, fields in self.triples for field in fields}
        return [field for field in self.visible_fields() if field.name not in in_three]

    @property
    def opened_with(self) -> int:
        return int(self.cleaned_data["version"])
