"""docs/contract.md is kept: its targets, commands, options and addresses are there."""

from __future__ import annotations

import re
from pathlib import Path

from django.core.management import get_commands, load_command_class

from coaching.insight.importing.headings import COLUMNS
from tests.consistency.routes import own_routes

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "contract.md").read_text()


def rows(heading: str) -> list[str]:
    """First cells of the table under a heading's row."""
    _, _, after = PAGE.partition(heading)
    return re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", after.split("\n\n", 1)[0], re.MULTILINE)


def test_targets():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {name for cell in rows("| Target |") for name in re.findall(r"`make ([a-z]+)`", cell)}
    assert len(named) == 6 and named - targets == set()


def test_commands_and_their_options():
    known, lost = get_commands(), []
    cells = rows("| `manage.py …` |")
    assert len(cells) == 15
    for cell in cells:
        name = cell.strip("`").split()[0]
        assert name in known, name
        command = load_command_class(known[name], name)
        options = {
            option for action in command.create_parser("manage.py", name)._actions for option in action.option_strings
        }
        lost += [f"{name} {option}" for option in re.findall(r"--[a-z-]+", cell) if option not in options]
    assert lost == []


def test_columns_of_the_applications_file():
    _, _, after = PAGE.partition("## Applications file")
    paragraph = after.split("\n\n")[2]
    assert set(re.findall(r"`([a-z_]+)`", paragraph)) == set(COLUMNS)


def test_addresses():
    paths = {f"/{route.path}" for route in own_routes()} | {"/account/"}
    named = [address for cell in rows("| Address |") for address in re.findall(r"`([^`]+)`", cell)]
    lost = [
        address
        for address in named
        if not any(path.startswith(re.sub(r"<(\w+)>", r"<slug:\1>", address)) for path in paths)
    ]
    assert len(named) == 22 and lost == []
