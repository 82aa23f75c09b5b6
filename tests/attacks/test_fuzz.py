"""Nonsense in every form is refused, never a 500. The seed is in the failure; `FUZZ_SEED=… pytest` repeats it."""

from __future__ import annotations

import os
import random
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.test import Client

from coaching.core.screen.malformed import Request
from tests.attacks.ground import addresses, fields, open_for_editing
from tests.attacks.nonsense import KINDS, library_routes
from tests.consistency.rich import enrich

SECONDS = float(os.environ.get("FUZZ_SECONDS", "20"))
SEED = 20261123  # the same nonsense every time, so that a red run is a new fault; FUZZ_SEED takes another
HOSTILE = (
    "",
    " ",
    "0",
    "-1",
    "1",
    "99999999999999999999",
    "1e309",
    "NaN",
    "Infinity",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "a\x00b",
    "\ufffd",
    "\u202egnp.exe",
    "a\u200bb",
    "x" * 70000,
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "../../etc/passwd",
    "a@b.be\r\nBcc: c@d.be",
    "00000000-0000-0000-0000-000000000000",
    "on",
    "red",
    "null",
    "[]",
    "{}",
    "%s%n",
    "٣",
    "１２",
    "\U0001f4a5",
    "-0",
    "1.5",
    "1,5",
    "2027-01-01",
    "AO",
    "12:00",
)
COMMON = ("version", "state", "company", "reason", "action", "page", "sort", "owner", "id")


@pytest.fixture(autouse=True)
def _requests_as_in_the_web_process(monkeypatch):
    """The test client makes requests of Django's own class."""
    monkeypatch.setattr("django.test.client.WSGIRequest", Request)


class Failures(list):  # type: ignore[type-arg]
    """What broke, once per exception and address."""

    def __call__(self, **_kwargs: Any) -> None:
        import sys
        import traceback

        frame = traceback.extract_tb(sys.exc_info()[2])[-1]
        self.append(f"{sys.exc_info()[1]!r:.200} at {frame.filename}:{frame.lineno}")


def _value(dice: random.Random, ids: list[str]) -> Any:
    kind = dice.random()
    if kind < 0.25:
        return dice.choice(ids)
    if kind < 0.35:
        return [dice.choice(HOSTILE), dice.choice(ids)]
    if kind < 0.4:
        return SimpleUploadedFile(dice.choice(["a.pdf", "\u202e.exe", "x" * 300 + ".png"]), b"%PDF-1.4 \x00")
    return dice.choice(HOSTILE)


def _send(client: Any, dice: random.Random, url: str, names: list[str], ids: list[str]) -> int:
    way = dice.random()
    if way < 0.08:
        kinds = ("application/json", "text/xml", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded")
        body = dice.choice([b"\xff\xfe", b"{", b"a=%ff&b=%00&version=%ED%A0%80", b"", b"--x\r\n\r\n"])
        return client.post(url, data=body, content_type=dice.choice(kinds)).status_code
    body = {name: _value(dice, ids) for name in names if dice.random() < 0.85}
    return client.post(url, body).status_code


@pytest.mark.slow
@pytest.mark.no_cover
@pytest.mark.parametrize("opened", [False, True])
def test_no_form_breaks(world, login, opened):
    made = enrich(world)
    if opened:
        open_for_editing(made)
    seed = int(os.environ.get("FUZZ_SEED", "") or SEED)
    dice, end, seen = random.Random(seed), time.monotonic() + SECONDS, 0
    ids = [str(pk) for letter in "ab" for rows in made[letter].values() for pk in rows]
    work = [
        w for w in addresses(world, made) if w[0].area in {"c", "p", "me", "apply", "coach", "staff", "i18n", "theme"}
    ]
    dice.shuffle(work)
    clients = {who: login(getattr(world, who)) for who in {w[2] for w in work}}
    failures, broken = Failures(), []
    got_request_exception.connect(failures)
    try:
        for route, url, who in work:
            if time.monotonic() > end:
                break
            client = clients[who]
            client.raise_request_exception = False
            answer = client.get(url)
            names = fields(answer.content.decode(errors="replace")) if answer.status_code == 200 else []
            codes = [answer.status_code] + [_send(client, dice, url, [*names, *COMMON], ids) for _ in range(2)]
            seen += 3
            if max(codes) >= 500:
                broken.append((route.name, who, codes, failures[-1:] or "?"))
    finally:
        got_request_exception.disconnect(failures)
    assert not broken, f"seed {seed}, {seen} requests: {broken}"
    assert seen > 100


OURS = {400, 404, 405, 413, 414}


def _work(world: Any, made: Any) -> list[tuple[Any, str, str]]:
    """Every address once, by somebody who may open it; those without parameters by a visitor too."""
    seen, work = set(), []
    for route, url, who in addresses(world, made):
        if url not in seen:
            seen.add(url)
            work.append((route, url, who))
    library = [(route, url, "contact_b") for route, url in library_routes()]
    return [*work, *library, *((route, url, "") for route, url, _who in [*work, *library] if "<" not in route.path)]


def _faults(answer: Any) -> str:
    """What is wrong with an answer to a malformed request: it broke, or the refusal is no page of ours."""
    if answer.status_code >= 500:
        return "broke"
    shown = answer.request["REQUEST_METHOD"] != "HEAD"  # which never has a body
    bare = shown and answer.status_code in OURS and b"Vijfsprong" not in answer.content
    return "no page of ours" if bare else ""


@pytest.mark.slow
@pytest.mark.no_cover
def test_no_malformed_request_breaks(world, login):
    """Each address gets some malformed requests: which ones is chosen by the seed, each kind about as often."""
    made = enrich(world)
    seed = int(os.environ.get("FUZZ_SEED", "") or SEED)
    dice, failures, broken, seen = random.Random(seed), Failures(), [], 0
    work = _work(world, made)
    dice.shuffle(work)
    clients = {who: login(getattr(world, who)) if who else Client() for who in {w[2] for w in work}}
    end = time.monotonic() + SECONDS
    got_request_exception.connect(failures)
    try:
        for route, url, who in work:
            clients[who].raise_request_exception = False
            for kind in dice.sample(sorted(KINDS), 2):
                before = len(failures)
                answer = KINDS[kind](dice, clients[who], url, route)
                seen += 1
                if fault := _faults(answer):
                    broken.append((fault, kind, route.name, who, answer.status_code, failures[before:]))
            if time.monotonic() > end:
                break
    finally:
        got_request_exception.disconnect(failures)
    assert not broken, f"seed {seed}, {seen} requests: {broken}"
    assert seen > 100
