"""What a test needs from the machine: Chromium for `browser`, Pango for `pdf` (an early pytest plugin).

Without it the test is skipped by name with what to install; where everything is required (CI=…, or
VIJFSPRONG_REQUIRE_ALL=1) it fails instead, so that a green run never hides a missing piece.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from ctypes.util import find_library
from functools import cache

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@cache
def browser_path() -> str | None:
    """Where Chromium is: CHROMIUM from the environment, else the first one on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def _loads(soname: str, name: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return find_library(name) is not None
    return True


@cache
def missing(marker: str) -> str:
    """The reason why tests with this marker cannot run here; empty when they can."""
    if marker == "browser" and not browser_path():
        return "Chromium not found: install it (Debian: chromium) or set CHROMIUM"
    libraries = (("libpango-1.0.so.0", "pango-1.0"), ("libpangoft2-1.0.so.0", "pangoft2-1.0"))
    if marker == "pdf" and not all(_loads(*library) for library in libraries):
        return "Pango not found: install it (Debian: libpango-1.0-0 libpangoft2-1.0-0)"
    return ""


def everything_required() -> bool:
    return bool(os.environ.get("CI") or os.environ.get("VIJFSPRONG_REQUIRE_ALL"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of the test is made."""
    for marker in ("browser", "pdf"):
        if item.get_closest_marker(marker) and (reason := missing(marker)):
            if everything_required():
                pytest.fail(reason, pytrace=False)
            pytest.skip(reason)


def pytest_report_header() -> str:
    return f"browser: {browser_path() or 'none'}; PDF: {missing('pdf') or 'yes'}; all required: {everything_required()}"
