"""What was typed stands under the message that says why it was refused."""

from __future__ import annotations

from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string

from coaching.core.screen.typed.panels import MAIN


def test_the_messages_stand_first() -> None:
    shown = render_to_string("components/messages.html", {"messages": [Message(40, "a"), Message(25, "b")]})
    page = f'<main id="main" tabindex="-1">\n  {shown}  <h1>Plan</h1></main>'

    found = MAIN.search(page)
    assert found and page[found.end() :].strip() == "<h1>Plan</h1></main>"
