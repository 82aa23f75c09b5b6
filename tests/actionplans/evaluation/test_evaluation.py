"""The evaluation of a service year: what is gathered, what is asked, what goes on record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils import translation

from actionplans.evaluation import actions, reading
from actionplans.evaluation.models import YearEvaluation
from actionplans.evaluation.priorities import proposals_of
from actionplans.evaluation.sources import SOURCES
from actionplans.models import AnnualActionPlan, PreventionMeasure
from actionplans.values import actions as value_actions
from coaching.companies.actions import withdraw_done
from coaching.companies.models import Company, DateDone
from coaching.companies.service_years import service_year
from coaching.core.ground import clock
from coaching.core.ground.workflow import AlreadyDone, Refused
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.models import VersionConflict
from tests.acting import in_company
from tests.actionplans import factories as make
from tests.actionplans.evaluation.acts import AFTER, AUTUMN, fresh, page, workers
from tests.actionplans.evaluation.conftest import FIRST, SAID, done_key, recorded

pytestmark = pytest.mark.django_db


# ---- What is gathered. ----


def test_what_is_known_stands_there_by_itself(running, known):
    found = known(AFTER)
    assert [str(row.measure.code) for row in found.done] == ["A2", "A3"]
    assert [row.measure.code for row in found.not_done] == ["A1", "A4"]
    assert found.money.planned == Decimal(4 * 14000)
    assert [row.objective.code for row in found.standings] == ["O1"] and found.standings[0].reached is None
    assert [one.annual_plan_id for one in found.advice if one.annual_plan_id] == [running.annual_a.pk]
    assert {row.line.kind.key for row in found.missed} >= {"psychosocial_evaluation", "reintegration_consultation"}
    assert found.is_late and found.psychosocial.is_late
    assert not known(date(2027, 12, 31)).is_late  # late from the first day after, not before


@pytest.mark.parametrize(
    ("value", "by_year", "label", "proposed"),
    [
        (60, 2027, "reached", ""),
        (100, 2027, "not reached", "not reached by the end of 2027; now 100 (01/12/2027)"),
        (100, 2030, "on course", ""),
        (240, 2030, "behind", ""),
    ],
)
def test_an_objective_stands_as_its_values_say(running, known, value, by_year, label, proposed):
    """One route, one number: the page of a figure, the plan and the evaluation of a year say the same, to the body too."""
    with in_company(running.contact_a, running.company_a) as by, clock.at(AFTER):
        figure = value_actions.add_indicator(name="Kinney", unit="", by=by)
        for on, measured in ((date(2027, 12, 1), value), (AFTER, 1)):  # what came after the year says nothing of it
            value_actions.enter_value(indicator=figure, on=on, value=Decimal(measured), by=by)
    with system_context("test"):
        type(running.objective_a).objects.filter(pk=running.objective_a.pk).update(measured_by=figure, by_year=by_year)
    with translation.override("en"):
        for person, inside in ((running.contact_a, True), (running.worker_bench_a, False)):
            found = known(AFTER, person=person, inside=inside)
            (row,) = found.standings
            assert (row.label, row.now) == (label, f"{value} (01/12/2027)")
        why = [one.why for one in proposals_of(known(AFTER)) if one.key == f"objective:{row.objective.code}"]
    assert why == ([proposed] if proposed else [])


def test_the_body_sees_what_was_put_to_it_and_nothing_of_drafts(running, known):
    found = known(AFTER, person=running.worker_bench_a, inside=False)
    assert len(found.measures) == 4 and not found.loose and found.advice
    with system_context("test"):
        AnnualActionPlan.objects.filter(pk=running.annual_a.pk).update(state="draft")
    assert known(AFTER, person=running.worker_bench_a, inside=False).plan is None
    assert known(AFTER, inside=False).plan is None and known(AFTER).plan is not None


def test_company_b_sees_nothing_of_company_a(running, known, login):
    recorded(running, AUTUMN)
    with clock.at(AUTUMN), in_company(running.contact_b, running.company_b) as by:
        assert not YearEvaluation.objects.exists()
        with pytest.raises(Refused):
            actions.take_over(first_day=FIRST, key="psychosocial", by=by)
    assert login(running.contact_b).get(page(running, "year_evaluation", "2027-01-01")).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_a_year_is_read_in_a_fixed_number_of_queries(running, login, django_assert_num_queries, rows):
    """The same with one more of each as with three more."""
    with system_context("test"):
        for number in range(rows):
            make.measure(running.annual_a, running.objective_a, code=f"A{20 + number}")
            make.objective(running.plan_a, code=f"O{20 + number}")
            make.finding(running.analysis_a, f"F{20 + number}")
            DateDone.objects.create(
                company=running.company_a,
                kind="annual_report",
                due_on=date(2027 - number, 4, 1),
                done_on=date(2027 - number, 4, 1),
            )
    with clock.at(AFTER), in_company(running.contact_a, running.company_a):
        company = Company.objects.get()
        year = service_year(company, FIRST)
        with django_assert_num_queries(20):
            proposals_of(reading.gather(company, year, AFTER))


# ---- No plan, a broken year, a school. ----


def test_a_company_without_any_plan_is_evaluated_too(world, login):
    with system_context("test"):
        Company.objects.filter(pk=world.company_a.pk).update(created_at=clock.moment_of(date(2027, 6, 20)))
    with clock.at(AFTER):
        client = login(world.contact_a)
        first = client.get(reverse("actionplans:evaluations", args=[world.company_a.slug]))
        assert first.url.endswith("/2027-01-01/")
        shown = client.get(first.url)
        assert shown.status_code == 200 and "31 december 2027" in shown.content.decode()
        where = reverse("actionplans:year_facts", args=[world.company_a.slug, "2027-01-01"])
        form = client.get(where).context["form"]
        data = {"version": 1, "results": "We begonnen.", "lessons": "Eerst een analyse."}
        data |= {name: "Niemand wist het." for name in form.fields if name.startswith("reason_")}
        assert client.post(where, data).status_code == 302
        assert "Niemand wist het." in client.get(first.url).content.decode()
    row = recorded(world, AFTER, opened_with=2)
    assert (row.results, row.is_told, row.last_day) == ("We begonnen.", True, date(2027, 12, 31))


def test_a_year_without_measures(running, known, login):
    with system_context("test"):
        PreventionMeasure.objects.filter(plan=running.annual_a).delete()
    assert not known(AFTER).measures
    with clock.at(AFTER):
        assert login(running.contact_a).get(page(running, "year_evaluation", "2027-01-01")).status_code == 200


def test_a_school_is_evaluated_by_its_own_years(world, login):
    with system_context("test"):
        Company.objects.filter(pk=world.company_a.pk).update(
            year_starts=9, created_at=clock.moment_of(date(2027, 2, 1))
        )
    with clock.at(date(2027, 9, 1)):
        client = login(world.contact_a)
        first = client.get(reverse("actionplans:evaluations", args=[world.company_a.slug]))
        assert first.url.endswith("/2026-09-01/")  # its date was 31 August: late from this day on
        text = client.get(first.url).content.decode()
        assert "2026-2027" in text and "31 augustus 2027" in text
        for nonsense in ("2027-01-01", "2027-13-01", "x", "0001-09-01", "9999-09-01", "2028-09-01"):
            assert client.get(page(world, "year_evaluation", nonsense)).status_code == 404


# ---- The psychosocial evaluation: one act, on the wheel too. ----


def test_on_record_in_one_act(running, known):
    row = recorded(running, AUTUMN)
    with system_context("test"):
        done = DateDone.objects.get(pk=done_key(row))
        mailed = OutgoingEmail.objects.filter(kind="actionplans.psychosocial_evaluated")
        told = set(mailed.values_list("recipient_id", flat=True))
    assert (done.kind, done.due_on, done.done_on) == ("psychosocial_evaluation", date(2027, 12, 31), AUTUMN)
    assert "An Peeters" in done.note
    assert running.worker_bench_a.pk in told and running.contact_a.pk not in told
    due = known(AUTUMN).psychosocial.due
    assert due.day == date(2028, 10, 5)  # twelve months after the last one
    assert not known(AFTER).psychosocial.is_late


def test_what_lacks_is_refused_by_name(running):
    for changes, word in (
        ({"sources": {**SAID, "physician": ""}}, "physician"),
        ({"works": " "}, ""),
        ({"adviser": ""}, "adviser"),
        ({"evaluated_on": None}, ""),
        ({"evaluated_on": date(2026, 12, 1)}, ""),
        ({"evaluated_on": date(2027, 11, 1)}, ""),
    ):
        with translation.override("en"), pytest.raises(Refused) as refused:
            recorded(running, AUTUMN, **changes)
        assert word in str(refused.value)
    row = recorded(running, AUTUMN, adviser="", without_adviser="Geen vrije dag in september.")
    assert row.is_told and len(SOURCES) == 6


def test_two_at_once_is_once(running):
    row = recorded(running, AUTUMN)
    with pytest.raises(AlreadyDone):
        recorded(running, AUTUMN)
    with system_context("test"):
        assert YearEvaluation.objects.filter(company=running.company_a).count() == 1
        assert DateDone.objects.filter(company=running.company_a, kind="psychosocial_evaluation").count() == 1
    assert fresh(row).version == row.version


def test_two_years_are_each_their_own(running):
    early = recorded(running, AUTUMN)
    late = recorded(running, date(2028, 11, 2), first=date(2028, 1, 1))
    assert fresh(early).date_done_id != late.date_done_id
    with system_context("test"):
        assert DateDone.objects.get(pk=done_key(late)).due_on == date(2028, 10, 5)


def test_what_is_on_record_is_not_rewritten_until_it_is_taken_back(running):
    row = recorded(running, AUTUMN)
    with in_company(running.contact_a, running.company_a):
        with pytest.raises(ProgrammingError), transaction.atomic():
            YearEvaluation.objects.filter(pk=row.pk).update(works="Niets gebeurd.")
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a) as by:
        open_again = actions.take_back_psychosocial(first_day=FIRST, by=by)
        assert not open_again.is_told
        assert DateDone.objects.get(pk=done_key(row)).withdrawn_at is not None
        with pytest.raises(AlreadyDone):
            actions.take_back_psychosocial(first_day=FIRST, by=by)
    again = recorded(running, AUTUMN, opened_with=open_again.version, works="Beter nagekeken.")
    assert again.is_told and again.date_done_id != row.date_done_id


def test_taken_back_on_the_wheel_both_say_so(running, login):
    row = recorded(running, AUTUMN)
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a) as by:
        withdraw_done(done_id=done_key(row), by=by)
    with clock.at(AUTUMN):
        shown = login(running.contact_a).get(page(running, "year_evaluation", "2027-01-01"))
    assert shown.context["withdrawn"]


def test_the_body_reads_it_once_it_is_told_and_writes_nothing(running, login):
    with clock.at(AUTUMN), in_company(running.contact_a, running.company_a) as by:
        row = actions.save_psychosocial(
            first_day=FIRST, opened_with=1, sources={}, evaluated_on=None, by=by, works="Nog niet klaar."
        )
    with in_company(running.worker_bench_a, running.company_a):
        assert not YearEvaluation.objects.exists()
    recorded(running, AUTUMN, opened_with=row.version)
    with in_company(running.worker_bench_a, running.company_a):
        assert YearEvaluation.objects.get().works
        with pytest.raises(ProgrammingError), transaction.atomic():
            YearEvaluation.objects.update(works="x")
    with clock.at(AUTUMN):
        client = login(running.worker_bench_a)
        shown = client.get(page(running, "year_evaluation", "2027-01-01")).content.decode()
        assert "Het rooster hangt op tijd uit." in shown and "take/" not in shown
        assert client.get(page(running, "psychosocial", "2027-01-01")).status_code == 403
        assert client.post(page(running, "take_priority", "2027-01-01"), {"key": "x"}).status_code == 403
        assert login(running.owner_a).get(page(running, "year_evaluation", "2027-01-01")).status_code == 403


def test_the_form_keeps_what_was_typed(running, login):
    where = page(running, "psychosocial", "2027-01-01")
    with clock.at(AUTUMN):
        client = login(running.contact_a)
        data = {"version": 1, "works": "Beter rooster.", "whole": "on", "evaluated_on": "05/10/2027"}
        half = client.post(where, data)
        assert half.status_code == 200 and "source_physician" in half.context["form"].errors
        assert "Beter rooster." in half.content.decode()
        with system_context("test"):
            assert not YearEvaluation.objects.exists()
        draft = client.post(where, {**data, "whole": ""})
        assert draft.status_code == 302
        whole = {
            **data,
            "version": 2,
            "adviser": "An Peeters",
            **{f"source_{code}": said for code, said in SAID.items()},
        }
        assert client.post(where, whole).status_code == 302
        with system_context("test"):
            assert YearEvaluation.objects.get().is_told
        assert client.get(where).status_code == 302  # on record: to the page


def test_a_colleague_saved_meanwhile(running, login):
    where = page(running, "psychosocial", "2027-01-01")
    with clock.at(AUTUMN):
        login(running.contact_a).post(where, {"version": 1, "works": "Van mij."})
        other = login(running.adviser_a).post(where, {"version": 1, "works": "Van de collega."})
        text = other.content.decode()
        assert other.status_code == 200 and "Van mij." in text and "Van de collega." in text
        again = login(running.adviser_a).post(where, {"version": 2, "works": "Van ons beiden."})
        assert again.status_code == 302
    with system_context("test"):
        assert YearEvaluation.objects.get().works == "Van ons beiden."


# ---- What is asked beside it. ----


def test_figures_are_asked_from_ten_workers_on(running, login):
    where = page(running, "year_facts", "2027-01-01")
    with clock.at(AFTER):
        for number, asked in ((9, False), (None, False), (10, True)):
            workers(running, number)
            assert ("accidents" in login(running.contact_a).get(where).context["form"].fields) is asked
        with in_company(running.contact_a, running.company_a) as by:
            saved = actions.save_year(first_day=FIRST, opened_with=1, reasons={}, accidents=2, by=by)
        assert saved.accidents == 2
        workers(running, 9)
        with in_company(running.contact_a, running.company_a) as by, pytest.raises(Refused):
            actions.save_year(first_day=FIRST, opened_with=saved.version, reasons={}, accidents=3, by=by)


def test_why_a_date_was_missed_is_kept_and_taken_away_again(running, known):
    key = next(row.key for row in known(AFTER).missed if row.line.kind.key == "reintegration_consultation")
    with clock.at(AFTER), in_company(running.contact_a, running.company_a) as by:
        row = actions.save_year(first_day=FIRST, opened_with=1, reasons={key: " Arts ziek. "}, by=by)
        assert row.reasons == {key: "Arts ziek."}
        with pytest.raises(VersionConflict), transaction.atomic():
            actions.save_year(first_day=FIRST, opened_with=1, reasons={}, by=by)
    assert [one.why for one in known(AFTER).missed if one.key == key] == ["Arts ziek."]
    with clock.at(AFTER), in_company(running.contact_a, running.company_a) as by:
        assert not actions.save_year(first_day=FIRST, opened_with=row.version, reasons={key: ""}, by=by).reasons


# ---- Where it is asked. ----


def test_the_wheel_leads_to_it(running, login):
    with clock.at(AFTER):
        client = login(running.contact_a)
        shown = client.get(reverse("companies:year", args=[running.company_a.slug])).content.decode()
        where = reverse("actionplans:psychosocial_now", args=[running.company_a.slug])
        assert where in shown
        assert client.get(where).url.endswith("/2027-01-01/psychosocial/")
        assert login(running.worker_bench_a).get(where).status_code == 403
