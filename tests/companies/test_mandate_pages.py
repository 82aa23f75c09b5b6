"""Mandates in pages: given, invited, extended, ended, run out; what each discipline may; what strangers get (ADR 0062)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from coaching.accounts import actions as accounts
from coaching.accounts.models import Invitation
from coaching.companies import actions, guests
from coaching.companies.models import Discipline, Mandate
from coaching.core.ground import clock
from coaching.core.ground.roles import ADVISER_ROLES, PERMISSIONS, SECOND_FACTOR_ROLES, Role
from coaching.core.mail.outbox import MAILS
from coaching.core.models import AuditEvent, OutgoingEmail
from coaching.core.tenancy.context import system_context
from riskanalysis import actions as analysing
from riskanalysis.models import RiskAnalysis
from tests import factories
from tests.acting import as_person, in_company, in_portfolio
from tests.actionplans import factories as plans

pytestmark = pytest.mark.django_db
ADDRESS = "adviseur@dienst.test"


def mandate_of(world: Any, letter: str = "a", **changed: Any) -> Mandate:
    terms: dict[str, Any] = {"person_id": world.outsider.pk, "discipline": "prevention_adviser", "whole_file": True}
    with in_company(getattr(world, f"contact_{letter}"), getattr(world, f"company_{letter}")) as by:
        return actions.give_mandate(**{**terms, **changed}, by=by)


def page(world: Any, rest: str = "", letter: str = "a") -> str:
    return f"/c/{getattr(world, f'company_{letter}').slug}/{rest}"


def count() -> int:
    with system_context("test"):
        return Mandate.objects.exclude(discipline="coach").count()


def token() -> str:
    with system_context("test"):
        mail = OutgoingEmail.objects.filter(kind="accounts.invitation").order_by("-created_at").first()
    return str(mail.context["path"]).strip("/").split("/")[-1]


@pytest.fixture
def analysed(world: Any) -> Any:
    with system_context("test"):
        for letter in "ab":
            setattr(world, f"analysis_{letter}", plans.analysis(getattr(world, f"trajectory_{letter}")))
    return world


# ---- giving, by hand ----


def test_a_contact_gives_extends_and_ends_in_two_clicks(world: Any, login: Any) -> None:
    client = login(world.contact_a)
    assert client.get(page(world, "mandates/give/")).status_code == 200
    asked = {"discipline": "coach", "person": world.coach_b.pk, "language": "nl", "scope": "whole", "until": ""}
    assert client.post(page(world, "mandates/give/"), asked).status_code == 302
    with system_context("test"):
        given = Mandate.objects.get(person_id=world.coach_b.pk, company=world.company_a)
    assert given.is_of_whole_file and given.may_write
    assert world.coach_b.name in client.get(page(world, "mandates/")).content.decode()
    day = clock.today() + timedelta(days=30)
    extend = page(world, f"mandates/{given.pk}/extend/")
    assert client.get(extend).status_code == 200
    assert client.post(extend, {"until": day.isoformat()}).status_code == 302
    with system_context("test"):
        assert Mandate.objects.get(pk=given.pk).last_day == day
    end = page(world, f"mandates/{given.pk}/end/")
    assert client.get(end).status_code == 200
    assert client.post(end, {"reason": ""}).status_code == client.post(end, {"reason": ""}).status_code == 302
    with system_context("test"):
        assert Mandate.objects.get(pk=given.pk).is_over
        kinds = list(OutgoingEmail.objects.filter(kind__startswith="companies.mandate").values_list("kind", flat=True))
        assert AuditEvent.objects.filter(event="companies.mandate_ended", subject_id=given.pk).count() == 1
    assert sorted(kinds) == ["companies.mandate_ended", "companies.mandate_given"]
    assert world.coach_b.name in client.get(page(world, "mandates/")).content.decode()  # history stays


@pytest.mark.parametrize("who", ["adviser_a", "worker_bench_a", "secretary_a", "contact_a"])
def test_company_and_body_read_the_page(world: Any, login: Any, who: str) -> None:
    mandate_of(world)
    shown = login(getattr(world, who)).get(page(world, "mandates/"))
    assert shown.status_code == 200 and world.outsider.name in shown.content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("adviser_a", 403),
        ("worker_bench_a", 403),
        ("secretary_a", 403),
        ("owner_a", 403),
        ("coach_a", 403),
        ("contact_b", 404),
    ],
)
def test_nobody_else_gives_extends_or_ends(world: Any, login: Any, who: str, status: int) -> None:
    given, client, before = mandate_of(world), login(getattr(world, who)), count()
    for rest in ("give/", f"{given.pk}/extend/", f"{given.pk}/end/"):
        assert client.post(page(world, f"mandates/{rest}"), {"until": ""}).status_code == status
    with system_context("test"):
        assert Mandate.objects.get(pk=given.pk).ended_at is None
    assert count() == before


def test_another_companys_mandate_is_not_there(world: Any, login: Any) -> None:
    theirs = mandate_of(world, "b")
    client = login(world.contact_a)
    assert world.outsider.name not in client.get(page(world, "mandates/")).content.decode()
    for verb in ("extend", "end"):
        assert client.post(page(world, f"mandates/{theirs.pk}/{verb}/"), {"until": ""}).status_code == 404
    with system_context("test"):
        assert Mandate.objects.get(pk=theirs.pk).ended_at is None


def test_whom_the_page_does_not_offer_is_not_let_in_by_posting_a_number(world: Any, login: Any) -> None:
    asked = {"discipline": "expert", "language": "nl", "scope": "whole"}
    client, before = login(world.contact_a), count()
    for person in (world.outsider.pk, world.contact_a.pk, world.contact_b.pk, 0):
        assert client.post(page(world, "mandates/give/"), {**asked, "person": person}).status_code == 200
    assert client.post(page(world, "mandates/give/"), {**asked, "email": world.contact_a.email}).status_code == 200
    assert (
        client.post(page(world, "mandates/give/"), {**asked, "person": world.coach_b.pk, "email": ADDRESS}).status_code
        == 200
    )
    coach = {**asked, "discipline": "coach", "email": ADDRESS}
    assert client.post(page(world, "mandates/give/"), coach).status_code == 200
    assert (
        client.post(
            page(world, "mandates/give/"), {**asked, "person": world.coach_b.pk, "until": "2001-01-01"}
        ).status_code
        == 200
    )
    assert count() == before


def test_as_many_queries_for_three_as_for_one(world: Any, login: Any) -> None:
    mandate_of(world)
    client = login(world.contact_a)
    client.get(page(world, "mandates/"))
    with CaptureQueriesContext(connection) as one:
        client.get(page(world, "mandates/"))
    for name in ("Tweede", "Derde"):
        mandate_of(world, person_id=factories.user(name).pk)
    with CaptureQueriesContext(connection) as three:
        client.get(page(world, "mandates/"))
    assert len(three) == len(one)


# ---- by invitation ----


def invited(world: Any, **changed: Any) -> Invitation:
    terms: dict[str, Any] = {"email": ADDRESS, "own_email": world.contact_a.email, "discipline": "physician"}
    terms |= {"whole_file": True, "language": "nl", "place": world.company_a.name}
    with in_company(world.contact_a, world.company_a) as by:
        return actions.invite_adviser(**{**terms, **changed}, by=by)


def test_an_invitation_becomes_a_mandate_of_the_invited_address(world: Any, login: Any) -> None:
    client = login(world.contact_a)
    until = clock.today() + timedelta(days=60)
    asked = {
        "discipline": "prevention_adviser",
        "email": ADDRESS,
        "language": "nl",
        "scope": "new",
        "until": until.isoformat(),
    }
    assert client.post(page(world, "mandates/give/"), asked).status_code == 302
    assert ADDRESS in client.get(page(world, "mandates/")).content.decode()
    guest = factories.user("Adviseur", email=ADDRESS)
    assert accounts.accept_invitation(token=token(), user=world.outsider) == "foreign"
    assert count() == 0
    assert accounts.accept_invitation(token=token(), user=guest) == "done"
    assert accounts.accept_invitation(token=token(), user=guest) == "accepted"
    with system_context("test"):
        made = Mandate.objects.get(person_id=guest.pk)
        assert AuditEvent.objects.filter(event="companies.mandate_given", subject_id=made.pk).count() == 1
    assert (made.discipline, made.is_of_whole_file, made.last_day) == ("prevention_adviser", False, until)
    assert made.given_by_id == world.contact_a.pk
    shut = login(guest, second_factor=False).get(page(world, "?as=coach"))
    assert shut.status_code == 302 and "second-factor" in shut.headers["Location"]
    assert login(guest).get(page(world, "?as=coach")).status_code == 200


def test_an_offer_that_ran_out_or_was_withdrawn_opens_nothing(world: Any) -> None:
    guest = factories.user("Arts", email=ADDRESS)
    offer = invited(world, until=clock.now() + timedelta(days=3))
    with clock.at(clock.now() + timedelta(days=4)):
        assert accounts.accept_invitation(token=token(), user=guest) == "expired"
    with in_company(world.contact_a, world.company_a) as by:
        accounts.revoke_invitation(invitation_id=offer.pk, by=by)
    assert accounts.accept_invitation(token=token(), user=guest) == "revoked"
    assert count() == 0


def test_who_may_not_bind_the_company_invites_no_adviser(world: Any) -> None:
    for who in ("adviser_a", "worker_bench_a", "coach_a"):
        with in_company(getattr(world, who), world.company_a) as by, pytest.raises(PermissionDenied):
            accounts.invite(
                email=ADDRESS, role="physician", place="x", language="nl", company_id=world.company_a.pk, by=by
            )


def test_nobody_lets_themselves_in_by_their_own_invitation(world: Any) -> None:
    """Whatever the page checks: the database knows who invited."""
    invited(world, email="ander@dienst.test", own_email="x@y.test")
    with system_context("test"):
        Invitation.objects.update(email=world.contact_a.email)
    assert accounts.accept_invitation(token=token(), user=world.contact_a) == "foreign"
    assert count() == 0


# ---- what a discipline may ----


def test_roles_and_disciplines_agree(world: Any) -> None:
    """The database hands the role out; the rules know it."""
    for discipline in Discipline.values:
        with connection.cursor() as cursor:
            cursor.execute("SELECT guest_role(%s)", [discipline])
            assert cursor.fetchone()[0] == (guests.ROLE_OF.get(discipline) or Role.COACH).value
    assert set(ADVISER_ROLES) <= set(SECOND_FACTOR_ROLES)


@pytest.mark.parametrize("discipline", [one for one in Discipline.values if one != "coach"])
def test_an_adviser_works_in_the_file_and_in_no_coaching(analysed: Any, login: Any, discipline: str) -> None:
    mandate_of(analysed, discipline=discipline)
    client = login(analysed.outsider)
    for rest in ("", "analyses/", "plans/", "measures/", "company/"):
        shown = client.get(page(analysed, f"{rest}?as=coach"))
        assert shown.status_code == 200, rest
    assert client.get("/coach/").status_code == 200
    for rest in ("trajectory/", "expenses/", "mandates/", "trajectory/sessions/"):
        assert client.get(page(analysed, f"{rest}?as=coach")).status_code in {403, 404}, rest
    for rest in ("requests/", "profile/", "account/", "week/"):
        assert client.get(f"/coach/{rest}").status_code in {403, 404}, rest
    with in_company(analysed.outsider, analysed.company_a, "coach") as by:
        writes = discipline != "physician"
        assert by.may("riskanalysis.edit") is by.may("actionplans.edit") is writes
        decides = {one for one in PERMISSIONS if by.may(one)} & {
            "riskanalysis.finalise",
            "actionplans.adopt",
            "actionplans.submit",
            "actionplans.answer_advice",
            "actionplans.remark",
            "actionplans.record_advice",
            "companies.give_mandate",
            "trajectories.claim",
            "trajectories.view_log",
            "trajectories.view_expenses",
            "trajectories.talk",
            "coaches.edit_own_profile",
        }
        assert decides == set()


HIDDEN = (
    "trajectories_trajectory",
    "trajectories_session",
    "trajectories_expensestatement",
    "trajectories_message",
    "programmes_application",
    "modules_moduleuptake",
    "trajectories_coachrequest",
)


def test_by_sql_an_adviser_reads_nothing_of_coaching_nor_of_another_company(analysed: Any) -> None:
    mandate_of(analysed)
    with in_company(analysed.outsider, analysed.company_a, "coach"), connection.cursor() as cursor:
        for table in HIDDEN:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0] == 0, table
        for table in ("companies_company", "companies_membership", "riskanalysis_riskanalysis", "companies_workunit"):
            key = "id" if table == "companies_company" else "company_id"
            cursor.execute(f"SELECT count(*) FROM {table} WHERE {key} <> %s", [analysed.company_a.pk])
            assert cursor.fetchone()[0] == 0, table
        cursor.execute("SELECT count(*) FROM companies_mandate WHERE person_id <> %s", [analysed.outsider.pk])
        assert cursor.fetchone()[0] == 0


def test_by_sql_a_physician_writes_nothing(analysed: Any) -> None:
    mandate_of(analysed, discipline="physician")
    with in_company(analysed.outsider, analysed.company_a, "coach") as by, connection.cursor() as cursor:
        assert RiskAnalysis.objects.count() == 1
        cursor.execute("UPDATE riskanalysis_riskanalysis SET title = 'Anders'")
        assert cursor.rowcount == 0
        with pytest.raises(PermissionDenied):
            analysing.open_analysis(title="Nieuw", by=by)


def test_a_limited_physician_reads_what_is_new(world: Any) -> None:
    mandate_of(world, discipline="physician", whole_file=False)
    with system_context("test"):
        new = plans.analysis(world.trajectory_a)
    with in_company(world.outsider, world.company_a, "coach"):
        assert set(RiskAnalysis.objects.values_list("pk", flat=True)) == {new.pk}


def test_an_adviser_makes_an_analysis(world: Any) -> None:
    mandate_of(world, whole_file=False)
    with in_company(world.outsider, world.company_a, "coach") as by:
        made = analysing.open_analysis(title="Nachtploeg", by=by)
    with in_company(world.contact_a, world.company_a):
        assert RiskAnalysis.objects.filter(pk=made.pk).exists()
    with pytest.raises(Http404), in_company(world.outsider, world.company_b, "coach"):
        pass


# ---- the end ----


def test_revoked_with_a_page_open_says_so_and_keeps_what_was_typed(analysed: Any, login: Any) -> None:
    given, client = mandate_of(analysed), login(analysed.outsider)
    form = page(analysed, "analyses/new/?as=coach")
    assert client.get(form).status_code == 200
    with in_company(analysed.contact_a, analysed.company_a) as by:
        actions.end_mandate(mandate_id=given.pk, by=by)
    typed = "De nachtploeg tilt dozen van dertig kilo zonder hulp."
    answer = client.post(form, {"title": typed})
    text = answer.content.decode()
    assert answer.status_code == 410 and analysed.company_a.name in text and typed in text
    assert client.get(page(analysed, "?as=coach")).status_code == 410
    stranger = login(factories.user("Vreemd")).get(page(analysed, "?as=coach"))
    assert stranger.status_code == 404 and analysed.company_a.name not in stranger.content.decode()


def test_expired_in_the_night_is_a_calm_page(analysed: Any, login: Any) -> None:
    mandate_of(analysed, until=clock.now() + timedelta(hours=2))
    client = login(analysed.outsider)
    assert client.get(page(analysed, "?as=coach")).status_code == 200
    with clock.at(clock.now() + timedelta(hours=3)):
        assert client.get(page(analysed, "?as=coach")).status_code == 410
        portfolio = client.get("/coach/").content.decode()
        assert analysed.company_a.name in portfolio and page(analysed) not in portfolio
        assert client.get(page(analysed, letter="b")).status_code == 404


def test_who_never_had_one_hears_nothing_by_sql(world: Any) -> None:
    given = mandate_of(world)
    with in_company(world.contact_a, world.company_a) as by:
        actions.end_mandate(mandate_id=given.pk, by=by)
    with as_person(world.contact_b):
        assert guests.ended_mandate(world.company_a.slug) is None
    with as_person(world.outsider):
        assert guests.ended_mandate(world.company_a.slug)[0] == world.company_a.name
        assert guests.ended_mandate(world.company_b.slug) is None


def test_the_portfolio_lists_all_ending_soon_first(world: Any) -> None:
    mandate_of(world)
    mandate_of(world, "b", until=clock.now() + timedelta(days=9))
    with in_portfolio(world.outsider) as by:
        running, over = guests.own_mandates()
        assert [line.name for line in running] == [world.company_b.name, world.company_a.name] and over == []
        assert by.roles == {"external_adviser", "guest"}
    with in_portfolio(world.coach_a):
        assert {line.name for line in guests.own_mandates()[0]} == {world.company_a.name}
    with pytest.raises(Http404), in_portfolio(factories.user("Vreemd")):
        pass


def test_mails_say_it_in_words() -> None:
    context = {"company": "Bakkerij", "slug": "b", "by": "An", "discipline": "physician", "whole_file": False}
    for last_day in ("", "2027-03-01"):
        given = MAILS["companies.mandate_given"]({**context, "last_day": last_day})
        assert "Bakkerij" in given.subject and given.action_path == "/c/b/?as=coach"
    assert "Bakkerij" in MAILS["companies.mandate_ended"]({**context, "last_day": ""}).subject


def test_who_coached_reads_on_the_first_page_until_when(world: Any, login: Any) -> None:
    """After the closing the mandate runs out; once it has, the page says so and the trajectory's own pages stay."""
    with system_context("test"):
        trajectory = world.trajectory_a
        type(trajectory).objects.filter(pk=trajectory.pk).update(state="closed", closed_at=clock.now())
        mandate = Mandate.objects.get(company=world.company_a, person_id=world.coach_a.pk)
    assert not mandate.may_write and mandate.last_day == clock.today() + timedelta(days=90)
    client = login(world.coach_a)
    english = {"accept-language": "en"}
    first = client.get(page(world, "?as=coach"), headers=english).content.decode()
    assert "You read the analyses, plans and measures until" in first
    with clock.at(clock.now() + timedelta(days=91)):
        after = client.get(page(world, "?as=coach"), headers=english).content.decode()
    assert "no longer open for you" in after
