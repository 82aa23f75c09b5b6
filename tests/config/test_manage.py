"""manage.py: which login a command gets, and what an operator sees when something is missing."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from coaching.config import embedded
from tests.patience import HANGS

PRODUCTION = {
    "VIJFSPRONG_MODE": "production",
    "SECRET_KEY": "only-for-this-test-" * 4,
    "ALLOWED_HOSTS": "vijfsprong.example",
    "SITE_URL": "https://vijfsprong.example",
    "EMAIL_HOST": "mail.example",
    "DATABASE_HOST": "/nowhere",
}


def manage(*arguments: str, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """Run a command; None removes a variable."""
    merged = {**os.environ, **{k: v for k, v in environment.items() if v is not None}}
    for name in [k for k, v in environment.items() if v is None]:
        merged.pop(name, None)
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=embedded.ROOT,
        env=merged,
        capture_output=True,
        text=True,
        timeout=HANGS,
    )


def one_line(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    return result.stderr.strip()


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_HOST"])
def test_production_refuses_in_one_line(name):
    assert name in one_line(manage("check", **{**PRODUCTION, name: ""}))


def test_unreachable_database_is_one_line():
    assert "/nowhere" in one_line(manage("run_day", **PRODUCTION, DATABASE_LOGIN="w_worker"))


@pytest.mark.parametrize(
    ("command", "login"),
    [
        ("migrate", "app_owner"),
        ("runserver", "w_web"),
        ("run_day", "w_worker"),
        ("load_demo", "w_worker"),
        ("prepare_run", "app_owner"),
        ("rewrite_history", "app_owner"),
    ],
)
def test_login_follows_from_the_command(monkeypatch, command, login):
    import manage as script

    monkeypatch.delenv("DATABASE_LOGIN")
    monkeypatch.setattr(sys, "argv", ["manage.py", command])
    monkeypatch.setattr(script, "execute", lambda: None)
    script.main()
    assert os.environ["DATABASE_LOGIN"] == login


def test_servers_are_given_back_when_a_command_fails(monkeypatch):
    import manage as script

    calls = []
    for name in ("DATABASE_HOST", "DATABASE_LOGIN"):
        monkeypatch.delenv(name)
    monkeypatch.setattr(sys, "argv", ["manage.py", "run_day"])
    monkeypatch.setattr(embedded, "ensure", lambda: calls.append("ensure") or {})
    monkeypatch.setattr(embedded, "stop", lambda: calls.append("stop"))
    monkeypatch.setattr(script, "execute", lambda: sys.exit(1))
    with pytest.raises(SystemExit):
        script.main()
    assert calls == ["ensure", "stop"]


def test_missing_package_names_the_remedy():
    code = "import sys; sys.modules['celery'] = None; sys.argv = ['manage.py', 'check']; import manage; manage.main()"
    result = subprocess.run([sys.executable, "-c", code], cwd=embedded.ROOT, capture_output=True, text=True)
    assert one_line(result) == "celery is not installed here; run `make setup` and use .venv/bin/python"
