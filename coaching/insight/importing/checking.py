"""From rows of text to applications: each mistake named with its line, column, value and reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from coaching.companies.numbers import parse_enterprise_number
from coaching.core import clock
from coaching.insight.importing.reading import Problem, RawRow
from coaching.programmes.enums import ReferralChannel, TargetGroup
from coaching.programmes.rules import LOW_SKILLED_UP_TO, SMALL_BELOW

LANGUAGES = ("nl", "fr", "de", "en")
LENGTHS = {"reference": 30, "company_name": 200, "postcode": 10, "nace_code": 10, "contact_name": 150}
MOST_WORKERS = 1_000_000
DATES = ("submitted_on", "approved_on", "rejected_on", "started_on")
BELGIAN = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
DIGITS = re.compile(r"^[0-9]+$")
NACE = re.compile(r"^[0-9]{2}[0-9.]*$")
CONTROL = re.compile(r"[\x00-\x1f\x7f]")


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
        """By the percentage of the file, not by the rounded count (S2: under 50 workers; at most 35 %)."""
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
        self.today = clock.today()

    def check(self, raw: RawRow) -> Row | None:
        """The row, or None with its mistakes added to `problems`."""
        before = len(self.problems)
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

    def row(self) -> Row:
        if self.raw.too_many:
            self.wrong("(row)", "more cells than the header has columns", "; ".join(self.raw.too_many))
        dates = {column: self.day(column) for column in DATES}
        self.order(dates)
        return Row(
            line=self.raw.line, reference=self.reference(), layer=self.layer(), company_name=self.text("company_name"),
            enterprise_number=self.number(), postcode=self.text("postcode"), headcount=self.headcount(),
            percent=self.percent(), nace_code=self.nace(), language=self.choice("language", LANGUAGES, "nl").lower(),
            contact_name=self.text("contact_name"), contact_email=self.email("contact_email"),
            referral_channel=self.channel(), coach_email=self.coach(),
            submitted_on=dates["submitted_on"] or self.checker.today, approved_on=dates["approved_on"],
            rejected_on=dates["rejected_on"], started_on=dates["started_on"],
        )  # fmt: skip

    def cell(self, column: str) -> str:
        return self.raw.cells.get(column, "")

    def text(self, column: str) -> str:
        value = self.cell(column)
        if not value and column == "company_name":
            self.wrong(column, "is empty")
        if CONTROL.search(value):
            self.wrong(column, "holds control characters")
        if value.startswith("=") and len(value) > 1:
            self.wrong(column, "is a formula")
        if len(value) > LENGTHS[column]:
            self.wrong(column, f"is longer than {LENGTHS[column]} characters")
        return value

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
        value = self.cell("layer") or "5"
        if value not in {"1", "2", "3", "4", "5"}:
            self.wrong("layer", "is not a layer from 1 to 5")
            return 5
        return int(value)

    def number(self) -> str:
        value = self.cell("enterprise_number")
        if not value:
            if not self.cell("postcode"):
                self.wrong("enterprise_number", "may be empty only with a postcode")
            return ""
        try:
            return parse_enterprise_number(value)
        except ValueError:
            self.wrong("enterprise_number", "is not a Belgian enterprise number (check digits)")
            return ""

    def headcount(self) -> int:
        value = self.cell("headcount")
        if not DIGITS.match(value) or len(value) > 9:
            self.wrong("headcount", "is empty" if not value else "is not a whole number")
            return 0
        if int(value) > MOST_WORKERS:
            self.wrong("headcount", f"is more than {MOST_WORKERS}")
        return int(value)

    def percent(self) -> Decimal:
        value = self.cell("high_skilled_percent")
        try:
            found = Decimal(value.removesuffix("%").strip().replace(",", "."))
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite() or not 0 <= found <= 100:
            self.wrong("high_skilled_percent", "is empty" if not value else "is not a number from 0 to 100")
            return Decimal(0)
        return found

    def nace(self) -> str:
        value = self.text("nace_code")
        if value and not NACE.match(value):
            self.wrong("nace_code", "is not a NACE-BEL code")
        return value

    def choice(self, column: str, allowed: tuple[str, ...], default: str) -> str:
        value = self.cell(column) or default
        if value.lower() not in allowed:
            self.wrong(column, "is not one of " + ", ".join(allowed))
            return default
        return value

    def channel(self) -> str:
        value = self.cell("referral_channel").upper()
        if value and value not in ReferralChannel.values:
            self.wrong("referral_channel", "is not one of " + ", ".join(ReferralChannel.values))
            return ""
        return value

    def email(self, column: str) -> str:
        value = self.cell(column).lower()
        try:
            if value:
                validate_email(value)
        except ValidationError:
            self.wrong(column, "is not an e-mail address")
            return ""
        return value

    def coach(self) -> str:
        value = self.email("coach_email")
        if value and value not in self.checker.coaches:
            self.wrong("coach_email", "is not a coach that is known here")
            return ""
        return value

    def day(self, column: str) -> date | None:
        value = self.cell(column)
        if not value:
            if column == "submitted_on":
                self.wrong(column, "is empty")
            return None
        found = parse_date(value)
        if found is None:
            self.wrong(column, "is not a date (YYYY-MM-DD or DD/MM/YYYY)")
        elif found > self.checker.today:
            self.wrong(column, "lies in the future")
        elif found.year < 1990:
            self.wrong(column, "lies before 1990")
        return found

    def order(self, dates: Mapping[str, date | None]) -> None:
        """Later states need earlier ones, in order; a day may hold two of them."""
        submitted, approved, rejected, started = (dates[column] for column in DATES)
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


def parse_date(text: str) -> date | None:
    """YYYY-MM-DD or DD/MM/YYYY; None for anything else, 31/02 too."""
    belgian = BELGIAN.match(text)
    try:
        if belgian:
            return date(int(belgian[3]), int(belgian[2]), int(belgian[1]))
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]00:00(:00)?", text):
            return datetime.fromisoformat(text).date()
    except ValueError:
        return None
    return None
