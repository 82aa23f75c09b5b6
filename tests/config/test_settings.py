"""Production refuses to start on what is missing or unsafe; what it starts with passes Django's own check."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.check import PRODUCTION_LIKE
from tests.patience import HANGS

ROOT = Path(__file__).resolve().parents[2]


def settings(**changes: str) -> subprocess.CompletedProcess[str]:
    """Load the settings with a complete production environment but for `changes` ("" takes a variable away)."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    environment = {key: value for key, value in {**kept, **PRODUCTION_LIKE, **changes}.items() if value}
    return subprocess.run(
        [sys.executable, "-c", "import coaching.config.settings as s; print(s.DEBUG, s.DEMO, s.SECURE_SSL_REDIRECT)"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=HANGS,
    )


def test_complete_environment_starts_without_demo_or_debug():
    result = settings(DEBUG="true")
    assert result.stdout.split() == ["False", "False", "True"], result.stderr


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": "vijfsprong.example,*"}, "ALLOWED_HOSTS"),
        ({"SITE_URL": ""}, "SITE_URL"),
        ({"EMAIL_HOST": ""}, "EMAIL_HOST"),
        ({"VIJFSPRONG_MODE": "prod"}, "VIJFSPRONG_MODE"),
    ],
)
def test_missing_or_unsafe_value_stops_the_start(changes, named):
    result = settings(**changes)
    assert result.returncode != 0
    assert "ImproperlyConfigured" in result.stderr and named in result.stderr.strip().splitlines()[-1]


def test_deployment_check_is_clean(db):
    """As `make check` does, so that nobody learns of a warning in production."""
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        timeout=HANGS,
        env={**os.environ, **PRODUCTION_LIKE},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr[-2000:]
    assert "no issues" in result.stdout + result.stderr


def test_refusal_is_one_line_for_the_operator():
    """manage.py says it without a traceback."""
    environment = {**PRODUCTION_LIKE, "PATH": os.environ["PATH"], "ALLOWED_HOSTS": "*"}
    result = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=HANGS
    )
    assert result.returncode == 1
    assert result.stderr.splitlines() == ["ImproperlyConfigured: ALLOWED_HOSTS may not be * in production"]


def test_the_log_holds_no_line_per_font_of_each_pdf(caplog: pytest.LogCaptureFixture) -> None:
    """Without the system's HarfBuzz-Subset the screen with the sign-ins of the demo filled with them."""
    log = logging.getLogger("weasyprint")
    with caplog.at_level("WARNING"):
        log.warning("Using fontTools instead of HarfBuzz-Subset for font %r.", "Figtree")
        log.warning("Failed to load image at %r", "asset:nothing")
    assert caplog.messages == ["Failed to load image at 'asset:nothing'"]
