"""Redis is killed, hangs or comes back: people go on, limits hold, nothing ended comes alive again.

A Redis of the test's own, killed for real. The same across all processes: tests/stack/test_redis_away.py.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from celery import current_app
from django.core.cache import cache, caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from coaching.accounts.models import User
from coaching.config import embedded
from coaching.core.ground import outage
from coaching.core.mail.tasks import deliver_mail
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.tasks import QUEUE
from coaching.insight.demo.people import code_now
from tests import factories
from tests.core.paper.test_uploads import PDF
from tests.patience import limits_of_the_product
from tests.programmes.conftest import begin, fresh

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class OwnRedis:
    """The cache and the queue of this test alone."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.socket = folder, folder / "r.sock"
        self.pid = 0

    def start(self) -> None:
        self.pid = embedded.start_redis(self.folder, self.socket, ours_alone=True)
        outage.Breaker.forget(caches["default"].breaker)  # type: ignore[attr-defined]
        QUEUE.forget()

    def comes_back(self) -> None:
        """And the next who needs it tries."""
        self.pid = embedded.start_redis(self.folder, self.socket, ours_alone=True)
        self._try_again()

    def hang(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def goes_on(self) -> None:
        os.kill(self.pid, signal.SIGCONT)
        self._try_again()

    @staticmethod
    def _try_again() -> None:
        for breaker in (caches["default"].breaker, QUEUE):  # type: ignore[attr-defined]
            breaker._next_try = 0.0

    def kill(self) -> None:
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            self.pid = 0


def _publish_to(url: str) -> None:
    current_app.conf.broker_url = current_app.conf.broker_write_url = url
    current_app.amqp._producer_pool = None


@pytest.fixture
def redis(settings: Any) -> Iterator[OwnRedis]:
    folder = Path(tempfile.mkdtemp(prefix="vs-away-"))
    own, before = OwnRedis(folder), current_app.conf.broker_url
    names = embedded.redis_environment(own.socket)
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": names["REDIS_CACHE_URL"]}}
    _publish_to(names["REDIS_URL"])
    with limits_of_the_product():
        own.start()
        yield own
    own.kill()
    _publish_to(before)
    QUEUE.forget()
    shutil.rmtree(folder, ignore_errors=True)


def verified(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


@pytest.fixture
def committed(db: Any, django_capture_on_commit_callbacks: Any) -> Any:
    """`with committed():` what has to follow a commit follows at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def queued() -> int:
    return int(current_app.connection_for_write().default_channel.client.llen("celery"))


def mails(address: str) -> list[str]:
    with system_context("test"):
        return list(OutgoingEmail.objects.filter(address=address).values_list("kind", flat=True))


def test_signing_up_and_asking_for_a_password(redis, committed, world):
    user = verified(world.contact_a)
    redis.kill()
    with committed():
        fields = {"name": "Jan", "email": "jan@nieuw.test", "password1": "vier-gewone-woorden-samen"}
        answer = Client().post("/account/signup/", fields)
    assert answer.status_code == 302 and mails("jan@nieuw.test") == ["account.message"]
    assert Client().post("/account/password/reset/", {"email": user.email}).status_code == 302
    assert mails(user.email) == ["account.message"]


def test_signing_in_with_a_second_step_which_counts_once(redis, world):
    user = verified(world.coach_a)
    TOTP.activate(user, SECRET)
    redis.kill()
    client, again = Client(), Client()
    for browser in (client, again):
        assert browser.post("/account/login/", {"login": user.email, "password": factories.PASSWORD}).status_code == 302
    code = code_now(SECRET)
    assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == 302
    assert client.get("/coach/").status_code == 200
    assert again.post("/account/2fa/authenticate/", {"code": code}).status_code == 200  # seen over a shoulder
    assert again.get("/coach/").status_code == 302


def test_limits_hold(redis, world):
    user = verified(world.contact_a)
    redis.kill()
    client = Client()
    for _attempt in range(12):
        client.post("/account/login/", {"login": user.email, "password": "verkeerd-geraden-woord"})
    assert client.post("/account/login/", {"login": user.email, "password": factories.PASSWORD}).status_code != 302


def test_uploading_and_sending_an_application(redis, world, login):
    user = factories.user("Bakker Bart")
    draft = begin(user, world.programme_a)
    client = login(user)
    redis.kill()
    page = reverse("programmes:step", args=[draft.pk, "support"])
    assert client.get(page).status_code == 200
    upload = SimpleUploadedFile("verslag.pdf", PDF)
    fields = {"support_from": ["EMPLOYER"], "version": draft.version, "_file_EMPLOYER": upload, "attach": "1"}
    assert client.post(page, fields).status_code == 302
    sent = {"declared": "on", **dict.fromkeys(["commit_carry_out", "commit_start_in_time", "commit_involve"], "on")}
    answer = client.post(reverse("programmes:check", args=[draft.pk]), sent)
    assert answer.status_code == 302 and answer.url.endswith("/received/")
    assert fresh(draft).state == "submitted"
    assert client.post(reverse("programmes:copy", args=[draft.pk]), follow=True).status_code == 200


def test_a_session_that_was_ended_meanwhile_stays_ended(redis, world, login):
    """Redis was out of reach and comes back with all that it knew."""
    client = login(world.contact_a)
    place = f"/c/{world.company_a.slug}/"
    assert client.get(place).status_code == 200
    key = client.session.session_key
    redis.hang()
    client.post("/account/logout/")
    redis.goes_on()
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert stolen.get(place).status_code == 302


def test_ready_says_503_and_what_is_missing(redis, login, world):
    for client in (Client(), login(world.contact_a)):
        assert client.get("/readyz").json() == {"ready": True}
    redis.kill()
    for client in (Client(), login(world.contact_a)):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (503, {"ready": False, "missing": "redis"})
        assert client.get("/healthz").status_code == 200
    redis.comes_back()
    assert Client().get("/readyz").status_code == 200


def test_ready_asks_the_cache_and_the_queue_each(redis, settings, db):
    """They may be two servers."""
    nowhere, cached, queue = "redis://127.0.0.1:1/0", settings.CACHES, current_app.conf.broker_url
    settings.CACHES = {"default": {**cached["default"], "LOCATION": nowhere}}
    assert Client().get("/readyz").json() == {"ready": False, "missing": "redis"}
    settings.CACHES = cached
    assert Client().get("/readyz").json() == {"ready": True}
    _publish_to(nowhere)
    assert Client().get("/readyz").json() == {"ready": False, "missing": "redis"}
    _publish_to(queue)


def test_ready_says_503_without_a_database_to_somebody_with_a_session_too():
    """No test without the mark for it reaches the database: that stands for one that is away."""
    client = Client()
    client.cookies["sessionid"] = "x" * 32
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"ready": False, "missing": "database"})
    assert client.get("/healthz").status_code == 200


def test_one_that_hangs_is_one_that_is_away(redis, committed, world, login):
    """Without limits of time this never ends."""
    client = login(world.contact_a)
    redis.hang()
    cache.set("a", 1)
    assert cache.get("a") == 1
    with committed():
        deliver_mail.delay_on_commit()
    assert client.get(f"/c/{world.company_a.slug}/").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_what_was_remembered_meanwhile_is_forgotten(redis):
    cache.set("before", "redis")
    redis.kill()
    assert cache.get("before") is None
    cache.set("meanwhile", "memory")
    assert cache.add("meanwhile", "again") is False
    assert cache.get("meanwhile") == "memory" and cache.has_key("meanwhile")
    redis.comes_back()
    assert cache.get("meanwhile") is None
    redis.kill()
    assert cache.get("meanwhile") is None


@pytest.mark.parametrize(
    "ask",
    [
        lambda: cache.set_many({"a": 1, "b": 2}) or cache.get_many(["a", "b"]) == {"a": 1, "b": 2},
        lambda: cache.set("n", 1) or cache.incr("n") == 2,
        lambda: cache.set("n", 1) or cache.touch("n", 9),
        lambda: cache.set("n", 1) or cache.delete("n"),
        lambda: cache.set("n", 1) or cache.delete_many(["n"]) or cache.get("n") is None,
        lambda: cache.get_or_set("n", 7) == 7,
        lambda: cache.set("n", 1) or cache.clear() or cache.get("n") is None,
    ],
)
def test_each_question_has_an_answer(redis, ask):
    assert ask()
    redis.kill()
    assert ask()


def test_what_else_follows_a_commit_is_done(redis, committed):
    redis.kill()
    done = []
    with committed():
        transaction.on_commit(lambda: done.append("before"))
        deliver_mail.delay_on_commit()
        deliver_mail.delay_on_commit()
        transaction.on_commit(lambda: done.append("after"))
    assert done == ["before", "after"]


def test_publishing_goes_on_by_itself(redis, committed, caplog):
    redis.kill()
    for _attempt in range(3):
        with committed():
            deliver_mail.delay_on_commit()
    redis.comes_back()
    with committed():
        deliver_mail.delay_on_commit()
    assert queued() == 1
    said = [record.getMessage() for record in caplog.records if "the queue" in record.getMessage()]
    assert len(said) == 2 and "work waits in the database" in said[0] and "is back" in said[1]


def test_a_restart_in_a_moment_is_not_even_noticed(redis, committed, caplog):
    cache.set("a", 1)
    with committed():
        deliver_mail.delay_on_commit()
    redis.kill()
    redis.pid = embedded.start_redis(redis.folder, redis.socket, ours_alone=True)
    cache.set("a", 1)
    with committed():
        deliver_mail.delay_on_commit()
    assert queued() == 1 and cache.get("a") == 1
    assert not [record for record in caplog.records if record.name == "coaching.core.ground.outage"]


def test_a_mistake_of_our_own_is_no_outage(redis, committed, monkeypatch, caplog):
    """It is logged with its trace, and the person's deed stands."""
    monkeypatch.setattr(deliver_mail, "apply_async", lambda *_a, **_k: 1 / 0)
    done = []
    with committed():
        deliver_mail.delay_on_commit()
        transaction.on_commit(lambda: done.append(1))
    assert done == [1] and not QUEUE.away
    assert any(record.exc_info and record.exc_info[0] is ZeroDivisionError for record in caplog.records)


def test_it_takes_no_time(redis, monkeypatch):
    """After the first failure nobody asks for a while: a page with ten questions does not wait ten times."""
    redis.kill()
    cache.get("a")
    asked = []
    monkeypatch.setattr(type(caches["default"]._cache), "get", lambda *_a: asked.append(1))  # type: ignore[attr-defined]
    for _attempt in range(10):
        cache.get("a")
    assert asked == []
    assert time.monotonic() < caches["default"].breaker._next_try  # type: ignore[attr-defined]
