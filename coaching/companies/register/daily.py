"""The extracts that come after the first: found in the operator's folder, or fetched from the operator's address.

Neither is so much as looked at unless a setting names it. What comes is checked like any other extract; a file that makes
no sense changes nothing and is said in the log, and the register's age tells staff when none came for long.
"""

from __future__ import annotations

import csv
import io
import logging
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPPasswordMgrWithPriorAuth,
    HTTPRedirectHandler,
    Request,
    build_opener,
)

from django.conf import settings

from coaching.companies.models import RegisterExtract
from coaching.companies.register import staging
from coaching.companies.register.layout import FILES
from coaching.companies.register.loading import NotLoaded, Run, load

log = logging.getLogger(__name__)
MOST_BYTES = 12 * 1024**3  # of an extract when it is unpacked; a full one is some 3 GB
MOST_FETCHED = 4 * 1024**3
CHUNK = 1024**2
PATIENCE = 60  # seconds for the other side to answer
MOST_AT_ONCE = 40  # a month of updates that nobody took in
NAMES = {"meta.csv", "code.csv"} | {
    f"{file.name}{part}.csv" for file in FILES for part in ("", "_delete", "_insert") if file.name != "code"
}


# What reading an archive raises that is damaged, packed in a way that is not read here, or sealed.
UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)


@dataclass(frozen=True)
class Found:
    """An extract that lies ready."""

    path: Path
    number: int
    is_update: bool


def take_in() -> int:
    """Load whatever follows the last extract, one after the other; how many. Raises NotLoaded for what makes no sense."""
    done = 0
    while done < MOST_AT_ONCE:
        last = _last()
        with _next(last) as found:
            if found is None:
                return done
            log.warning("the register: loading extract %s", found.number)
            load(Run(found.path, found.is_update, log.info))
        done += 1
    return done


def _last() -> int | None:
    with staging.as_system():
        newest = RegisterExtract.objects.exclude(number=None).order_by("-loaded_at", "-number").first()
        return newest.number if newest else None


@contextmanager
def _next(last: int | None) -> Iterator[Found | None]:
    """The update behind `last`, else a newer full extract; unpacked, and gone again behind the block."""
    ready = _lying_ready(Path(settings.REGISTER_FOLDER)) if settings.REGISTER_FOLDER else []
    follows = [one for one in ready if one.is_update and last is not None and one.number == last + 1]
    newer = [one for one in ready if not one.is_update and (last is None or one.number > last)]
    chosen = next(iter(follows), None) or max(newer, key=lambda one: one.number, default=None)
    with TemporaryDirectory(prefix="register-") as place:
        folder = Path(place)
        if chosen is None and settings.REGISTER_URL and last is not None:
            chosen = _fetched(last + 1, folder)
        if chosen and chosen.path.is_file():
            inside = folder / "unpacked"
            unpack(chosen.path, inside)
            chosen = Found(inside, chosen.number, chosen.is_update)
        yield chosen


def _lying_ready(folder: Path) -> list[Found]:
    if not folder.is_dir():
        raise NotLoaded(f"REGISTER_FOLDER {folder} is not a folder")
    found = []
    for path in sorted(folder.iterdir()):
        if path.is_dir() or path.suffix.lower() == ".zip":
            found += [one for one in [_described(path)] if one]
    return found


def _described(path: Path) -> Found | None:
    """By its meta.csv; None for a folder or file that is no extract (yet)."""
    try:
        if path.is_dir():
            text = (path / "meta.csv").read_text("utf-8-sig")
        else:
            with zipfile.ZipFile(path) as archive, archive.open("meta.csv") as handle:
                text = handle.read(10_000).decode("utf-8-sig")
        facts = {row[0]: row[1] for row in csv.reader(io.StringIO(text)) if len(row) == 2}
        return Found(path, int(facts["ExtractNumber"]), facts["ExtractType"].lower() == "update")
    except (OSError, KeyError, ValueError, csv.Error, *UNREADABLE) as error:
        log.warning("the register: %s is no extract: %s", path.name, error)
        return None


def unpack(path: Path, target: Path) -> None:
    """The files of an extract, by name alone: no path in the archive leads anywhere. Raises NotLoaded when it is too big."""
    target.mkdir()
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(NAMES & set(archive.namelist())):
                with archive.open(name) as source, (target / name).open("wb") as sink:
                    while piece := source.read(CHUNK):
                        left -= len(piece)
                        if left < 0:
                            raise NotLoaded(f"{path.name} is larger than an extract can be")
                        sink.write(piece)
    except UNREADABLE as error:
        raise NotLoaded(f"{path.name} cannot be unpacked: {error}") from error


class _Onward(HTTPRedirectHandler):
    """Elsewhere only as safely as where it was asked: what came over https goes on over https."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        if urlsplit(newurl).scheme not in {"https", req.type}:
            raise NotLoaded(f"REGISTER_URL leads on to {urlsplit(newurl).scheme}://, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _fetched(number: int, folder: Path) -> Found | None:
    """The update with this number; None while it is not there yet."""
    address = settings.REGISTER_URL.replace("{number}", str(number))
    if urlsplit(address).scheme not in ({"https"} if settings.PRODUCTION else {"http", "https"}):
        raise NotLoaded("REGISTER_URL must begin with https://")  # the password goes along
    keys = HTTPPasswordMgrWithPriorAuth()
    if settings.REGISTER_USER:
        keys.add_password(None, address, settings.REGISTER_USER, settings.REGISTER_PASSWORD, is_authenticated=True)
    path, left = folder / "fetched.zip", MOST_FETCHED
    try:
        opener = build_opener(HTTPBasicAuthHandler(keys), _Onward())
        with opener.open(address, timeout=PATIENCE) as answer, path.open("wb") as sink:
            while piece := answer.read(CHUNK):
                left -= len(piece)
                if left < 0:
                    raise NotLoaded("what REGISTER_URL answers is larger than an extract can be")
                sink.write(piece)
    except HTTPError as error:
        if error.code == 404:
            return None
        raise NotLoaded(f"REGISTER_URL answers {error.code} for extract {number}") from error
    except (URLError, OSError, HTTPException) as error:
        raise NotLoaded(f"REGISTER_URL does not answer: {error}") from error
    found = _described(path)
    if found is None or found.number != number:
        raise NotLoaded(f"what REGISTER_URL answers is not extract {number}")
    return found
