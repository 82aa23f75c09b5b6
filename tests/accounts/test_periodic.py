"""Sessions that are over leave the database, and what was typed in them with them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from coaching.core.ground import clock
from coaching.core.jobs import periodic

pytestmark = pytest.mark.django_db


def kept(seconds: int) -> str:
    session = SessionStore()
    session["typed"] = ["a text that nobody came back for"]
    session.set_expiry(timezone.now() + timedelta(seconds=seconds))
    session.save()
    assert session.session_key is not None
    return session.session_key


@pytest.mark.parametrize("day", [clock.today(), clock.today() + timedelta(days=400)])
def test_what_is_over_goes_and_what_is_not_stays(day):
    over, going_on = kept(-60), kept(3600)
    with clock.at(day):
        periodic.run("accounts.clear_sessions", day)
    assert set(Session.objects.values_list("pk", flat=True)) & {over, going_on} == {going_on}
