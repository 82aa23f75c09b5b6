"""Forms that read a yearly plan back: the file, and what is chosen where both changed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from actionplans.actions.reading_back import Compared
from actionplans.forms.importing import SpreadsheetField


class SheetForm(forms.Form):
    file = SpreadsheetField(
        help_text=_("The Excel file of this plan, at most 2 MB. Rows may be added, moved and taken out.")
    )


class ReadBackForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, found: Compared, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = found.seen
        self.asked: dict[str, tuple[UUID, str]] = {}
        self.offered: dict[str, UUID] = {}
        for one in found.changed:
            for difference in one.differences:
                if difference.both:
                    self._ask(one.measure, difference)
        for measure in found.gone:
            key = f"remove_{measure.pk}"
            self.offered[key] = measure.pk
            self.fields[key] = forms.BooleanField(
                label=_("Take %(measure)s out of the plan: it is not in your file") % {"measure": measure},
                required=False,
            )

    def _ask(self, measure: Any, difference: Any) -> None:
        key = f"keep_{measure.pk}_{difference.name}"
        self.asked[key] = (measure.pk, difference.name)
        label = _("%(code)s, %(column)s: you and somebody else changed it. Which stays?")
        self.fields[key] = forms.ChoiceField(
            label=label % {"code": measure.code, "column": difference.title},
            choices=[
                ("yours", _("Yours: %(words)s") % {"words": difference.yours or "–"}),
                ("now", _("What stands here now: %(words)s") % {"words": difference.now or "–"}),
            ],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose which one stays.")},
        )

    def look_again(self, found: Compared) -> None:
        """The plan changed meanwhile: the next answer is about what is shown now."""
        self.data = {**self.data.dict(), "seen": found.seen} if isinstance(self.data, QueryDict) else self.data

    @property
    def chosen(self) -> dict[tuple[UUID, str], str]:
        return {about: self.cleaned_data.get(key, "") for key, about in self.asked.items()}

    @property
    def removed(self) -> set[UUID]:
        return {pk for key, pk in self.offered.items() if self.cleaned_data.get(key)}
