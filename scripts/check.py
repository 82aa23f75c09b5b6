"""`make check`: everything that can be said about the code without running it as a user. Runs all, then sums up."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))

from scripts.house import circle  # noqa: E402 - the root first

PRODUCTION_LIKE = {
    "VIJFSPRONG_MODE": "production",
    "SECRET_KEY": "only-for-this-check-" * 4,
    "ALLOWED_HOSTS": "vijfsprong.example",
    "SITE_URL": "https://vijfsprong.example",
    "EMAIL_HOST": "localhost",
}


def commands() -> list[tuple[str, list[str], dict[str, str]]]:
    python = sys.executable
    return [
        ("shell scripts", ["bash", "-n", ".ci/run"], {}),
        ("lint", [str(BIN / "ruff"), "check", "--output-format", "concise", "."], {}),
        ("format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
        ("format of templates", [str(BIN / "djangofmt"), "--check", "templates"], {}),
        ("types", [str(BIN / "mypy")], {}),
        ("import contract", [str(BIN / "lint-imports"), "--no-cache"], {}),
        ("missing migrations", [python, "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "1"], {}),
        ("rights in the database", [python, "manage.py", "access", "--check", "--aside"], {}),
        ("translations", [python, "manage.py", "messages", "--check"], {}),
        ("deployment", [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION_LIKE),
    ]


ADDRESS = re.compile(r"://|(^|\s)(--?(extra-)?index|-i\b|-f\b|--find-links|--trusted-host|@)", re.IGNORECASE)
LOCKED = re.compile(r"^[a-z0-9][a-z0-9._-]*==[^ ]+ \\$|^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def requirement_faults(root: Path = ROOT) -> list[str]:
    """Locked files carry versions and hashes only; what they are made from carries names: no index, no address."""
    faults = []
    for path in sorted((root / "requirements").iterdir()):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            fine = LOCKED.match(line) if path.suffix == ".txt" else not ADDRESS.search(line)
            if not fine:
                faults.append(f"{path.relative_to(root)}:{number}: {line}")
    for path in root.glob("**/package-lock.json"):
        if "node_modules" not in path.parts and '"resolved"' in path.read_text():
            faults.append(f"{path.relative_to(root)}: records download addresses")
    return faults


LONGEST_LINE = 180  # the formatter aims at 120; a tag cannot be broken over lines
STATE_COMPARED = re.compile(r"""\bstate (?:[!=]=|in) ['"]""")
NAMED_TEXT = re.compile(r"""\{% translate (?:"[^"]*"|'[^']*') as (\w+) %\}""")


def hard_to_read(source: str) -> list[str]:
    """What makes a template a riddle: walls of text, names for a text used once, states that the page should not know."""
    faults = [
        f"line {number}: {len(line)} characters"
        for number, line in enumerate(source.splitlines(), start=1)
        if len(line) > LONGEST_LINE
    ]
    faults += [f"compares a state: {found}" for found in STATE_COMPARED.findall(source)]
    words = re.sub(r"\{%.*?%\}", lambda tag: re.sub(r'"[^"]*"', "", tag[0]), source)
    for name in NAMED_TEXT.findall(source):
        if len(re.findall(rf"\b{name}\b", words)) == 2:
            faults.append(f'the text "{name}" is used once: write _("…") where it is used')
    return faults


def template_faults() -> list[str]:
    """Templates that do not compile or read badly, or carry what the content policy would refuse."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "coaching.config.settings"
    import django  # noqa: PLC0415 - settings come first
    from django.template import TemplateSyntaxError  # noqa: PLC0415 - settings come first
    from django.template.loader import get_template  # noqa: PLC0415 - settings come first

    django.setup()
    faults = []
    inline = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>|\son[a-z]+=\"|\sstyle=\"")
    for path in sorted((ROOT / "templates").rglob("*.html")):
        name = str(path.relative_to(ROOT / "templates"))
        try:
            get_template(name)
        except TemplateSyntaxError as error:
            faults.append(f"{name}: {error}")
        faults += [f"{name}: {fault}" for fault in hard_to_read(path.read_text())]
        on_page = not name.startswith(("mail/", "pdf/")) and "/pdf/" not in name
        if on_page and (found := inline.search(path.read_text())):
            faults.append(f"{name}: inline {found.group(0)!r}")
    return faults


def ran(check: tuple[str, list[str], dict[str, str]]) -> tuple[str, str]:
    """Name, and what a check says when it fails; "" when it passes."""
    name, command, extra = check
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **extra}, capture_output=True, text=True)
    return name, (result.stdout + result.stderr)[-6000:] or "failed" if result.returncode else ""


def results() -> Iterator[tuple[str, str]]:
    """Two at a time, told in their order."""
    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(ran, commands())
    yield "requirement files", "\n".join(requirement_faults()[:40])
    yield "import circles", " → ".join(circle())
    yield "templates", "\n".join(template_faults()[:40])


def main() -> int:
    failed = []
    for name, fault in results():
        print(f"{'FAIL' if fault else 'ok  '} {name}", flush=True)
        if fault:
            failed.append(name)
            print(fault)
    print(f"{len(failed)} checks failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
