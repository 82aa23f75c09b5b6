"""How long the sign-in pages take for an address with an account and for one without: `python -m tests.bench.answer_times`.

`ROUNDS=60 python -m tests.bench.answer_times reset invitation` takes some of them, more often.

Prints medians, of the clock and of processor time, and how far they lie from those of an unknown address. It fails above
ten percent of processor time; the clock says the same on a quiet machine only. Requests are taken in turn, in this
process, with the real password hasher; every one has an address of its own kind and turn.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from tests.bench import __main__ as bench
from tests.bench import installation

ROUNDS = int(os.environ.get("ROUNDS", "15"))
APART = 0.10
KINDS = ("unknown", "known", "unverified", "inactive", "without password", "second step")
RUN = f"loop{int(time.time())}"  # a database that is kept (BENCH_KEEP) has the addresses of earlier runs
PASSWORD = "vier-gewone-woorden-samen"


def address(kind: str, turn: int) -> str:
    return f"{kind.replace(' ', '-')}-{turn}@{RUN}.test"


def people() -> None:
    """An account of every kind for every turn; who is without a password was imported and has no confirmed address."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.totp.internal.auth import TOTP
    from django.contrib.auth.hashers import make_password

    from coaching.accounts.models import User

    hashed = make_password(PASSWORD)
    for kind in KINDS[1:]:
        for turn in range(ROUNDS * len(FLOWS)):
            user = User(email=address(kind, turn), name="Jan", is_active=kind != "inactive", password=hashed)
            if kind == "without password":
                user.set_unusable_password()
            user.save()
            if kind != "without password":
                verified = kind != "unverified"
                EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
            if kind == "second step":
                TOTP.activate(user, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")


def sign_up(client: Any, email: str) -> Any:
    return client.post("/account/signup/", {"name": "Jan Peeters", "email": email, "password1": PASSWORD})


def sign_in(client: Any, email: str) -> Any:
    return client.post("/account/login/", {"login": email, "password": "fout-fout-fout-fout"})


def reset(client: Any, email: str) -> Any:
    return client.post("/account/password/reset/", {"email": email})


def change_address(client: Any, email: str) -> Any:
    return client.post("/account/email/", {"email": email, "action_add": ""})


def invite(client: Any, email: str) -> Any:
    return client.post(f"{client.home}people/invite/", {"email": email, "role": "contact", "language": "nl"})


FLOWS: dict[str, Callable[[Any, str], Any]] = {
    "sign-up": sign_up,
    "sign-in": sign_in,
    "reset": reset,
    "another address": change_address,
    "invitation": invite,
}


def timed(flow: str, kind: str, turn: int, signed_in: Any) -> tuple[float, float]:
    """Seconds of one request, by the clock and of the processor; limits per address and machine are forgotten before it."""
    from django.core.cache import cache
    from django.test import Client

    cache.clear()
    client: Any = Client(HTTP_HOST="localhost")
    if signed_in is not None:
        client.force_login(signed_in)
        client.home = client.get("/me/").url
    client.get("/account/login/")  # a new client first reads the middleware
    start, worked = time.perf_counter(), time.thread_time()
    answer = FLOWS[flow](client, address(kind, turn))
    took = time.perf_counter() - start, time.thread_time() - worked
    assert answer.status_code in {200, 302}, (flow, kind, answer.status_code)
    return took


def measured(flow: str, first: int, signed_in: Any) -> dict[str, tuple[float, float]]:
    """Kind → medians, from requests of all kinds in turn; the first one warms up."""
    timed(flow, "unknown", -1 - first, signed_in)
    times: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for turn in range(first, first + ROUNDS):
        for kind in random.sample(KINDS, len(KINDS)):
            times[kind].append(timed(flow, kind, turn, signed_in))
    return {kind: (median(t[0] for t in found), median(t[1] for t in found)) for kind, found in times.items()}


def said(flow: str, kind: str, took: tuple[float, float], unknown: tuple[float, float]) -> tuple[str, bool]:
    """A line, and whether processor time lies too far off."""
    clock, worked = took[0] / unknown[0] - 1, took[1] / unknown[1] - 1
    line = f"{flow}, {kind}: {took[0] * 1000:.0f} ms {clock:+.1%}, processor {took[1] * 1000:.0f} ms {worked:+.1%}"
    return line, abs(worked) > APART


def main() -> int:
    far = 0
    with installation.installed():
        installation.run("manage.py", "migrate", "--verbosity", "0")
        installation.run("manage.py", "load_demo", "--verbosity", "0")
        bench._set_up()
        from coaching.accounts.models import User

        people()
        contact = User.objects.get(email="zaakvoerder@demo.example")
        for n, flow in enumerate(FLOWS):
            if sys.argv[1:] and flow not in sys.argv[1:]:
                continue
            found = measured(flow, n * ROUNDS, contact if n > 2 else None)
            for kind, took in found.items():
                line, apart = said(flow, kind, took, found["unknown"])
                far += apart
                print(line + ("  TOO FAR" if apart else ""), flush=True)
        bench._hang_up()
    return 1 if far else 0


if __name__ == "__main__":
    sys.exit(main())
