"""What is wrong with a file, in the reader's language. The command's own words (English) are what is stored."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.reading.words import in_words as file_in_words
from coaching.insight.importing.headings import TITLES
from coaching.insight.importing.reading import GARBLED, HIDDEN, LOOK_AT_NAME, NOT_READ

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
    ("is less than nothing", gettext_lazy("is less than nothing")),
    (r"is more than (?P<n>\d+)", gettext_lazy("is more than %(n)s")),
    ("is not a NACE-BEL code", gettext_lazy("is not a NACE-BEL code")),
    (r"is not one of (?P<which>.+)", gettext_lazy("is not one of %(which)s")),
    (
        "stands without a NACE code and is left out",
        gettext_lazy("stands without a NACE code and is left out"),
    ),
    ("is not a coach that is known here", gettext_lazy("is not a coach that is known here")),
    ("lies in the future", gettext_lazy("lies in the future")),
    ("lies before 1990", gettext_lazy("lies before 1990")),
    ("lies before (?P<which>[a-z_]+)", gettext_lazy("lies before %(which)s")),
    ("needs an approved_on", gettext_lazy("needs a date in approved_on")),
    (
        "an application is approved or rejected, not both",
        gettext_lazy("an application is approved or rejected, not both"),
    ),
    ("more cells than the header has columns", gettext_lazy("more cells than the header has columns")),
    # To look at.
    (
        re.escape(LOOK_AT_NAME),
        gettext_lazy("the file is in Windows-1252, not UTF-8: see whether the accents of this name are right"),
    ),
    (re.escape(GARBLED), gettext_lazy("the accents of this name look damaged")),
    (re.escape(HIDDEN), gettext_lazy("the spreadsheet hides this row; it counts as any other")),
    (re.escape(NOT_READ), gettext_lazy("this sheet has the same headings; it is not read")),
    (
        "is no Belgian postcode; the province will be unknown",
        gettext_lazy("is no Belgian postcode; the province will be unknown"),
    ),
    (
        r"is read as (?P<which>[0-9.]+); write (?P<other>[0-9]+) when a zero in front was lost",
        gettext_lazy("is read as %(which)s; write %(other)s when a zero in front was lost"),
    ),
    (
        "only one cell is filled in; take this row out when it is a note",
        gettext_lazy("only one cell is filled in; take this row out when it is a note"),
    ),
    ("looks like a total; take this row out", gettext_lazy("looks like a total; take this row out")),
    (
        "percentages or numbers: (?P<which>.+)",
        gettext_lazy(
            "Does “%(which)s” hold percentages or numbers of people? Write “%%” in the heading above percentages."
        ),
    ),
    ("is read as (?P<which>[0-9]+)", gettext_lazy("is read as %(which)s")),
    (
        "is read as 1 %, not as all of them; write 100 when all are meant",
        gettext_lazy("is read as one percent, not as all of them; write 100 when all are meant"),
    ),
    (
        "the worker stopped while it read this file, three times",
        gettext_lazy("The work on this file stopped three times. Nothing was written. Split the file and try again."),
    ),
    (
        "the work on this file took too long",
        gettext_lazy("The work on this file took too long. Nothing was written. Split the file and try again."),
    ),
    (
        "whoever sent the file no longer administers this programme",
        gettext_lazy("Whoever sent this file no longer administers the programme."),
    ),
    (
        "something unexpected went wrong; .*",
        gettext_lazy("Something unexpected went wrong. Nothing was written. The operators can find it in the log."),
    ),
)
PATTERNS = [(re.compile(said, re.DOTALL), words) for said, words in SAID]


def in_words(said: str) -> str:
    """The sentence in the reader's language; what nobody foresaw stays as it was said."""
    for pattern, words in PATTERNS:
        if found := pattern.fullmatch(said):
            return str(words) % found.groupdict() if found.groupdict() else str(words)
    return file_in_words(said)


def column_in_words(column: str) -> str:
    """The heading in the reader's language."""
    if column == "(row)":
        return _("(the whole row)")
    return _("(the file)") if column == "(file)" else str(TITLES.get(column, column))
