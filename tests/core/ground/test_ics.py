"""Calendar files, read back by another library than the one that writes them, and as Outlook and Google want them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.ground import ics

BRUSSELS = ZoneInfo("Europe/Brussels")
BEGINS = datetime(2026, 12, 3, 9, 0, tzinfo=UTC)
SESSION = ics.Entry(
    ics.uid_of("session", 7), "Sessie", BEGINS, BEGINS + timedelta(hours=2), place="Refter", sequence=3, changed=BEGINS
)
DAY = ics.Entry(ics.uid_of("plan", 8), "Plan", date(2026, 12, 31), busy=False)


def read(text: bytes) -> Any:
    return vobject.readOne(text.decode())


def events(text: bytes) -> list[Any]:
    return list(read(text).contents.get("vevent", []))


def test_lines_end_and_fold_as_the_standard_says() -> None:
    text = ics.feed("Agenda", [replace(SESSION, title="é" * 200, place="Zaal; de grote, achteraan\\hoek")])
    assert text.count(b"\n") == text.count(b"\r\n") and text.endswith(b"\r\n")
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    (event,) = events(text)
    assert event.summary.value == "é" * 200
    assert event.location.value == "Zaal; de grote, achteraan\\hoek"


def test_a_feed_says_what_outlook_and_google_ask_for() -> None:
    book = read(ics.feed("Mijn agenda", [SESSION, DAY]))
    assert (book.version.value, book.prodid.value, book.calscale.value) == ("2.0", ics.PRODUCT, "GREGORIAN")
    assert book.x_wr_calname.value == "Mijn agenda" and book.x_wr_timezone.value == "Europe/Brussels"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in ics.feed("x", []) and book.x_published_ttl.value == "PT1H"
    assert "method" not in book.contents, "programs would take a subscription for an invitation"
    for event in book.vevent_list:
        assert event.uid.value and event.dtstamp.value and event.dtstart.value and event.dtend.value


def test_moments_are_the_same_instant_whatever_the_clock_on_the_wall_does() -> None:
    """The nights on which the clock goes forward and back, and an hour that there is twice."""
    for begins in (
        datetime(2026, 3, 29, 1, 30, tzinfo=BRUSSELS),
        datetime(2026, 3, 29, 9, 0, tzinfo=BRUSSELS),
        datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS, fold=0),
        datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS, fold=1),
    ):
        ends = begins.astimezone(UTC) + timedelta(hours=2)
        (event,) = events(ics.feed("x", [replace(SESSION, start=begins, end=ends)]))
        assert event.dtstart.value == begins.astimezone(UTC)
        assert event.dtend.value - event.dtstart.value == timedelta(hours=2)
        assert f"DTSTART:{begins.astimezone(UTC):%Y%m%dT%H%M%SZ}".encode() in ics.feed(
            "x", [replace(SESSION, start=begins)]
        )


def test_a_whole_day_ends_on_the_next_one_and_keeps_nobody_busy() -> None:
    (event,) = events(ics.feed("x", [DAY]))
    assert (event.dtstart.value, event.dtend.value) == (date(2026, 12, 31), date(2027, 1, 1))
    assert event.transp.value == "TRANSPARENT"


def test_an_empty_feed_is_a_calendar_still() -> None:
    book = read(ics.feed("Leeg", []))
    assert [part.name for part in book.components()] == ["VTIMEZONE"]
    zone = book.vtimezone.gettzinfo()
    for moment in (datetime(2026, 7, 1, 12), datetime(2026, 12, 1, 12)):
        assert zone.utcoffset(moment) == moment.replace(tzinfo=BRUSSELS).utcoffset()


def test_each_id_stands_there_once() -> None:
    text = ics.feed("x", [SESSION, replace(SESSION, title="Nog eens"), DAY])
    assert len(events(text)) == 2


def test_a_feed_that_says_the_same_is_the_same_text() -> None:
    assert ics.feed("x", [SESSION, DAY]) == ics.feed("x", [DAY, SESSION])


@pytest.mark.parametrize(
    ("cancelled", "method", "status", "answer"),
    [(False, "REQUEST", "CONFIRMED", "ACCEPTED"), (True, "CANCEL", "CANCELLED", "DECLINED")],
)
def test_an_invitation_names_who_sends_it_and_who_reads_it_alone(
    cancelled: bool, method: str, status: str, answer: str
) -> None:
    entry = replace(SESSION, cancelled=cancelled)
    book = read(
        ics.invitation(entry, organizer="post@vijfsprong.test", organizer_name="Vijfsprong", attendee="an@x.test")
    )
    event = book.vevent
    assert (book.method.value, event.status.value) == (method, status)
    assert (event.uid.value, event.sequence.value) == ("session.7@vijfsprong", "3")
    assert event.organizer.value == "mailto:post@vijfsprong.test"
    (attendee,) = event.attendee_list
    assert attendee.value == "mailto:an@x.test"
    assert (attendee.params["PARTSTAT"], attendee.params["RSVP"]) == ([answer], ["FALSE"])


HOSTILE = "Sessie\r\nATTENDEE:mailto:x@x.test\r\nEND:VEVENT\u2028BEGIN:VALARM\x0b\x85\x00;,\\"


def test_no_words_become_a_line_of_their_own() -> None:
    entry = replace(SESSION, title=HOSTILE, place=HOSTILE, note=HOSTILE)
    text = ics.invitation(
        entry, organizer="a@b.test\r\nX:1", organizer_name='Vijf"sprong\r\nX-EVIL:1', attendee="c@d.test"
    )
    (event,) = events(text)
    assert set(event.contents) == {
        "uid", "dtstamp", "sequence", "summary", "dtstart", "dtend", "location", "description", "status", "transp",
        "organizer", "attendee",
    }  # fmt: skip
    assert [attendee.value for attendee in event.attendee_list] == ["mailto:c@d.test"]
    starts = {line.split(b":")[0].split(b";")[0] for line in text.split(b"\r\n") if not line.startswith(b" ")}
    assert not starts & {b"X", b"X-EVIL", b"BEGIN:VALARM"}


@given(st.text(max_size=300))
def test_any_title_comes_back_as_one_line_of_its_signs(title: str) -> None:
    (event,) = events(ics.feed(title, [replace(SESSION, title=title or "x")]))
    assert "\n" not in event.summary.value and "\r" not in event.summary.value
    assert set(event.contents) >= {"uid", "summary", "dtstart"}
