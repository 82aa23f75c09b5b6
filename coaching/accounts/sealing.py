"""Secrets of the second step are encrypted in the database (ADR 0028): whoever reads a row has no code to sign in with.

The newest of `SECOND_STEP_KEYS` seals, each of them opens. What has no mark was written before this was so: it is read as it
stands, and sealed by `manage.py seal_second_steps`.
"""

from __future__ import annotations

import base64
import hmac
import logging
import secrets
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

MARK = "sealed:"
PURPOSE = b"vijfsprong: second step"
HELD = ("secret", "seed", "migrated_codes")  # where the library's rows keep them: app, recovery codes
log = logging.getLogger(__name__)


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    derived = (hmac.digest(key.encode(), PURPOSE, "sha256") for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])


def box() -> MultiFernet:
    return _box(tuple(settings.SECOND_STEP_KEYS))


def seal(text: str) -> str:
    """Under the newest key, also what was sealed under an older one. Raises InvalidToken when no key opens that."""
    return MARK + box().encrypt(unseal(text).encode()).decode()


def unseal(text: str) -> str:
    """Raises InvalidToken when no key opens it."""
    return box().decrypt(text.removeprefix(MARK)).decode() if text.startswith(MARK) else text


def read(text: str) -> str:
    """The secret; one that nobody can know when no key opens it, so that no code fits and nobody gets in by an error."""
    try:
        return unseal(text)
    except InvalidToken:
        log.error("a second step cannot be opened: none of SECOND_STEP_KEYS is its key")
        return base64.b32encode(secrets.token_bytes(20)).decode()


def changed(data: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    """A row's data with each of its secrets changed."""
    found = dict(data)
    for name in HELD:
        held = found.get(name)
        if isinstance(held, str):
            found[name] = change(held)
        elif isinstance(held, list):
            found[name] = [change(one) for one in held]
    return found
