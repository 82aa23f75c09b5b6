"""Whether a kept connection still works, told by its socket.

Django asks the server `SELECT 1` before the first query of each request. A server that ended, was killed or hung up has
closed the socket, and a closed socket can be read from; so can one on which something waits that nobody asked for. Only
then is the server asked. After an error it is asked as well, as Django does.
"""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base


def something_waits(connection: Any) -> bool:
    """Whether the idle connection's socket is closed or has something to say."""
    poll = select.poll()  # select() itself refuses numbers over 1023
    poll.register(connection.fileno(), select.POLLIN | select.POLLPRI)
    return bool(poll.poll(0))


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's, with a cheap `is_usable`. prepared: name of each question that this connection keeps a plan of."""

    prepared: dict[Any, str]

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self.prepared = {}
        return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        if self.connection is None:
            return False
        try:
            doubtful = bool(self.connection.closed) or something_waits(self.connection)
        except (base.Database.Error, OSError, ValueError):  # type: ignore[attr-defined]  # the driver; not in the stubs
            return False
        return super().is_usable() if doubtful or self.errors_occurred else True
