"""Reading a company's file that was taken along: is it whole, and does it say what its manifest says? Reads no database."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

FORMAT = "company-file/1"
MANIFEST = "manifest.json"
BLOCK = 64 * 1024  # bytes
LARGEST_MANIFEST = 256 * 1024 * 1024  # bytes: a file of 100,000 attachments has some 30 MB


class NoCompanyFile(ValueError):
    """It is no file of a company, or of a format that this release does not read."""


@dataclass
class Checked:
    """faults: what differs from the manifest, each in a line; empty when all is as it was made."""

    company: str
    made_at: str
    tables: int
    rows: int
    files: int
    missing: int
    faults: list[str] = field(default_factory=list)


def check(source: IO[bytes]) -> Checked:
    """Every hash, length, number of rows and column. Raises NoCompanyFile when there is nothing to compare with."""
    try:
        with ZipFile(source) as archive:
            manifest = _manifest(archive)
            found = Checked(
                company=str(manifest["company"]["name"]),
                made_at=str(manifest["made_at"]),
                tables=len(manifest["tables"]),
                rows=sum(table["rows"] for table in manifest["tables"]),
                files=sum("column" in entry for entry in manifest["entries"]),
                missing=len(manifest["missing"]),
            )
            found.faults += _names(archive, manifest)
            found.faults += [fault for entry in manifest["entries"] for fault in _entry(archive, entry)]
            found.faults += [fault for table in manifest["tables"] for fault in _table(archive, table)]
            return found
    except (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as broken:
        raise NoCompanyFile(f"this is no ZIP file, or it is damaged: {broken}") from broken
    except (KeyError, TypeError, AttributeError) as wrong:
        raise NoCompanyFile(f"the manifest is not one of {FORMAT}: {wrong}") from wrong


def _manifest(archive: ZipFile) -> dict[str, Any]:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise NoCompanyFile("its manifest is too large")
        found = json.loads(archive.read(MANIFEST))
    except KeyError as absent:
        raise NoCompanyFile(f"it has no {MANIFEST}") from absent
    except ValueError as wrong:
        raise NoCompanyFile(f"its {MANIFEST} is no JSON: {wrong}") from wrong
    told = found.get("format") if isinstance(found, dict) else None
    if told != FORMAT:
        raise NoCompanyFile(f"its format is {told!r}; this release reads {FORMAT!r}")
    return dict(found)


def _names(archive: ZipFile, manifest: dict[str, Any]) -> list[str]:
    inside, told = Counter(archive.namelist()), Counter(entry["path"] for entry in manifest["entries"])
    told[MANIFEST] += 1
    return [f"{path}: not in the manifest, or twice" for path in sorted(inside - told)] + [
        f"{path}: missing" for path in sorted(told - inside)
    ]


def _entry(archive: ZipFile, entry: dict[str, Any]) -> list[str]:
    known, size = hashlib.sha256(), 0
    if entry["path"] not in archive.NameToInfo:
        return []  # said by `_names`
    try:
        with archive.open(entry["path"]) as handle:
            while part := handle.read(BLOCK):
                known.update(part)
                size += len(part)
    except BadZipFile as broken:
        return [f"{entry['path']}: damaged ({broken})"]
    if (size, known.hexdigest()) != (entry["bytes"], entry["sha256"]):
        return [f"{entry['path']}: changed since it was made"]
    return []


def _table(archive: ZipFile, table: dict[str, Any]) -> list[str]:
    path, columns = table["path"], [column["name"] for column in table["columns"]]
    if path not in archive.NameToInfo:
        return []
    try:
        rows = json.loads(archive.read(path))
    except (ValueError, BadZipFile) as wrong:
        return [f"{path}: no JSON ({wrong})"]
    if not isinstance(rows, list) or len(rows) != table["rows"]:
        return [f"{path}: not {table['rows']} rows"]
    return [f"{path}: row {n} has other columns" for n, row in enumerate(rows, 1) if list(row) != columns][:1]
