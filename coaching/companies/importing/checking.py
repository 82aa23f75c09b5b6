"""From rows of text to units: each fault named with its line, its column, what stands there and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from coaching.companies.importing.headings import ENDED, columns_of, knows
from coaching.companies.tree import MOST_LEVELS, Tree
from coaching.core.reading import numbers
from coaching.core.reading.cells import damaged, fold, plain
from coaching.core.reading.faults import Fault
from coaching.core.reading.files import MEGABYTE, Unreadable, table_of, trimmed
from coaching.core.reading.said import Unclear
from coaching.core.reading.words import in_words

MOST_ROWS = 2_000
# What is read while somebody waits: empty lines and cells are not told in words, and cost as much.
MOST_LINES = 20_000
MOST_CELLS = 500_000
LARGEST = 10 * MEGABYTE
MOST_WORKERS = 100_000
LENGTHS = {"name": 120, "part_of": 120, "establishment": 200, "business_unit": 120}
YES = frozenset(("ja", "oui", "yes", "x", "1", "true", "waar", "vrai"))
NO = frozenset(("", "nee", "non", "no", "0", "false", "onwaar", "faux"))


@dataclass(frozen=True)
class Row:
    """A unit as it is to stand."""

    line: int
    name: str
    part_of: str
    establishment: str
    business_unit: str
    is_function: bool
    headcount: int


@dataclass
class Checked:
    """What a file says. rows: parts always behind what they are part of; empty when there are faults."""

    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def check(content: bytes, tree: Tree, *, may_add_places: bool) -> Checked:
    """Read the file beside the tree as it stands. Raises Unreadable when it is no table of ours."""
    reading = _Reading(tree, may_add_places)
    for line, cells in _lines(content):
        reading.row(line, cells)
    return reading.checked()


def _lines(content: bytes) -> Iterable[tuple[int, dict[str, str]]]:
    table = table_of(content, knows, largest=LARGEST)
    names, count, seen = columns_of(table.headings), 0, 0
    for number, cells in enumerate(table.lines, table.top + 1):
        seen += len(cells)
        if number > MOST_LINES or seen > MOST_CELLS:
            raise Unreadable(f"more than {MOST_ROWS} rows; split the file")
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise Unreadable(f"more than {MOST_ROWS} rows; split the file")
        values = [trimmed(cell) for cell in cells]
        found = dict(zip(names, [*values, *[""] * len(names)], strict=False))
        if found.get(ENDED):
            continue
        if extra := [value for value in values[len(names) :] if value]:
            found["(extra)"] = "; ".join(extra)
        yield number, found
    if not count:
        raise Unreadable("the file has a header and no rows")


class _Reading:
    def __init__(self, tree: Tree, may_add_places: bool) -> None:
        self.may_add_places = may_add_places
        self.places = {place.name: place for place in tree.places}
        self.stands = {node.name: node for node in (*tree.units, *tree.functions)}
        self.rows: dict[str, Row] = {}
        self.faults: list[Fault] = []
        self.units_of: dict[str, tuple[str, int]] = {}  # establishment → technical business unit, line

    def wrong(self, line: int, column: str, value: Any, reason: str) -> None:
        self.faults.append(Fault(line, column, str(value)[:100], reason))

    def row(self, line: int, cells: Mapping[str, str]) -> None:
        if extra := cells.get("(extra)"):
            self.wrong(line, "", extra, _("more cells than the header has columns"))
        said = {name: self._text(line, name, cells.get(name, "")) for name in LENGTHS}
        row = Row(
            line,
            said["name"],
            said["part_of"],
            said["establishment"],
            said["business_unit"],
            self._function(line, cells.get("function", "")),
            self._headcount(line, cells.get("headcount", "")),
        )
        self._check(row)
        if row.name in self.rows:
            first = self.rows[row.name].line
            self.wrong(line, "name", row.name, _("stands already in line %(n)s") % {"n": first})
        else:
            self.rows[row.name] = row

    def _text(self, line: int, column: str, value: str) -> str:
        try:
            damaged(value, "date", "percent", "flag")
        except Unclear as unclear:
            self.wrong(line, column, value, in_words(str(unclear)))
            return ""
        text = plain(value)
        if column == "name" and not text:
            self.wrong(line, column, "", _("is empty"))
        if any(ord(sign) < 32 for sign in text):
            self.wrong(line, column, text, _("holds control characters"))
        if text.startswith("=") and len(text) > 1:
            self.wrong(line, column, text, _("is a formula"))
        if len(text) > LENGTHS[column]:
            self.wrong(line, column, text, _("is longer than %(n)s characters") % {"n": LENGTHS[column]})
        return text

    def _function(self, line: int, value: str) -> bool:
        folded = fold(value)
        if folded not in YES | NO:
            self.wrong(line, "function", value, _("is not yes or no"))
        return folded in YES

    def _headcount(self, line: int, value: str) -> int:
        if not plain(value):
            self.wrong(line, "headcount", "", _("is empty"))
            return 0
        try:
            damaged(value, "date", "percent", "flag")
            found = numbers.read_whole(value)
        except Unclear as unclear:
            self.wrong(line, "headcount", value, in_words(str(unclear)))
            return 0
        if not 0 <= found <= MOST_WORKERS:
            self.wrong(line, "headcount", value, _("is not from 0 to %(most)s") % {"most": MOST_WORKERS})
            return 0
        return int(found)

    def _check(self, row: Row) -> None:
        """What can be said of a row by itself, beside what stands."""
        if row.is_function and (row.part_of or row.establishment):
            column = "part_of" if row.part_of else "establishment"
            self.wrong(row.line, column, row.part_of or row.establishment, _("a function is part of no unit"))
        known = self.stands.get(row.name)
        if known and (known.kind == "function") != row.is_function:
            self.wrong(row.line, "function", row.name, _("is known here as something else"))
        if row.establishment and row.establishment not in self.places and not self.may_add_places:
            self.wrong(row.line, "establishment", row.establishment, _("is not an establishment that is known here"))
        if row.business_unit:
            self._business_unit(row)

    def _business_unit(self, row: Row) -> None:
        if not row.establishment:
            self.wrong(row.line, "business_unit", row.business_unit, _("needs an establishment in the same row"))
            return
        first, line = self.units_of.setdefault(row.establishment, (row.business_unit, row.line))
        if first != row.business_unit:
            said = _("is another one than in line %(n)s for the same establishment") % {"n": line}
            self.wrong(row.line, "business_unit", row.business_unit, said)

    def checked(self) -> Checked:
        for row in self.rows.values():
            self._place(row)
        self.faults.sort(key=lambda fault: (fault.line, fault.column))
        if self.faults:
            return Checked(faults=self.faults)
        return Checked(rows=sorted(self.rows.values(), key=lambda row: (len(self._above(row.name)), row.line)))

    def _place(self, row: Row) -> None:
        """What can be said only when all rows are read: parts stand in departments that there are."""
        if not row.part_of:
            return
        whole, known = self.rows.get(row.part_of), self.stands.get(row.part_of)
        if whole is None and known is None:
            self.wrong(row.line, "part_of", row.part_of, _("stands in no row, and is no unit that is known here"))
        elif whole.is_function if whole else known is not None and known.kind == "function":
            self.wrong(row.line, "part_of", row.part_of, _("is a function, and has no parts"))
        elif row.name in (above := self._above(row.name)):
            self.wrong(row.line, "part_of", row.part_of, _("would be part of itself"))
        elif len(above) >= MOST_LEVELS:
            self.wrong(
                row.line, "part_of", row.part_of, _("would stand deeper than level %(count)s") % {"count": MOST_LEVELS}
            )
        elif row.establishment and row.establishment != (there := self._place_of(row.part_of)):
            said = _("is not where “%(whole)s” stands (%(place)s)") % {"whole": row.part_of, "place": there or "–"}
            self.wrong(row.line, "establishment", row.establishment, said)

    def _part_of(self, name: str) -> str:
        if name in self.rows and (self.rows[name].part_of or self.rows[name].establishment):
            return self.rows[name].part_of
        known = self.stands.get(name)
        return known.within[-1] if known and known.within else ""

    def _above(self, name: str) -> list[str]:
        """What it is part of, upwards; ends where it would begin again."""
        found: list[str] = []
        at = self._part_of(name)
        while at and at not in found:
            found.append(at)
            at = self._part_of(at)
        return found

    def _place_of(self, name: str) -> str:
        top = (self._above(name) or [name])[-1]
        if top in self.rows and self.rows[top].establishment:
            return self.rows[top].establishment
        known = self.stands.get(top)
        return known.place.name if known else ""
