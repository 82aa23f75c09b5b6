"""Calendar files and feeds (RFC 5545, RFC 5546): one writer for all of them; docs/calendar.md says what they promise.

`icalendar` escapes, folds at 75 octets and ends lines in CRLF. What calendar programs want besides is decided here: times in
UTC, so that no program needs our time zone; all-day entries that end on the next day; one id per thing for ever.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Vijfsprong//Calendar//NL"
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
DOMAIN = "vijfsprong"  # of the ids; never changes, whatever the installation is called
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
REFRESH = "PT1H"  # how often programs are asked to look again; they decide themselves
# An object without any component is none (RFC 5545 §3.6): an empty feed holds at least this. Nothing refers to it.
ZONE = """\
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True)
class Entry:
    """One thing in a calendar.

    uid: what it is known by, the same for ever. start: a moment, or a day for the whole day. sequence: rises when it
    changes. changed: when it was last changed; it never depends on when it is read, so that a feed stays the same text.
    """

    uid: str
    title: str
    start: datetime | date
    end: datetime | None = None
    place: str = ""
    url: str = ""
    note: str = ""
    sequence: int = 0
    changed: datetime | None = None
    cancelled: bool = False
    busy: bool = True


def uid_of(kind: str, key: object) -> str:
    return f"{kind}.{key}@{DOMAIN}"


def order_of(moment: datetime) -> int:
    """The number of a change, for what has no version of its own: it rises with time, and fits the field until 2088."""
    return int((moment - EPOCH).total_seconds())


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """A calendar that programs subscribe to. It has no METHOD: they would take it for an invitation."""
    book = _book()
    book.add("x-wr-calname", _clean(name))
    book.add("x-wr-timezone", "Europe/Brussels")
    book.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    book.add("x-published-ttl", REFRESH)
    book.add_component(Calendar.from_ical(ZONE))
    seen: set[str] = set()
    for entry in sorted(entries, key=_order):
        if entry.uid not in seen:
            seen.add(entry.uid)
            book.add_component(_event(entry))
    return bytes(book.to_ical())


def single(entry: Entry) -> bytes:
    """One entry to take into one's own calendar."""
    return invitation(entry, method=PUBLISH)


def invitation(
    entry: Entry, *, method: str = "", organizer: str = "", organizer_name: str = "", attendee: str = ""
) -> bytes:
    """What goes with a mail: the date, its change (REQUEST) or that it is off (CANCEL), for this one reader.

    The organiser is who sends the mail, the only attendee who reads it: others' addresses stay out. It was agreed
    already, so nobody is asked to answer.
    """
    book = _book()
    book.add("method", method or (CANCEL if entry.cancelled else REQUEST))
    event = _event(entry)
    if organizer:
        event["organizer"] = _address(organizer, organizer_name)
    if attendee:
        person = _address(attendee, "")
        person.params["PARTSTAT"] = vText("DECLINED" if entry.cancelled else "ACCEPTED")
        person.params["RSVP"] = vText("FALSE")
        person.params["ROLE"] = vText("REQ-PARTICIPANT")
        event["attendee"] = person
    book.add_component(event)
    return bytes(book.to_ical())


def _book() -> Calendar:
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    return book


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", _moment(entry.changed or _midnight(entry.start)))
    event.add("sequence", entry.sequence)
    event.add("summary", _clean(entry.title))
    if isinstance(entry.start, datetime):
        event.add("dtstart", _moment(entry.start))
        event.add("dtend", _moment(entry.end or entry.start + timedelta(hours=1)))
    else:
        event.add("dtstart", entry.start)
        event.add("dtend", entry.start + timedelta(days=1))  # the first day on which it is no more
    for name, text in (("location", entry.place), ("description", entry.note), ("url", entry.url)):
        if text:
            event.add(name, _clean(text, lines=name == "description"))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if entry.busy and not entry.cancelled else "TRANSPARENT")
    if not entry.busy:
        event.add("x-microsoft-cdo-busystatus", "FREE")
    return event


def _order(entry: Entry) -> tuple[datetime, str]:
    return _moment(entry.start if isinstance(entry.start, datetime) else _midnight(entry.start)), entry.uid


def _moment(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _clean(text: str, *, lines: bool = False) -> str:
    """Without signs that end a line or mean nothing on paper, so that no words become a line of their own."""
    kept = (
        sign if unicodedata.category(sign) not in ("Cc", "Zl", "Zp") else "\n" if sign == "\n" else " " for sign in text
    )
    found = "".join(kept).strip()
    return found if lines else " ".join(found.split())


def _address(mail: str, name: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{_clean(mail)}")
    if name:
        found.params["CN"] = vText(_clean(name).replace('"', "'"))
    return found
