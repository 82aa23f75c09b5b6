"""Addresses that the code makes in a place (`place.url`, `to`) name pages that are there, with the right number of parts."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from django.urls import get_resolver

from tests.consistency.routes import OURS, walk

ROOT = Path(__file__).resolve().parents[2]
NAMED = {"c", "p", "partner"}  # first segments behind which the path names the place


def _calls(tree: ast.AST) -> Iterator[tuple[ast.expr, list[ast.expr]]]:
    """(what names the page, what follows the place) of each call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute) and node.func.attr == "url" and node.args:
                yield node.args[0], node.args[1:]
            elif isinstance(node.func, ast.Name) and node.func.id == "to" and len(node.args) > 1:
                yield node.args[1], node.args[2:]


def made() -> Iterator[tuple[str, str, int | None]]:
    """(where, name of the page, number of parts or None when that is not written out)."""
    for app in sorted(OURS):
        for path in sorted((ROOT / app).rglob("*.py")):
            for named, rest in _calls(ast.parse(path.read_text())):
                for one in [named.body, named.orelse] if isinstance(named, ast.IfExp) else [named]:
                    if isinstance(one, ast.Constant):
                        open_ended = any(isinstance(part, ast.Starred) for part in rest)
                        yield f"{path.name}:{one.lineno}", str(one.value), None if open_ended else len(rest)


def test_every_address_in_a_place_exists() -> None:
    pages: dict[str, set[int]] = {}
    for path, name, _pattern in walk(get_resolver()):
        first, _slash, rest = path.partition("/")
        behind = rest.partition("/")[2] if first in NAMED and rest.startswith("<") else rest
        pages.setdefault(name, set()).add(behind.count("<"))
    found = list(made())
    assert len(found) > 150
    wrong = [f"{where} {name} {parts}" for where, name, parts in found if name not in pages]
    wrong += [
        f"{where} {name} {parts}"
        for where, name, parts in found
        if parts is not None and parts not in pages.get(name, {parts})
    ]
    assert wrong == []
