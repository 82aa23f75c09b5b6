"""The form that hands a file in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.insight.importing.actions import LARGEST_UPLOAD

ENDINGS = (".csv", ".xlsx", ".xlsm", ".txt", ".tsv")  # Excel saves “Unicode text” as .txt


class ImportForm(forms.Form):
    """token: of this very page, so that a double click imports once."""

    token = forms.UUIDField(widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        help_text=_("CSV or XLSX, at most 20 MB. A row names the columns, in Dutch, French or English."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    rehearsal = forms.BooleanField(
        label=_("Only check the file"),
        required=False,
        help_text=_("Every mistake, and all there is to look at, is named and nothing is written."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["token"] = uuid4()
        self.fields["file"].widget.attrs["accept"] = ",".join(ENDINGS) + ",text/csv"

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_UPLOAD:
            raise forms.ValidationError(
                _("This file is too large. The limit is 20 MB; split it, or ask for the command.")
            )
        name = upload.name.lower()
        if name.endswith((".xls", ".ods", ".xlsb", ".numbers")):
            raise forms.ValidationError(
                _("This kind of spreadsheet cannot be read. Open it and save it as XLSX or CSV.")
            )
        if not name.endswith(ENDINGS):
            raise forms.ValidationError(_("Choose a CSV or XLSX file."))
        return upload
