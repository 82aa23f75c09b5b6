"""The year wheel in pages: who reads it, who writes down what, own dates, what something else set off, notices and mail."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from coaching.companies import actions, periodic
from coaching.companies.models import Company, DateDone, DateNotice, OwnDate, RoleHolder
from coaching.companies.wheel.notices import take_stock
from coaching.companies.wheel.whole import wheel_of
from coaching.core.ground import clock
from coaching.core.ground.refusals import AlreadyDone
from coaching.core.ground.workflow import Refused
from coaching.core.mail.outbox import MAILS
from coaching.core.models import OutgoingEmail
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from tests import factories
from tests.acting import in_company

pytestmark = pytest.mark.django_db
DAY = date(2027, 12, 10)  # three weeks before the year ends


def page(world: Any, rest: str = "", letter: str = "a") -> str:
    return f"/c/{getattr(world, f'company_{letter}').slug}/year/{rest}"


def lines_of(company: Any, kind: str) -> list[str]:
    today = clock.today()
    with system_context("test"):
        found = wheel_of(company.pk, today=today, until=clock.add_months(today, 24)).lines
    return [f"{line.day} {line.state}" for line in found if line.kind.key == kind]


@pytest.fixture
def year_end(world: Any) -> Any:
    """The tenth of December 2027; both files were opened that year."""
    with system_context("test"):
        Company.objects.update(created_at=clock.moment_of(date(2027, 2, 1)))
    with clock.at(DAY):
        yield world


# -- Reading -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["contact", "adviser", "coach", "worker_bench", "secretary"])
def test_who_reads_the_file_reads_its_dates(year_end: Any, login: Any, who: str) -> None:
    answer = login(getattr(year_end, f"{who}_a")).get(page(year_end))
    assert answer.status_code == 200
    assert b"31/12/2027" in answer.content and b"year-wheel" in answer.content


def test_others_do_not(year_end: Any, login: Any) -> None:
    assert login(year_end.owner_a).get(page(year_end)).status_code == 403
    assert login(year_end.contact_b).get(page(year_end)).status_code == 404
    assert login(year_end.outsider).get(page(year_end)).status_code == 404


def test_a_body_reads_and_writes_nothing_down(year_end: Any, login: Any) -> None:
    bench = login(year_end.worker_bench_a)
    assert b"year/done/" not in bench.get(page(year_end)).content
    assert bench.get(page(year_end, "own/")).status_code == 403
    assert bench.post(page(year_end, "done/annual_report/2027-04-01/"), {"done_on": "1/4/2027"}).status_code == 403


def test_what_is_not_known_is_asked_where_the_date_would_stand(year_end: Any, login: Any) -> None:
    contact = login(year_end.contact_a)
    assert b"prevention/facts/" in contact.get(page(year_end)).content
    with system_context("test"):
        Company.objects.update(affiliated_on=date(2027, 1, 15), tariff_group=1, prevention_group="D")
    answer = contact.get(page(year_end, "?year=2028-01-01"))
    assert b"prevention/facts/" not in answer.content and b"15/01/2028" in answer.content


def test_a_year_is_chosen_by_its_first_day_and_nonsense_gives_this_one(year_end: Any, login: Any) -> None:
    contact = login(year_end.contact_a)
    assert b"31/12/2028" in contact.get(page(year_end, "?year=2028-01-01")).content
    for asked in ("nonsense", "2028-02-01", "1900-01-01", "%00"):
        assert b"31/12/2027" in contact.get(page(year_end, f"?year={asked}")).content


def test_the_list_is_a_file_too(year_end: Any, login: Any) -> None:
    answer = login(year_end.contact_a).get(page(year_end, "?export=csv"))
    assert answer["Content-Type"].startswith("text/csv") and "2027-12-31" in answer.content.decode("utf-8-sig")


@pytest.mark.parametrize(("opened", "said"), [(date(2027, 4, 1), False), (date(2027, 4, 2), True)])
def test_what_is_late_from_before_the_file_was_opened_is_said_calmly(
    year_end: Any, login: Any, opened: date, said: bool
) -> None:
    """It stays late, and the page, what waits and the paper say since when the file knows. The report was due on 1 April."""
    company = year_end.company_a
    with system_context("test"):
        Company.objects.filter(pk=company.pk).update(created_at=clock.moment_of(opened))
    morning(DAY)
    assert lines_of(company, "annual_report")[0] == "2027-04-01 late"
    contact, body = login(year_end.contact_a), login(year_end.secretary_a)
    for client, may_keep in ((contact, True), (body, False)):
        words = client.get(page(year_end)).content.decode()
        assert ("dan dit dossier: het werd geopend op 2 april 2027" in words) is said
        assert ("Noteer wanneer" in words) is (said and may_keep)
    waits = contact.get(f"/c/{company.slug}/waits/?kind=companies.dates").content.decode()
    assert ("Van vóór dit dossier werd geopend" in waits) is said
    with system_context("test"):
        _content, data = documents.built("year-wheel", company, "nl")
    assert (
        data["context"]["opened"] == f"{opened:%d/%m/%Y}"
    )  # of kinds that repeat it shows what was missed before, too


def test_three_own_dates_ask_as_many_queries_as_one(year_end: Any, login: Any) -> None:
    contact = login(year_end.contact_a)

    def add() -> None:
        with system_context("test"):
            own = OwnDate.objects.create(company=year_end.company_a, title="Oefening", first_on=DAY, every_months=1)
            DateDone.objects.create(company=year_end.company_a, kind="own", due_on=DAY, done_on=DAY, own=own)

    add()
    contact.get(page(year_end))
    with CaptureQueriesContext(
        connection,
    ) as one:
        contact.get(page(year_end))
    add()
    add()
    with CaptureQueriesContext(connection) as three:
        contact.get(page(year_end))
    assert len(one) == len(three)


# -- Writing down ------------------------------------------------------------------------------------------------------
def test_what_was_done_is_written_down_once_and_taken_back(year_end: Any, login: Any) -> None:
    contact, company = login(year_end.contact_a), year_end.company_a
    assert lines_of(company, "annual_report")[0] == "2027-04-01 late"
    address = page(year_end, "done/annual_report/2027-04-01/")
    for _click in range(2):
        answer = contact.post(address, {"done_on": "12/5/2027", "note": "Besproken op de vergadering."})
        assert answer.status_code == 302
    assert lines_of(company, "annual_report")[0] == "2027-04-01 done"
    assert "Besproken op de vergadering." in contact.get(page(year_end)).content.decode()
    with system_context("test"):
        (row,) = DateDone.objects.filter(company=company)
    assert contact.post(page(year_end, f"done/{row.pk}/withdraw/")).status_code == 302
    assert lines_of(company, "annual_report")[0] == "2027-04-01 late"
    assert contact.post(page(year_end, f"done/{row.pk}/withdraw/"))["Location"] == page(year_end)  # the second click


def test_a_day_to_come_was_not_done(year_end: Any, login: Any) -> None:
    answer = login(year_end.contact_a).post(page(year_end, "done/annual_report/2027-04-01/"), {"done_on": "11/12/2027"})
    assert answer.status_code == 200 and lines_of(year_end.company_a, "annual_report")[0] == "2027-04-01 late"
    assert list(answer.context["form"].errors) == ["done_on"]  # said at the field


@pytest.mark.parametrize(
    "rest", ["done/service_year_end/2027-12-31/", "done/nothing/2027-12-31/", "done/annual_report/soon/"]
)
def test_what_is_on_record_by_itself_is_not_written_down(year_end: Any, login: Any, rest: str) -> None:
    assert login(year_end.contact_a).get(page(year_end, rest)).status_code == 404


def test_a_date_that_moved_leads_back_to_the_wheel(year_end: Any, login: Any) -> None:
    answer = login(year_end.contact_a).get(page(year_end, "done/annual_report/2027-04-02/"))
    assert answer.status_code == 302 and answer["Location"] == page(year_end)


def test_the_action_refuses_what_the_page_does_not_offer(year_end: Any) -> None:
    key: dict[str, Any] = {"due_on": date(2027, 4, 1), "done_on": DAY, "note": ""}
    with in_company(year_end.contact_a, year_end.company_a) as by:
        with pytest.raises(Refused):
            actions.record_done(kind="social_elections", by=by, **key)
        actions.record_done(kind="annual_report", by=by, **key)
        with pytest.raises(AlreadyDone):
            actions.record_done(kind="annual_report", by=by, **key)
    with in_company(year_end.secretary_a, year_end.company_a) as by, pytest.raises(PermissionDenied):
        actions.record_done(kind="annual_report", by=by, **key)


def test_an_evaluation_moves_the_next(year_end: Any, login: Any) -> None:
    company = year_end.company_a
    assert lines_of(company, "psychosocial_evaluation")[:2] == ["2027-12-31 coming", "2028-12-31 coming"]
    login(year_end.contact_a).post(page(year_end, "done/psychosocial_evaluation/2027-12-31/"), {"done_on": "1/12/2027"})
    assert lines_of(company, "psychosocial_evaluation")[:2] == ["2027-12-31 done", "2028-12-01 coming"]


def test_nobody_writes_in_another_companys_wheel_by_sql(year_end: Any) -> None:
    other = year_end.company_b.pk
    with in_company(year_end.contact_a, year_end.company_a) as by:
        row = {"kind": "annual_report", "due_on": DAY, "done_on": DAY, "recorded_by_id": by.user_id}
        with pytest.raises(DatabaseError), transaction.atomic():
            DateDone(company_id=other, **row).save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            DateDone(company_id=by.company_key, **{**row, "recorded_by_id": -1}).save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            OwnDate(company_id=other, title="x", first_on=DAY).save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            DateNotice(company_id=by.company_key, kind="own", due_on=DAY).save(force_insert=True)


# -- Own dates ---------------------------------------------------------------------------------------------------------
def test_an_own_date_is_added_changed_done_and_ended(year_end: Any, login: Any) -> None:
    contact, company = login(year_end.contact_a), year_end.company_a
    assert "Evacuatieoefening" in contact.get(page(year_end, "own/?preset=evacuation")).content.decode()
    said = {
        "title": "Evacuatieoefening",
        "first_on": "15/12/2027",
        "every_months": "12",
        "who": "adviser",
        "version": 1,
    }
    for _click in range(2):
        assert contact.post(page(year_end, "own/"), said).status_code == 302
    with system_context("test"):
        (own,) = OwnDate.objects.filter(company=company)
    assert lines_of(company, "own") == ["2027-12-15 coming", "2028-12-15 coming"]
    shown = contact.get(page(year_end)).content.decode()
    assert "preset=evacuation" not in shown and "preset=first_aid" in shown  # what stands there is offered no more
    assert " , " not in " ".join(shown.split("<h2>")[-1].split())
    changed = {**said, "first_on": "8/12/2027", "every_months": "6", "version": own.version}
    assert contact.post(page(year_end, f"own/{own.pk}/"), changed).status_code == 302
    assert lines_of(company, "own")[:2] == ["2027-12-08 late", "2028-06-08 coming"]
    contact.post(page(year_end, f"done/own/2027-12-08/{own.pk}/"), {"done_on": "9/12/2027"})
    assert lines_of(company, "own")[:2] == ["2027-12-08 done", "2028-06-08 coming"]
    contact.post(page(year_end, f"own/{own.pk}/end/"))
    assert lines_of(company, "own") == ["2027-12-08 done"]
    assert contact.get(page(year_end, f"own/{own.pk}/")).status_code == 404


def test_once_is_once(year_end: Any, login: Any) -> None:
    said = {"title": "Verhuis", "first_on": "15/12/2027", "every_months": "0", "who": "employer", "version": 1}
    assert login(year_end.contact_a).post(page(year_end, "own/"), said).status_code == 302
    assert lines_of(year_end.company_a, "own") == ["2027-12-15 coming"]


def test_an_own_date_of_another_company_is_not_there(year_end: Any, login: Any) -> None:
    with system_context("test"):
        own = OwnDate.objects.create(company=year_end.company_b, title="geheim", first_on=DAY)
    contact = login(year_end.contact_a)
    assert contact.get(page(year_end, f"own/{own.pk}/")).status_code == 404
    assert contact.post(page(year_end, f"own/{own.pk}/end/")).status_code == 404
    assert contact.get(page(year_end, f"done/own/2027-12-10/{own.pk}/")).status_code == 404
    assert b"geheim" not in contact.get(page(year_end)).content


# -- What something else set off ---------------------------------------------------------------------------------------
def test_a_new_counsellor_sets_off_the_work_rules_until_it_is_written_down(year_end: Any, login: Any) -> None:
    contact, company = login(year_end.contact_a), year_end.company_a
    with system_context("test"):
        holder = RoleHolder.objects.create(
            company=company, kind="counsellor", name="Lies", begins_on=date(2027, 6, 1), created_by_id=1
        )
    address = page(year_end, f"done/work_rules/2027-06-01/{holder.pk}/")
    assert address.encode() in contact.get(page(year_end)).content
    contact.post(address, {"done_on": "7/6/2027"})
    assert address.encode() not in contact.get(page(year_end)).content
    assert b"07/06/2027" in contact.get(page(year_end)).content


# -- Notices and mail --------------------------------------------------------------------------------------------------
def mails(company: Any) -> int:
    with system_context("test"):
        return OutgoingEmail.objects.filter(kind="companies.dates_near", company_id=company.pk).count()


def morning(day: date) -> dict[str, int]:
    with clock.at(day), system_context("test"):
        return periodic.year_dates(today=day)


def waiting(company: Any) -> list[tuple[str, str, bool]]:
    with system_context("test"):
        rows = DateNotice.objects.filter(company=company).order_by("due_on", "kind")
        return [(row.kind, row.due_on.isoformat(), row.is_late) for row in rows]


def test_a_date_waits_from_thirty_days_before_is_told_once_and_goes_when_done(year_end: Any, login: Any) -> None:
    company = year_end.company_a
    first = date(2027, 12, 1)
    morning(first - timedelta(days=1))
    assert ("workplace_visit", "2027-12-31", False) not in waiting(company)
    before = mails(company)
    morning(first)
    assert ("workplace_visit", "2027-12-31", False) in waiting(company)
    contacts = mails(company) - before
    assert contacts >= 1
    morning(first)
    morning(first + timedelta(days=1))
    assert mails(company) - before == contacts
    login(year_end.contact_a).post(page(year_end, "done/workplace_visit/2027-12-31/"), {"done_on": "9/12/2027"})
    assert "workplace_visit" not in [kind for kind, _day, _late in waiting(company)]
    morning(DAY)
    assert "workplace_visit" not in [kind for kind, _day, _late in waiting(company)]


def test_what_passed_is_told_the_day_after_and_what_passed_long_ago_by_no_mail(year_end: Any) -> None:
    company = year_end.company_a
    morning(date(2027, 12, 20))
    told = mails(company)
    morning(date(2027, 12, 31))
    assert mails(company) == told
    morning(date(2028, 1, 1))
    assert ("workplace_visit", "2027-12-31", True) in waiting(company) and mails(company) > told
    assert ("annual_report", "2027-04-01", True) in waiting(company)  # it waits; no mail told of it
    with system_context("test"):
        told_of = [
            one["kind"]
            for row in OutgoingEmail.objects.filter(kind="companies.dates_near", company_id=company.pk)
            for one in row.context["dates"]
        ]
    assert "annual_report" not in told_of and "workplace_visit" in told_of


def test_the_mail_says_it_in_three_languages() -> None:
    from django.utils import translation

    dates = [
        {"kind": "workplace_visit", "about": "2027", "day": "2027-12-31", "late": True},
        {"kind": "own", "about": "Oefening", "day": "2028-01-05", "late": False},
    ]
    subjects = set()
    for language in ("nl", "fr", "en"):
        with translation.override(language):
            said = MAILS["companies.dates_near"]({"company": "Bakkerij", "slug": "b", "dates": dates})
        subjects.add(said.subject)
        assert said.action_path == "/c/b/year/" and [label for label, _day in said.facts][1] == "Oefening"
    assert len(subjects) == 3


def test_five_companies_take_stock_in_as_many_queries_as_one(year_end: Any) -> None:
    with system_context("test"):
        keys = [year_end.company_a.pk]
        take_stock(keys, DAY)
        with CaptureQueriesContext(connection) as one:
            take_stock(keys, DAY)
        keys += [factories.company().pk for _number in range(4)]
        take_stock(keys, DAY)
        with CaptureQueriesContext(connection) as five:
            take_stock(keys, DAY)
    assert len(five) == len(one)
