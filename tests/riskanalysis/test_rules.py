"""Kinney, shares, warning lights, the threshold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.core.ground.workflow import Refused
from riskanalysis import checklist, rules
from riskanalysis.enums import Colour, SubFactor, WarningLight, WorkAspect

SCALES = st.tuples(
    st.sampled_from(sorted(rules.PROBABILITIES)),
    st.sampled_from(sorted(rules.EXPOSURES)),
    st.sampled_from(sorted(rules.EFFECTS)),
)


@given(SCALES)
def test_class_follows_from_the_score(factors):
    found = rules.kinney(*factors)
    assert found.score == factors[0] * factors[1] * factors[2]
    lowest, highest = {1: (0, 20), 2: (20, 70), 3: (70, 200), 4: (200, 400), 5: (400, 10**6)}[found.klass]
    assert lowest < found.score <= highest or (found.klass == 1 and found.score <= 20)


@given(SCALES, SCALES)
def test_a_higher_score_is_never_a_milder_class(one, other):
    low, high = sorted((rules.kinney(*one), rules.kinney(*other)), key=lambda k: k.score)
    assert low.klass <= high.klass
    assert rules.STEPS.index(low.colour) <= rules.STEPS.index(high.colour)


@pytest.mark.parametrize(
    ("factors", "score", "klass", "colour"),
    [
        (("0.1", "0.5", "1"), "0.05", 1, Colour.GREEN),
        (("10", "2", "1"), "20", 1, Colour.GREEN),  # on the limit
        (("1", "3", "7"), "21", 2, Colour.GREEN),
        (("10", "1", "7"), "70", 2, Colour.GREEN),
        (("3", "10", "3"), "90", 3, Colour.ORANGE),
        (("0.5", "10", "40"), "200", 3, Colour.ORANGE),
        (("6", "6", "7"), "252", 4, Colour.RED),  # the worked example
        (("10", "1", "40"), "400", 4, Colour.RED),
        (("6", "10", "7"), "420", 5, Colour.RED),
    ],
)
def test_kinney_limits(factors, score, klass, colour):
    found = rules.kinney(*(Decimal(f) for f in factors))
    assert (found.score, found.klass, found.colour) == (Decimal(score), klass, colour)
    assert found.attention == (klass == 2)


@pytest.mark.parametrize("factors", [("2", "6", "7"), ("6", "0", "7"), ("6", "6", "8"), ("-6", "6", "7")])
def test_kinney_refuses_values_off_the_scale(factors):
    with pytest.raises(Refused):
        rules.kinney(*(Decimal(f) for f in factors))


@given(SCALES)
def test_kinney_never_for_psychosocial_risks(factors):
    values = dict(zip(("probability", "exposure", "effect"), factors, strict=True))
    with pytest.raises(Refused):
        rules.judged({"method": "kinney", "domain": "psychosocial", **values})


@pytest.mark.parametrize(
    ("percent", "severity", "colour"),
    [
        ("0", 1, "green"),
        ("24.9", 2, "green"),
        ("25", 1, "orange"),
        ("59.9", 2, "orange"),
        ("60", 1, "red"),
        ("24.9", 3, "orange"),
        ("25", 3, "red"),
        ("60", 3, "red"),
        ("100", 3, "red"),
    ],
)
def test_share_limits(percent, severity, colour):
    assert rules.share_colour(Decimal(percent), severity) == colour


@pytest.mark.parametrize("respondents", [None, 0, 1, 9])
def test_share_of_a_small_group_is_refused(respondents):
    with pytest.raises(Refused):
        rules.judged(
            {
                "method": "share",
                "domain": "psychosocial",
                "at_risk_percent": Decimal(50),
                "severity": 2,
                "respondents": respondents,
            }
        )


def test_share_from_ten_people():
    found = rules.judged(
        {"method": "share", "domain": "psychosocial", "at_risk_percent": Decimal(65), "severity": 2, "respondents": 10}
    )
    assert (found["colour"], found["priority"], found["kinney_score"]) == ("red", Decimal(130), None)


@pytest.mark.parametrize(
    ("count", "colour"),
    [(0, "green"), (2, "green"), (3, "orange"), (5, "orange"), (6, "orange"), (7, "red"), (12, "red")],
)
def test_warning_lights(count, colour):
    assert rules.signal_colour([light.value for light in WarningLight][:count]) == colour


def test_a_repeated_light_counts_once():
    assert rules.signal_colour([WarningLight.OVERTIME.value] * 7) == Colour.GREEN


def test_every_sub_factor_has_questions():
    assert set(checklist.QUESTIONS) == set(SubFactor)
    assert all(checklist.of_aspect(aspect) for aspect in WorkAspect)


def test_report_needs_all_five_and_something_to_say():
    all_judged = dict.fromkeys(WorkAspect.values, "")
    rules.check_ready_for_report(all_judged, 1)
    rules.check_ready_for_report(dict.fromkeys(WorkAspect.values, "Alles bekeken"), 0)
    for judgements, findings in (({"AO": "x"}, 4), (all_judged, 0), ({}, 0)):
        with pytest.raises(Refused):
            rules.check_ready_for_report(judgements, findings)
