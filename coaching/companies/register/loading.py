"""One run of `load_register`: lock, read and stage file after file, look for mistakes, publish."""

from __future__ import annotations

import csv
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from coaching.companies.models import RegisterExtract
from coaching.companies.register import publishing, staging
from coaching.companies.register.layout import FILES, File, Values, date_of, gone
from coaching.companies.register.reading import Reader
from coaching.companies.register.staging import Progress
from coaching.core.tenancy.context import system_context

BATCH = 50_000  # rows in memory at a time
PATIENCE = 5.0  # seconds for the session of a killed run to end
EVERY = 2.0  # seconds between two lines of progress
SAMPLE = 65_536
Say = Callable[[str], None]


class NotLoaded(Exception):
    """Why nothing was loaded, in one line for the operator."""


@dataclass(frozen=True)
class Source:
    """A file of the extract and what it is read as."""

    path: Path
    file: File


@dataclass(frozen=True)
class Meta:
    """meta.csv: which extract this is."""

    number: int | None = None
    dated: date | None = None
    kind: str = ""


@dataclass
class Run:
    """What this run reads, where it says so, and what it found."""

    folder: Path
    is_update: bool
    say: Say
    batch: int = BATCH
    mistakes: int = 0
    spoken_at: float = field(default_factory=time.monotonic)

    def complain(self, text: str) -> None:
        self.mistakes += 1
        self.say(text)


def load(run: Run) -> dict[str, int]:
    """Load a folder. Raises NotLoaded: another run, mistakes (each said already), wrong order; then nothing changed."""
    sources = sources_of(run.folder, run.is_update)
    meta = meta_of(run.folder)
    _take_turn()
    try:
        _check_order(meta, run.is_update)
        _stage_all(run, sources)
        return _publish(run, meta)
    finally:
        staging.unlock()


def _take_turn() -> None:
    deadline = time.monotonic() + PATIENCE
    while not staging.try_lock():
        if time.monotonic() > deadline:
            raise NotLoaded("another load_register is at work; wait until it is done")
        time.sleep(0.2)


def sources_of(folder: Path, is_update: bool) -> list[Source]:
    """The files to read, in order. Raises NotLoaded when the folder is no extract."""
    if not folder.is_dir():
        raise NotLoaded(f"{folder} is not a folder")
    if is_update:
        pairs = [(f"{file.name}_delete.csv", gone(file)) for file in FILES if file.name != "code"]
        pairs += [(f"{file.name}_insert.csv", file) for file in FILES if file.name != "code"]
        found = [Source(folder / name, file) for name, file in pairs if (folder / name).is_file()]
        if not found:
            raise NotLoaded(f"{folder} holds no update files (enterprise_delete.csv, enterprise_insert.csv …)")
        code = Source(folder / "code.csv", FILES[0])
        return [code, *found] if code.path.is_file() else found
    missing = [f"{file.name}.csv" for file in FILES if not (folder / f"{file.name}.csv").is_file()]
    if missing:
        raise NotLoaded(f"{folder} is no full extract: no {', '.join(missing)}")
    return [Source(folder / f"{file.name}.csv", file) for file in FILES]


def meta_of(folder: Path) -> Meta:
    """meta.csv; empty when there is none. Raises NotLoaded when it makes no sense."""
    path = folder / "meta.csv"
    if not path.is_file():
        return Meta()
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            facts = {row[0]: row[1] for row in csv.reader(handle) if len(row) == 2}
        dated = facts.get("SnapshotDate", "")
        return Meta(
            int(facts["ExtractNumber"]),
            date.fromisoformat(date_of(dated)) if dated else None,
            facts.get("ExtractType", "").lower(),
        )
    except (KeyError, ValueError, csv.Error) as error:
        raise NotLoaded(f"meta.csv cannot be read: {error}") from None


def _check_order(meta: Meta, is_update: bool) -> None:
    """A full extract may not be older than what stands there; an update must be the very next."""
    asked = "update" if is_update else "full"
    if meta.kind and meta.kind != asked:
        option = "with" if meta.kind == "update" else "without"
        raise NotLoaded(f"meta.csv says that this is a {meta.kind} extract; load it {option} --update")
    with staging.as_system():
        last = RegisterExtract.objects.order_by("-loaded_at", "-number").first()
    if is_update and last is None:
        raise NotLoaded("no full extract has been loaded yet; an update alone is not the register")
    if last is None or last.number is None or meta.number is None:
        return
    if is_update and meta.number != last.number + 1:
        raise NotLoaded(f"extract {meta.number} does not follow extract {last.number}; load {last.number + 1} first")
    if meta.number < last.number or (meta.dated and last.dated and meta.dated < last.dated):
        raise NotLoaded(f"extract {meta.number} is older than extract {last.number}, which is loaded")


def fingerprint(sources: list[Source], is_update: bool) -> str:
    """Says whether these are the files of an interrupted run: their sizes, beginnings and ends."""
    digest = hashlib.sha256(b"update" if is_update else b"full")
    for source in sources:
        size = source.path.stat().st_size
        digest.update(f"{source.path.name}:{size}".encode())
        with source.path.open("rb") as handle:
            digest.update(handle.read(SAMPLE))
            handle.seek(max(0, size - SAMPLE))
            digest.update(handle.read(SAMPLE))
    return digest.hexdigest()


def _stage_all(run: Run, sources: list[Source]) -> None:
    mark = fingerprint(sources, run.is_update)
    known = staging.progress(mark)
    if known is None:
        staging.clear()
    for source in sources:
        reached = (known or {}).get(source.path.name, Progress(source.path.name))
        if reached.done:
            run.say(f"{source.path.name}: {reached.rows:,} rows read already")
            continue
        if reached.position:
            run.say(f"{source.path.name}: goes on behind row {reached.rows:,}")
        _stage_file(run, source, reached, mark)
    for name, number in staging.twice():
        run.complain(f"{name}: {number} stands in it twice")
    if run.mistakes:
        staging.clear()  # so that the next run names them all again
        raise NotLoaded(f"{run.mistakes:,} mistake{'s' * (run.mistakes > 1)}, nothing was loaded")


def _stage_file(run: Run, source: Source, reached: Progress, mark: str) -> None:
    """Batch after batch; what is wrong is said and left out, the rest is staged so that all mistakes come to light."""
    reader = Reader(source.path, source.file, run.complain, reached.position, reached.line)
    size, began, earlier = max(1, source.path.stat().st_size), time.monotonic(), reached.rows
    batch: list[Values] = []
    read = 0
    for values in reader.rows():
        read += 1
        if values is not None:
            batch.append(values)
        if read % run.batch == 0:
            _keep(run, source.file, batch, reader, reached, mark, earlier)
            batch = []
            if time.monotonic() - run.spoken_at > EVERY or read == run.batch:
                run.spoken_at = time.monotonic()
                rate = (reached.rows - earlier) / max(run.spoken_at - began, 1e-6)
                share = reader.position / size
                run.say(f"{source.path.name}: {earlier + read:,} rows, {share:.0%}, {rate:,.0f} rows/s")
    reached.done = True
    _keep(run, source.file, batch, reader, reached, mark, earlier)
    rate = read / max(time.monotonic() - began, 1e-6)
    run.say(f"{source.path.name}: {reached.rows:,} rows read, {rate:,.0f} rows/s")


def _keep(
    run: Run, file: File, batch: list[Values], reader: Reader, reached: Progress, mark: str, earlier: int
) -> None:
    reached.position, reached.line, reached.rows = reader.position, reader.line, earlier + reader.count
    reached.staged += len(batch)
    reached.mistakes = run.mistakes
    staging.stage(file, batch, reached, mark)


def _publish(run: Run, meta: Meta) -> dict[str, int]:
    staging.analyse()
    publish = publishing.publish_update if run.is_update else publishing.publish_full
    run.say("publishing")
    with system_context("load_register"):
        with staging.as_system() as cursor:
            figures = publish(cursor)
        RegisterExtract.objects.create(
            number=meta.number,
            dated=meta.dated,
            is_update=run.is_update,
            enterprises=figures["enterprises"],
            establishments=figures["establishments"],
        )
    staging.clear()
    return figures
