"""Indicators and values: made, entered, put right with their trail, and read by who may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from actionplans.actions import measures, objectives, plans
from actionplans.models import Indicator, IndicatorValue, Objective
from actionplans.values import actions, queries
from actionplans.values.enums import Standing
from coaching.companies.models import Mandate, WorkUnit
from coaching.core.ground import clock
from coaching.core.ground.refusals import AlreadyDone
from coaching.core.ground.workflow import Refused
from coaching.core.models import AuditEvent
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company
from tests.actionplans import factories as make

pytestmark = pytest.mark.django_db
TODAY = clock.today()
EARLIER = TODAY - timedelta(days=200)


@pytest.fixture(autouse=True)
def _one_day() -> Iterator[None]:
    """The day on which the module was read: midnight may pass meanwhile."""
    with clock.at(TODAY):
        yield


def place(case: Any, letter: str = "a") -> str:
    return f"/c/{getattr(case, f'company_{letter}').slug}/values/"


def follow(case: Any, letter: str = "a", **fields: Any) -> Indicator:
    with in_company(getattr(case, f"contact_{letter}"), getattr(case, f"company_{letter}")) as by:
        return actions.add_indicator(**{"name": "Verzuim", "unit": "%", "by": by, **fields})


def enter(case: Any, indicator: Indicator, value: Any = 9, on: date = TODAY, letter: str = "a", **fields: Any) -> Any:
    with in_company(getattr(case, f"contact_{letter}"), getattr(case, f"company_{letter}")) as by:
        return actions.enter_value(indicator=indicator, on=on, value=Decimal(str(value)), by=by, **fields)


def measured(case: Any, **fields: Any) -> Objective:
    """An objective of company a that follows a figure of its own."""
    said = {"indicator": "Verzuim", "unit": "%", "baseline": Decimal(9), "target": Decimal(6), **fields}
    with in_company(case.contact_a, case.company_a) as by:
        return objectives.add_objective(
            plan=case.plan_a, text="Minder ziek", by_year=case.plan_a.end_year, findings=[case.red_a.pk], by=by, **said
        )


# ---- Making and entering. ----


def test_a_name_is_followed_once(planned: Any) -> None:
    first = follow(planned)
    assert follow(planned).pk == first.pk  # the same form, sent twice
    with pytest.raises(Refused):
        follow(planned, name=" verzuim ", source="Elders")
    assert follow(planned, unit="dagen").pk != first.pk
    with pytest.raises(Refused):
        follow(planned, name="  ")
    with in_company(planned.worker_bench_a, planned.company_a) as by, pytest.raises(PermissionDenied):
        actions.add_indicator(name="Iets", by=by)


def test_a_value_of_a_day_is_entered_once(planned: Any) -> None:
    figure = follow(planned)
    row = enter(planned, figure)
    assert enter(planned, figure).pk == row.pk
    with pytest.raises(Refused):
        enter(planned, figure, 8)
    assert enter(planned, figure, 8, EARLIER).pk
    assert enter(planned, figure, 7, work_unit=planned.unit_a).pk
    for wrong in ({"on": TODAY + timedelta(days=1)}, {"work_unit": planned.unit_b, "on": EARLIER}):
        with pytest.raises(Refused):
            enter(planned, figure, 3, **wrong)
    with system_context("test"):
        assert IndicatorValue.objects.filter(indicator=figure).count() == 3


def test_a_wrong_value_is_put_right_and_stays_to_be_read(planned: Any, login: Any) -> None:
    figure = follow(planned)
    row = enter(planned, figure, 90)
    said = {"correction": "Komma vergeten.", "on": TODAY, "value": Decimal(9)}
    with in_company(planned.contact_a, planned.company_a) as by:
        with pytest.raises(Refused):
            actions.correct_value(value_id=row.pk, by=by, **{**said, "correction": " "})
        right = actions.correct_value(value_id=row.pk, by=by, **said)
        with pytest.raises(AlreadyDone):
            actions.correct_value(value_id=row.pk, by=by, **said)
        assert list(queries.holding().values_list("value", flat=True)) == [Decimal(9)]
    page = login(planned.contact_a).get(f"{place(planned)}{figure.pk}/").content.decode()
    assert "Komma vergeten." in page and "90" in page
    with in_company(planned.contact_a, planned.company_a) as by:
        gone = actions.correct_value(value_id=right.pk, by=by, correction="Van een ander jaar.", on=TODAY, value=None)
        assert gone.value is None and not queries.holding().exists()
        assert [row.value.pk for row in queries.value_lines(figure, [gone])] == [gone.pk]
        assert [one.pk for one in queries.value_lines(figure, [gone])[0].before] == [row.pk, right.pk]
    with system_context("test"):
        told = AuditEvent.objects.filter(event="actionplans.value_corrected").order_by("at")
        assert [one.reason for one in told] == ["Komma vergeten.", "Van een ander jaar."]


def test_no_hat_rewrites_a_value(planned: Any) -> None:
    row = enter(planned, follow(planned))
    for statement in ("UPDATE actionplans_indicatorvalue SET value = 1", "DELETE FROM actionplans_indicatorvalue"):
        with in_company(planned.contact_a, planned.company_a), pytest.raises(DatabaseError), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"{statement} WHERE id = %s", [row.pk])


def test_change_end_and_take_up_again(planned: Any, login: Any) -> None:
    figure, client = follow(planned), login(planned.contact_a)
    page = f"{place(planned)}{figure.pk}/change/"
    data = {"name": "Ziekteverzuim", "unit": "%", "version": 1, "theme": "absence", "ended": "on"}
    assert client.post(page, data).status_code == 302
    with pytest.raises(Refused):
        enter(planned, figure)
    assert "Ziekteverzuim" not in client.get(place(planned)).content.decode()
    assert "Ziekteverzuim" in client.get(place(planned) + "?ended=yes").content.decode()
    with in_company(planned.coach_a, planned.company_a) as by, pytest.raises(VersionConflict):
        actions.change_indicator(indicator=figure, opened_with=1, name="Anders", by=by)
    assert client.post(page, {**data, "version": 2, "ended": ""}).status_code == 302
    assert enter(planned, figure).pk


# ---- Objectives and measures. ----


def test_an_objective_brings_its_figure_and_the_next_one_finds_it(planned: Any) -> None:
    first, second = measured(planned), measured(planned, indicator="VERZUIM", unit="", target=Decimal(5))
    assert first.measured_by_id == second.measured_by_id and first.measured_by is not None
    assert (first.measured_by.name, first.measured_by.unit, first.measured_by.better) == ("Verzuim", "%", "less")
    assert second.unit == "%"
    assert measured(planned, indicator="").measured_by is None


def test_what_is_called_as_in_the_library_is_what_the_library_says(planned: Any) -> None:
    found = measured(planned, indicator="Ziekteverzuim", unit="").measured_by
    assert found is not None
    assert (found.known_as, found.better, found.theme, found.unit) == ("absence_rate", "less", "absence", "%")


def test_a_baseline_that_is_known_is_not_asked(planned: Any) -> None:
    enter(planned, follow(planned), 9, EARLIER)
    row = measured(planned, baseline=None)
    assert (row.baseline, row.baseline_on) == (Decimal(9), EARLIER)
    with pytest.raises(Refused):
        measured(planned, baseline_on=TODAY + timedelta(days=1))


def test_a_measure_names_a_figure_only_when_it_is_one(planned: Any) -> None:
    figure = follow(planned)
    with in_company(planned.contact_a, planned.company_a) as by:
        said = {"plan": planned.annual_a, "objective": planned.objective_a, "by": by}
        assert measures.add_measure(what="Een", indicator="verzuim", **said).measured_by_id == figure.pk
        assert measures.add_measure(what="Twee", indicator="foto's", **said).measured_by is None
        assert Indicator.objects.count() == 1


def test_how_an_objective_stands_up_to_a_day(planned: Any) -> None:
    row = measured(planned, baseline_on=EARLIER)
    assert row.measured_by is not None
    with in_company(planned.contact_a, planned.company_a):
        assert standing_of(planned, row).standing == Standing.NO_VALUE
    enter(planned, row.measured_by, 9, EARLIER)
    enter(planned, row.measured_by, 6, TODAY)
    with in_company(planned.contact_a, planned.company_a):
        now = standing_of(planned, row, since=EARLIER)
        assert (now.standing, now.last and now.last.value, now.before and now.before.value) == (Standing.REACHED, 6, 9)
        then = standing_of(planned, row, on=TODAY - timedelta(days=1))
        assert (then.standing, then.last and then.last.value) == (Standing.ON_COURSE, 9)


def standing_of(case: Any, objective: Objective, **when: Any) -> queries.ObjectiveStanding:
    rows = queries.objectives_standing(case.plan_a.pk, **when)
    return next(row for row in rows if row.objective.pk == objective.pk)


def test_values_of_one_unit_alone_count_and_are_said_to_be_of_it(planned: Any) -> None:
    row = measured(planned)
    assert row.measured_by is not None
    enter(planned, row.measured_by, 6, work_unit=planned.unit_a)
    with in_company(planned.contact_a, planned.company_a):
        stood = standing_of(planned, row)
        assert (stood.standing, stood.where) == (Standing.REACHED, planned.unit_a.name)
    with system_context("test"):
        other = WorkUnit.objects.create(company=planned.company_a, name="Winkel", headcount=4)
    enter(planned, row.measured_by, 9, work_unit=other)
    with in_company(planned.contact_a, planned.company_a):
        assert standing_of(planned, row).standing == Standing.NO_VALUE  # of two units none speaks for the company
    enter(planned, row.measured_by, 8)
    with in_company(planned.contact_a, planned.company_a):
        assert standing_of(planned, row).where == ""


def test_an_amended_plan_goes_on_with_the_same_figure(planned: Any) -> None:
    row = measured(planned)
    with system_context("test"):
        type(planned.plan_a).objects.filter(pk=planned.plan_a.pk).update(state="active", adopted_at=clock.now())
    with in_company(planned.contact_a, planned.company_a) as by:
        new = plans.amend_global_plan(plan=planned.plan_a, reason="Ongeval", by=by)
        copy = new.objectives.get(code=row.code)
        assert (copy.measured_by_id, copy.baseline_on) == (row.measured_by_id, row.baseline_on)


# ---- Pages. ----


def test_from_the_library_to_a_first_value(planned: Any, login: Any) -> None:
    client = login(planned.contact_a)
    assert "known=absence_rate" in client.get(place(planned) + "library/").content.decode()
    form = client.get(place(planned) + "new/?known=absence_rate").context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    made = client.post(place(planned) + "new/?known=absence_rate", shown)
    with system_context("test"):
        figure = Indicator.objects.get(known_as="absence_rate", company=planned.company_a)
    page = f"{place(planned)}{figure.pk}/"
    assert made.url == f"{page}new/"
    wrong = client.post(made.url, {"value": "veel", "on": "1/2/2026"})
    assert wrong.status_code == 200 and "veel" in wrong.content.decode() and wrong.context["form"].errors
    assert client.post(made.url, {"value": "8,25", "on": TODAY.strftime("%d/%m/%Y"), "note": "Griep"}).url == page
    shown_page = client.get(page).content.decode()
    assert "Griep" in shown_page and "8,25" in shown_page
    assert "known=absence_rate" not in client.get(place(planned) + "library/").content.decode()
    for kind in ("csv", "xlsx"):
        for address in (place(planned), page):
            assert client.get(f"{address}?export={kind}").status_code == 200


def test_a_value_is_put_right_on_its_page(planned: Any, login: Any) -> None:
    figure = follow(planned)
    row, client = enter(planned, figure, 90, work_unit=planned.unit_a), login(planned.contact_a)
    page = f"{place(planned)}{figure.pk}/{row.pk}/"
    with system_context("test"):
        WorkUnit.objects.filter(pk=planned.unit_a.pk).update(ended_on=TODAY)
    data = {"value": "", "on": TODAY.strftime("%d/%m/%Y"), "work_unit": planned.unit_a.pk, "correction": "Fout"}
    assert client.post(page, data).context["form"].errors
    assert client.post(page, data | {"value": "9"}).status_code == 302  # a unit that was closed since stays what it was
    with system_context("test"):
        assert IndicatorValue.objects.get(corrects=row).work_unit_id == planned.unit_a.pk
    again = client.post(page, data | {"value": "8"})
    assert again.status_code == 200 and again.context["form"].non_field_errors()


WRITES = ("library/", "new/", "{one}/change/", "{one}/new/", "{one}/{value}/")


@pytest.mark.parametrize("page", ["", "{one}/", *WRITES])
def test_who_opens_what(planned: Any, login: Any, page: str) -> None:
    row = measured(planned)
    assert row.measured_by is not None
    value = enter(planned, row.measured_by)
    address = place(planned) + page.format(one=row.measured_by_id, value=value.pk)
    for who in ("contact_a", "adviser_a", "coach_a"):
        assert login(getattr(planned, who)).get(address).status_code == 200
    for who in ("contact_b", "coach_b", "outsider", "admin_a"):
        assert login(getattr(planned, who)).get(address).status_code == 404
    assert login(planned.owner_a).get(address).status_code == 403
    # The plan is a draft: the body does not know what it aims at.
    assert login(planned.worker_bench_a).get(address).status_code == (
        403 if page in WRITES else 200 if not page else 404
    )
    elsewhere = place(planned, "b") + page.format(one=row.measured_by_id, value=value.pk)
    if "{one}" in page:
        assert login(planned.contact_b).get(elsewhere).status_code == 404


def test_the_body_reads_what_was_put_to_it(planned: Any, login: Any) -> None:
    row, secret = measured(planned), follow(planned, name="Geheim cijfer")
    assert row.measured_by is not None
    enter(planned, secret, 77)
    with system_context("test"):
        type(planned.plan_a).objects.filter(pk=planned.plan_a.pk).update(state="submitted", submitted_at=clock.now())
    page = login(planned.worker_bench_a).get(place(planned)).content.decode()
    assert "Verzuim" in page and "Geheim cijfer" not in page and "/values/new/" not in page
    assert login(planned.worker_bench_a).get(f"{place(planned)}{secret.pk}/").status_code == 404
    assert login(planned.worker_bench_a).get(f"{place(planned)}{row.measured_by_id}/").status_code == 200


def limited(case: Any) -> None:
    """Company a's coach works in what is made from now on only."""
    with system_context("test"):
        Mandate.objects.filter(company=case.company_a, person_id=case.coach_a.pk).update(since=clock.now())


def test_a_limited_mandate_knows_the_figures_of_its_plans_only(planned: Any, login: Any) -> None:
    old = follow(planned, name="Van vroeger")
    enter(planned, old, 5)
    limited(planned)
    client = login(planned.coach_a)
    assert "Van vroeger" not in client.get(place(planned)).content.decode()
    assert client.get(f"{place(planned)}{old.pk}/").status_code == 404
    with in_company(planned.coach_a, planned.company_a) as by:
        assert not IndicatorValue.objects.exists()
        mine = actions.add_indicator(name="Nieuw", by=by)
        assert actions.enter_value(indicator=mine, on=TODAY, value=Decimal(1), by=by).pk
        assert {row.pk for row in Indicator.objects.all()} == {mine.pk}
    with system_context("test"):  # a plan of the coach's time names it: its history is needed to read that plan
        plan = make.global_plan(planned.trajectory_a, start_year=2040)
        row = make.objective(plan, code="O1")
    with in_company(planned.coach_a, planned.company_a):
        with pytest.raises(DatabaseError), transaction.atomic():  # by naming it nobody reads it
            Objective.objects.filter(pk=row.pk).update(measured_by=old)
    with system_context("test"):
        Objective.objects.filter(pk=row.pk).update(measured_by=old)
    with in_company(planned.coach_a, planned.company_a) as by:
        assert IndicatorValue.objects.filter(indicator=old).count() == 1
        assert actions.enter_value(indicator=old, on=EARLIER, value=Decimal(6), by=by).pk


def test_three_take_as_many_questions_as_one(planned: Any, login: Any) -> None:
    client, counts = login(planned.contact_a), []
    for number in range(3):
        row = measured(planned, indicator=f"Cijfer {number}")
        assert row.measured_by is not None
        for days in (0, 100, 200):
            enter(planned, row.measured_by, days, TODAY - timedelta(days=days))
        pages = [place(planned), f"{place(planned)}{row.measured_by_id}/"]
        pages += [f"/c/{planned.company_a.slug}/plans/five-year/{planned.plan_a.pk}/"]
        asked = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(
                connection,
            ) as found:
                assert client.get(page).status_code == 200
            asked.append(len(found))
        counts.append(asked)
    assert counts[0] == counts[2]


def test_a_day_to_come_is_said_beside_the_other_mistakes(planned: Any, login: Any) -> None:
    figure = follow(planned)
    sent = {"value": "zeven", "on": f"{TODAY + timedelta(days=2):%d/%m/%Y}"}
    answer = login(planned.contact_a).post(f"{place(planned)}{figure.pk}/new/", sent)
    assert set(answer.context["form"].errors) == {"value", "on"}
    with system_context("test"):
        assert not IndicatorValue.objects.filter(indicator=figure).exists()


def test_a_picture_begins_with_the_second_day(planned: Any, login: Any) -> None:
    figure = follow(planned)
    enter(planned, figure)
    page = login(planned.contact_a).get(f"{place(planned)}{figure.pk}/")
    assert page.context["units"] is None
    enter(planned, figure, 8, EARLIER)
    page = login(planned.contact_a).get(f"{place(planned)}{figure.pk}/")
    assert page.context["units"] is not None
