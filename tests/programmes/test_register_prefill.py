"""The company's page filled in from the register, the register silent, and the line on the administrator's file."""

from __future__ import annotations

import pytest
from django.urls import reverse

from coaching.companies.models import RegisterEnterprise, RegisterEstablishment
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions
from coaching.programmes.models import Application
from coaching.programmes.show import answers_by_step
from coaching.programmes.views import register
from tests import factories
from tests.acting import as_person, in_programme
from tests.patience import limits_of_the_product
from tests.programmes.conftest import ANSWERS, NUMBER, fresh

pytestmark = pytest.mark.django_db
SPELT = "BE 0999.990.123"


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def in_register(db):
    with system_context("test"):
        return RegisterEnterprise.objects.create(
            number=NUMBER,
            names={"nl": "Bakkerij De Korst", "fr": "Boulangerie"},
            streets={"nl": "Dorp 1"},
            municipalities={"nl": "Sint-Truiden"},
            postcode="3800",
            nace_version="2025",
            nace_code="10710",
        )


@pytest.fixture
def empty_draft(world, baker):
    with as_person(baker) as by:
        return actions.start_draft(programme_id=world.programme_a.pk, by=by)


def look_up(client, draft, number=SPELT, **typed):
    data = {"enterprise_number": number, "language": "nl", "version": draft.version, "look_up": "1", **typed}
    return client.post(url("step", draft.pk, "company"), data)


def test_number_first_and_the_rest_is_not_asked(world, baker, login, in_register, empty_draft):
    client = login(baker)
    response = look_up(client, empty_draft)
    assert response.url == url("step", empty_draft.pk, "company")
    draft = fresh(empty_draft)
    assert (draft.company_name, draft.street, draft.postcode) == ("Bakkerij De Korst", "Dorp 1", "3800")
    assert (draft.municipality, draft.province, draft.nace_code) == ("Sint-Truiden", "LIM", "10710")
    page = client.get(response.url).content.decode()
    assert '<input type="hidden" name="company_name" value="Bakkerij De Korst"' in page
    assert "?change=1" in page and "Limburg" in page
    buttons = [part.split('"')[0] for part in page.split('type="submit" name="')[1:]]
    assert buttons[0] == "continue"  # the Enter key goes on, it does not look up again
    changing = client.get(response.url + "?change=1").content.decode()
    assert '<input type="hidden" name="company_name"' not in changing and 'name="company_name"' in changing
    shown = {**ANSWERS["company"], "nace_code": "10710", "version": draft.version}
    assert client.post(response.url, shown).url == url("step", draft.pk, "workers")


SITES = (("2111222333", "Winkel Markt", "3800", "Sint-Truiden"), ("2111222444", "Atelier Haven", "9000", "Gent"))


@pytest.fixture
def two_sites(in_register):
    with system_context("test"):
        for number, name, postcode, town in SITES:
            RegisterEstablishment.objects.create(
                number=number,
                enterprise_number=NUMBER,
                names={"nl": name},
                streets={"nl": "Kaai 2"},
                postcode=postcode,
                municipalities={"nl": town},
            )


def test_places_are_asked_where_there_are_several_and_give_the_province(world, baker, login, two_sites, empty_draft):
    client = login(baker)
    page = look_up(client, empty_draft).url
    assert "Atelier Haven" in client.get(page).content.decode()

    def save(*sites, **more):
        draft = fresh(empty_draft)
        typed = {**ANSWERS["company"], "nace_code": "10710", "version": draft.version, "sites": list(sites), **more}
        assert client.post(page, typed).status_code == 302
        return fresh(empty_draft)

    assert (save("2111222444").province, [site["place"] for site in fresh(empty_draft).sites]) == ("OVL", ["Gent"])
    shown = str(answers_by_step(fresh(empty_draft))[0].rows)
    assert "Atelier Haven, Gent" in shown and "Winkel Markt" not in shown
    assert save("2111222333", "2111222444").province == "LIM"  # two provinces: that of the address
    assert save().sites == []
    save("2111222444")
    assert save(enterprise_number="0999990222").sites == []  # another company has other places


def test_one_place_or_none_known_is_not_asked(world, baker, login, in_register, empty_draft):
    client = login(baker)
    page = look_up(client, empty_draft).url
    assert 'name="sites"' not in client.get(page).content.decode()
    hostile = {
        **ANSWERS["company"],
        "nace_code": "10710",
        "version": fresh(empty_draft).version,
        "sites": ["2111222444"],
    }
    assert client.post(page, hostile).status_code == 302 and fresh(empty_draft).sites == []


def test_what_was_typed_is_kept_where_the_register_knows_nothing(world, baker, login, empty_draft):
    client = login(baker)
    response = look_up(client, empty_draft, company_name="De Korst")
    assert response.status_code == 302 and fresh(empty_draft).company_name == "De Korst"
    page = client.get(response.url).content.decode()
    assert '<input type="hidden" name="company_name"' not in page


def test_a_wrong_number_is_an_error_of_the_field(world, baker, login, in_register, empty_draft):
    response = look_up(login(baker), empty_draft, "0999.990.124", street="Dorp 9")
    assert response.status_code == 200 and "enterprise_number" in response.context["form"].errors
    assert "Dorp 9" in response.content.decode() and fresh(empty_draft).version == empty_draft.version


def test_two_tabs_look_up_one_wins(world, baker, login, in_register, empty_draft):
    client = login(baker)
    assert look_up(client, empty_draft).status_code == 302
    assert look_up(client, empty_draft).status_code == 200  # the same version again: nothing silently overwritten


def test_part_of_the_page_tells_who_it_is_and_writes_nothing(world, baker, login, in_register, empty_draft):
    client, address = login(baker), url("register", empty_draft.pk)
    assert "Bakkerij De Korst" in client.get(address, {"enterprise_number": SPELT}).content.decode()
    assert "Bakkerij" not in client.get(address, {"enterprise_number": "niets\x00"}).content.decode()
    assert fresh(empty_draft).company_name == "" and client.post(address).status_code == 405
    assert login(world.contact_b).get(address).status_code == 404


def test_a_silent_register_lets_applying_go_on(world, baker, login, empty_draft, monkeypatch):
    monkeypatch.setattr("coaching.companies.register.lookup.ENTERPRISE", "SELECT pg_sleep(5), %s")
    client = login(baker)
    with limits_of_the_product():
        response = look_up(client, empty_draft)
        assert response.status_code == 302 and fresh(empty_draft).enterprise_number == NUMBER
        assert client.get(response.url).status_code == 200
        answers = {**ANSWERS["company"], "version": fresh(empty_draft).version}
        assert client.post(response.url, answers).url == url("step", empty_draft.pk, "workers")


# -- The administrator's file ----------------------------------------------------------------------------------------
@pytest.fixture
def unknown(world):
    with system_context("test"):
        return factories.application(world.programme_a, world.contact_a, world.company_a)


def seen(world, application):
    with in_programme(world.admin_a, world.programme_a):
        return register.compared(Application.objects.get(pk=application.pk))


def test_a_company_that_the_register_does_not_hold_is_to_be_verified_once(world, login, unknown):
    assert seen(world, unknown).to_verify and seen(world, unknown).status == "unknown"
    client, address = login(world.admin_a), url("verify", world.programme_a.slug, unknown.pk)
    file = url("file", world.programme_a.slug, unknown.pk)
    assert address in client.get(file).content.decode()
    assert client.get(address).status_code == 405
    for _click in range(2):
        assert client.post(address).url == file
    after = seen(world, unknown)
    assert not after.to_verify and after.verified_by == world.admin_a.name
    assert address not in client.get(file).content.decode()


def test_only_the_programmes_administrator_verifies(world, login, unknown):
    address = url("verify", world.programme_a.slug, unknown.pk)
    assert login(world.assessor_a).post(address).status_code == 403
    assert login(world.admin_b).post(address).status_code == 404
    assert login(world.admin_b).post(url("verify", world.programme_b.slug, unknown.pk)).status_code == 404
    assert seen(world, unknown).to_verify


def test_the_file_shows_what_differs_from_the_register(world, unknown):
    with system_context("test"):
        register_says = dict(
            number=unknown.enterprise_number, postcode="3800", names={"nl": unknown.company_name.upper()}
        )
        row = RegisterEnterprise.objects.create(**register_says)
    assert not seen(world, unknown).to_verify  # capitals are no difference
    with system_context("test"):
        row.postcode = "9000"
        row.save()
    found = seen(world, unknown)
    assert found.to_verify and [(typed, known) for _label, typed, known in found.differences] == [("3800", "9000")]


# -- Earlier answers -------------------------------------------------------------------------------------------------
def test_a_contact_is_asked_nothing_that_an_earlier_application_told(world, login):
    with system_context("test"):
        factories.application(
            world.programme_b, world.contact_a, world.company_a, state="withdrawn", body_kind="committee"
        )
    with as_person(world.contact_a) as by:
        draft = actions.start_draft(programme_id=world.programme_b.pk, company_id=world.company_a.pk, by=by)
    assert (draft.company_name, draft.enterprise_number) == (world.company_a.name, world.company_a.enterprise_number)
    assert (draft.headcount, draft.high_skilled, draft.postcode, draft.province) == (38, 5, "3800", "LIM")
    assert draft.body_kind == "committee"
    page = login(world.contact_a).get(url("step", draft.pk, "company")).content.decode()
    assert 'name="enterprise_number"' not in page and "look_up" not in page
