"""The starting library: whole in three languages, and something for each A, each domain and each theme."""

from __future__ import annotations

from actionplans.values.enums import Theme
from actionplans.values.library import by_name, known, library
from riskanalysis.enums import WellbeingDomain, WorkAspect


def test_each_a_domain_and_theme_has_something() -> None:
    rows = library()
    assert {one.aspect for one in rows if one.aspect} == set(WorkAspect.values)
    assert {one.domain for one in rows} == set(WellbeingDomain)
    assert {one.theme for one in rows} == set(Theme)


def test_each_is_whole_in_three_languages_and_told_apart() -> None:
    rows = library()
    assert len({one.code for one in rows}) == len(rows)
    for language in ("nl", "fr", "en"):
        assert len({one.names[language].casefold() for one in rows}) == len(rows)
        assert all(one.units[language] and one.sources[language] for one in rows)
        assert all(len(one.names[language]) <= 200 and len(one.units[language]) <= 30 for one in rows)


def test_it_is_found_by_its_name_in_any_language() -> None:
    assert by_name(" ziekteverzuim ") == by_name("Sickness absence") == known("absence_rate")
    assert by_name("iets anders") is None and known("x") is None
