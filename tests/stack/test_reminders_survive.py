"""docs/security.md, 11 at its full size: a thousand due reminders, two beats after two days of silence, ten times `kill -9`.

PostgreSQL, Redis, workers, beat and the mail server are real. A mail's id names its outbox row, and the row its
reminder, so what the server took can be laid beside what the product says of it.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import smtp
from tests.stack.browsing import Visitor
from tests.stack.conftest import EVER_AGAIN, Stack, started, wait_for
from tests.stack.surviving import OF_REMINDERS, Killer, Ledger, connect, hold_one, run, second_beat

pytestmark = [pytest.mark.stack, pytest.mark.slow, pytest.mark.no_cover]

DUE, OVERTAKEN, COMING = 1000, 50, 25
KINDS = ["child"] * 6 + ["main"] * 2 + ["both"] * 2  # what of a worker is killed, in an order by chance
EACH = 65  # mails between two kills, more or less: the last kill still finds many of them waiting
PAUSE = 0.008  # seconds, twice per mail: so that delivering takes longer than the kills
UNKNOWN = "niet bekend of het verstuurd is"
SEED = "tests.stack.reminders_seed"


@dataclass
class Scene:
    """What the story needs at hand."""

    stack: Stack
    mails: smtp.Sink
    ledger: Ledger
    held: Any
    sessions: dict[str, str]
    killer: Killer

    def until(self, found: Any) -> Any:
        return wait_for(found, self.stack)


@pytest.fixture
def scene(environment: dict[str, str]) -> Iterator[Scene]:
    """All is due and beat has been off for two days; then the stack and a second beat start."""
    seed = int(os.environ.get("KILL_SEED") or random.randrange(2**32))
    print(f"KILL_SEED={seed}")
    first = Path(environment["STATE_DIR"])
    second = first / "second"
    second.mkdir()
    with smtp.running(PAUSE) as mails:
        environment = {**environment, "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(mails.port)}
        run(environment, "manage.py", "migrate", "--verbosity", "0")
        sessions = json.loads(run(environment, "-m", SEED, "ledger", DUE, OVERTAKEN, COMING))
        run(environment, "-m", SEED, "aged", first / "beat", second / "beat")
        with closing(connect(environment)) as connection, closing(hold_one(environment)) as held:
            ledger = Ledger(connection)
            with started("stack", environment, "-c", EVER_AGAIN) as stack, second_beat(environment, second):
                yield Scene(stack, mails, ledger, held, sessions, Killer(stack, ledger, random.Random(seed)))


def queue(scene: Scene) -> None:
    """The job runs twice at once; each reminder becomes one mail, or is overtaken, or waits for its day."""
    scene.until(scene.ledger.beats_met)
    scene.held.close()
    scene.until(scene.ledger.mails)
    assert scene.ledger.reminders() == {"sent": DUE, "cancelled": OVERTAKEN, "planned": COMING}
    assert scene.ledger.mails().total() == DUE
    assert scene.ledger.count(f"FROM (SELECT DISTINCT reminder_id {OF_REMINDERS}) once") == DUE


def kill(scene: Scene) -> None:
    """Ten times, while mails go out; and beat once."""
    killer = scene.killer
    kinds = killer.chance.sample(KINDS, len(KINDS))
    for number, kind in enumerate(kinds):
        goal = number * EACH + killer.chance.randint(1, EACH)
        scene.mails.most = goal + EACH  # so that there is work when it hits, however late
        scene.until(lambda goal=goal: len(scene.mails.mails) >= goal)
        print(len(scene.mails.mails), killer.kill(kind))
        if number == len(kinds) // 2:
            killer.kill_beat()
    scene.mails.most = None
    pids = [pid for kill in killer.kills for pid in kill.pids]
    assert len(killer.kills) == 10 and len(set(pids)) == len(pids) >= 10
    assert sum(kill.mails["queued"] > 0 for kill in killer.kills) >= 8  # that is: they hit while there was work


def at_rest(scene: Scene) -> bool:
    """Nothing waits and nobody is sending any more: what is `sending` now was left by the dead."""
    if scene.ledger.mails()["queued"] or not scene.killer.orphans_ended():
        return False
    return json.loads(run(scene.stack.environment, "-m", SEED, "busy")) == [2, 0]


def end(scene: Scene) -> None:
    """What the dead left is named where the mail server may have heard of it, and goes out where it has not."""
    scene.until(lambda: at_rest(scene))
    print("left by the dead:", dict(scene.ledger.mails()))
    run(scene.stack.environment, "-m", SEED, "later")
    scene.until(lambda: not {"queued", "sending"} & scene.ledger.mails().keys())
    print("in the end:", dict(scene.ledger.mails()), "taken by the server:", len(scene.mails.mails))


def compare(scene: Scene) -> list[str]:
    """What the server took beside what the product says of it; returns the ids of the mails whose fate is unknown."""
    rows = {str(row): state for row, state in scene.ledger.rows(f"SELECT id, state {OF_REMINDERS}")}
    sent, unknown = ({row for row in rows if rows[row] == state} for state in ("sent", "unknown"))
    taken = Counter(mail.id.strip("<>").partition("@")[0] for mail in scene.mails.mails)
    readers = Counter(mail.to for mail in scene.mails.mails if mail.to.startswith("contact-"))
    ours = taken.keys() & rows.keys()
    lost, unannounced = sent - ours, ours - sent - unknown
    assert (len(sent) + len(unknown), lost, unannounced) == (DUE, set(), set())
    assert {row: times for row, times in taken.items() if times > 1} == {}
    assert {reader: times for reader, times in readers.items() if times > 1} == {} and len(readers) == len(ours)
    # Of each worker that died: the one mail that it had on the line.
    doubtful, killed = len(unknown), len(scene.killer.kills)
    assert doubtful <= killed
    return sorted(unknown)


def seen_by_staff(scene: Scene, unknown: list[str]) -> None:
    """Each is in the staff room by its number, and in the file of its company."""
    staff = Visitor(scene.stack.base, scene.sessions["staff"])
    desk = Visitor(scene.stack.base, scene.sessions["administrator"])
    with closing(staff), closing(desk):
        room = staff.get("/staff/").text
        assert [row for row in unknown if row not in room] == []
        for row in unknown:
            about = "trajectories_trajectory t JOIN core_outgoingemail m ON m.trajectory_id = t.id"
            [(file,)] = scene.ledger.rows(f"SELECT t.application_id FROM {about} WHERE m.id = '{row}'")
            assert UNKNOWN in desk.get(f"/p/stack/applications/{file}/").text


def test_no_reminder_is_lost_and_none_comes_twice_unnoticed(scene):
    queue(scene)
    kill(scene)
    end(scene)
    unknown = compare(scene)
    seen_by_staff(scene, unknown)
    assert scene.ledger.reminders() == {"sent": DUE, "cancelled": OVERTAKEN, "planned": COMING}
