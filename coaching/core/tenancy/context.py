"""The one place that tells the database who is asking.

A context is a transaction in which `role` (the hat) and `app.user_id` are set locally; PostgreSQL's policies do the
rest. The ORM managers ask the same context for the tenant key, so each query also filters on an indexed column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection, transaction

from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Hat, Role

T = TypeVar("T")
APPLY = (
    "SELECT set_config('app.user_id', %s, true), set_config('app.token', %s, true), set_config('app.today', %s, true),"
    " set_config('app.shift', %s, true), set_config('role', %s, true)"
)


class NoTenantContext(RuntimeError):
    """Tenant data was touched outside every context: a bug, never a user's mistake."""


@dataclass(frozen=True)
class Context:
    """hat: the database role; keys: columns that the ORM filters on, e.g. {"company_id": UUID}."""

    hat: Hat
    user_id: int | None = None
    token: str = ""
    keys: dict[str, Any] = field(default_factory=dict)
    actor: Actor | None = None


_current: ContextVar[Context | None] = ContextVar("tenant_context", default=None)


_recorders: list[Callable[[str], Any]] = []


def on_system_entry(record: Callable[[str], Any]) -> Callable[[str], Any]:
    """Decorator: called with the reason inside each system context. The trail registers itself (docs/security.md, 24)."""
    _recorders.append(record)
    return record


def current() -> Context:
    """The context in force; raises NoTenantContext when there is none."""
    context = _current.get()
    if context is None:
        raise NoTenantContext("tenant data touched outside a tenant context")
    return context


def current_or_none() -> Context | None:
    return _current.get()


def current_actor() -> Actor:
    """The actor of the context in force."""
    context = current()
    if context.actor is not None:
        return context.actor
    return Actor(user_id=context.user_id, hat=context.hat)


@contextmanager
def composing(context: Context) -> Iterator[None]:
    """For putting questions together that are asked later, by somebody else: the managers filter, the database hears nothing."""
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)


def apply(context: Context | None) -> None:
    """Set role and settings, local to the transaction (one round trip)."""
    with connection.cursor() as cursor:
        if context is None:
            cursor.execute(APPLY, ["", "", "", "", "none"])
        else:
            told = [
                str(context.user_id or ""),
                context.token,
                clock.shifted_today(),
                clock.shifted_by(),
                context.hat.value,
            ]
            cursor.execute(APPLY, told)


@contextmanager
def enter(context: Context) -> Iterator[Context]:
    """Run the block as `context`, inside a transaction; the outer context is restored behind it."""

    def opener() -> tuple[Context, Context]:
        apply(context)
        return context, context

    with enter_by(opener) as entered:
        yield entered


@contextmanager
def enter_by(opener: Callable[[], tuple[Context, T]]) -> Iterator[T]:
    """As `enter`, for an opener that itself puts the hat on (a look-up does both in one round trip)."""
    outer, nested = _current.get(), connection.in_atomic_block
    with transaction.atomic():
        context, value = opener()
        token = _current.set(context)
        try:
            yield value
            # A rollback to a savepoint restores the settings by itself and COMMIT clears them; a RELEASE does not.
            if nested and not connection.needs_rollback:
                apply(outer)
        finally:
            _current.reset(token)


@contextmanager
def without_hat() -> Iterator[None]:
    """The login's own rights for a moment: the sign-in tables (users, sessions), no tenant data at all."""
    outer = _current.get()
    with transaction.atomic():
        apply(None)
        token = _current.set(None)
        try:
            yield
            if not connection.needs_rollback:
                apply(outer)
        finally:
            _current.reset(token)


def person_context(user: Any) -> Any:
    """A signed-in person about their own things."""
    roles = frozenset({Role.APPLICANT.value})
    actor = Actor(user_id=user.pk, hat=Hat.PERSON, roles=roles, name=user.name)
    return enter(Context(Hat.PERSON, user_id=user.pk, actor=actor))


def public_context() -> Any:
    """Anybody."""
    return enter(Context(Hat.PUBLIC, actor=Actor(user_id=None, hat=Hat.PUBLIC)))


def token_context(token: str) -> Any:
    """Holder of a secret link. token: what the rows are found by (a digest, where the link's own secret is not kept)."""
    actor = Actor(user_id=None, hat=Hat.RESPONDENT, roles=frozenset({Role.VISITOR.value}))
    return enter(Context(Hat.RESPONDENT, token=token, actor=actor))


@contextmanager
def system_context(reason: str, **keys: UUID) -> Iterator[Context]:
    """The machine itself (worker, commands; the web login cannot). Each entry is written to the audit trail."""
    if not reason:
        raise NoTenantContext("a system context needs a reason")
    if not _recorders:
        raise NoTenantContext("nothing writes down that a system context is entered")
    actor = Actor(user_id=None, hat=Hat.SYSTEM, name="system")
    with enter(Context(Hat.SYSTEM, keys=dict(keys), actor=actor)) as context:
        for record in _recorders:
            record(reason)
        yield context
