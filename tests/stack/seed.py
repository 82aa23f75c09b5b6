"""What the story needs before its first page: an open programme and a signed-in administrator.

Run in a process of its own, against the stack's database: `python -m tests.stack.seed`. Prints the session's key.
"""

from __future__ import annotations

import os
import sys
import time

os.environ["DATABASE_LOGIN"] = "w_worker"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402

from coaching.core.tenancy.context import system_context  # noqa: E402
from coaching.programmes.models import Programme  # noqa: E402
from tests import factories  # noqa: E402

SLUG = "stack"


def administrator() -> factories.User:
    """The programme as its command makes it, and somebody who decides in it."""
    call_command(
        "create_programme", SLUG, name="Programma van de proef", budget="500000", verbosity=0, stdout=sys.stderr
    )
    with system_context("test"):
        person = factories.user("Beheerder Stapel")
        factories.programme_member(Programme.objects.get(slug=SLUG), person)
    return person


def session_of(person: factories.User) -> str:
    """A session with the second factor passed."""
    session, now = SessionStore(), time.time()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session["account_authentication_methods"] = [
        {"method": "password", "at": now},
        {"method": "mfa", "type": "totp", "at": now},
    ]
    session.save()
    return str(session.session_key)


if __name__ == "__main__":
    print(session_of(administrator()))
