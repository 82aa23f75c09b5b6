"""What is wrong with a file, in the reader's language. The command's own words (English) are what is stored."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.reading.said import SENTENCES
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
    # About the file as a whole.
    ("the file is empty", gettext_lazy("The file is empty.")),
    ("the file has a header and no rows", gettext_lazy("The file has a header and no rows.")),
    ("unknown columns: (?P<which>.+)", gettext_lazy("Columns that we do not know: %(which)s.")),
    ("columns that occur twice: (?P<which>.+)", gettext_lazy("Columns that occur twice: %(which)s.")),
    ("missing columns: (?P<which>.+)", gettext_lazy("Columns that are missing: %(which)s.")),
    (r"more than (?P<n>\d+) rows; split the file", gettext_lazy("More than %(n)s rows. Split the file.")),
    (
        "the file is not UTF-8; .*",
        gettext_lazy("We cannot tell in which encoding this file is. Save it as “CSV UTF-8”."),
    ),
    (
        r"the file is not UTF-8 \(line (?P<n>\d+)\).*",
        gettext_lazy("Line %(n)s cannot be read. Save the file as “CSV UTF-8”."),
    ),
    ("the file is not text: it holds NUL characters", gettext_lazy("The file is not text.")),
    (r"line (?P<n>\d+) is no proper CSV: .*", gettext_lazy("Line %(n)s is no proper CSV.")),
    ("the workbook has a password; .*", gettext_lazy("The workbook has a password. Save it without one.")),
    (
        r"the file is an old Excel workbook .*",
        gettext_lazy("This is an old Excel workbook (.xls). Open it and save it as XLSX."),
    ),
    (r"the file is an OpenDocument sheet .*", gettext_lazy("This is an OpenDocument sheet (.ods). Save it as XLSX.")),
    (r"the file is a binary workbook .*", gettext_lazy("This is a binary workbook (.xlsb). Save it as XLSX.")),
    (
        "the file is no workbook of Excel; .*",
        gettext_lazy("This is no workbook of Excel. Save the table as XLSX or CSV."),
    ),
    ("the file is a PDF; .*", gettext_lazy("This is a PDF. Save the table as XLSX or CSV.")),
    (
        "the file is a web page or XML.*",
        gettext_lazy("This is a web page or XML, whatever its name. Open it in a spreadsheet and save it as XLSX."),
    ),
    ("the workbook unpacks to more than 100 MB", gettext_lazy("The workbook is much too large once it is unpacked.")),
    ("the workbook cannot be read: .*", gettext_lazy("The workbook cannot be read. Save it again as XLSX or CSV.")),
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


def _pattern(sentence: str) -> re.Pattern[str]:
    """Finds what was filled in the gaps of a sentence of `core.reading`."""
    parts = re.split(r"%\((\w+)\)s", sentence)
    texts = [re.escape(part.replace("%%", "%")) for part in parts[::2]]
    gaps = [f"(?P<{name}>.*)" for name in parts[1::2]]
    return re.compile("".join(text + gap for text, gap in zip(texts, [*gaps, ""], strict=True)), re.DOTALL)


READINGS = [(_pattern(sentence), sentence) for sentence in SENTENCES]


def in_words(said: str) -> str:
    """The sentence in the reader's language; what nobody foresaw stays as it was said."""
    for pattern, words in PATTERNS:
        if found := pattern.fullmatch(said):
            return str(words) % found.groupdict() if found.groupdict() else str(words)
    for pattern, sentence in READINGS:
        if found := pattern.fullmatch(said):
            return _(sentence) % found.groupdict()
    return said


def column_in_words(column: str) -> str:
    """The heading in the reader's language."""
    if column == "(row)":
        return _("(the whole row)")
    return _("(the file)") if column == "(file)" else str(TITLES.get(column, column))
