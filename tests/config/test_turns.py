"""Who shares the suite with others begins with the long files."""

from __future__ import annotations

import pytest

from tests import turns

pytest_plugins = ["pytester"]
NAMES = [path.stem.removeprefix("test_") for path in (turns.ROOT / turns.STORIES).glob("test_*.py")]
FILES = {
    "test_many": "def test_a(): pass\ndef test_b(): pass\ndef test_c(): pass",
    "test_alone": "def test_d(): pass",
    "test_long": "import pytest\n@pytest.mark.slow\ndef test_e(): pass\ndef test_f(): pass",
}


@pytest.mark.parametrize(("worker", "order"), [("gw0", "efabcd"), ("", "defabc")])
def test_long_files_first_and_short_ones_last(pytester, monkeypatch, worker, order):
    monkeypatch.setenv("PYTEST_XDIST_WORKER", worker)
    pytester.makeini("[pytest]\nmarkers = slow: takes long")
    pytester.makepyfile(**FILES)
    options = ("--collect-only", "-q", "-p", "no:cacheprovider", "-p", "no:django")
    said = pytester.runpytest_inprocess(*options, plugins=[turns]).outlines
    assert [line[-1] for line in said if "::" in line] == list(order)


def test_what_looks_at_the_demo_stays_together_and_each_story_is_a_turn():
    stories = {name: turns.shared(f"tests/acceptance/test_{name}.py::test_it[dark]") for name in NAMES}
    together = {name for name in NAMES if stories[name] == turns.TOGETHER}
    assert together == {"axe", "clicks", "week"}
    assert len(set(stories.values())) == len(NAMES) - 2
    assert turns.shared("tests/core/test_labels.py::test_it") == "tests/core/test_labels.py"


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("def test_it(product, demo): pass", True),
        ("@fixture\ndef seeded(*, demo): pass\n\ndef test_it(seeded): pass", True),
        ("class TestIt:\n    def test_it(self, demo): pass", True),
        ("from demo import people\n\ndef test_it(product): demo = people", False),
    ],
)
def test_who_asks_for_the_demo_is_found_by_its_text(tmp_path, monkeypatch, text, is_so):
    monkeypatch.setattr(turns, "ROOT", tmp_path)
    (tmp_path / "test_it.py").write_text(text)
    turns.on_the_demo.cache_clear()
    assert turns.on_the_demo("test_it.py") is is_so
    turns.on_the_demo.cache_clear()
