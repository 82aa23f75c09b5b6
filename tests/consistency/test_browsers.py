"""How tests in a browser wait."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
FORBIDDEN = ".wait_for_" + "function("


def test_browser_tests_wait_by_locators() -> None:
    """That call reads its text as code again at every look, which our policy refuses: it works only when it need not wait."""
    said = [str(file.relative_to(TESTS)) for file in TESTS.rglob("*.py") if FORBIDDEN in file.read_text("utf-8")]
    assert said == []
