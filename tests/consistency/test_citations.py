"""What docstrings, comments and pages cite is in this repository: sections of docs/subject, sources, articles, promises."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SUBJECT = ROOT / "docs" / "subject"
READ = {".py", ".md", ".html", ".txt", ".svg", ".sh", ".sql", ".toml", ".yml", ".js", ".css", ".po", ".json", ""}

# Texts that were written before this repository and that its readers do not have, by file and by abbreviation.
OUTSIDE_FILES = re.compile(
    r"(?<![\w/.-])(?:domain|decisions|tenancy|anonymity|quality|design|style|evidence|experience|rivals)\.md\b"
)
OUTSIDE_CONTRACT = re.compile(r"(?<![\w/\".-])contract\.md\b")  # in code; ours is docs/contract.md
OUTSIDE_CODES = re.compile(r"\bS[0-4] ?§|\(S[0-4](?:[,;)]| action)|\bS[0-4]'s\b|(?<=[(,;] )P\d{1,2}\)|\(P\d{1,2}\)")
UNHOUSED_PROMISE = re.compile(r"\bpromises? \d", re.IGNORECASE)

SECTION = re.compile(r"(?<![\w-])subject/([a-z]+)\.md(?:#([\w-]+))?")
SOURCES = ("SERV", "FPS", "Coaches", "Workable")
SOURCE = re.compile(rf"\b(?:{'|'.join(SOURCES)}) \d{{4}}\b")
ARTICLE = re.compile(r"\bCodex ([IVX]+\.\d+(?:-\d+)?)")
LATER_ARTICLE = re.compile(r"\b(I{1,3}\.\d+-\d+)\b")
OWN_PERIOD = re.compile(r"^(?!LONGEST_)[A-Z_]*(?:DAYS|MONTHS|YEARS)[A-Z_]* = [(\d].*")
SAID = re.compile(r"subject/|own choice|Codex|Welfare Act|\b(?:SERV|FPS|Coaches|Workable) \d{4}")
PROMISE = re.compile(r"docs/security\.md, (\d+)(?:,? (?:and )?(\d+))*")


def tracked() -> Iterator[tuple[str, str]]:
    """Path and text of every tracked text file but this one."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        path = ROOT / name
        if path.suffix in READ and path != Path(__file__) and path.is_file() and "/vendor/" not in name:
            yield name, path.read_text(errors="replace")


def cited(pattern: re.Pattern[str], ending: str = "") -> list[str]:
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in tracked()
        if name.endswith(ending)
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def slug(heading: str) -> str:
    """The anchor of a heading: lower case, without punctuation, hyphens for spaces."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {slug(line.lstrip("#")) for line in page.read_text().splitlines() if line.startswith("#")}


@pytest.mark.parametrize(
    ("pattern", "ending"),
    [(OUTSIDE_FILES, ""), (OUTSIDE_CONTRACT, ".py"), (OUTSIDE_CODES, ""), (UNHOUSED_PROMISE, "")],
)
def test_nothing_cites_a_text_that_is_not_here(pattern: re.Pattern[str], ending: str):
    assert cited(pattern, ending) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (OUTSIDE_FILES, "closed by hand (domain.md §6)"),
        (OUTSIDE_CONTRACT, "as in contract.md: a letter"),
        (OUTSIDE_CODES, "by size and risk (S1 §2.1.3.1)"),
        (OUTSIDE_CODES, "who applies (S2)"),
        (OUTSIDE_CODES, "by six W's (S4's method)"),
        (OUTSIDE_CODES, "before the meeting (Codex II.7, P16)"),
        (UNHOUSED_PROMISE, "nobody changes a line (promise 24)"),
    ],
)
def test_the_net_holds(pattern: re.Pattern[str], line: str):
    assert pattern.search(line)


@pytest.mark.parametrize("line", ["docs/contract.md", "code: S1, T1, O1", "see docs/subject/data.md", "a promise kept"])
def test_the_net_lets_through_what_is_ours(line: str):
    assert not any(p.search(line) for p in (OUTSIDE_FILES, OUTSIDE_CONTRACT, OUTSIDE_CODES, UNHOUSED_PROMISE))


def test_every_section_of_the_subject_that_is_cited_exists():
    pages = {page.stem: anchors(page) for page in SUBJECT.glob("*.md")}
    lost = [
        f"{name}: subject/{page}.md#{anchor}"
        for name, text in tracked()
        for page, anchor in SECTION.findall(text)
        if page not in pages or (anchor and anchor not in pages[page])
    ]
    assert lost == []


def test_every_link_between_pages_of_docs_leads_somewhere():
    lost = []
    for page in [*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")]:
        for target, _, anchor in re.findall(r"\]\(([\w./-]*\.md)?(#([\w-]+))?\)", page.read_text()):
            aim = (page.parent / target) if target else page
            if not aim.is_file() or (anchor and slug(anchor) not in anchors(aim)):
                lost.append(f"{page.relative_to(ROOT)}: {target}{anchor}")
    assert lost == []


def test_every_source_that_is_cited_stands_among_the_sources():
    known = (SUBJECT / "sources.md").read_text()
    assert {
        source for _name, text in tracked() for source in SOURCE.findall(text) if f"| {source} |" not in known
    } == set()


def test_every_article_that_the_code_cites_stands_in_the_law():
    law = (SUBJECT / "law.md").read_text()
    known = set(ARTICLE.findall(law)) | set(LATER_ARTICLE.findall(law))
    cited_in_code = {article for name, text in tracked() if name.endswith(".py") for article in ARTICLE.findall(text)}
    assert cited_in_code - known == set()


def test_every_promise_that_is_cited_is_made():
    made = set(re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "security.md").read_text(), re.MULTILINE))
    named = {
        number
        for _name, text in tracked()
        for match in PROMISE.finditer(text)
        for number in re.findall(r"\d+", match.group(0))
    }
    assert named and named - made == set()


def test_every_period_of_the_subject_says_where_it_comes_from():
    """A number of days, months or years above a module's functions, but for core's own and for bounds of typing."""
    apps = ("coaching/", "modules/", "riskanalysis/", "actionplans/")
    lines = [
        (f"{name}:{number}", line)
        for name, text in tracked()
        if name.endswith(".py")
        and name.startswith(apps)
        and not name.startswith(("coaching/core/", "coaching/config/"))
        for number, line in enumerate(text.splitlines(), start=1)
        if OWN_PERIOD.match(line)
    ]
    assert len(lines) >= 12
    assert [f"{where}: {line}" for where, line in lines if not SAID.search(line)] == []
