"""`make stack`: the first half of the story against the production processes, over HTTP.

A baker signs up, confirms the address by the mail that a worker delivered, applies on all pages and gets a receipt. The
administrator takes the file up and approves it; a worker writes the letter and delivers the mail. Then everything ends.
"""

from __future__ import annotations

import http.client
import io
import re
import signal
import time

import pypdf
import pytest

from tests.patience import HANGS
from tests.programmes.conftest import ANSWERS
from tests.stack.browsing import Visitor, links
from tests.stack.conftest import started, still_runs, wait_for

pytestmark = [pytest.mark.stack, pytest.mark.pdf, pytest.mark.slow, pytest.mark.no_cover]

EMAIL, PASSWORD = "bart@dekorst.example", "vier-gewone-woorden-samen"


def mail_to(stack, address, number) -> str:
    """The text of the number-th mail that was delivered to somebody, as the mailbox page shows it."""
    reader = Visitor(stack.base)

    def delivered():
        listed = links(reader.get(f"/mailbox/?q={address}").text, r"/mailbox/[0-9a-f-]{36}/")
        listed = list(dict.fromkeys(listed))
        if len(listed) < number:
            return ""
        page = reader.get(listed[-number]).text  # newest first
        return page if "mail-text" in page else ""

    try:
        return str(wait_for(delivered, stack))
    finally:
        reader.close()


def sign_up(stack, baker) -> None:
    baker.send("/account/signup/", name="Bart De Korst", email=EMAIL, password1=PASSWORD)
    confirmation = links(mail_to(stack, EMAIL, 1), rf"{stack.base}/account/confirm-email/[^\"?]+")
    baker.send(confirmation[0].removeprefix(stack.base))
    answer = baker.send("/account/login/", login=EMAIL, password=PASSWORD)
    assert not baker.path(answer).startswith("/account/")


def apply(baker) -> str:
    """All pages of the application; returns its id."""
    page = baker.get("/apply/").text
    programme = re.search(r'name="programme"[^>]*value="([0-9a-f-]{36})"', page)
    assert programme, page[-3000:]
    answer = baker.send("/apply/", programme=programme.group(1))
    for slug, answers in ANSWERS.items():
        assert baker.path(answer).endswith(f"/{slug}/")
        answer = baker.send(baker.path(answer), **answers)
    promises = dict.fromkeys(["commit_carry_out", "commit_start_in_time", "commit_involve"], "on")
    answer = baker.send(baker.path(answer), declared="on", **promises)
    assert baker.path(answer).endswith("/received/")
    return baker.path(answer).split("/")[2]


def decide(administrator, number) -> None:
    file = f"/p/stack/applications/{number}/"
    assert number in administrator.get("/p/stack/applications/").text
    administrator.press(file, f"{file}take-up/")
    administrator.send(f"{file}approve/", reason="Een goed gedragen vraag.", confirm="1")


def letter(stack, baker) -> bytes:
    """The decision letter, from the baker's own documents, once a worker has made it."""
    place = links(baker.get("/me/").text, r"/c/[\w-]+/")[0]

    def ready():
        for found in links(baker.get(f"{place}documents/").text, rf"{place}documents/[0-9a-f-]{{36}}/"):
            answer = baker.get(found)
            if answer.headers["Content-Type"] == "application/pdf":
                return answer.content
        return b""

    content = wait_for(ready, stack)
    assert isinstance(content, bytes)
    return content


def test_first_half_of_the_story(stack, visitor):
    baker, administrator = visitor(), visitor(stack.seed())
    sign_up(stack, baker)
    number = apply(baker)
    assert "0999.990.123" in baker.get(f"/apply/{number}/").text
    mail_to(stack, EMAIL, 2)  # the receipt
    decide(administrator, number)
    mail_to(stack, EMAIL, 3)  # the decision
    content = letter(stack, baker)
    reader = pypdf.PdfReader(io.BytesIO(content))
    assert "/StructTreeRoot" in reader.trailer["/Root"]
    assert "De Korst" in reader.pages[0].extract_text()


def test_an_idle_connection_is_kept_for_the_proxy(stack):
    """A proxy that keeps one longer than we do sends on a closed one now and then: somebody's form gets an error."""
    kept = http.client.HTTPConnection(stack.base.removeprefix("http://"), timeout=HANGS)
    kept.request("GET", "/healthz")
    kept.getresponse().read()
    time.sleep(4)  # twice what the server does of its own accord
    before = kept.sock
    kept.request("GET", "/healthz")
    assert kept.getresponse().status == 200 and kept.sock is before
    kept.close()


def test_everything_ends_with_the_one_that_started_it(stack):
    below = stack.descendants()
    assert {"gunicorn", "celery"} <= {word for command in below.values() for word in command.split()}
    assert sum(" beat " in command for command in below.values()) == 1
    stack.process.send_signal(signal.SIGTERM)
    assert stack.process.wait(HANGS) == 0, stack.log.read_text()[-3000:]
    assert [command for pid, command in below.items() if still_runs(pid, command)] == []


def test_everything_ends_when_the_one_that_started_it_is_killed(environment):
    """Nobody is left to stop the others: the kernel tells them."""
    with started("run", environment) as running:
        wait_for(lambda: len(running.descendants()) >= 6, running)  # web and two, worker and child, beat
        below = running.descendants()
        running.process.kill()
        running.process.wait()
        wait_for(lambda: not any(still_runs(pid, command) for pid, command in below.items()), running)


def test_ctrl_c_reaches_everything_through_the_one_that_started_it(environment):
    with started("run", environment) as running:
        below = running.descendants()
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(HANGS) == 0
        assert "stopping" in running.log.read_text()
        assert [command for pid, command in below.items() if still_runs(pid, command)] == []
