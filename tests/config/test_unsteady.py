"""What failed once beside the others is run again alone: it passes twice, and is named, or the run stays red."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import unsteady

TESTS = """
from pathlib import Path

def test_always():
    assert Path("green").exists()

def test_now_and_then():
    seen = Path("seen")
    seen.write_text(seen.read_text() + "x" if seen.exists() else "x")
    assert len(seen.read_text()) not in {fails}
"""


@pytest.fixture(autouse=True)
def a_project_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what the settings and the coverage of this run say to processes below it."""
    for name in [name for name in os.environ if name.startswith(("DJANGO_", "COV_", "PYTEST_"))]:
        monkeypatch.delenv(name)


def project(root: Path, fails: set[int], always: bool, floor: int = 1) -> Path:
    """With tests of which one fails at the runs named, after its first whole run."""
    (root / "pyproject.toml").write_text(f"[tool.coverage.report]\nfail_under = {floor}\n")
    (root / "test_it.py").write_text(TESTS.format(fails=fails))
    if always:
        (root / "green").touch()
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "--cov=.", "--cov-report="], cwd=root)
    assert done.returncode == 1
    return root


def test_one_that_passes_twice_alone_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert unsteady.main(project(tmp_path, {1}, always=True)) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line for line in said if "UNSTEADY" in line] == [
        "UNSTEADY: test_it.py::test_now_and_then failed beside the others and passed 2 times alone; mend it"
    ]


@pytest.mark.parametrize(
    ("fails", "always", "floor"),
    [({1, 2}, True, 1), ({1, 3}, True, 1), (set(), False, 1), ({1}, False, 1), ({1}, True, 100)],
)
def test_what_fails_once_more_or_leaves_code_unrun_stays_red(
    fails: set[int], always: bool, floor: int, tmp_path: Path
) -> None:
    (tmp_path / "unrun.py").write_text("if __name__ == '__main__':\n    print('never')\n")
    assert unsteady.main(project(tmp_path, fails or {99}, always, floor)) == 1


def test_many_or_none_are_not_run_again(tmp_path: Path) -> None:
    assert unsteady.main(tmp_path) == 1
    noted = tmp_path / ".pytest_cache" / "v" / "cache"
    noted.mkdir(parents=True)
    (noted / "lastfailed").write_text('{"a": true, "b": true, "c": true, "d": true}')
    assert unsteady.main(tmp_path) == 1
