"""Who shares the suite with others begins with the long files."""

from __future__ import annotations

import pytest

from tests import turns

pytest_plugins = ["pytester"]
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


def test_what_shares_a_product_stays_together():
    assert turns.shared("tests/acceptance/test_axe.py::test_pages[dark]") == turns.shared(
        "tests/acceptance/test_story.py::test_it"
    )
    assert turns.shared("tests/core/test_labels.py::test_it") == "tests/core/test_labels.py"
