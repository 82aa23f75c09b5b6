"""Erasing a person or a company: afterwards nothing leads to them, in no column of no table, file, cache or log."""

from __future__ import annotations

import json
import logging
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from actionplans.models import MeasureNote, PreventionMeasure
from coaching.accounts.models import Invitation, User
from coaching.companies.models import AdviserAdvice, Company, Membership, RoleHolder
from coaching.core.ground import audit, clock
from coaching.core.ground.people import names_of
from coaching.core.models import AuditEvent, Document, OutgoingEmail
from coaching.core.tenancy.context import current_actor, system_context, without_hat
from coaching.insight.keeping import words
from coaching.insight.keeping.tables import owned
from coaching.programmes.models import Application, ProgrammeMembership
from coaching.trajectories.models import ExpenseStatement, Trajectory
from riskanalysis.models import Finding
from tests.consistency.rich import enrich

pytestmark = pytest.mark.django_db
NAME, EMAIL, PHONE = "Jérôme O'Brien-Wouters", "jerome@bakkerij.example", "+32 475 98 76 54"
COMPANY, NUMBER = "Kaas & Zn. Vanderstraeten-Dhondt", "0123456749"


@pytest.fixture
def rich(world: Any, settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path / "media"
    enrich(world)
    return world


def everywhere(sought: list[words.Sought]) -> dict[str, int]:
    """table.column → rows, over every column with text that the catalogue knows, sign-in tables as well."""
    with system_context("test: search"):
        hits = words.found(sought)
    with without_hat():
        return {**hits, **words.found(sought, sign_in=True)}


def in_files(folder: Path, *said: str) -> list[str]:
    return [
        str(path)
        for path in folder.rglob("*")
        if path.is_file() and any(one.encode() in path.read_bytes() or one in str(path) for one in said)
    ]


def in_cache(*said: str) -> list[bytes]:
    client = cache._cache.get_client(None)  # type: ignore[attr-defined]
    return [key for key in client.scan_iter() if any(one.encode() in key + (client.get(key) or b"") for one in said)]


def erase(command: str, *given: str) -> dict[str, Any]:
    out = StringIO()
    call_command(command, *given, "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


# -- A person ----------------------------------------------------------------------------------------------------------
def told_everywhere(world: Any, person: User) -> None:
    """The name, address and number in every column with text of every table that says something of this company."""
    said = f"Bel {NAME} ({EMAIL.upper()}, 0475/98.76.54)"
    with system_context("test"):
        Finding.objects.filter(company_id=world.company_a.pk).update(description=said, hazard=NAME)
        PreventionMeasure.objects.filter(company_id=world.company_a.pk).update(what=said, who=NAME)
        Document.objects.filter(company_id=world.company_a.pk).update(
            title=said[:200], data={"context": {"owner": NAME}}
        )
        RoleHolder.objects.filter(company_id=world.company_a.pk).update(
            name=NAME, phone=PHONE, email=EMAIL, agreed_to_show_on=clock.today(), person_id=person.pk
        )
        audit.record("tests.said", world.company_a, by=current_actor(), reason=said, data={"who": NAME, "mail": EMAIL})
        OutgoingEmail.objects.create(
            kind="tests.hello",
            address=EMAIL,
            dedupe_key=f"x:{EMAIL}",
            context={"name": NAME},
            body_html="Dag J&eacute;r\u00f4me",
        )
        OutgoingEmail.objects.create(
            kind="tests.hello",
            recipient_id=world.colleague_a.pk,
            dedupe_key=f"y:{EMAIL}",
            context={"name": NAME},
            company_id=world.company_a.pk,
            body_html="Dag Jérôme O&#x27;Brien-Wouters",
            body_text=said,
        )
        Invitation.objects.create(
            email=EMAIL, role="contact", token_digest="d" * 64, expires_at=clock.now(), company_id=world.company_a.pk
        )


@pytest.fixture
def jerome(rich: Any) -> User:
    """The prevention adviser of company A under a name of his own: nobody hangs on him alone."""
    with without_hat():
        User.objects.filter(pk=rich.adviser_a.pk).update(name=NAME, email=EMAIL, phone=PHONE, mobile=PHONE)
        rich.adviser_a.refresh_from_db()
    told_everywhere(rich, rich.adviser_a)
    return rich.adviser_a


def sought_of_jerome() -> list[words.Sought]:
    return [words.address(EMAIL, ""), *words.telephone(PHONE), *words.name(NAME)]


def test_the_search_finds_what_is_there(jerome: User) -> None:
    """Else the tests below would be green for nothing."""
    hits = everywhere(sought_of_jerome())
    assert {
        "accounts_user.email",
        "accounts_user.name",
        "accounts_user.phone",
        "riskanalysis_finding.description",
        "core_auditevent.data",
        "core_auditevent.reason",
        "core_document.data",
        "core_outgoingemail.body_html",
        "core_outgoingemail.dedupe_key",
        "companies_roleholder.email",
        "accounts_invitation.email",
    } <= hits.keys()


def test_after_erasing_a_person_nothing_leads_to_them(
    rich: Any,
    jerome: User,
    login: Any,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    login(jerome)
    cache.set(f"drawn:{EMAIL}", "x")
    cache.set("drawn:page", f"<p>{NAME}</p>")
    caplog.set_level(logging.DEBUG)
    with django_capture_on_commit_callbacks(execute=True):
        report = erase("erase_person", EMAIL.upper(), f"--reason=gevraagd door {NAME}")
    assert everywhere(sought_of_jerome()) == {}
    assert in_files(Path(settings.MEDIA_ROOT), EMAIL, NAME, "98 76 54") == []
    assert in_cache(EMAIL, NAME) == []
    assert EMAIL not in caplog.text.lower() and NAME not in caplog.text
    assert report["done"]["companies_membership"] >= 1 and report["done"]["accounts_user: emptied"] == 1
    assert NAME not in json.dumps(report) and EMAIL not in json.dumps(report)


def test_what_they_did_stays_under_a_number_and_pages_say_so(rich: Any, jerome: User) -> None:
    with system_context("test"):
        PreventionMeasure.objects.filter(company_id=rich.company_a.pk).update(done_by_id=jerome.pk)
    report = erase("erase_person", EMAIL, "--reason=gevraagd")
    with system_context("test"):
        assert PreventionMeasure.objects.filter(done_by_id=jerome.pk).exists()
        assert names_of([jerome.pk])[jerome.pk] not in ("", NAME)
        texts = set(Finding.objects.filter(company_id=rich.company_a.pk).values_list("description", flat=True))
    assert texts == {f"Bel […] (erased-{jerome.pk}@erased.invalid, […])"}
    assert [one["what"] for one in report["kept"]] == ["rows that point to the number"]


def test_they_are_signed_out_and_cannot_come_back(rich: Any, jerome: User, login: Any) -> None:
    client = login(jerome)
    assert client.get("/me/?all").status_code == 200
    erase("erase_person", EMAIL, "--reason=gevraagd")
    assert client.get("/me/?all").status_code == 302
    with without_hat():
        gone = User.objects.get(pk=jerome.pk)
    assert not gone.is_active and not gone.has_usable_password() and gone.phone == ""


def test_documents_that_named_them_are_laid_out_anew(
    rich: Any, jerome: User, django_capture_on_commit_callbacks: Any
) -> None:
    with system_context("test"):
        document = Document.objects.filter(company_id=rich.company_a.pk)[0]
        document.file.save("x.pdf", ContentFile(NAME.encode()), save=False)
        stored = document.file.path
        Document.objects.filter(pk=document.pk).update(
            file=document.file.name, state="ready", sha256="a" * 64, ready_at=clock.now()
        )
    with django_capture_on_commit_callbacks(execute=True):
        erase("erase_person", EMAIL, "--reason=gevraagd")
    with system_context("test"):
        document.refresh_from_db()
    assert (document.state, document.file.name, document.sha256) == ("queued", "", "")
    assert not Path(stored).exists()


def test_another_company_keeps_its_texts_where_the_same_words_stand(rich: Any, jerome: User) -> None:
    """A name is nobody's alone; an address and a number are."""
    with system_context("test"):
        Finding.objects.filter(company_id=rich.company_b.pk).update(description=f"{NAME} {EMAIL}")
    erase("erase_person", EMAIL, "--reason=gevraagd")
    with system_context("test"):
        texts = set(Finding.objects.filter(company_id=rich.company_b.pk).values_list("description", flat=True))
    assert texts == {f"{NAME} erased-{jerome.pk}@erased.invalid"}


def test_a_namesake_keeps_the_name_and_the_report_says_so(rich: Any, jerome: User) -> None:
    with without_hat():
        User.objects.filter(pk=rich.outsider.pk).update(name=NAME)
    report = erase("erase_person", EMAIL, "--reason=gevraagd")
    assert "the name in texts" in {one["what"] for one in report["kept"]}
    assert set(everywhere([words.address(EMAIL, ""), *words.telephone(PHONE)])) == set()


def test_somebody_without_an_account_is_erased_by_the_address(rich: Any) -> None:
    with system_context("test"):
        Invitation.objects.create(email="x@y.example", role="contact", token_digest="e" * 64, expires_at=clock.now())
    erase("erase_person", "X@y.example", "--reason=gevraagd")
    assert everywhere([words.address("x@y.example", "")]) == {}


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("contact_a", "last contact of company"),
        ("coach_a", "coaches a company"),
        ("admin_a", "last administrator of programme"),
        ("staff", "last person of the platform"),
    ],
)
def test_who_would_leave_others_stuck_is_refused_in_one_line(world: Any, who: str, says: str) -> None:
    person = getattr(world, who)
    with system_context("test"):
        Membership.objects.filter(user_id=world.colleague_a.pk).delete()
    with pytest.raises(CommandError, match=says) as refused:
        call_command("erase_person", person.email, "--reason=gevraagd", stdout=StringIO())
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)
    with without_hat():
        assert User.objects.get(pk=person.pk).email == person.email


@pytest.mark.parametrize(
    ("email", "reason"), [("nobody@nowhere.example", "x"), ("a@b.example", " "), ("a\x00b", "x"), ("", "x")]
)
def test_bad_input_is_said_in_one_line(world: Any, email: str, reason: str) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("erase_person", email, f"--reason={reason}")
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)


# -- A company ---------------------------------------------------------------------------------------------------------
@pytest.fixture
def kaas(rich: Any) -> Any:
    """Company A under a name of its own, its coaching closed and everything paid; it is named all over the place."""
    said = f"{COMPANY.upper()} (BE 0123.456.749)"
    with system_context("test"):
        Company.objects.filter(pk=rich.company_a.pk).update(name=COMPANY, enterprise_number=NUMBER)
        Application.objects.filter(company_id=rich.company_a.pk).exclude(state="draft").update(
            company_name=COMPANY, enterprise_number=NUMBER, state="approved", decided_at=clock.now(), motivation=said
        )
        Application.objects.filter(company_id=rich.company_a.pk, start_due_on=None).update(start_due_on=clock.today())
        Trajectory.objects.filter(company_id=rich.company_a.pk).update(state="closed", closed_at=clock.now())
        ExpenseStatement.objects.filter(company_id=rich.company_a.pk).update(state="approved", settled_at=clock.now())
        OutgoingEmail.objects.create(
            kind="tests.hello",
            recipient_id=rich.admin_a.pk,
            dedupe_key="z",
            context={"company": COMPANY, "number": NUMBER},
            programme_id=rich.programme_a.pk,
            body_text=said,
        )
        audit.record("tests.said", rich.programme_a, by=current_actor(), reason=said, data={"company": COMPANY})
        for note in MeasureNote.objects.all():
            note.file.save("x.pdf", ContentFile(str(note.company_id).encode()), save=False)
            MeasureNote.objects.filter(pk=note.pk).update(file=note.file.name, file_name="x.pdf")
        rich.company_a.refresh_from_db()
    return rich.company_a


def sought_of_kaas() -> list[words.Sought]:
    return [words.number(NUMBER), *words.name(COMPANY)]


def test_after_erasing_a_company_nothing_leads_to_it(
    rich: Any, kaas: Company, settings: Any, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    assert {"companies_company.name", "programmes_application.motivation", "core_auditevent.reason"} <= everywhere(
        sought_of_kaas()
    ).keys()
    cache.set("drawn:page", f"<p>{kaas.slug}</p>")
    caplog.set_level(logging.DEBUG)
    with django_capture_on_commit_callbacks(execute=True):
        report = erase("erase_company", kaas.slug, f"--reason={COMPANY} stopt")
    assert everywhere(sought_of_kaas()) == {}
    assert in_files(Path(settings.MEDIA_ROOT), str(kaas.pk)) == []
    assert in_cache(kaas.slug) == []
    assert COMPANY not in caplog.text and NUMBER not in caplog.text
    assert COMPANY not in json.dumps(report) and report["done"]["riskanalysis_finding"] >= 1


def test_what_was_decided_and_paid_stays_without_its_name_and_nothing_else(rich: Any, kaas: Company) -> None:
    with system_context("test"):
        before = list(ExpenseStatement.objects.filter(company_id=kaas.pk).values_list("number", "subsidy_eur"))
    report = erase("erase_company", kaas.slug, "--reason=stopt")
    with system_context("test"):
        counted = {one.table: one.rows(kaas.pk).count() for one in owned()}
        after = list(ExpenseStatement.objects.filter(company_id=kaas.pk).values_list("number", "subsidy_eur"))
        trail = list(AuditEvent.objects.filter(company_id=kaas.pk).exclude(event="companies.file_erased"))
    left = {table for table, count in counted.items() if count}
    assert left <= {
        *("companies_company", "companies_mandate", "programmes_application", "trajectories_trajectory"),
        *("trajectories_session", "trajectories_expensestatement", "core_auditevent"),
    }
    assert before and after == before
    assert not [line for line in trail if line.reason or line.data]
    assert {one["what"] for one in report["kept"]} >= {"programmes_application", "trajectories_expensestatement"}
    call_command("figures", "--check", stdout=StringIO())  # the programme's figures are still those of its files


def test_the_other_company_loses_nothing(rich: Any, kaas: Company) -> None:
    def counted() -> dict[str, int]:
        with system_context("test"):
            return {one.table: one.rows(rich.company_b.pk).count() for one in owned()}

    before = counted()
    erase("erase_company", kaas.slug, "--reason=stopt")
    assert counted() == before and before["companies_adviseradvice"] >= 1


def test_a_company_that_never_applied_goes_whole(db: Any) -> None:
    out = StringIO()
    call_command("open_file", "--name=Wielrijders Vandamme", "--contact=w@example.org", stdout=out)
    slug = out.getvalue().splitlines()[-1]
    erase("erase_company", slug, "--reason=gevraagd")
    with system_context("test"):
        assert not Company.objects.filter(slug=slug).exists()
    assert everywhere(words.name("Wielrijders Vandamme")) == {}


def test_a_coaching_that_goes_on_or_money_that_is_due_keeps_it(world: Any, rich: Any) -> None:
    with pytest.raises(CommandError, match="coaching is still going on") as refused:
        call_command("erase_company", rich.company_a.slug, "--reason=x")
    assert refused.value.returncode == 2
    with system_context("test"):
        Trajectory.objects.filter(company_id=rich.company_a.pk).update(state="closed", closed_at=clock.now())
        Application.objects.filter(company_id=rich.company_a.pk, state__in=["submitted", "in_review"]).update(
            state="withdrawn"
        )
        Application.objects.filter(company_id=rich.company_a.pk, state__in=["info_requested", "waitlisted"]).update(
            state="withdrawn"
        )
        ExpenseStatement.objects.filter(company_id=rich.company_a.pk).update(state="submitted")
    with pytest.raises(CommandError, match="waits for money"):
        call_command("erase_company", rich.company_a.slug, "--reason=x")
    with system_context("test"):
        assert AdviserAdvice.objects.filter(company_id=rich.company_a.pk).exists()


def test_nobody_but_the_machine_can_make_the_trail_forget(world: Any) -> None:
    from django.db import DatabaseError, transaction

    from tests.acting import in_company, in_programme

    for place in (in_company(world.contact_a, world.company_a), in_programme(world.admin_a, world.programme_a)):
        with place, pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT forget_records_of_company(%s, '{}')", [str(world.company_a.pk)])


def test_the_trail_says_that_words_were_taken_out(rich: Any, jerome: User) -> None:
    erase("erase_person", EMAIL, "--reason=gevraagd")
    with system_context("test"):
        assert AuditEvent.objects.filter(event="records.words_removed").exists()
        said = AuditEvent.objects.get(event="accounts.person_erased")
    assert said.data["user_id"] == jerome.pk and said.reason == "gevraagd"


def test_a_programme_keeps_its_administrators_role_for_nobody(rich: Any) -> None:
    with system_context("test"):
        ProgrammeMembership.objects.create(
            programme=rich.programme_a, user_id=rich.outsider.pk, role="administrator", begins_on=clock.today()
        )
    erase("erase_person", rich.admin_a.email, "--reason=weg")
    with system_context("test"):
        assert not ProgrammeMembership.objects.filter(user_id=rich.admin_a.pk).exists()
