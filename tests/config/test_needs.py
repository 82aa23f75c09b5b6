"""Tests that the machine cannot run are skipped by name, or fail where everything is required."""

from __future__ import annotations

import pytest

from tests import needs

pytest_plugins = ["pytester"]
MODULE = """
import pytest
{fixture}
@pytest.mark.{marker}
def test_it({argument}): pass
def test_plain(): pass
"""


@pytest.fixture
def run(pytester, monkeypatch):
    """Run a small suite in this process with the plugin, on a machine that lacks everything."""

    def go(marker: str, required: str) -> pytest.RunResult:
        monkeypatch.setattr(needs, "missing", lambda name: f"{name} engine not found")
        monkeypatch.delenv("CI", raising=False)
        monkeypatch.setenv("VIJFSPRONG_REQUIRE_ALL", required)
        pytester.makeini(f"[pytest]\nmarkers = {marker}: needs it")
        fixture = "@pytest.fixture(autouse=True)\ndef broken(): raise AssertionError('made a fixture first')"
        fixture = fixture.replace("(autouse=True)", "")
        pytester.makepyfile(MODULE.format(marker=marker, fixture=fixture, argument="broken"))
        return pytester.runpytest_inprocess("-rs", "-p", "no:cacheprovider", "-p", "no:django", plugins=[needs])

    return go


@pytest.mark.parametrize("marker", ["browser", "pdf"])
def test_skipped_by_name(run, marker):
    result = run(marker, "")
    result.assert_outcomes(passed=1, skipped=1)
    result.stdout.fnmatch_lines([f"SKIPPED*{marker} engine not found"])


@pytest.mark.parametrize("marker", ["browser", "pdf"])
def test_required_means_failed(run, marker):
    result = run(marker, "1")
    assert result.ret == 1
    result.stdout.fnmatch_lines([f"*{marker} engine not found*"])


def test_reasons_say_what_to_install(monkeypatch):
    monkeypatch.setattr(needs, "browser_path", lambda: None)
    monkeypatch.setattr(needs, "_loads", lambda *_names: False)
    needs.missing.cache_clear()
    assert "Debian: chromium" in needs.missing("browser")
    assert "libpango-1.0-0" in needs.missing("pdf")
    assert needs.missing("slow") == ""
    needs.missing.cache_clear()
