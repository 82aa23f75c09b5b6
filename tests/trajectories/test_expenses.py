"""Sessions are confirmed, corrected, taken out; confirmed hours become statements that the programme settles."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from coaching.core.ground import clock
from coaching.core.ground.roles import Role
from coaching.core.ground.workflow import IllegalTransition, Refused
from coaching.core.jobs import periodic
from coaching.core.models import OutgoingEmail, Reminder
from coaching.core.paper import documents
from coaching.core.tenancy.context import system_context
from coaching.programmes.money import budget_of
from coaching.trajectories import actions
from coaching.trajectories.models import CoachingSession, ExpenseStatement, Trajectory
from coaching.trajectories.reports import EXPENSES
from tests import factories
from tests.acting import in_company, in_portfolio, in_programme
from tests.trajectories.conftest import APPROVED, ask, fresh
from tests.trajectories.test_clock import DUE, run_day

pytestmark = pytest.mark.django_db
FIRST = date(2026, 3, 20)


@pytest.fixture
def started(case: Any) -> Any:
    request = ask(case)
    with clock.at(APPROVED), in_portfolio(case.coach_a) as by:
        actions.accept(request_id=request.pk, by=by)
    case.first = log(case, FIRST, "2")
    return case


def log(case: Any, day: date, hours: str, now: date | None = None) -> CoachingSession:
    with clock.at(now or day), in_company(case.coach_a, case.company_a) as by:
        return actions.log_session(
            trajectory_id=case.trajectory.pk, held_on=day, kind="analysis", hours=Decimal(hours), by=by
        )


def confirm(case: Any, session: CoachingSession) -> CoachingSession:
    with in_company(case.contact_a, case.company_a) as by:
        return actions.confirm_session(session_id=session.pk, by=by)


def claim(case: Any) -> ExpenseStatement:
    with in_company(case.coach_a, case.company_a) as by:
        return actions.claim_expenses(trajectory_id=case.trajectory.pk, by=by)


class TestConfirming:
    def test_once(self, started: Any) -> None:
        assert confirm(started, started.first).confirmed_by_id == started.contact_a.pk
        with pytest.raises(IllegalTransition):
            confirm(started, started.first)

    def test_a_correction_asks_for_it_anew(self, started: Any) -> None:
        confirm(started, started.first)
        with in_company(started.coach_a, started.company_a) as by:
            actions.edit_session(session_id=started.first.pk, opened_with=1, hours=Decimal("3"), by=by)
            assert CoachingSession.objects.get(pk=started.first.pk).confirmed_at is None

    def test_an_objection_reaches_the_coach(self, started: Any, login: Any) -> None:
        url = reverse("trajectories:object_to_session", args=[started.company_a.slug, started.first.pk])
        client = login(started.contact_a)
        assert client.post(url, {"reason": ""}).status_code == 200
        assert client.post(url, {"reason": "Het was maar één uur"}).status_code == 302
        with system_context("test"):
            mail = OutgoingEmail.objects.get(kind="trajectories.session_objected")
            assert mail.recipient_id == started.coach_a.pk
        page = login(started.coach_a).get(reverse("trajectories:trajectory", args=[started.company_a.slug]))
        assert "maar één uur" in page.content.decode()

    def test_the_coach_cannot_confirm_nor_another_company(self, started: Any, login: Any) -> None:
        url = reverse("trajectories:confirm_session", args=[started.company_a.slug, started.first.pk])
        assert login(started.coach_a).post(url).status_code == 403
        assert login(started.contact_b).post(url).status_code == 404
        foreign = reverse("trajectories:confirm_session", args=[started.company_b.slug, started.first.pk])
        assert login(started.contact_b).post(foreign).status_code == 404
        assert login(started.contact_a).get(url).status_code == 405

    def test_a_contact_changes_nothing_else_of_a_session(self, started: Any) -> None:
        with in_company(started.contact_a, started.company_a), pytest.raises(DatabaseError), transaction.atomic():
            CoachingSession.objects.filter(pk=started.first.pk).update(hours=9)


class TestBackdatingAndRemoving:
    def test_a_backdated_first_session_moves_the_start(self, started: Any) -> None:
        log(started, FIRST - timedelta(days=10), "1", now=FIRST + timedelta(days=2))
        assert fresh(started.trajectory).started_on == FIRST - timedelta(days=10)

    def test_taking_out_the_only_session_lets_the_clock_run_again(self, started: Any) -> None:
        with clock.at(FIRST), in_company(started.coach_a, started.company_a) as by:
            actions.remove_session(session_id=started.first.pk, reason="Ging niet door", by=by)
        again = fresh(started.trajectory)
        assert (again.state, again.started_on, again.hours_used) == ("coach_accepted", None, 0)
        with system_context("test"):
            planned = Reminder.objects.filter(subject_id=again.pk, state="planned").values_list("due_on", flat=True)
            assert list(planned) == [DUE + timedelta(days=step) for step in (-30, -10, 0, 14)]
        run_day(DUE)
        with system_context("test"):
            assert OutgoingEmail.objects.filter(kind="trajectories.start.due").exists()

    def test_not_when_it_is_confirmed_or_the_coaching_went_on(self, started: Any) -> None:
        second = log(started, FIRST + timedelta(days=3), "1")
        confirm(started, second)
        with clock.at(FIRST + timedelta(days=4)), in_company(started.coach_a, started.company_a) as by:
            with pytest.raises(Refused):
                actions.remove_session(session_id=second.pk, reason="x", by=by)
            actions.remove_session(session_id=started.first.pk, reason="Dubbel", by=by)
        assert fresh(started.trajectory).started_on == FIRST + timedelta(days=3)

    def test_on_the_page(self, started: Any, login: Any) -> None:
        url = reverse("trajectories:remove_session", args=[started.company_a.slug, started.first.pk])
        client = login(started.coach_a)
        assert client.get(url).status_code == 200
        assert client.post(url, {"reason": ""}).status_code == 200
        assert client.post(url, {"reason": "Ging niet door"}).status_code == 302
        assert client.post(url, {"reason": "Ging niet door"}).status_code == 404
        assert login(started.contact_a).get(url).status_code == 403


class TestStatements:
    def test_confirmed_hours_once_at_the_programmes_rate(self, started: Any) -> None:
        second = log(started, FIRST + timedelta(days=7), "4")
        log(started, FIRST + timedelta(days=9), "3")  # not confirmed
        confirm(started, started.first)
        confirm(started, second)
        made = claim(started)
        assert (made.number, made.hours, made.subsidy_eur, made.company_share_eur) == (1, 6, 300, 150)
        with pytest.raises(Refused):
            claim(started)
        with in_company(started.coach_a, started.company_a) as by, pytest.raises(Refused):
            actions.edit_session(session_id=second.pk, opened_with=1, hours=Decimal("5"), by=by)

    def test_no_more_than_the_hours_of_the_trajectory(self, started: Any) -> None:
        for week in range(1, 4):
            confirm(started, log(started, FIRST + timedelta(days=7 * week), "9"))
        made = claim(started)
        assert (made.hours, made.paid_hours, made.subsidy_eur) == (27, 20, 1000)
        confirm(started, log(started, FIRST + timedelta(days=40), "2"))
        assert claim(started).subsidy_eur == 0

    def test_paid_or_refused_by_the_programme_alone(self, started: Any, login: Any) -> None:
        confirm(started, started.first)
        made = claim(started)
        page = reverse("trajectories:desk_statement", args=[started.programme_a.slug, made.pk])
        assert login(started.assessor_a).get(page).status_code == 403
        assert login(started.admin_b).get(page).status_code == 404
        admin = login(started.admin_a)
        assert admin.get(page).status_code == 200
        assert admin.post(page, {"refuse": "1", "reason": ""}).status_code == 200
        assert admin.post(page, {"refuse": "1", "reason": "Geen verslag"}).status_code == 302
        again = claim(started)
        assert again.number == 2
        page = reverse("trajectories:desk_statement", args=[started.programme_a.slug, again.pk])
        admin.post(page, {"settle": "1"})
        admin.post(page, {"settle": "1"})
        with system_context("test"):
            assert ExpenseStatement.objects.get(pk=again.pk).state == "approved"
            assert OutgoingEmail.objects.filter(kind="trajectories.expenses_paid").count() == 1
        with in_company(started.coach_a, started.company_a) as by, pytest.raises(PermissionDenied):
            actions.settle_expenses(statement_id=again.pk, by=by)

    def test_one_after_the_other_in_the_order_of_their_list(self, started: Any, login: Any) -> None:
        confirm(started, started.first)
        older = claim(started)
        confirm(started, log(started, FIRST + timedelta(days=7), "2"))
        newer = claim(started)
        slug, admin = started.programme_a.slug, login(started.admin_a)
        first, second = (
            reverse("trajectories:desk_statement", args=[slug, made.pk]) + "?state=submitted" for made in (older, newer)
        )
        listed = reverse("trajectories:desk_expenses", args=[slug]) + "?state=submitted"
        assert f'{newer.pk}/?state=submitted"' in admin.get(listed).content.decode()
        shown = admin.get(first).context["onward"]
        assert (shown.number, shown.total, shown.ahead, shown.back) == (1, "2", second, listed)
        assert admin.post(first, {"settle": "1"}).url == second
        assert admin.post(second, {"refuse": "1", "reason": "Geen verslag"}).url == listed

    def test_narrowed_by_amount_sorted_and_kept(self, started: Any, login: Any) -> None:
        confirm(started, started.first)
        small = claim(started)
        confirm(started, log(started, FIRST + timedelta(days=7), "4"))
        large = claim(started)
        assert small.subsidy_eur < large.subsidy_eur
        slug, admin = started.programme_a.slug, login(started.admin_a)
        page = reverse("trajectories:desk_expenses", args=[slug])

        def listed(**asked: Any) -> list[Any]:
            return [row.pk for row in admin.get(page, asked).context["page"]]

        assert listed(sort="amount") == listed(sort="-amount")[::-1] == [small.pk, large.pk]
        assert listed(least=str(large.subsidy_eur)) == [large.pk]
        assert listed(most=str(small.subsidy_eur)) == [small.pk]
        assert listed(least="veel") == listed() == [small.pk, large.pk]
        view = {
            "name": "Grote",
            "query": f"least={large.subsidy_eur}&state=submitted",
            "columns": "amount",
            "over": "",
        }
        kept = admin.post(reverse("programmes:keep_view", args=[slug, "statements"]), view).url
        assert kept.startswith(page) and "least=" in kept
        shown = admin.get(kept)
        assert [column.key for column in shown.context["shown"].columns] == ["company", "amount"]
        assert f"least={large.subsidy_eur}" in shown.content.decode().replace("&amp;", "&")

    def test_pages_and_files(self, started: Any, login: Any) -> None:
        confirm(started, started.first)
        coach = login(started.coach_a)
        page = reverse("trajectories:expenses", args=[started.company_a.slug])
        coach.post(reverse("trajectories:claim_expenses", args=[started.company_a.slug]))
        assert "€\u00a0100" in coach.get(page).content.decode()
        with system_context("test"):
            made = ExpenseStatement.objects.get()
        file = coach.get(reverse("trajectories:statement_file", args=[started.company_a.slug, made.pk]))
        assert file.content[:2] == b"PK"
        assert login(started.contact_a).get(page).status_code == 200
        assert login(started.owner_a).get(page).status_code == 403
        assert login(started.contact_b).get(page).status_code == 404
        listed = login(started.admin_a).get(reverse("trajectories:desk_expenses", args=[started.programme_a.slug]))
        assert started.company_a.name in listed.content.decode()
        with system_context("test"):
            data, plain = documents.built(EXPENSES, made, "nl")
        assert plain["context"]["subsidy"] == "€\u00a0100,00"
        assert started.company_a.name in data.title

    def test_a_statement_cannot_be_written_by_the_company_or_moved(self, started: Any) -> None:
        confirm(started, started.first)
        claim(started)
        with in_company(started.contact_a, started.company_a), pytest.raises(DatabaseError), transaction.atomic():
            ExpenseStatement.objects.update(subsidy_eur=99999)
        with in_company(started.contact_b, started.company_b):
            assert not ExpenseStatement.objects.exists()
        with in_programme(started.admin_b, started.programme_b), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM trajectories_expensestatement")
            assert cursor.fetchone()[0] == 0


class TestSilence:
    def nudge(self, day: date) -> int:
        return periodic.run("trajectories.nudge_stalled", day)["nudged"]

    def test_one_mail_per_silence(self, started: Any) -> None:
        with system_context("test"):
            Trajectory.objects.exclude(pk=started.trajectory.pk).delete()
        assert self.nudge(FIRST + timedelta(days=44)) == 0
        assert self.nudge(FIRST + timedelta(days=45)) == 1
        assert self.nudge(FIRST + timedelta(days=46)) == 0
        log(started, FIRST + timedelta(days=50), "1")
        assert self.nudge(FIRST + timedelta(days=94)) == 0
        assert self.nudge(FIRST + timedelta(days=120)) == 1
        with system_context("test"):
            assert OutgoingEmail.objects.filter(kind="trajectories.stalled").count() == 2


def test_a_company_without_a_trajectory_gets_a_word_about_it_not_a_missing_page(world: Any, login: Any) -> None:
    with system_context("test fixture"):
        company = factories.company("Zonder traject")
        factories.membership(company, world.contact_a, Role.CONTACT)
    page = login(world.contact_a).get(reverse("trajectories:expenses", args=[company.slug]))
    assert page.status_code == 200 and "Er is nog geen coaching" in page.content.decode()


def test_the_budget_page_shows_what_was_really_paid(started: Any, login: Any) -> None:
    confirm(started, started.first)
    statement = claim(started)
    page = reverse("programmes:money", args=[started.programme_a.slug])
    client = login(started.admin_a)
    assert "Daarvan betaald" in client.get(page).content.decode()
    with in_programme(started.admin_a, started.programme_a) as by:
        assert budget_of(started.programme_a).spent == 0
        actions.settle_expenses(statement_id=statement.pk, by=by)
        assert budget_of(started.programme_a).spent == statement.subsidy_eur > 0
    with in_programme(started.admin_b, started.programme_b):
        assert budget_of(started.programme_b).spent == 0
