"""What is wrong with a file, in the reader's language. The command's own words (English) are what is stored."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# What the checks say → the same for people. Named gaps are filled with what was said.
SAID: tuple[tuple[str, Any], ...] = (
    ("is empty", gettext_lazy("is empty")),
    ("holds control characters", gettext_lazy("holds control characters")),
    ("is a formula", gettext_lazy("is a formula")),
    (r"is longer than (?P<n>\d+) characters", gettext_lazy("is longer than %(n)s characters")),
    (r"stands already in line (?P<n>\d+)", gettext_lazy("stands already in line %(n)s")),
    ("exists already in this programme", gettext_lazy("exists already in this programme")),
    ("is not a layer from 1 to 5", gettext_lazy("is not a layer from 1 to 5")),
    ("may be empty only with a postcode", gettext_lazy("may be empty only with a postcode")),
    (r"is not a Belgian enterprise number \(check digits\)",
     gettext_lazy("is not a Belgian enterprise number (the check digits are wrong)")),
    ("is not a whole number", gettext_lazy("is not a whole number")),
    (r"is more than (?P<n>\d+)", gettext_lazy("is more than %(n)s")),
    ("is not a number from 0 to 100", gettext_lazy("is not a number from 0 to 100")),
    ("is not a NACE-BEL code", gettext_lazy("is not a NACE-BEL code")),
    (r"is not one of (?P<which>.+)", gettext_lazy("is not one of %(which)s")),
    ("is not an e-mail address", gettext_lazy("is not an e-mail address")),
    ("is not a coach that is known here", gettext_lazy("is not a coach that is known here")),
    (r"is not a date \(YYYY-MM-DD or DD/MM/YYYY\)", gettext_lazy("is not a date (YYYY-MM-DD or DD/MM/YYYY)")),
    ("lies in the future", gettext_lazy("lies in the future")),
    ("lies before 1990", gettext_lazy("lies before 1990")),
    ("lies before (?P<which>[a-z_]+)", gettext_lazy("lies before %(which)s")),
    ("needs an approved_on", gettext_lazy("needs a date in approved_on")),
    ("an application is approved or rejected, not both",
     gettext_lazy("an application is approved or rejected, not both")),
    ("more cells than the header has columns", gettext_lazy("more cells than the header has columns")),
    # About the file as a whole.
    ("the file is empty", gettext_lazy("The file is empty.")),
    ("the file has a header and no rows", gettext_lazy("The file has a header and no rows.")),
    ("unknown columns: (?P<which>.+)", gettext_lazy("Columns that we do not know: %(which)s.")),
    ("columns that occur twice: (?P<which>.+)", gettext_lazy("Columns that occur twice: %(which)s.")),
    ("missing columns: (?P<which>.+)", gettext_lazy("Columns that are missing: %(which)s.")),
    (r"more than (?P<n>\d+) rows; split the file", gettext_lazy("More than %(n)s rows. Split the file.")),
    (r"the file is not UTF-8 \(line (?P<n>\d+)\).*",
     gettext_lazy("Line %(n)s cannot be read. Save the file as “CSV UTF-8”.")),
    ("the file is not text: it holds NUL characters", gettext_lazy("The file is not text.")),
    (r"line (?P<n>\d+) is no proper CSV: .*", gettext_lazy("Line %(n)s is no proper CSV.")),
    ("the workbook unpacks to more than 100 MB", gettext_lazy("The workbook is much too large once it is unpacked.")),
    ("the workbook cannot be read: .*", gettext_lazy("The workbook cannot be read. Save it again as XLSX or CSV.")),
    ("the worker stopped while it read this file, three times",
     gettext_lazy("The work on this file stopped three times. Nothing was written. Split the file and try again.")),
    ("the work on this file took too long",
     gettext_lazy("The work on this file took too long. Nothing was written. Split the file and try again.")),
    ("whoever sent the file no longer administers this programme",
     gettext_lazy("Whoever sent this file no longer administers the programme.")),
    ("something unexpected went wrong; .*",
     gettext_lazy("Something unexpected went wrong. Nothing was written. The operators can find it in the log.")),
)  # fmt: skip
PATTERNS = [(re.compile(said, re.DOTALL), words) for said, words in SAID]


def in_words(said: str) -> str:
    """The sentence in the reader's language; what nobody foresaw stays as it was said."""
    for pattern, words in PATTERNS:
        if found := pattern.fullmatch(said):
            return str(words) % found.groupdict() if found.groupdict() else str(words)
    return said


def column_in_words(column: str) -> str:
    """Names of columns are those of the file."""
    return _("(the whole row)") if column == "(row)" else column
