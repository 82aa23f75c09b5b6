"""`manage.py state_diagrams`: the life cycles of workflow.Machine as Mermaid diagrams in docs/states.md."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from coaching.core.ground.roles import PERMISSIONS
from coaching.core.ground.workflow import Machine, Transition

FILE = settings.BASE_DIR / "docs" / "states.md"
HEAD = """# States

Made by `manage.py state_diagrams` from the tables in each app's `enums.py`; a test compares them. Each arrow names the
transition; the table below a diagram says who may apply it (the roles of its permission) and whether a reason is asked.
"""


class Command(BaseCommand):
    help = "Write docs/states.md, or --check that it is up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when the file is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        text = document()
        if not options["check"]:
            FILE.write_text(text, encoding="utf-8")
            self.stdout.write(f"{len(Machine.registry)} diagrams written")
        elif not FILE.exists() or FILE.read_text(encoding="utf-8") != text:
            raise CommandError("docs/states.md is out of date; run manage.py state_diagrams")
        else:
            self.stdout.write("docs/states.md is up to date")


def document() -> str:
    """The whole file, in English, machines by name."""
    with translation.override("en"):
        parts = [diagram(Machine.registry[name]) for name in sorted(Machine.registry)]
    return HEAD + "".join(parts)


def diagram(machine: Machine) -> str:
    """One machine: a Mermaid state diagram and the table of its transitions."""
    lines = [f"\n## {machine.name}\n", "```mermaid", "stateDiagram-v2", f"    [*] --> {machine.initial}"]
    for move in machine.transitions.values():
        lines += [f"    {source} --> {_target(move)}: {move.name}" for source in move.sources]
    lines += [f"    {state} --> [*]" for state in machine.states.values if not machine.possible(state)]
    lines += ["```\n", "| Transition | From | To | Who | Reason |", "|---|---|---|---|---|"]
    lines += [_row(move) for move in machine.transitions.values()]
    return "\n".join(lines) + "\n"


def _target(move: Transition) -> str:
    return str(move.target) if move.target else "state_before"


def _row(move: Transition) -> str:
    who = ", ".join(sorted(PERMISSIONS.get(move.permission, frozenset()))) or "system"
    sources = ", ".join(str(source) for source in move.sources)
    return f"| {move.name} | {sources} | {_target(move)} | {who} | {'yes' if move.reason else ''} |"
