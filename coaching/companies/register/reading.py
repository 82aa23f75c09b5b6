"""A CSV file read row by row, so that reading can go on at any byte behind a whole row."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path

from coaching.companies.register.layout import File, Values


class Reader:
    """`rows()` gives the values to stage. position, line: behind the last row given. Mistakes go to `complain`."""

    def __init__(self, path: Path, file: File, complain: Callable[[str], None], position: int = 0, line: int = 0):
        self.path, self.file, self._complain = path, file, complain
        self.position, self.line, self.count = position, line, 0
        self._fault = ""

    def _mistake(self, text: str) -> None:
        self._complain(f"{self.path.name}:{self.line}: {text}")

    def _lines(self, handle: Iterator[bytes]) -> Iterator[str]:
        for raw in handle:
            self.position += len(raw)
            self.line += 1
            try:
                text = raw.decode("utf-8-sig" if self.line == 1 else "utf-8")
            except UnicodeDecodeError:
                self._fault, text = "this is not UTF-8", raw.decode("latin-1")
            if "\0" in text:
                self._fault, text = "there is a zero byte in this line", text.replace("\0", "")
            yield text

    def rows(self) -> Iterator[Values | None]:
        """One per row of the file; None for what is not kept or wrong."""
        with self.path.open("rb") as handle:
            pick = self._header(handle)
            if pick is None:
                return
            handle.seek(self.position)
            reader = csv.reader(self._lines(handle), strict=True)
            while True:
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    self._mistake(f"not a row of a CSV file: {error}")
                    continue
                self.count += 1
                yield self._values(row, pick)

    def _header(self, handle: Iterator[bytes]) -> Callable[[Sequence[str]], Sequence[str]] | None:
        """How to pick our columns from a row; None when some are missing. The header is read at each resume."""
        raw = next(handle, b"")
        titles = next(csv.reader([raw.decode("utf-8-sig", "replace")]), [])
        missing = [name for name in self.file.columns if name not in titles]
        if missing:
            self._complain(f"{self.path.name}:1: no column {', '.join(missing)}")
            return None
        if self.position == 0:
            self.position, self.line = len(raw), 1
        self._width = len(titles)
        places = [titles.index(name) for name in self.file.columns]
        if len(places) == 1:
            return lambda row: (row[places[0]],)
        return itemgetter(*places)

    def _values(self, row: Sequence[str], pick: Callable[[Sequence[str]], Sequence[str]]) -> Values | None:
        if self._fault:
            self._mistake(self._fault)
            self._fault = ""
            return None
        if not row:
            return None
        if len(row) != self._width:
            self._mistake(f"{len(row)} columns instead of {self._width}")
            return None
        try:
            return self.file.row(pick(row))
        except ValueError as error:
            self._mistake(str(error))
            return None
