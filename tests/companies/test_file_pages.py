"""The pages of opening a file: two minutes, one file, the same answer for every number; proof by letter and by sign-in."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.companies import actions, rules
from coaching.companies.actions import proof as proving
from coaching.companies.models import Company, FileRequest, Membership, Proof, ProofLetter
from coaching.core.ground import clock
from coaching.core.models import AuditEvent, Document
from coaching.core.tenancy.context import current_actor, system_context
from coaching.core.tenancy.workspace import enter_place
from tests import factories
from tests.acting import as_person, in_company
from tests.insight.paper import faults, laid_out

pytestmark = pytest.mark.django_db
NEW = "0999.123.457"
SIGN_ON = {"provider": "acm", "organisation": "", "organisation_name": ""}


@pytest.fixture
def baker(world):
    return factories.user("Baker")


def posted(client, number=NEW, **values):
    return client.post(f"/file/?number={number}", {"name": "Bakkerij Test", "postcode": "3500", **values})


def company_of(number="0999123457"):
    with system_context("test"):
        return Company.objects.get(enterprise_number=number)


@pytest.fixture
def opened(login, baker):
    posted(login(baker))
    return company_of()


def test_who_is_not_signed_in_is_asked_to_first(client, world):
    answer = client.get(f"/file/?number={NEW}")
    assert answer.status_code == 302 and "next=/file/" in answer["Location"]


def test_a_number_a_button_and_one_is_in_the_workspace(login, baker):
    client = login(baker)
    assert "without=1" in client.get("/file/").content.decode()
    page = client.get(f"/file/?number={NEW}")
    assert page.status_code == 200 and page.context["form"].fields.keys() == {"name", "postcode", "headcount", "words"}
    answer = posted(client, headcount="")
    assert answer["Location"] == "/c/bakkerij-test/"
    assert client.get(answer["Location"]).status_code == 200
    assert posted(client)["Location"] == "/c/bakkerij-test/"  # the back button, a second tab
    with system_context("test"):
        assert Company.objects.filter(enterprise_number="0999123457").count() == 1


def test_what_the_register_knows_is_shown_and_not_asked(login, baker):
    from coaching.companies.models import RegisterEnterprise

    with system_context("test"):
        RegisterEnterprise.objects.create(
            number="0999123457",
            names={"nl": "Echte Naam BV"},
            streets={"nl": "Kerkstraat 1"},
            municipalities={"nl": "Hasselt"},
            postcode="3500",
            nace_code="10711",
            nace_version="2025",
        )
    client = login(baker)
    page = client.get(f"/file/?number={NEW}")
    assert page.context["form"].fields.keys() == {"headcount", "words"} and "Echte Naam BV" in page.content.decode()
    posted(client, name="Something else", postcode="9000")
    company = company_of()
    assert (company.name, company.street, company.postcode) == ("Echte Naam BV", "Kerkstraat 1", "3500")


def test_without_a_number_name_and_postcode_do(login, baker):
    client = login(baker)
    answer = client.post("/file/?without=1", {"name": "Starter", "postcode": "9000"})
    assert answer["Location"] == "/c/starter/"


def test_the_page_before_sending_is_the_same_for_every_number(login, baker, world):
    """Nothing is asked of who is here already: same words, same questions to the database."""
    client, seen = login(baker), []
    client.get("/file/")
    for number in (world.company_b.enterprise_number, "0999123457"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(f"/file/?number={number}").content.decode()
        seen.append(
            (page.count("<"), [q["sql"].replace(number, "N") for q in asked if "companies_company " in q["sql"]])
        )
    assert seen[0] == seen[1]


def test_the_answer_is_the_same_with_and_without_living_contacts(login, baker, world):
    with system_context("test"):
        Membership.objects.filter(company=world.company_a).update(ended_at=clock.now())
    client, pages = login(baker), []
    for company in (world.company_a, world.company_b):
        answer = posted(client, company.enterprise_number, name="Mine")
        page = client.get(answer["Location"]).content.decode()
        assert company.name not in page and "contact_" not in page
        pages.append(page.count("<"))
    assert pages[0] == pages[1]


def test_only_who_asked_follows_it(login, baker, world):
    address = posted(login(baker), world.company_b.enterprise_number)["Location"]
    assert login(factories.user("Stranger")).get(address).status_code == 404


def test_contact_answers_on_a_page_and_the_person_objects(login, baker, world):
    address = posted(login(baker), world.company_b.enterprise_number, words="Owner")["Location"]
    with system_context("test"):
        request = FileRequest.objects.get()
    page = f"/c/{world.company_b.slug}/people/asked/{request.pk}/"
    contact = login(world.contact_b)
    shown = contact.get(page).content.decode()
    assert baker.email in shown and "Owner" in shown
    contact.post(page, {"answer": "refused", "words": "Unknown to us.", "role": "contact"})
    client = login(baker)
    shown = client.get(address).content.decode()
    assert "Unknown to us." not in shown and world.contact_b.name not in shown
    client.post(address, {"words": "I founded it."})
    staff = login(world.staff)
    room = staff.get("/staff/files/").content.decode()
    assert str(request.pk) in room
    one = staff.get(f"/staff/files/asked/{request.pk}/").content.decode()
    assert all(said in one for said in ("Unknown to us.", "I founded it.", baker.email, world.contact_b.email))
    staff.post(f"/staff/files/asked/{request.pk}/", {"decision": "let_in", "reason": "Seen the deed."})
    with system_context("test"):
        assert Membership.objects.filter(company=world.company_b, user=baker, has_mandate=True).exists()
        assert Membership.objects.filter(company=world.company_b, user=world.contact_b, ended_at=None).exists()


def test_inviting_leads_to_the_proof_first(login, baker, opened):
    client = login(baker)
    answer = client.get(f"/c/{opened.slug}/people/invite/")
    assert answer.status_code == 302 and answer["Location"] == f"/c/{opened.slug}/proof/"


def letter_for(company, baker, staff) -> ProofLetter:
    with in_company(baker, company) as by:
        letter = actions.ask_letter(by=by)
        assert actions.ask_letter(by=by).pk == letter.pk
    with enter_place("staff", staff):
        actions.make_letter(letter_id=letter.pk, by=current_actor())
    return letter


def tried(company, baker, code) -> str:
    with in_company(baker, company) as by:
        return actions.try_code(code=code, by=by)


def test_the_code_of_the_letter_proves_once(login, baker, opened, world):
    letter = letter_for(opened, baker, world.staff)
    code = proving.code_of(letter.pk)
    with system_context("test"):
        assert code not in str(ProofLetter.objects.values().get())
    client, page = login(baker), f"/c/{opened.slug}/proof/"
    assert client.post(page, {"code": "AAAAA-AAAAA"}).status_code == 200
    with system_context("test"):
        assert ProofLetter.objects.get().tries == 1  # a wrong try stays counted
    assert client.post(page, {"code": f" {code[:5].lower()}-{code[5:]} "}).status_code == 302
    assert company_of().unproved_since is None and company_of().proved_by == "letter"
    assert tried(opened, baker, code) == "none"
    assert client.get(f"/c/{opened.slug}/people/invite/").status_code == 200
    with system_context("test"):
        assert AuditEvent.objects.get(event="companies.mandate_proved").data == {"how": "letter"}


def test_five_wrong_codes_spend_the_letter(baker, opened, world):
    letter = letter_for(opened, baker, world.staff)
    outcomes = [tried(opened, baker, f"WRNG{number}") for number in range(rules.CODE_TRIES)]
    assert outcomes == ["wrong"] * 4 + ["spent"]
    assert tried(opened, baker, proving.code_of(letter.pk)) == "none"
    assert company_of().unproved_since


def test_an_old_code_proves_nothing(baker, opened, world):
    letter = letter_for(opened, baker, world.staff)
    with system_context("test"):
        ProofLetter.objects.update(expires_at=clock.now() - timedelta(minutes=1))
    assert tried(opened, baker, proving.code_of(letter.pk)) == "expired"
    with in_company(baker, opened) as by:
        assert actions.ask_letter(by=by).pk != letter.pk


def test_the_code_of_another_company_proves_nothing(baker, opened, world):
    letter_for(opened, baker, world.staff)
    other = factories.user("Other")
    with as_person(other) as by:
        slug = actions.open_file(number="", name="Elders", postcode="9000", by=by).slug
    with system_context("test"):
        elsewhere = Company.objects.get(slug=slug)
    letter = letter_for(elsewhere, other, world.staff)
    assert tried(opened, baker, proving.code_of(letter.pk)) == "wrong"


def test_staff_makes_the_letter_and_its_paper_alone_knows_the_code(login, baker, opened, world):
    with in_company(baker, opened) as by:
        letter = actions.ask_letter(by=by)
    client = login(world.staff)
    page = f"/staff/files/letters/{letter.pk}/"
    assert client.get(page).status_code == 200
    answer = client.post(f"{page}make/", {"language": "nl"})
    assert answer.status_code == 302 and client.get(answer["Location"]).status_code == 200
    client.post(f"{page}make/", {"language": "nl"})  # a second click: the same paper
    with system_context("test"):
        document = Document.objects.get(kind="proof-letter")
        assert proving.code_of(letter.pk) not in str(document.data)
    with in_company(baker, opened):
        assert not Document.objects.exists()
    client.post(f"{page}posted/")
    assert client.get("/staff/files/").context["letters"] == []


@pytest.mark.pdf
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_the_letter_with_a_code_is_one_page_without_faults(baker, opened, world, language):
    letter = letter_for(opened, baker, world.staff)
    with enter_place("staff", world.staff):
        made = laid_out("proof-letter", letter, language)
    assert list(faults(made)) == []
    assert proving.code_of(letter.pk) in re.sub(r"\W", "", "".join(made.pages))


def test_a_letter_that_waits_names_its_company(login, baker, opened, world):
    with in_company(baker, opened) as by:
        letter = actions.ask_letter(by=by)
    work = login(world.staff).get("/staff/").context["worklist"]
    assert [(line.about, line.who) for line in work.lines] == [(letter.pk, opened.name)]


def test_the_letter_says_the_code():
    from django.template.loader import render_to_string

    said = render_to_string("companies/pdf/proof_letter.html", {"letter": "x" * 36, "title": "t", "language": "nl"})
    code = proving.code_of("x" * 36)
    assert f"{code[:5]}-{code[5:]}" in said


def test_staff_proves_with_a_reason(login, baker, opened, world):
    with in_company(baker, opened) as by:
        letter = actions.ask_letter(by=by)
    client = login(world.staff)
    page = f"/staff/files/letters/{letter.pk}/"
    client.post(page, {"reason": " "})
    assert company_of().unproved_since
    client.post(page, {"reason": "Called back."})
    assert (company_of().unproved_since, company_of().proved_by) == (None, "staff")


def test_signing_in_as_representative_proves_at_once(login, baker):
    client = login(baker)
    session = client.session
    session["sign_on"] = {**SIGN_ON, "represents": "0999123457"}
    session.save()
    posted(client)
    assert (company_of().unproved_since, company_of().proved_by) == (None, "sign_on")


def test_representing_another_number_proves_nothing(login, baker, opened):
    client = login(baker)
    session = client.session
    session["sign_on"] = {**SIGN_ON, "represents": "0999990123"}
    session.save()
    client.post(f"/c/{opened.slug}/proof/sign-on/")
    assert company_of().unproved_since
    session["sign_on"] = {**SIGN_ON, "represents": "0999123457"}
    session.save()
    client.post(f"/c/{opened.slug}/proof/sign-on/")
    assert company_of().proved_by == "sign_on"


def test_staff_reads_no_file_it_was_not_asked_about(login, baker, opened, world):
    with enter_place("staff", world.staff), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM file_for_staff(%s)", [str(opened.pk)])
        assert cursor.fetchall() == []
        cursor.execute("SELECT * FROM people_for_staff(%s, NULL)", [str(opened.pk)])
        assert cursor.fetchall() == []


def test_what_is_asked_comes_back_on_the_first_screen(login, baker, world):
    client = login(baker)
    address = posted(client, world.company_b.enterprise_number)["Location"]
    assert address in client.get(reverse("accounts:places")).content.decode()


def test_who_asks_stands_among_the_people_for_who_may_answer(login, baker, world):
    posted(login(baker), world.company_b.enterprise_number)
    with system_context("test"):
        asked = FileRequest.objects.get()
    address = f"/c/{world.company_b.slug}/people/asked/{asked.pk}/"
    assert address in login(world.contact_b).get(f"/c/{world.company_b.slug}/people/").content.decode()


def test_the_companys_page_leads_to_the_proof_until_it_is_there(login, baker, opened, world):
    page, proof = f"/c/{opened.slug}/company/", f'href="/c/{opened.slug}/proof/"'
    client = login(baker)
    assert proof in client.get(page).content.decode().split("<main")[1]
    with system_context("test"):
        Company.objects.filter(pk=opened.pk).update(unproved_since=None, proved_by="staff")
    shown = client.get(page)
    assert proof not in shown.content.decode().split("<main")[1] and shown.context["how"] == Proof.STAFF.label
