"""A real mail server for tests: takes every mail that a worker sends, on a free port of this machine."""

from __future__ import annotations

import asyncio
import email
import email.policy
import re
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller

from tests.patience import until

LINK = re.compile(r"^https?://\S+$", re.MULTILINE)


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str
    id: str = ""  # its Message-ID, which begins with the id of the outbox row

    @property
    def link(self) -> str:
        """The address of its one button."""
        found = LINK.search(self.text)
        assert found, f"no link in the mail “{self.subject}” to {self.to}:\n{self.text}"
        return found.group()


@dataclass
class Sink:
    """What arrived, in order. `taken` remembers what a test has read, so that it asks for each mail once.

    pause: seconds that the server thinks before it takes a mail, and again before it says so. most: so many mails it takes,
    and then lets everybody wait.
    """

    port: int = 0
    pause: float = 0.0
    most: int | None = None
    mails: list[Mail] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - the library's name
        message: Any = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
        text, html = (parts[kind].get_content() if parts[kind] else "" for kind in ("plain", "html"))
        await asyncio.sleep(self.pause)
        while self.most is not None and len(self.mails) >= self.most:
            await asyncio.sleep(0.01)
        subject, number = str(message["Subject"]), str(message["Message-ID"])
        for address in envelope.rcpt_tos:
            self.mails.append(Mail(address, subject, text.replace("\r\n", "\n"), html, number))
        await asyncio.sleep(self.pause)
        return "250 taken"

    def to(self, address: str) -> list[Mail]:
        return [mail for mail in self.mails if mail.to == address]

    def take(self, address: str, fits: Callable[[Mail], bool]) -> Mail:
        """The first mail to somebody that fits and that nobody has taken; waits for the worker to deliver it."""

        def came() -> Mail | None:
            for place, mail in enumerate(list(self.mails)):
                if place not in self.taken and mail.to == address and fits(mail):
                    self.taken.add(place)
                    return mail
            return None

        found: Mail = until(came, lambda: f"to {address} came: {[mail.subject for mail in self.to(address)]}", of=fits)
        return found


@contextmanager
def running(pause: float = 0.0) -> Iterator[Sink]:
    """Serve until the block ends."""
    sink = Sink(pause=pause)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        sink.port = int(probe.getsockname()[1])
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
