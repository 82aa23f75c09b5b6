"""What the throughput bench asks of a checkout's own code: `throughput_seed.py WORD …`, with that checkout on the path.

Says only what every version of the product understands. `demo`, `mails N`, `papers N`, `deliver N`, `pages`; prints JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any
from uuid import uuid4

os.environ["DATABASE_LOGIN"] = "w_worker"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")

import django  # noqa: E402

django.setup()

from allauth.usersessions.models import UserSession  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from coaching.accounts.models import User  # noqa: E402
from coaching.companies.models import Company, Membership  # noqa: E402
from coaching.config.celery import app  # noqa: E402
from coaching.core.models import Document, OutgoingEmail  # noqa: E402
from coaching.core.tenancy.context import system_context  # noqa: E402

MAIL = "trajectories.start.due"  # a subject, two paragraphs, a fact and a button
PAPERS = ("risk-report", "annual-plan")
DAYS = {"approved_on": "2026-07-26", "start_due_on": "2026-10-26"}
SESSIONS = 20


def demo() -> None:
    call_command("load_demo", verbosity=0, stdout=sys.stderr)


def mails(count: int) -> None:
    """So many deadline mails to people who can sign in; what still waits of another time is out of the way."""
    with system_context("bench"):
        OutgoingEmail.objects.filter(state="queued").update(state="cancelled")
        readers = [
            one.pk for one in User.objects.filter(is_active=True)[:500] if one.password and one.has_usable_password()
        ]
        context = {"company": "Bakkerij (fictief)", "slug": "bakkerij", "trajectory": str(uuid4()), **DAYS}
        OutgoingEmail.objects.bulk_create(
            OutgoingEmail(
                kind=MAIL,
                recipient_id=readers[number % len(readers)],
                dedupe_key=f"bench:{uuid4()}",
                deadline_mail=True,
                context=context,
                not_before=timezone.now(),
            )
            for number in range(count)
        )


def deliver(workers: int) -> None:
    """Call each worker, as the clock would."""
    for _each in range(workers):
        app.send_task("core.deliver_mail")


def papers(count: int) -> list[str]:
    """At most so many documents of two kinds that are to be made (again), in turn; the workers are called. Their keys."""
    with system_context("bench"):
        by_kind = [
            Document.objects.filter(kind=kind, language="nl").order_by("created_at", "id").values_list("pk", flat=True)
            for kind in PAPERS
        ]
        wanted = [pk for pair in zip(*by_kind, strict=False) for pk in pair][:count]
        Document.objects.filter(pk__in=wanted).update(state="queued")
    for pk in wanted:
        app.send_task("core.render_document", [str(pk)])
    return [str(pk) for pk in wanted]


def pages() -> list[list[str]]:
    """(session, address) of what people open most, each for many readers."""
    with system_context("bench"):
        company = Company.objects.get(enterprise_number="0999990123")
        contact = Membership.objects.filter(company_id=company.pk, role="contact")[0].user_id
    desk, room = User.objects.get(email="beheerder@demo.example"), User.objects.get(pk=contact)
    asked = [
        (desk, "/p/demo/applications/?view=all"),
        (desk, "/p/demo/trajectories/"),
        (room, f"/c/{company.slug}/"),
        (room, f"/c/{company.slug}/measures/"),
    ]
    return [[_session(person), path] for _each in range(SESSIONS // len(asked)) for person, path in asked]


def _session(person: Any) -> str:
    """As signing in makes it, second factor passed."""
    session, now = SessionStore(), time.time()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    methods = [{"method": "password", "at": now}, {"method": "mfa", "type": "totp", "at": now}]
    session["account_authentication_methods"] = methods
    session.save()
    UserSession.objects.create(user=person, session_key=session.session_key, ip="127.0.0.1")
    return str(session.session_key)


if __name__ == "__main__":
    word, *numbers = sys.argv[1:]
    words = {"demo": demo, "mails": mails, "papers": papers, "deliver": deliver, "pages": pages}
    print(json.dumps(words[word](*map(int, numbers))))  # type: ignore[operator]
