"""What happens in a lower app and is of interest to a higher one: announced at once, in the same transaction.

For what is no transition of a life cycle (`workflow.effect` serves those): an analysis that is opened, a plan that is begun.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from typing import Any

from coaching.core.ground.roles import Actor

Listener = Callable[..., None]
LISTENERS: dict[str, list[Listener]] = defaultdict(list)


def listen(event: str, function: Listener) -> None:
    """Register `function(subject, by=…, at=…)` in `hooks.py` of the higher app."""
    if function not in LISTENERS[event]:
        LISTENERS[event].append(function)


def announce(event: str, subject: Any, *, by: Actor, at: datetime) -> None:
    """Tell whoever listens, in this transaction; what a listener refuses is not done."""
    for told in LISTENERS[event]:
        told(subject, by=by, at=at)
