"""What every page of the application shares: its window, its version, its files."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.core.paper import uploads
from coaching.core.screen.fields import ReadingModelForm


def file_field(label: Any = "") -> forms.FileField:
    """A file that may be added; whether it is sound is for the action to say (`core.uploads`)."""
    field = forms.FileField(
        label=label or _("File"), required=False, max_length=200, help_text=_("PDF, PNG or JPEG, at most 10 MB.")
    )
    field.widget.attrs["accept"] = uploads.ACCEPT
    return field


class WithFiles(forms.BaseForm):
    """A page of the application: the window it was opened in, and files that may be added.

    Names of these fields begin with _, so that no question of a layer can have the same.
    """

    version_field = "version"

    def carry(self, version: int, slots: Mapping[str, Any] | None = None) -> None:
        """Hidden: the version of the draft, and a name of this window of the browser. slots: code → label of a file."""
        self.fields[self.version_field] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, initial=version
        )
        self.fields["_tab"] = forms.CharField(
            widget=forms.HiddenInput, max_length=40, required=False, initial=secrets.token_urlsafe(9)
        )
        for code, label in (slots or {}).items():
            self.fields[f"_file_{code}"] = file_field(label)

    @property
    def opened_with(self) -> int:
        return int(self.cleaned_data[self.version_field])

    @property
    def tab(self) -> str:
        return str(self.cleaned_data.get("_tab", ""))

    @property
    def given(self) -> dict[str, Any]:
        """Files that were chosen, by code."""
        return {
            name.removeprefix("_file_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("_file_") and value
        }

    def file_of(self, code: str) -> Any:
        """The field for a file with this code."""
        return self[f"_file_{code}"]


class StepForm(WithFiles, ReadingModelForm):
    """One built-in page of the application.

    partial: saved for later, so that nothing is required yet; what is filled in must still be right.
    kept: code → files that are there already.
    """

    required_fields: tuple[str, ...] = ()
    answers: Mapping[str, Any] = {}  # of the layer's own questions: `QuestionsForm`

    def __init__(self, *args: Any, partial: bool = False, kept: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.partial, self.kept = partial, kept or {}
        for name, field in self.fields.items():
            field.required = name in self.required_fields and not partial
        self.carry(self.instance.version, self.slots())

    def slots(self) -> Mapping[str, Any]:
        """Files that may be added on this page: code → label."""
        return {}

    @property
    def values(self) -> dict[str, Any]:
        """What to store, by field of the application; what is wrong is left out."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name != self.version_field and not name.startswith("_")
        }
