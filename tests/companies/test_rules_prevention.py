"""Which group is likely, who is missing, what is due: the rules by themselves."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from coaching.companies.prevention import rules as law
from coaching.companies.prevention.rules import Organised, Part

INSIDE = Part("internal_adviser")
MIND = Part("external_adviser", "psychosocial", works_here=False)
DOCTOR = Part("physician", works_here=False)
ALL = {"body": "direct", "external_service": "X", "affiliated_on": date(2024, 1, 1), "tariff_group": 1, "group": "C-"}


@pytest.mark.parametrize(
    ("headcount", "nace", "group"),
    [
        (None, "10.710", ""),
        (8, "10.710", "D"),
        (19, "41.201", "D"),
        (20, "10.710", ""),
        (49, "41.201", ""),
        (50, "41.201", "B"),
        (199, "43.210", "B"),
        (200, "43.210", "A"),
        (99, "36.000", ""),
        (100, "36.000", "B"),
        (499, "36000", "B"),
        (500, "36000", "A"),
        (199, "10.710", ""),
        (200, "10.710", "B"),
        (1000, "10.710", "B"),
        (1001, "10.710", "A"),
    ],
)
def test_a_group_is_proposed_where_size_and_sector_are_cited(headcount: int | None, nace: str, group: str) -> None:
    found = law.suggested_group(headcount=headcount, nace_code=nace)
    assert found.group == group and found.reason and found.source == law.BROCHURE


@pytest.mark.parametrize(
    ("group", "headcount", "odd"),
    [
        ("D", 19, False),
        ("D", 20, True),
        ("C-", 199, False),
        ("C+", 200, True),
        ("C", 200, True),
        ("A", 49, True),
        ("A", 50, False),
        ("B", 19, True),
        ("B", 20, False),
        ("D", None, False),
        ("", 500, False),
    ],
)
def test_an_unlikely_group_is_questioned(group: str, headcount: int | None, odd: bool) -> None:
    assert bool(law.unusual_group(group=group, headcount=headcount)) is odd


def _parts(now: Organised) -> list[str]:
    return [one.part for one in law.missing(now)]


def test_nothing_is_missing_in_a_small_company_that_named_its_people() -> None:
    assert _parts(Organised(headcount=8, parts=[INSIDE, MIND, DOCTOR], **ALL)) == []


def test_everything_is_named_where_nothing_is_known() -> None:
    found = law.missing(Organised())
    assert [one.part for one in found] == ["internal_adviser", "psychosocial_adviser", "physician", "body", "facts"]
    assert all(one.source and one.written for one in found)


@pytest.mark.parametrize(
    ("headcount", "counsellors", "lacks"),
    [
        (49, [], False),
        (50, [], True),
        (50, [False], True),
        (50, [True], False),
        (20, [False], True),
        (19, [False], False),
        (20, [False, True], False),
        (None, [False], False),
    ],
)
def test_counsellors_by_number_of_workers(headcount: int | None, counsellors: list[bool], lacks: bool) -> None:
    parts = [INSIDE, MIND, DOCTOR, *(Part("counsellor", works_here=own) for own in counsellors)]
    assert ("counsellor" in _parts(Organised(headcount=headcount, parts=parts, **ALL))) is lacks


def test_an_own_psychosocial_adviser_changes_what_is_asked() -> None:
    own = Part("internal_adviser", "psychosocial")
    assert "psychosocial_adviser" not in _parts(Organised(headcount=60, parts=[INSIDE, own, DOCTOR], **ALL))
    outside = Part("counsellor", works_here=False)
    assert "counsellor" not in _parts(Organised(headcount=30, parts=[own, DOCTOR, outside], **ALL))
    assert "counsellor" in _parts(Organised(headcount=50, parts=[own, DOCTOR, outside], **ALL))


@pytest.mark.parametrize("gap", [{"affiliated_on": None}, {"tariff_group": None}, {"group": "C"}, {"group": ""}])
def test_what_the_visits_need_is_asked(gap: dict[str, object]) -> None:
    now = Organised(headcount=8, parts=[INSIDE, MIND, DOCTOR], **{**ALL, **gap})
    assert [(one.part, one.source) for one in law.missing(now)] == [("facts", "Codex II.3")]


def _counsellor(**more: object) -> SimpleNamespace:
    known = {"begins_on": date(2024, 3, 1), "agreed_on": date(2024, 2, 1), "trained_on": None, "supervised_on": []}
    return SimpleNamespace(**{**known, **more})


@pytest.mark.parametrize(
    ("holder", "today", "late"),
    [
        (_counsellor(), date(2026, 3, 1), [False]),
        (_counsellor(), date(2026, 3, 2), [True]),
        (_counsellor(agreed_on=None), date(2024, 4, 1), [True, False]),
        (_counsellor(trained_on=date(2025, 6, 1)), date(2026, 6, 1), [False]),
        (_counsellor(trained_on=date(2025, 6, 1)), date(2026, 6, 2), [True]),
        (_counsellor(trained_on=date(2025, 6, 1), supervised_on=[date(2026, 5, 1)]), date(2027, 5, 1), [False]),
    ],
)
def test_training_and_supervision_fall_due(holder: SimpleNamespace, today: date, late: list[bool]) -> None:
    assert [one.is_late for one in law.counsellor_dues(holder, today)] == late


def test_the_workers_side_is_not_the_weaker() -> None:
    assert law.outweighed(["employer", "employer", "workers", "adviser"])
    assert not law.outweighed(["employer", "workers", "adviser"])
    assert not law.outweighed([])
