"""What the story needs before its first page: an open programme and a signed-in administrator.

Run in a process of its own, against the stack's database: `python -m tests.stack.seed`. Prints the session's key.
"""

from __future__ import annotations

import os
import sys

os.environ["DATABASE_LOGIN"] = "w_worker"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from coaching.core.tenancy.context import system_context  # noqa: E402
from coaching.insight.demo.tour import session_of  # noqa: E402
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


if __name__ == "__main__":
    print(session_of(administrator()))
