"""Sessions from the database, each read together with its person (ADR 0034).

Django asks for the session and then, when a page needs to know who is there, for the person. The sign-in library notes of
each session whose it is, so one question answers both. What the session itself says decides: the person read along is
used only when it names the same one, and what proves the session (its hash of the password) is held against that person as ever.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware, get_user
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from coaching.accounts.models import User

FIELDS = [field.attname for field in User._meta.concrete_fields]
COLUMNS = ", ".join(f'person."{field.column}"' for field in User._meta.concrete_fields)
FIND = f"""
SELECT session.session_data, session.expire_date, {COLUMNS}
  FROM {Session._meta.db_table} AS session
  LEFT JOIN {UserSession._meta.db_table} AS noted ON noted.session_key = session.session_key
  LEFT JOIN {User._meta.db_table} AS person ON person.id = noted.user_id
 WHERE session.session_key = %s AND session.expire_date > %s
"""
_read_along: ContextVar[User | None] = ContextVar("read_along", default=None)


class SessionStore(db.SessionStore):
    """SESSION_ENGINE. person: who the session is noted for; None for a visitor, and before it is read."""

    person: User | None = None

    def _get_session_from_db(self) -> Session | None:
        self.person = None
        with connection.cursor() as cursor:
            cursor.execute(FIND, [self.session_key, timezone.now()])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return None
        if row[2] is not None:
            self.person = User.from_db(connection.alias, FIELDS, row[2:])
        return Session(session_key=str(self.session_key), session_data=row[0], expire_date=row[1])


class Authentication(AuthenticationMiddleware):
    """Django's; its question for the person is answered by what was read with the session."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        vars(request)["user"] = SimpleLazyObject(lambda: _person_of(request))


def _person_of(request: HttpRequest) -> Any:
    request.session.get(SESSION_KEY)  # reads it, if nobody did yet
    token = _read_along.set(getattr(request.session, "person", None))
    try:
        return get_user(request)
    finally:
        _read_along.reset(token)


def read_along(user_id: Any) -> User | None:
    """The person `user_id`, when the session that is being looked at was read with them."""
    person = _read_along.get()
    return person if person is not None and str(person.pk) == str(user_id) else None
