"""Dates: the day before the month, a year of four figures; what a spreadsheet counts; what is impossible is named."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.reading import said
from coaching.core.reading.cells import Cell
from coaching.core.reading.dates import read_date, read_time
from coaching.core.reading.said import Unclear
from coaching.core.reading.writing import write_date

SECOND_OF_MARCH = [
    "02/03/2026",
    "2/3/2026",
    "02-03-2026",
    "2-3-2026",
    "2.3.2026",
    "02.03.2026",
    "2 / 3 / 2026",
    "2 3 2026",
    "2026-03-02",
    "2026-3-2",
    "2026/03/02",
    "2026.03.02",
    "20260302",
    "02032026",
    "2026-03-02 00:00",
    "2026-03-02T00:00:00",
    "2026-03-02 14:30:00",
    "02/03/2026 14:30",
    "2 maart 2026",
    "2 mrt 2026",
    "2 mrt. 2026",
    "2 mars 2026",
    "2 March 2026",
    "2nd March 2026",
    "March 2, 2026",
    "2 März 2026",
    "02-mrt-2026",
    "2-Mar-2026",
    "maandag 2 maart 2026",
    "lundi 2 mars 2026",
    "Mon 2 March 2026",
    "'02/03/2026",
    "\u00a002/03/2026 ",
    "2\u00a0maart\u00a02026",
]
REFUSED = {
    "2/03/26": said.SHORT_YEAR,
    "02-03-26": said.SHORT_YEAR,
    "2 maart 26": said.SHORT_YEAR,
    "03/25/2026": said.MONTH_FIRST,
    "12312026": said.MONTH_FIRST,
    "31/02/2026": said.NO_SUCH_DAY,
    "29/02/2025": said.NO_SUCH_DAY,
    "29 februari 2025": said.NO_SUCH_DAY,
    "32/01/2026": said.NO_SUCH_DAY,
    "13/13/2026": said.NO_SUCH_DAY,
    "00/01/2026": said.NO_SUCH_DAY,
    "2026-13-13": said.NO_SUCH_DAY,
    "02/03/0226": said.FAR_YEAR,
    "02/03/3026": said.FAR_YEAR,
    "0226-03-02": said.FAR_YEAR,
    "46083": said.SERIAL,
    "46083.6": said.SERIAL,
    "2026-03-02T23:30Z": said.ZONED,
    "2026-03-02T23:30:00+01:00": said.ZONED,
    "dinsdag 2 maart 2026": said.WRONG_WEEKDAY,
    "０２/０３/２０２６": said.NO_DATE,
    "": said.NO_DATE,
    "morgen": said.NO_DATE,
    "2026": said.NO_DATE,
    "maart 2026": said.NO_DATE,
    "2026-W10-1": said.NO_DATE,
    "02/03/202": said.NO_DATE,
    "2 brumaire 2026": said.NO_DATE,
    "02/03-2026": said.NO_DATE,
    "02/03/2026 - 05/03/2026": said.NO_DATE,
    "2026-03-02 25:00": said.NO_DATE,
    "1" * 200: said.NO_DATE,
}


@pytest.mark.parametrize("typed", SECOND_OF_MARCH)
def test_a_date_in_any_usual_spelling(typed: str) -> None:
    assert read_date(typed) == date(2026, 3, 2)


def test_the_first_has_its_own_ending() -> None:
    assert read_date("1er mars 2026") == read_date("1st March 2026") == date(2026, 3, 1)
    assert read_date("29/02/2028") == date(2028, 2, 29)


@pytest.mark.parametrize("typed", REFUSED, ids=lambda typed: typed[:30])
def test_what_is_no_date_is_refused_by_name(typed: str) -> None:
    with pytest.raises(Unclear) as refusal:
        read_date(typed)
    assert refusal.value.said == REFUSED[typed]


def test_cells_of_a_spreadsheet() -> None:
    assert read_date(Cell("2026-03-02", "date", date(2026, 3, 2))) == date(2026, 3, 2)
    assert read_date(Cell("46083", "number", Decimal(46083), date(2026, 3, 2))) == date(2026, 3, 2)
    for cell in (Cell("12", "number", Decimal(12)), Cell("#N/A", "error"), Cell("0226-01-01", "date", date(226, 1, 1))):
        with pytest.raises(Unclear):
            read_date(cell)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_date_as_shown_can_be_typed_back(day: date) -> None:
    assert read_date(write_date(day)) == day
    assert read_date(day.isoformat()) == day
    assert read_date(f"{day:%d%m%Y}") == day
    assert read_date(f"{day:%Y%m%d}") == day


@given(st.text(alphabet="0123456789/-. TZ:maart", max_size=14))
def test_nothing_breaks_it(typed: str) -> None:
    try:
        assert 1900 <= read_date(typed).year <= 2199
    except Unclear as refusal:
        assert str(refusal)


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("14:30", time(14, 30)),
        ("14u30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("9u", time(9)),
        ("9 uur", time(9)),
        ("9:05", time(9, 5)),
        ("14:30:00", time(14, 30)),
    ],
)
def test_an_hour_of_the_day(typed: str, hour: time) -> None:
    assert read_time(typed) == hour


@pytest.mark.parametrize("typed", ["9", "25:00", "14:60", "2 pm", "", "14:3"])
def test_no_hour_of_the_day(typed: str) -> None:
    with pytest.raises(Unclear):
        read_time(typed)
