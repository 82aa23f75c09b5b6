"""What is wrong with a file that was handed in, in the reader's language: of the file as a whole, and of what a reading refuses.

`core.reading` says it in English, which is what is stored and printed; this finds the sentence back.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coaching.core.reading.said import SENTENCES

SAID: tuple[tuple[str, Any], ...] = (
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
    (
        r"the workbook has more than (?P<n>\d+) sheets",
        gettext_lazy(
            "The workbook has too many sheets: at most %(n)s. Save the one with the table in a file of its own."
        ),
    ),
    (r"the workbook unpacks to more than \d+ MB", gettext_lazy("The workbook is much too large once it is unpacked.")),
    ("the workbook cannot be read: .*", gettext_lazy("The workbook cannot be read. Save it again as XLSX or CSV.")),
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
