"""The form that hands a list of units in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.core.screen import fields

LARGEST_UPLOAD = 2 * 1024 * 1024
ENDINGS = (".csv", ".xlsx", ".xlsm", ".txt", ".tsv")


class ImportUnitsForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("CSV or XLSX, at most 2 MB. A row names the columns, in Dutch, French or English."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    on = fields.Date(
        label=_("Day of the change"),
        required=False,
        help_text=_("The day from which it is so. Empty means today."),
    )
    why = forms.CharField(label=_("Why"), max_length=500, required=False)
    rehearsal = forms.BooleanField(
        label=_("Only check the file"),
        required=False,
        help_text=_("Every mistake is named, what would change is counted, and nothing is written."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ",".join(ENDINGS) + ",text/csv"

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_UPLOAD:
            raise forms.ValidationError(_("This file is too large. The limit is 2 MB."))
        if not upload.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(_("Choose a CSV or XLSX file."))
        return upload
