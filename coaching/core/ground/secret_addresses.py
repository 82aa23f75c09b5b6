"""Keeps secret links out of the log: what stands in an address is enough to use it."""

from __future__ import annotations

import logging
import re

SECRET = re.compile(
    r"/(?:calendar|offer/place)/[0-9a-f-]{36}/(?P<one>[^/\s'\"]+)|/(?:invite|s)/(?P<other>[^/\s'\"]{12,})"
)


def hidden(text: str) -> str:
    """The text with a dash instead of the secret part of each such address."""
    return SECRET.sub(lambda found: found[0].replace(found["one"] or found["other"], "–"), text)


class HideSecrets(logging.Filter):
    """On a handler: what it writes holds no secret of a link."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        without = hidden(said)
        if without != said:
            record.msg, record.args = without, ()
        return True
