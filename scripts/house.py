"""`make house`: is this a house one wants to live in? Counts what makes code hard to read, beside what we aim for."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ("coaching", "modules", "riskanalysis", "actionplans")
LONG, LONGEST, MOST_LINES, MOST_OF_FUNCTION = 160, 240, 400, 25
LONG_SHARE = 2.0  # per cent of the lines of templates
STATE = re.compile(r"\bstate\w*\s*(==|!=|in)\s*[\"']|[\"']\w+[\"']\s*(==|!=)\s*\w+(\.\w+)*\.state\b")
NAMED = re.compile(r"{% translate \"[^\"]*\" as (\w+) %}")  # with a context it cannot be written _("…")
IGNORE = re.compile(r"#\s*type:\s*ignore(\[[\w, -]+\])?(.*)$")
OUTSIDE = re.compile(r"\b(domain|decisions|tenancy|anonymity|quality|contract|design|experience|evidence)\.md\b")


@dataclass(frozen=True)
class Figure:
    """One line of the table. met: None where nothing is aimed for."""

    what: str
    now: str
    aim: str = ""
    met: bool | None = None


def sources(*, tests: bool = False) -> Iterator[Path]:
    """Python files of the product, without migrations; or of its tests."""
    for top in ("tests",) if tests else APPS:
        yield from (path for path in sorted((ROOT / top).rglob("*.py")) if "migrations" not in path.parts)


def _templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def template_lines() -> Figure:
    lines = [len(line) for path in _templates() for line in path.read_text().splitlines()]
    share = 100 * sum(length > LONG for length in lines) / len(lines)
    now = f"{share:.1f} % of {len(lines)}, the longest {max(lines)}"
    aim = f"at most {LONG_SHARE:.0f} %, none over {LONGEST}"
    return Figure(f"template lines over {LONG} characters", now, aim, share <= LONG_SHARE and max(lines) <= LONGEST)


def one_line_templates() -> Figure:
    found = [path for path in _templates() if len(path.read_text().splitlines()) == 1 and len(path.read_text()) > LONG]
    return Figure(f"templates of one line over {LONG} characters", str(len(found)), "0", not found)


def named_once() -> Figure:
    """Translated words that get a name in order to be used once: `{% button _("…") url %}` says the same.

    A name given in more than one place is a choice between words, which no tag can make.
    """
    found = 0
    for path in _templates():
        text = path.read_text()
        once = (name for name in NAMED.findall(text) if text.count(f" as {name} %}}") == 1)
        found += sum(len(re.findall(rf"\b{name}\b", text)) <= 2 for name in once)
    return Figure("words of a template named to be used once", str(found), "0", not found)


def states_in_templates() -> Figure:
    found = sum(bool(STATE.search(line)) for path in _templates() for line in path.read_text().splitlines())
    return Figure("lines of templates that compare a state", str(found), "0", not found)


def disabled_codes() -> Figure:
    import tomllib  # noqa: PLC0415 - only here

    said = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]
    off, idle = said.get("disable_error_code", []), said.get("warn_unused_ignores", False)
    now = f"{len(off)} off, idle ignores {'refused' if idle else 'let through'}"
    return Figure("codes of the type checker", now, "0 off, idle ignores refused", not off and idle)


def ignores() -> Figure:
    """`# type: ignore[code]  # reason` only; the reason may stand in the same comment."""
    found = [m for path in sources() for line in path.read_text().splitlines() if (m := IGNORE.search(line))]
    bare = sum(not (m[1] and m[2].strip(" #-")) for m in found)
    fine = len(found) <= 40 and not bare
    return Figure(
        "type checker told to look away", f"{len(found)}, {bare} without code and reason", "at most 40, 0", fine
    )


def skipped_format() -> Figure:
    found = sum("# fmt: " in line for path in sources() for line in path.read_text().splitlines())
    return Figure("lines kept from the formatter", str(found), "at most 30", found <= 30)


def inline_imports() -> Figure:
    """Imports inside functions that do not say why."""
    found = 0
    for path in sources():
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = [one for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)]
                found += sum(not re.search(r"PLC0415 +- +\S", lines[one.lineno - 1]) for one in inner)
    return Figure("imports inside functions without a reason", str(found), "0", not found)


def imports() -> dict[str, set[str]]:
    """Module → modules of ours that it imports, wherever in the file; not what only the type checker sees."""
    import grimp  # noqa: PLC0415 - not installed where only running is wanted

    graph = grimp.build_graph(*APPS, exclude_type_checking_imports=True, cache_dir=None)
    return {name: graph.find_modules_directly_imported_by(name) for name in graph.modules if ".migrations" not in name}


def circle() -> list[str]:
    """Modules that import each other in a ring; [] when there is none."""
    try:
        TopologicalSorter(imports()).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def circles() -> Figure:
    found = circle()
    return Figure("import circles", " → ".join(found) or "0", "0", not found)


def outside_texts() -> Figure:
    """Lines that lean on a text that is not in this repository."""
    here = {path.name for path in ROOT.glob("docs/**/*.md")}
    lines = (line for path in sources() for line in path.read_text().splitlines())
    found = sum(any(f"{name}.md" not in here for name in OUTSIDE.findall(line)) for line in lines)
    return Figure("lines that cite texts outside the repository", str(found), "0", not found)


def _functions() -> Iterator[int]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def sizes() -> list[Figure]:
    files = [len(path.read_text().splitlines()) for path in sources()]
    functions = sorted(_functions())
    long = sum(length > MOST_OF_FUNCTION for length in functions)
    tests = sum(len(path.read_text().splitlines()) for path in sources(tests=True))
    over = sum(length > MOST_LINES for length in files)
    return [
        Figure(f"files over {MOST_LINES} lines", f"{over} of {len(files)}", "0", not over),
        Figure(f"functions over {MOST_OF_FUNCTION} lines", f"{long} of {len(functions)}"),
        Figure("median and 95 % of functions, lines", f"{_part(functions, 0.5)} and {_part(functions, 0.95)}"),
        Figure("lines of tests per line of source", f"{tests / sum(files):.2f}"),
    ]


def _part(values: list[int], share: float) -> int:
    return values[int(share * (len(values) - 1))]


def house() -> list[Figure]:
    """The table, in the order in which it is printed."""
    return [
        template_lines(),
        one_line_templates(),
        named_once(),
        states_in_templates(),
        disabled_codes(),
        ignores(),
        skipped_format(),
        inline_imports(),
        circles(),
        outside_texts(),
        *sizes(),
    ]


def main() -> int:
    rows = house()
    for row in rows:
        mark = "" if row.met is None else "yes" if row.met else "NO"
        print(f"{row.what:<46} {row.now:<44} {row.aim:<30} {mark}")
    return 0 if all(row.met is not False for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
