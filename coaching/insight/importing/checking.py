"""From rows of text to applications: each mistake named with its line, column, value and reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.conf import settings
from django.utils import translation

from coaching.core.ground import clock, nace
from coaching.core.ground.choices import province_of
from coaching.core.reading import codes, dates, numbers, said
from coaching.core.reading.cells import damaged, fold, plain
from coaching.core.reading.said import Unclear
from coaching.insight.importing.reading import Problem, RawRow
from coaching.programmes.enums import ReferralChannel, TargetGroup
from coaching.programmes.rules import LOW_SKILLED_UP_TO, SMALL_BELOW

LANGUAGES = ("nl", "fr", "de", "en")
LENGTHS = {"reference": 30, "company_name": 200, "postcode": 10, "nace_code": 10, "contact_name": 150}
MOST_WORKERS = 1_000_000
DATES = ("submitted_on", "approved_on", "rejected_on", "started_on")
LOST_NOUGHT = re.compile(r"[1235-9][1-9][0-9]{2}")  # 1110 is 11.10, or 01.110 that a spreadsheet took for a number
TOTALS = {
    "totaal",
    "total",
    "totaux",
    "totalen",
    "subtotaal",
    "sous total",
    "algemeen totaal",
    "total general",
    "som",
    "somme",
}
EDITION = re.compile(r"(?:nace(?: ?bel)? )?(?P<year>2003|2008|2025)(?: 0)?")
USUAL_POSTCODE = re.compile(r"(?:BE?)?[ -]*[0-9]{4}", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
NAMES_OF_LANGUAGES = {
    "nederlands": "nl",
    "neerlandais": "nl",
    "dutch": "nl",
    "frans": "fr",
    "francais": "fr",
    "french": "fr",
    "duits": "de",
    "allemand": "de",
    "german": "de",
    "deutsch": "de",
    "engels": "en",
    "anglais": "en",
    "english": "en",
}


@dataclass(frozen=True)
class Row:
    """One application as it will stand; `percent` decides the target group, `high_skilled` is the count that follows."""

    line: int
    reference: str
    layer: int
    company_name: str
    enterprise_number: str
    postcode: str
    headcount: int
    percent: Decimal
    nace_code: str
    nace_version: str
    language: str
    contact_name: str
    contact_email: str
    referral_channel: str
    submitted_on: date
    approved_on: date | None
    rejected_on: date | None
    started_on: date | None
    coach_email: str

    @property
    def high_skilled(self) -> int:
        count = (self.percent * self.headcount / 100).quantize(Decimal(1), ROUND_HALF_UP)
        return min(int(count), self.headcount)

    @property
    def target_group(self) -> TargetGroup:
        """By the percentage of the file, not by the rounded count (subject/programme.md#target-groups-and-priority)."""
        low = self.percent / 100 <= LOW_SKILLED_UP_TO
        if self.headcount < SMALL_BELOW:
            return TargetGroup.SME_LOW_SKILLED if low else TargetGroup.SME_OTHER
        return TargetGroup.LARGE_LOW_SKILLED if low else TargetGroup.LARGE_OTHER


class Checker:
    """Checks rows one by one. known: references that the programme has; coaches: address → key of a known coach."""

    def __init__(self, known: Iterable[str], coaches: Mapping[str, Any]) -> None:
        self.known, self.coaches = set(known), coaches
        self.seen: dict[str, int] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self.today = clock.today()
        self.channels = _channels()

    def check(self, raw: RawRow) -> Row | None:
        """The row, or None with its mistakes added to `problems`; what to look at is added to `warnings`."""
        before = len(self.problems)
        self.warnings += raw.notes
        values = _Values(raw, self)
        row = values.row()
        return row if len(self.problems) == before else None


class _Values:
    """The cells of one row, read by column; a mistake is noted and reading goes on."""

    def __init__(self, raw: RawRow, checker: Checker) -> None:
        self.raw, self.checker = raw, checker

    def wrong(self, column: str, reason: str, value: str | None = None) -> None:
        shown = self.raw.cells.get(column, "") if value is None else value
        self.checker.problems.append(Problem(self.raw.line, column, shown[:100], reason))

    def note(self, column: str, reason: str) -> None:
        self.checker.warnings.append(Problem(self.raw.line, column, self.cell(column)[:100], reason))

    def read(self, column: str, reader: Callable[[str], Any], empty: Any = None, *, needed: bool = False) -> Any:
        """The cell by a reading of `core.reading`; `empty` when nothing stands there or when its refusal was noted."""
        value = self.cell(column)
        try:
            damaged(value, "date", "percent", "flag")
            if plain(value):
                return reader(value)
            if needed:
                self.wrong(column, "is empty")
        except Unclear as unclear:
            self.wrong(column, str(unclear))
        return empty

    def stray(self) -> str:
        """Why this is no row of the table: a note or a total that stands below it; "" for a row."""
        filled = [cell for cell in self.raw.cells.values() if cell]
        if len(filled) == 1 and len(self.raw.cells) > 1:
            return "only one cell is filled in; take this row out when it is a note"
        if any(fold(cell) in TOTALS for cell in filled[:2]) and not self.cell("submitted_on"):
            return "looks like a total; take this row out"
        return ""

    def row(self) -> Row | None:
        if stray := self.stray():
            self.wrong("(row)", stray, next(cell for cell in self.raw.cells.values() if cell))
            return None
        if self.raw.too_many:
            self.wrong("(row)", "more cells than the header has columns", "; ".join(self.raw.too_many))
        days = {column: self.day(column) for column in DATES}
        self.order(days)
        return Row(
            line=self.raw.line,
            reference=self.reference(),
            layer=self.layer(),
            company_name=self.text("company_name"),
            enterprise_number=self.number(),
            postcode=self.postcode(),
            headcount=self.headcount(),
            percent=self.percent(),
            nace_code=self.nace(),
            nace_version=self.edition(),
            language=self.language(),
            contact_name=self.text("contact_name"),
            contact_email=self.email("contact_email"),
            referral_channel=self.channel(),
            coach_email=self.coach(),
            submitted_on=days["submitted_on"] or self.checker.today,
            approved_on=days["approved_on"],
            rejected_on=days["rejected_on"],
            started_on=days["started_on"],
        )

    def cell(self, column: str) -> str:
        return self.raw.cells.get(column, "")

    def text(self, column: str) -> str:
        value = self.cell(column)
        try:
            damaged(value, "date", "percent", "flag")
        except Unclear as unclear:
            self.wrong(column, str(unclear))
            return value
        if not value and column == "company_name":
            self.wrong(column, "is empty")
        if CONTROL.search(value):
            self.wrong(column, "holds control characters")
        if value.startswith("=") and len(value) > 1:
            self.wrong(column, "is a formula")
        if len(value) > LENGTHS[column]:
            self.wrong(column, f"is longer than {LENGTHS[column]} characters")
        return str(value)

    def reference(self) -> str:
        value = self.text("reference")
        if not value:
            self.wrong("reference", "is empty")
        elif value in self.checker.seen:
            self.wrong("reference", f"stands already in line {self.checker.seen[value]}")
        elif value in self.checker.known:
            self.wrong("reference", "exists already in this programme")
        self.checker.seen.setdefault(value, self.raw.line)
        return value

    def layer(self) -> int:
        found = self.read("layer", numbers.read_whole, 5)
        if found not in {1, 2, 3, 4, 5}:
            self.wrong("layer", "is not a layer from 1 to 5")
            return 5
        return int(found)

    def number(self) -> str:
        if not self.cell("enterprise_number") and not self.cell("postcode"):
            self.wrong("enterprise_number", "may be empty only with a postcode")
        return str(self.read("enterprise_number", codes.read_enterprise_number, ""))

    def postcode(self) -> str:
        """As read; what is no Belgian one stays as it is, and is named: its province will be unknown."""
        value = self.cell("postcode")
        try:
            found = codes.read_postcode(value) if plain(value) else ""
        except Unclear as unclear:
            if unclear.said == said.NO_POSTCODE:
                found = self.text("postcode")
            else:
                self.wrong("postcode", str(unclear))
                return ""
        if found and not province_of(found):
            self.note("postcode", "is no Belgian postcode; the province will be unknown")
        elif found and not USUAL_POSTCODE.fullmatch(plain(value)):
            self.note("postcode", f"is read as {found}")
        return found

    def headcount(self) -> int:
        found = self.read("headcount", numbers.read_whole, needed=True)
        if found is None:
            return 0
        if not 0 <= found <= MOST_WORKERS:
            self.wrong("headcount", "is less than nothing" if found < 0 else f"is more than {MOST_WORKERS}")
        return int(found)

    def percent(self) -> Decimal:
        found = self.read("high_skilled_percent", numbers.read_percent, needed=True)
        if found == 1 and "%" not in self.cell("high_skilled_percent"):
            self.note("high_skilled_percent", "is read as 1 %, not as all of them; write 100 when all are meant")
        return Decimal(0) if found is None else Decimal(found)

    def nace(self) -> str:
        value = str(self.read("nace_code", codes.read_activity, ""))
        if len(value) > LENGTHS["nace_code"]:
            self.wrong("nace_code", f"is longer than {LENGTHS['nace_code']} characters")
        elif LOST_NOUGHT.fullmatch(value):
            self.note("nace_code", f"is read as {value[:2]}.{value[2:]}; write 0{value} when a zero in front was lost")
        return value

    def edition(self) -> str:
        """The list that the code comes from, as 2008 or NACE-BEL 2008; "" when nobody knows."""
        value = self.cell("nace_edition")
        if not plain(value):
            return ""
        year = EDITION.fullmatch(fold(value))
        if year is None:
            self.wrong("nace_edition", "is not one of " + ", ".join(nace.EDITIONS))
            return ""
        if not plain(self.cell("nace_code")):
            self.note("nace_edition", "stands without a NACE code and is left out")
            return ""
        return year["year"]

    def language(self) -> str:
        value = self.cell("language") or "nl"
        folded = fold(value)
        found = NAMES_OF_LANGUAGES.get(folded, folded)
        if found not in LANGUAGES:
            self.wrong("language", "is not one of " + ", ".join(LANGUAGES))
            return "nl"
        return found

    def channel(self) -> str:
        """A code, or the words for it in one of the languages of the product."""
        value = self.cell("referral_channel")
        code = self.checker.channels.get(fold(value), "") if value else ""
        if value and not code:
            self.wrong("referral_channel", "is not one of " + ", ".join(ReferralChannel.values))
        return code

    def email(self, column: str) -> str:
        return str(self.read(column, codes.read_email, "")).lower()

    def coach(self) -> str:
        value = self.email("coach_email")
        if value and value not in self.checker.coaches:
            self.wrong("coach_email", "is not a coach that is known here")
            return ""
        return value

    def day(self, column: str) -> date | None:
        found: date | None = self.read(column, dates.read_date, needed=column == "submitted_on")
        if found is not None and found > self.checker.today:
            self.wrong(column, "lies in the future")
        elif found is not None and found.year < 1990:
            self.wrong(column, "lies before 1990")
        return found

    def order(self, days: Mapping[str, date | None]) -> None:
        """Later states need earlier ones, in order; a day may hold two of them."""
        submitted, approved, rejected, started = (days[column] for column in DATES)
        if approved and rejected:
            self.wrong("rejected_on", "an application is approved or rejected, not both")
        for column, day in (("approved_on", approved), ("rejected_on", rejected)):
            if day and submitted and day < submitted:
                self.wrong(column, "lies before submitted_on")
        if started and not self.cell("approved_on"):
            self.wrong("started_on", "needs an approved_on")
        elif started and approved and started < approved:
            self.wrong("started_on", "lies before approved_on")
        if self.cell("coach_email") and not self.cell("approved_on"):
            self.wrong("coach_email", "needs an approved_on")


def _channels() -> dict[str, str]:
    """What a file may call a channel → its code: the code, and its words in each language."""
    found = {fold(code): code for code in ReferralChannel.values}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(str(label)): code for code, label in ReferralChannel.choices}
    return found
