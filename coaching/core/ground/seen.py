"""The state in which a page showed a record travels with each of its forms; a verb then moves no other one (ADR 0019).

`{% csrf_token %}` and the form components write a hidden `seen` with every record that has a life cycle and that the view
fetched (`pages.get_or_404`) or the template has at hand, as `<id>:<state>`. `apply_transition` compares it with the locked
row. A post without `seen` (a command, an older page) is judged by the states alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

FIELD = "seen"
MOST = 2_000  # characters that are read; a page names a handful of records


@dataclass
class Page:
    """One request. looked_at: id → state of records that the view took hold of, whether or not the template has them;
    moved: the same of records that went on (or turned out to have gone on) while it is answered."""

    request: HttpRequest
    looked_at: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)

    def shown(self, key: str) -> str | None:
        """The state in which the page that posts showed the record."""
        if key in self.moved or self.request.method != "POST":
            return self.moved.get(key)
        for pair in self.request.POST.get(FIELD, "")[:MOST].split():
            pk, _colon, state = pair.partition(":")
            if pk == key:
                return state
        return None


_page: ContextVar[Page | None] = ContextVar("page_seen", default=None)


@contextmanager
def by(request: HttpRequest) -> Iterator[None]:
    """Answer the request with what its page has shown."""
    token = _page.set(Page(request))
    try:
        yield
    finally:
        _page.reset(token)


def as_seen(record: Any) -> str:
    """Its state as this page's reader is told it: a model may have a `seen_state` where the real one is not theirs to know."""
    return str(getattr(record, "seen_state", record.state))


def state_of(subject: Any) -> str | None:
    """The state in which the person saw this record; None when no page named it."""
    page = _page.get()
    return page.shown(str(subject.pk)) if page else None


def looked_at(record: Any) -> None:
    """The page is about this record; its forms name it."""
    page = _page.get()
    if page and "state" in record.__dict__:
        page.looked_at[str(record.pk)] = as_seen(record)


def moved(subject: Any) -> None:
    """The record is in this state now: the rest of the action, and the page drawn next, go on from there."""
    page = _page.get()
    if page:
        page.moved[str(subject.pk)] = as_seen(subject)


def forget() -> None:
    """What an action did was undone: what the page has shown counts again."""
    page = _page.get()
    if page:
        page.moved.clear()


def named(records: Iterable[Any]) -> str:
    """What a form sends along of these records."""
    page = _page.get()
    later = page.moved if page else {}
    loaded = (record for record in records if "state" in record.__dict__)  # a form costs no query
    pairs = dict(page.looked_at) if page else {}
    pairs |= {str(record.pk): as_seen(record) for record in loaded}
    return " ".join(f"{pk}:{later.get(pk, state)}" for pk, state in pairs.items())
