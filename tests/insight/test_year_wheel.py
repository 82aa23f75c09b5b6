"""`manage.py year_wheel`: the contract's document; and the overview of who works in many files."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coaching.companies.models import Company, Mandate
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context
from tests import factories

pytestmark = pytest.mark.django_db
FIELDS = ["date", "safe_date", "kind", "about", "rule", "source", "who", "state"]


def run(*given: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("year_wheel", *given, "--json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def opened(**options: str) -> str:
    out = StringIO()
    given = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    call_command("open_file", "--name=Wiel", "--contact=w@example.org", *given, stdout=out)
    return out.getvalue().splitlines()[-1]


def told(lines: list[dict[str, Any]]) -> list[str]:
    return [" ".join(filter(None, (one["date"], one["kind"], one["about"], one["state"]))) for one in lines]


def test_a_fresh_file_of_a_small_company_worked_out_by_hand(db: Any) -> None:
    with clock.at(date(2026, 11, 28)):
        slug = opened(headcount="12", affiliated_on="2024-02-29", tariff_group="3", prevention_group="D")
        found = run(slug, "--to=2027-12-31")
    assert told(found) == [
        "2026-04-01 annual_report late",
        "2026-08-29 service_visit late",
        "2026-11-01 annual_plan_submission 2027 late",
        "2026-12-31 psychosocial_evaluation coming",
        "2026-12-31 reintegration_consultation 2026 coming",
        "2026-12-31 service_year_end 2026 coming",
        "2026-12-31 workplace_visit 2026 coming",
        "2027-01-01 service_year_start 2027 coming",
        "2027-04-01 annual_report coming",
        "2027-11-01 annual_plan_submission 2028 coming",
        "2027-12-31 psychosocial_evaluation coming",
        "2027-12-31 reintegration_consultation 2027 coming",
        "2027-12-31 service_year_end 2027 coming",
        "2027-12-31 workplace_visit 2027 coming",
    ]
    assert all(list(one) == FIELDS for one in found)
    assert {one["kind"] for one in found if one["safe_date"]} == {"annual_plan_submission"}
    assert found[2]["safe_date"] == "2026-10-31" and found[2]["source"] == "Codex I.2-10"
    assert {one["who"] for one in found} <= {"employer", "adviser", "body", "service", "coach"}


def test_a_school_with_a_brought_plan_worked_out_by_hand(db: Any) -> None:
    with clock.at(date(2026, 11, 28)):
        slug = opened(headcount="60", year_starts="9", five_year_plan_from="2022-09")
        found = run(slug, "--from=2026-07-01", "--to=2028-07-01")
    assert told(found) == [
        "2026-07-01 annual_plan_submission 2026-2027 late",
        "2026-08-31 psychosocial_evaluation late",
        "2026-08-31 reintegration_consultation 2025-2026 late",
        "2026-08-31 service_year_end 2025-2026 done",
        "2026-08-31 workplace_visit 2025-2026 late",
        "2026-09-01 service_year_start 2026-2027 done",
        "2027-04-01 annual_report coming",
        "2027-07-01 annual_plan_submission 2027-2028 coming",
        "2027-08-31 global_plan_end 09/2022–08/2027 coming",
        "2027-08-31 psychosocial_evaluation coming",
        "2027-08-31 reintegration_consultation 2026-2027 coming",
        "2027-08-31 service_year_end 2026-2027 coming",
        "2027-08-31 workplace_visit 2026-2027 coming",
        "2027-09-01 service_year_start 2027-2028 coming",
        "2028-04-01 annual_report coming",
        "2028-05-08 social_elections coming",
        "2028-07-01 annual_plan_submission 2028-2029 coming",
    ]


def test_the_window_and_its_defaults(db: Any) -> None:
    with clock.at(date(2026, 11, 28)):
        slug = opened()
        assert max(one["date"] for one in run(slug)) <= "2028-11-28"
        assert run(slug)[-1]["date"] == "2028-11-01"
        assert {one["state"] for one in run(slug, "--from=2026-11-28")} == {"coming"}
        assert max(one["date"] for one in run(slug, "--from=2030-01-01")) == "2032-01-01"
        assert run(slug, "--from=2027-01-02", "--to=2027-03-31") == []
        assert told(run(slug, "--to=2026-04-01")) == ["2026-04-01 annual_report late"]


def test_it_speaks_dutch_unless_another_language_is_asked(db: Any) -> None:
    with clock.at(date(2026, 11, 28)):
        slug = opened()
        said = {language: run(slug, *extra)[0]["rule"] for language, extra in
                (("", ()), ("nl", ("--lang=nl",)), ("fr", ("--lang=fr",)), ("en", ("--lang=en",)))}  # fmt: skip
    assert said[""] == said["nl"] and len({said["nl"], said["fr"], said["en"]}) == 3
    assert all("\n" not in rule for rule in said.values())


@pytest.mark.parametrize(
    "given",
    [
        ("nobody",),
        ("a\x00b",),
        ("SLUG", "--from=soon"),
        ("SLUG", "--to=2026-02-30"),
        ("SLUG", "--from=2027-01-02", "--to=2027-01-01"),
        ("SLUG", "--to=9999-12-31"),
        ("SLUG", "--from=0001-01-01"),
        ("SLUG", "--lang=xx"),
    ],
)
def test_bad_input_is_one_line_and_exit_two(db: Any, given: tuple[str, ...]) -> None:
    slug = opened()
    with pytest.raises(CommandError) as refused:
        call_command("year_wheel", *(one.replace("SLUG", slug) for one in given), stdout=StringIO())
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)


# -- Over all files ----------------------------------------------------------------------------------------------------
def test_a_coach_sees_the_dates_of_own_files_and_no_others(world: Any, login: Any) -> None:
    coach = login(world.coach_a)
    answer = coach.get("/coach/dates/").content.decode()
    assert world.company_a.name in answer and world.company_b.name not in answer
    assert world.company_a.name not in coach.get("/coach/dates/?q=nergens").content.decode()
    only = coach.get("/coach/dates/?kind=annual_report&export=csv").content.decode("utf-8-sig")
    assert "1 april" in only and "Codex II.7" not in only
    assert login(world.contact_a).get("/coach/dates/").status_code in (403, 404)


def test_filters_that_say_nothing_filter_nothing(world: Any, login: Any) -> None:
    coach = login(world.coach_a)
    whole = coach.get("/coach/dates/?export=csv").content
    assert coach.get("/coach/dates/?kind=nonsense&state=nonsense&export=csv").content == whole


def test_twenty_files_take_as_many_queries_as_one(world: Any, login: Any) -> None:
    coach = login(world.coach_a)
    coach.get("/coach/dates/")
    with CaptureQueriesContext(connection) as one:
        coach.get("/coach/dates/")
    with system_context("test"):
        for _number in range(20):
            company = factories.company()
            factories.body(company)
            Mandate.objects.create(company=company, person_id=world.coach_a.pk, discipline="prevention_adviser")
    with CaptureQueriesContext(connection) as many:
        assert "1 " in coach.get("/coach/dates/").content.decode()
    assert len(many) == len(one)
    with system_context("test"):
        assert Company.objects.count() >= 22
