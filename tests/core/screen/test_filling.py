"""The pages while the demo is being filled in: how far, in three languages, again by themselves; and nothing elsewhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from coaching.config import embedded
from coaching.core.ground import filling
from coaching.core.ground.filling import Filling
from scripts.check import PRODUCTION_LIKE

SIGN_IN = "/account/login/"
WORDS = {
    "nl": ("De demonstratie wordt ingevuld", "De demonstratie kon niet worden ingevuld"),
    "fr": ("La démonstration se remplit", "La démonstration n’a pas pu être remplie"),
    "en": ("The demonstration is being filled in", "The demonstration could not be filled in"),
}
TELLS = "coaching.core.screen.middleware.TellsFilling"


@pytest.fixture
def file(tmp_path: Path, settings: Any) -> Path:
    """What `make run` names to its web process."""
    settings.DEMO_PROGRESS = str(tmp_path / "demo-8000")
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, TELLS]
    return tmp_path / "demo-8000"


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("path", ["/", SIGN_IN])
def test_it_is_said_until_it_is_done(db: Any, file: Path, language: str, path: str) -> None:
    filled, failed = WORDS[language]

    def page() -> tuple[str, str]:
        response = Client().get(path, {"lang": language})
        return response.content.decode(), response.headers.get("Refresh", "")

    filling.tell(file, Filling())
    text, again = page()
    assert filled in text and "<progress" not in text and again == "3"
    filling.tell(file, Filling(57, 216))
    text, again = page()
    assert filled in text and '<progress value="57" max="216"' in text and again == "3"
    filling.tell(file, Filling(failed=True))
    text, again = page()
    assert failed in text and filled not in text and again == ""
    filling.forget(file)
    text, again = page()
    assert filled not in text and failed not in text and again == ""


def test_who_writes_is_not_disturbed(db: Any, file: Path) -> None:
    """Other pages say it as well; they stay where they are, as does the answer to a form."""
    filling.tell(file, Filling(57, 216))
    for response in (Client().get("/account/signup/"), Client().post(SIGN_IN, {"login": "x", "password": "y"})):
        assert '<progress value="57" max="216"' in response.content.decode()
        assert "Refresh" not in response.headers


def test_saying_it_asks_the_database_nothing(db: Any, file: Path, django_assert_num_queries: Any) -> None:
    client = Client()
    client.get("/")
    with django_assert_num_queries(_queries_of(client)):
        filling.tell(file, Filling(57, 216))
        client.get("/")


def _queries_of(client: Client) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get("/")
    return len(captured)


def _middleware(**environment: str) -> str:
    code = "import coaching.config.settings as s; print(s.MIDDLEWARE, repr(s.DEMO_PROGRESS))"
    kept = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
    command = [sys.executable, "-c", code]
    result = subprocess.run(
        command, cwd=embedded.ROOT, env={**kept, **environment}, capture_output=True, text=True, check=True
    )
    return result.stdout


def test_nobody_looks_where_no_file_is_named_and_never_in_production() -> None:
    assert TELLS in _middleware(VIJFSPRONG_MODE="demo", DEMO_PROGRESS="/somewhere")
    assert TELLS not in _middleware(VIJFSPRONG_MODE="demo")
    production = _middleware(**PRODUCTION_LIKE, DEMO_PROGRESS="/somewhere")
    assert TELLS not in production and "/somewhere" not in production


def test_a_page_of_production_draws_nothing_of_it(db: Any, settings: Any) -> None:
    settings.DEMO = False
    names = {template.name for template in Client().get("/").templates}
    assert "base.html" in names
    assert not names & {"components/demo_banner.html", "components/filling.html"}


def test_a_reader_never_sees_a_half(tmp_path: Path) -> None:
    file = tmp_path / "demo-1"
    assert filling.told(file) is None
    filling.tell(file, Filling(1, 2))
    filling.tell(file, Filling(2, 2))
    assert filling.told(file) == Filling(2, 2)
    assert list(tmp_path.iterdir()) == [file], "what was written beside it has taken its place"
    filling.forget(file)
    filling.forget(file)
    assert list(tmp_path.iterdir()) == []
