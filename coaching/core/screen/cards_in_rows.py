"""A name in a row of a list that leads to the contact card: who it is, and what the reader may know to reach them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from coaching.core.ground.people import Reachable
from coaching.core.screen import ui
from coaching.core.screen.escaping import escaped


def cards(role: Any) -> Callable[[Any, str, Reachable | None], SafeString]:
    """`draw(key, name, reach)`: the name as a button that shows the card; each card stands in the page once.

    Without a way to reach somebody the name is a name. key: of the person, an id that may stand in the page.
    """
    shown: set[Any] = set()

    def draw(key: Any, name: str, reach: Reachable | None) -> SafeString:
        ways = ui.ways(reach)
        if not ways:
            return mark_safe(escaped(name))
        button = f'<button type="button" class="term" popovertarget="card-{escaped(key)}">{escaped(name)}</button>'
        if key in shown:
            return mark_safe(button)
        shown.add(key)
        lines = "".join(f'<br><a href="{escaped(way.href)}">{escaped(way.words)}</a>' for way in ways)
        said = f"<b>{escaped(name)}</b><br>{escaped(role)}{lines}"
        return mark_safe(f'{button}<span class="said" id="card-{escaped(key)}" popover>{said}</span>')

    return draw
