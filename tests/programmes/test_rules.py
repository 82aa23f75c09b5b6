"""Target group, priority, references."""

from __future__ import annotations

import pytest

from coaching.programmes import rules
from coaching.programmes.enums import TargetGroup
from coaching.programmes.models import Application, default_priority_points

POINTS = default_priority_points()


@pytest.mark.parametrize(
    ("headcount", "high_skilled", "group"),
    [
        (49, 0, TargetGroup.SME_LOW_SKILLED),
        (50, 0, TargetGroup.LARGE_LOW_SKILLED),  # exactly 50 counts as large
        (20, 7, TargetGroup.SME_LOW_SKILLED),  # exactly 35 %
        (1000, 350, TargetGroup.LARGE_LOW_SKILLED),
        (1000, 351, TargetGroup.LARGE_OTHER),
        (49, 18, TargetGroup.SME_OTHER),  # 36,7 %
        (38, 5, TargetGroup.SME_LOW_SKILLED),  # the worked example
        (1, 1, TargetGroup.SME_OTHER),
    ],
)
def test_target_group(headcount, high_skilled, group):
    assert rules.target_group(headcount, high_skilled) == group


@pytest.mark.parametrize(
    ("nace", "sectors", "expected"),
    [
        ("10.390", ["10"], True),
        ("10390", ["10.3"], True),
        ("46.10", ["10"], False),
        ("", ["10"], False),
        ("10390", [], False),
        ("10390", [""], False),
    ],
)
def test_risk_sector(nace, sectors, expected):
    assert rules.in_risk_sector(nace, sectors) is expected


def test_priority_is_explained_and_summed():
    reasons = rules.priority_reasons(38, 5, "10.390", POINTS, ["10"])
    assert {r.code: (r.points, r.holds) for r in reasons} == {
        "small": (4, True),
        "low_skilled": (4, True),
        "risk_sector": (1, True),
        "cluster": (1, False),
    }
    assert rules.priority_score(reasons) == 9
    assert rules.priority_score(rules.priority_reasons(200, 150, "62", POINTS, ["10"])) == 0


def test_missing_steps_follow_the_form_and_zero_is_an_answer():
    application = Application()
    assert rules.missing_steps(application) == list(rules.REQUIRED)
    application.headcount, application.high_skilled = 4, 0
    assert "workers" not in rules.missing_steps(application)
