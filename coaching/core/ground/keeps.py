"""Everything that this product keeps in a browser: the list of the privacy page, which a test compares with a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

COOKIE, MEMORY = _("cookie"), _("memory of the browser")


@dataclass(frozen=True)
class Kept:
    """One thing. name: in full, or its beginning with * behind it; until: when it goes."""

    name: str
    kind: Any
    what_for: Any
    until: Any

    def is_this(self, name: str) -> bool:
        return name.startswith(self.name[:-1]) if self.name.endswith("*") else name == self.name


KEPT = (
    Kept("sessionid", COOKIE, _("Knows that you are signed in."), _("two weeks, or until you sign out")),
    Kept("csrftoken", COOKIE, _("Makes sure that a form was sent by you and not by another website."), _("one year")),
    Kept("django_language", COOKIE, _("Remembers the language that you chose."), _("one year")),
    Kept("theme", COOKIE, _("Remembers whether you want light or dark colours."), _("one year")),
    Kept("messages", COOKIE, _("Carries a message to the next page, for example “Saved”."), _("the next page")),
    Kept(
        "whose",
        COOKIE,
        _("Remembers who signed in last here, so that nobody else gets to see what you were typing."),
        _("four weeks"),
    ),
    Kept("typed_done", COOKIE, _("Tells your browser that what you typed has arrived."), _("one day")),
    Kept(
        "typed:*",
        MEMORY,
        _("Keeps what you type until it is sent, so that nothing is lost. Only you can open it."),
        _("until it is sent, at most one day"),
    ),
    Kept("htmx-*", MEMORY, _("Knows which page you have open, for the back button."), _("until you close the window")),
)
