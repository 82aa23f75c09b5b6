"""Acting as somebody in a place, exactly as a request does (hat, transaction, ORM keys)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coaching.core.ground.roles import Actor
from coaching.core.tenancy.context import current_actor, person_context
from coaching.core.tenancy.workspace import enter_place


@contextmanager
def in_company(user: Any, company: Any, wanted: str = "") -> Iterator[Actor]:
    with enter_place("company", user, company.slug, wanted):
        yield current_actor()


@contextmanager
def in_programme(user: Any, programme: Any) -> Iterator[Actor]:
    with enter_place("programme", user, programme.slug):
        yield current_actor()


@contextmanager
def in_portfolio(user: Any) -> Iterator[Actor]:
    """As a coach, over all own companies."""
    with enter_place("coach", user):
        yield current_actor()


@contextmanager
def as_person(user: Any) -> Iterator[Actor]:
    with person_context(user):
        yield current_actor()
