"""Commands with bad input: one clear line on stderr, a non-zero code, no traceback, nothing changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.patience import HANGS

ROOT = Path(__file__).resolve().parents[2]
SOME_ID = "00000000-0000-4000-8000-000000000000"
BAD = {
    "no name": ["create_programme", "nieuw"],
    "no slug": ["create_programme", "Geen Slug!", "--name", "Nieuw"],
    "no amount": ["create_programme", "nieuw", "--name", "Nieuw", "--budget", "veel"],
    "endless amount": ["create_programme", "nieuw", "--name", "Nieuw", "--budget", "Infinity"],
    "too large an amount": ["create_programme", "nieuw", "--name", "Nieuw", "--budget", "9" * 30],
    "no such month": ["run_day", "--date", "2026-13-01"],
    "no date": ["run_day", "--date", "morgen"],
    "unknown type": ["render", "letter", SOME_ID, "--out", "/nowhere/x.pdf"],
    "no id": ["render", "decision-letter", "1; DROP", "--out", "/nowhere/x.pdf"],
    "nobody's id": ["render", "decision-letter", SOME_ID, "--out", "/nowhere/x.pdf"],
    "unknown language": ["render", "decision-letter", SOME_ID, "--out", "/nowhere/x.pdf", "--lang", "xx"],
    "no file named": ["render", "decision-letter", SOME_ID],
    "no number": ["load_demo", "--scale", "x"],
    "less than none": ["load_demo", "--scale", "-1"],
    "no demo person": ["demo_code", "nobody"],
    "no person": ["demo_code"],
    "no catalogue": ["messages", "--app", "nope"],
}

# One start of Django for all of them, each as from the command line.
RUNNER = """
import contextlib, io, json, sys
import manage
told = {}
for name, arguments in json.loads(sys.argv[1]).items():
    sys.argv, out, err, code = ["manage.py", *arguments], io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            manage.execute()
        except SystemExit as exit:
            code = exit.code
        except BaseException as error:
            code = f"Traceback: {error!r}"
    if isinstance(code, str):
        err.write(code + "\\n")
    told[name] = [code, err.getvalue()]
print(json.dumps(told))
"""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {**os.environ, "DATABASE_LOGIN": "w_worker", "DJANGO_SETTINGS_MODULE": "coaching.config.settings"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**own, **environment},
        capture_output=True,
        text=True,
        timeout=HANGS,
    )


@pytest.fixture(scope="module")
def told(django_db_setup: None) -> dict[str, Any]:
    name = str(connection.settings_dict["NAME"])
    result = run("-c", RUNNER, json.dumps(BAD), DATABASE_NAME=name)
    assert result.returncode == 0, result.stderr[-2000:]
    answers: dict[str, Any] = json.loads(result.stdout)
    return answers


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_one_clear_line(told, name):
    code, errors = told[name]
    assert code not in (0, None)
    assert "Traceback" not in errors
    assert len(errors.strip().splitlines()) == 1, errors


def test_nothing_was_made(told, db):
    from coaching.core.tenancy.context import system_context
    from coaching.programmes.models import Programme

    with system_context("test"):
        assert not Programme.objects.filter(slug="nieuw").exists()


def test_database_without_tables_is_one_clear_line(db):
    result = run("manage.py", "run_day", DATABASE_NAME="postgres")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "the database has no tables yet; run `make setup` (in production: manage.py migrate)"
    ]
