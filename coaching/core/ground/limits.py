"""How often something may be read from outside: so many times an hour, counted in the cache.

The sign-in library's limits count no reading; forms use those.
"""

from __future__ import annotations

import time

from django.core.cache import cache

HOUR = 3600


def within(name: str, most: int) -> bool:
    """Count one more of `name`; False from the one after `most` on, until the hour is over. A cache that forgets lets through."""
    key = f"limit:{name}:{int(time.time()) // HOUR}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= most
    except ValueError:  # forgotten in between
        return True
