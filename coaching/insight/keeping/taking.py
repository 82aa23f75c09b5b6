"""A company's file as one ZIP: its tables as JSON, its files, and a manifest of hashes (docs/company-file.md).

Read under the hat in force: by a contact, what a contact may read; by the command, the same tables of the same rows.
"""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.storage import default_storage

from coaching.companies.models import Company
from coaching.core.ground import audit, clock
from coaching.core.ground.people import names_of
from coaching.core.ground.roles import Actor
from coaching.insight.keeping.checking import FORMAT, MANIFEST
from coaching.insight.keeping.tables import LEFT_OUT, Taken, taken

BLOCK = 64 * 1024  # bytes that are read at once
AT_ONCE = 1000  # rows
LONGEST_NAME = 150  # signs of a file's name
TOLD_EVERY = 500  # rows
PEOPLE, READ_ME = "people.json", "README.txt"
PERSON = re.compile(
    r"(_by_id|user_id|person_id|author_id|owner_id|applicant_id|asked_of_id|actor_id|assessor_id|recipient_id)$"
)
WORDS = """\
Dit is het dossier van één onderneming, zoals Vijfsprong het bewaart.
In "tables" staat elke tabel als JSON (UTF-8): een lijst van rijen. In "files" staan de documenten en bijlagen.
"manifest.json" noemt elk bestand met zijn SHA-256. Nakijken: manage.py check_export BESTAND.zip

Voici le dossier d'une seule entreprise, tel que Vijfsprong le conserve.
Dans « tables », chaque table est en JSON (UTF-8) : une liste de lignes. Dans « files » : documents et annexes.
« manifest.json » cite chaque fichier avec son SHA-256. Contrôler : manage.py check_export FICHIER.zip

This is the file of one company, as Vijfsprong keeps it.
"tables" holds each table as JSON (UTF-8): a list of rows. "files" holds documents and attachments.
"manifest.json" names every file with its SHA-256. To verify: manage.py check_export FILE.zip
"""


@dataclass
class Counted:
    """What went into a file. missing: files of which the storage has nothing any more (a restore gone half)."""

    rows: int = 0
    files: int = 0
    missing: list[dict[str, str]] = field(default_factory=list)


def write(
    company: Company, target: IO[bytes], *, by: Actor, tell: Callable[[int], None] = lambda _rows: None
) -> Counted:
    """Write the file of `company` and note in the trail who took it. tell: hears how many rows stand in it by now."""
    counted = Counted()
    with ZipFile(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        package = _Package(archive, counted, tell)
        tables = [package.table(one, company.pk) for one in taken()]
        package.json(PEOPLE, [{"id": key, "name": name} for key, name in sorted(names_of(package.people).items())])
        package.text(READ_ME, WORDS)
        manifest = {
            "format": FORMAT,
            "product": "Vijfsprong",
            "made_at": clock.now().isoformat(),
            "company": {
                "slug": company.slug,
                "name": company.name,
                "enterprise_number": company.enterprise_number or "",
            },
            "tables": tables,
            "entries": package.entries,
            "missing": counted.missing,
            "left_out": [{"table": table, "reason": reason} for table, reason in sorted(LEFT_OUT.items())],
        }
        archive.writestr(MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1))
    audit.record("companies.file_taken", company, by=by, data={"rows": counted.rows, "files": counted.files})
    return counted


class _Package:
    """A ZIP that is being written, and what its manifest will say."""

    def __init__(self, archive: ZipFile, counted: Counted, tell: Callable[[int], None]) -> None:
        self.archive, self.counted, self.tell = archive, counted, tell
        self.entries: list[dict[str, Any]] = []
        self.people: set[int] = set()

    def table(self, one: Taken, company_id: UUID) -> dict[str, Any]:
        """One table, row by row: a large one never stands in memory whole."""
        path, number = f"tables/{one.owned.table}.json", 0
        stored: list[tuple[str, dict[str, Any]]] = []

        def written() -> Iterator[bytes]:
            nonlocal number
            yield b"["
            for row in one.rows(company_id).values(*one.columns).iterator(AT_ONCE):
                yield (b",\n" if number else b"\n") + json.dumps(row, default=plain, ensure_ascii=False).encode()
                number += 1
                self._noted(row)
                stored.extend((column, row) for column in one.files if row[column])
            yield b"\n]\n"

        self._entry(path, written())
        for column, row in stored:
            self._file(one.owned.table, column, row)
        model = one.owned.model
        types = {item.attname: item.get_internal_type() for item in model._meta.concrete_fields}
        columns = [{"name": name, "type": types[name]} for name in one.columns]
        return {"name": one.owned.table, "words": one.words, "path": path, "rows": number, "columns": columns}

    def _noted(self, row: dict[str, Any]) -> None:
        self.people.update(value for name, value in row.items() if isinstance(value, int) and PERSON.search(name))
        self.counted.rows += 1
        if self.counted.rows % TOLD_EVERY == 0:
            self.tell(self.counted.rows)

    def _file(self, table: str, column: str, row: dict[str, Any]) -> None:
        name = str(row[column])
        about = {"table": table, "row": str(row["id"]), "column": column}
        try:
            with default_storage.open(name, "rb") as handle:
                path = f"files/{table}/{row['id']}/{_named(str(row.get('file_name') or name.rpartition('/')[2]))}"
                self._entry(path, iter(lambda: handle.read(BLOCK), b""), ZIP_STORED, **about)
        except FileNotFoundError:
            self.counted.missing.append({**about, "name": name})
        else:
            self.counted.files += 1

    def json(self, path: str, value: Any) -> None:
        self._entry(path, iter([json.dumps(value, default=plain, ensure_ascii=False, indent=1).encode()]))

    def text(self, path: str, words: str) -> None:
        self._entry(path, iter([words.encode()]))

    def _entry(self, path: str, parts: Iterator[bytes], how: int = ZIP_DEFLATED, **about: str) -> None:
        known, size = hashlib.sha256(), 0
        local = clock.now()
        info = ZipInfo(path, (local.year, local.month, local.day, local.hour, local.minute, local.second))
        info.compress_type = how
        with self.archive.open(info, "w", force_zip64=True) as handle:
            for part in parts:
                known.update(part)
                size += len(part)
                handle.write(part)
        self.entries.append({"path": path, "sha256": known.hexdigest(), "bytes": size, **about})


def _named(name: str) -> str:
    """Never a way out of the folder: no slash, and no name of dots alone or that ends in what Windows leaves out."""
    kept = re.sub(r"[^\w.() -]", "_", name)[-LONGEST_NAME:].strip(" .")
    return kept or "file"


def plain(value: Any) -> Any:
    """As docs/company-file.md says: days and moments in ISO 8601, amounts as text, so that nothing is rounded; bytes: base64."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return b64encode(value).decode()
    raise TypeError(f"no JSON for {type(value).__name__}")
