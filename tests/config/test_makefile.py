"""`make` alone tells what there is; every target of the contract exists and starts what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.patience import HANGS

ROOT = Path(__file__).resolve().parents[2]
STABLE = {"run", "test", "setup", "check", "bench", "stack"}  # people script against these

pytestmark = pytest.mark.skipif(not shutil.which("make"), reason="make not found")


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=ROOT, capture_output=True, text=True, timeout=HANGS)


def test_plain_make_lists_the_targets():
    result = make()
    assert result.returncode == 0, result.stderr
    listed = dict(re.findall(r"^  make ([\w-]+) +(.+)$", result.stdout, re.MULTILINE))
    assert set(listed) >= STABLE
    assert len(listed) == len(result.stdout.splitlines()), "nothing but targets"


def test_every_listed_target_is_declared_phony():
    text = (ROOT / "Makefile").read_text()
    phony = set(re.findall(r"^\.PHONY: (.+)$", text, re.MULTILINE)[0].split())
    assert set(re.findall(r"^([a-z-]+):.*##", text, re.MULTILINE)) <= phony


@pytest.mark.parametrize("target", ["run", "test", "setup", "check", "stack"])
def test_modules_that_targets_start_exist(target):
    """Read from what make would do, without doing it."""
    planned = make("--dry-run", target).stdout
    files = re.findall(r"(?:-m (coaching[\w.]+)|(manage\.py|scripts/\w+\.py))", planned)
    for module, script in files:
        assert (ROOT / (module.replace(".", "/") + ".py" if module else script)).is_file()
    assert files or "pytest" in planned


@pytest.mark.parametrize(("target", "tools"), [("run", False), ("stack", False), ("test", True), ("setup", True)])
def test_running_installs_no_tools(target, tools, tmp_path):
    """Browsers' drivers, type checkers and the like are half of the installation, and running needs none of them."""
    planned = make("--dry-run", f"VENV={tmp_path}/none", target)
    assert "requirements/base.txt" in planned.stdout, planned.stderr
    assert ("requirements/dev.txt" in planned.stdout) is tools


def test_what_is_installed_is_hashed_whoever_installs_it(tmp_path):
    lines = make("--dry-run", f"VENV={tmp_path}/none", "test").stdout.replace("\\\n", " ").splitlines()
    installing = [part for line in lines for part in re.split(r"&&|\|\|", line) if "pip install" in part]
    assert len(installing) >= 4
    assert all("--require-hashes --only-binary :all:" in part for part in installing)
