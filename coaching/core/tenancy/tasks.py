"""Celery tasks declare whom they act for: `scope="tenant"` or `scope="system", reason=…`. No scope: refused."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any
from uuid import UUID

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from coaching.core.ground.outage import Breaker
from coaching.core.ground.roles import Actor, Hat
from coaching.core.tenancy.context import Context, NoTenantContext, current, enter, system_context

HEADER = "tenant"
QUEUE = Breaker("the queue", "work waits in the database until it is back")


def _pack(context: Context) -> dict[str, Any]:
    actor = context.actor
    return {
        "user": context.user_id,
        "hat": context.hat.value,
        "keys": {key: str(value) for key, value in context.keys.items()},
        "roles": sorted(actor.roles) if actor else [],
        "mandate": bool(actor and actor.has_mandate),
        "name": actor.name if actor else "",
    }


def _unpack(packed: dict[str, Any]) -> Context:
    keys = {key: UUID(value) for key, value in packed["keys"].items()}
    actor = Actor(
        user_id=packed["user"],
        hat=Hat(packed["hat"]),
        roles=frozenset(packed["roles"]),
        company_id=keys.get("company_id"),
        programme_id=keys.get("programme_id"),
        has_mandate=packed["mandate"],
        name=packed["name"],
    )
    return Context(actor.hat, user_id=actor.user_id, keys=keys, actor=actor)


class ContextTask(Task):
    """Base of every task. Context travels in the message's headers; it is never guessed in the worker."""

    abstract = True
    scope: str | None = None  # "tenant", "system", or "outside" for a task that enters contexts of its own
    reason = ""

    def apply_async(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        if self.scope == "tenant":
            headers = dict(options.get("headers") or {})
            if HEADER not in headers:
                headers[HEADER] = _pack(current())  # raises NoTenantContext when published from nowhere
            options["headers"] = headers
        return super().apply_async(args, kwargs, **options)

    def delay_on_commit(self, *args: Any, **kwargs: Any) -> None:
        """Publish after the commit, with the context of the moment of calling (callbacks themselves see none).

        While the queue is away nothing is published, and nobody notices: what has to be done is a row in the database,
        and the periodic jobs take it up.
        """
        headers = {HEADER: _pack(current())} if self.scope == "tenant" else {}
        transaction.on_commit(lambda: self._publish(args, kwargs, headers), robust=True)

    def _publish(self, args: Any, kwargs: Any, headers: dict[str, Any]) -> None:
        if not QUEUE.may_try():
            return
        try:
            self.apply_async(args, kwargs, headers=headers)
        except (OperationalError, RedisError, OSError) as error:
            QUEUE.failed(error)
        else:
            QUEUE.worked()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with self._context():
            return self.run(*args, **kwargs)

    @contextmanager
    def _context(self) -> Any:
        if self.scope == "system":
            with system_context(f"{self.name}: {self.reason}"):
                yield
        elif self.scope == "tenant":
            packed = (self.request.headers or {}).get(HEADER) or self.request.get(HEADER)
            if not packed or packed["hat"] == Hat.SYSTEM.value:
                raise NoTenantContext(f"{self.name} arrived without the person it acts for")
            with enter(_unpack(packed)):
                yield
        elif self.scope == "outside":
            yield
        else:
            raise NoTenantContext(f"{self.name} declares no scope")
