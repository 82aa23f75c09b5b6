"""The cache: Redis, and while Redis is away this process's own memory.

What the cache holds may be lost at any moment: limits of attempts, progress, figures. So nobody has to wait for it, and
a page never fails by it. Limits hold on, per process; nothing is without a limit. What was kept in memory is forgotten
when Redis is back: other processes never saw it.
"""

from __future__ import annotations

from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError
from redis.retry import Retry

from coaching.core.ground.outage import Breaker

CONNECT_SECONDS, ANSWER_SECONDS = 0.5, 1.0
_breakers: dict[str, Breaker] = {}


def _breaker(location: str) -> Breaker:
    """The one of this process: Django makes a cache object per thread."""
    return _breakers.setdefault(location, Breaker("the cache", "each process remembers by itself until it is back"))


def _asked(method: str) -> Any:
    def ask(self: CacheThatStays, *args: Any, **kwargs: Any) -> Any:
        return self._ask(method, *args, **kwargs)

    return ask


class CacheThatStays(RedisCache):
    """Django's cache in Redis; see above. Never raises because Redis is away, slow or full."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        options = {
            "socket_connect_timeout": CONNECT_SECONDS,
            "socket_timeout": ANSWER_SECONDS,
            "retry": Retry(NoBackoff(), 1, (ConnectionError,)),  # once, at once: the kept connection may be an old one
            **params.get("OPTIONS", {}),
        }
        super().__init__(server, {**params, "OPTIONS": options})
        location = str(server)
        self._memory = LocMemCache(f"while away: {location}", {**params, "OPTIONS": {"MAX_ENTRIES": 10_000}})
        self.breaker = _breaker(location)

    def _ask(self, method: str, *args: Any, **kwargs: Any) -> Any:
        if self.breaker.may_try():
            try:
                answer = getattr(RedisCache, method)(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                self.breaker.failed(error)
            else:
                if self.breaker.worked():
                    self._memory.clear()
                return answer
        return getattr(self._memory, method)(*args, **kwargs)

    def ping(self) -> None:
        """Raise RedisError or OSError when Redis does not answer now, whatever is remembered of it."""
        self._cache.get_client().ping()

    def forget_holding(self, words: set[bytes]) -> int:
        """Delete every entry whose key or content holds one of these words, in small letters; how many went.

        Reads all there is. Raises RedisError or OSError while Redis is away: it forgets by itself.
        """
        client, gone = self._cache.get_client(None, write=True), 0
        for key in client.scan_iter(count=500):
            held = client.get(key) if client.type(key) == b"string" else b""
            if any(word in key.lower() or word in (held or b"").lower() for word in words):
                gone += int(client.delete(key))
        self._memory.clear()
        return gone

    add, get, set, touch = _asked("add"), _asked("get"), _asked("set"), _asked("touch")
    get_many, set_many, incr = _asked("get_many"), _asked("set_many"), _asked("incr")
    delete, delete_many, has_key = _asked("delete"), _asked("delete_many"), _asked("has_key")

    def clear(self) -> None:
        self._memory.clear()
        self._ask("clear")
