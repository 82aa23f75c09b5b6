"""What the register says of a company's situation and activity, to who applies and to who decides."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.urls import reverse

from coaching.companies.models import Company, RegisterCode, RegisterEnterprise, RegisterExtract
from coaching.companies.register import demo
from coaching.core.tenancy.context import system_context
from coaching.programmes import actions, rules
from coaching.programmes.models import Application, Programme
from coaching.programmes.views import register
from tests import factories
from tests.acting import as_person, in_company, in_programme
from tests.programmes.conftest import ANSWERS, NUMBER, begin, fresh

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


@pytest.fixture
def bankrupt(db):
    with system_context("test"):
        RegisterCode.objects.create(
            key="JuridicalSituation/050", words={"nl": "Opening faillissement", "fr": "Ouverture de faillite"}
        )
        return RegisterEnterprise.objects.create(
            number=NUMBER,
            names={"fr": "SOCIETE D'ESSAI"},
            shop_names={"nl": "De Korst"},
            streets={"nl": "Dorp 1"},
            municipalities={"nl": "Sint-Truiden"},
            postcode="3800",
            nace_version="2008",
            nace_code="45201",
            juridical_situation="050",
        )


@pytest.fixture
def empty_draft(world, baker):
    with as_person(baker) as by:
        return actions.start_draft(programme_id=world.programme_a.pk, by=by)


def look_up(client, draft):
    data = {"enterprise_number": NUMBER, "language": "nl", "version": draft.version, "look_up": "1"}
    return client.post(url("step", draft.pk, "company"), data)


def test_who_applies_reads_the_situation_and_what_it_means(world, baker, login, bankrupt, empty_draft):
    client = login(baker)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    part = client.get(url("register", empty_draft.pk), {"enterprise_number": NUMBER}).content.decode()
    page = client.get(look_up(client, empty_draft).url).content.decode()
    for html in (part, page):
        assert "Opening faillissement" in html and "Een failliet bedrijf kan niet meedoen" in html
        assert "SOCIETE D&#x27;ESSAI" in html and "De Korst" in html
    assert "Lees eerst wat het over uw bedrijf zegt" in page and fresh(empty_draft).company_name == "SOCIETE D'ESSAI"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "fr"
    part = client.get(url("register", empty_draft.pk), {"enterprise_number": NUMBER}).content.decode()
    assert "Ouverture de faillite" in part


def seen(world, application):
    with in_programme(world.admin_a, world.programme_a):
        return register.compared(Application.objects.get(pk=application.pk))


def test_who_decides_reads_it_too_also_after_the_data_were_verified(world, login, bankrupt):
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, world.company_a)
        RegisterEnterprise.objects.update(number=file.enterprise_number, names={"nl": file.company_name})
        RegisterEnterprise.objects.update(streets={}, municipalities={}, postcode="", nace_code="", nace_version="")
    assert not seen(world, file).differences and seen(world, file).to_verify
    client, address = login(world.admin_a), url("file", world.programme_a.slug, file.pk)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "nl"
    assert "Opening faillissement" in client.get(address).content.decode()
    client.post(url("verify", world.programme_a.slug, file.pk))
    assert not seen(world, file).to_verify
    assert "de curator of het werk doorgaat" in client.get(address).content.decode()
    with system_context("test"):
        RegisterEnterprise.objects.update(juridical_situation="000")
    assert "Opening faillissement" not in client.get(address).content.decode()


def test_a_company_that_stopped_is_not_as_in_the_register(world, bankrupt):
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, world.company_a)
        RegisterEnterprise.objects.update(
            number=file.enterprise_number, names={"nl": file.company_name}, juridical_situation="000", is_active=False
        )
    assert seen(world, file).to_verify and seen(world, file).has_stopped


def test_the_desk_is_told_when_the_register_is_old(world, login):
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, world.company_a)
        RegisterExtract.objects.create(dated="2020-01-05")
    client = login(world.admin_a)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    html = client.get(url("file", world.programme_a.slug, file.pk)).content.decode()
    assert "The register as it was on" in html and "look in the register itself too" in html


# -- The edition of the activity -------------------------------------------------------------------------------------
def test_the_edition_comes_with_the_code_and_reaches_the_company(world, baker, login, bankrupt, empty_draft):
    client = login(baker)
    page = look_up(client, empty_draft).url
    draft = fresh(empty_draft)
    assert (draft.nace_code, draft.nace_version) == ("45201", "2008")
    shown = {**ANSWERS["company"], "company_name": "SOCIETE D'ESSAI", "nace_code": "45201", "version": draft.version}
    assert client.post(page, shown).status_code == 302 and fresh(empty_draft).nace_version == "2008"
    client.post(page, {**shown, "nace_code": "95.311", "version": fresh(empty_draft).version})
    assert (fresh(empty_draft).nace_code, fresh(empty_draft).nace_version) == ("95.311", "")


def test_a_founded_company_keeps_the_edition(world, baker):
    draft = begin(baker, world.programme_a, nace_code="45201", nace_version="2008")
    with as_person(baker) as by:
        sent = actions.submit(application_id=draft.pk, by=by)
    with system_context("test"):
        company = Company.objects.get(pk=sent.company_id)
    assert (company.nace_code, company.nace_version) == ("45201", "2008")


def test_what_a_company_types_itself_has_no_known_edition(world):
    from coaching.companies.actions.details import change_company

    with system_context("test"):
        Company.objects.filter(pk=world.company_a.pk).update(nace_code="45201", nace_version="2008")
        version = Company.objects.get(pk=world.company_a.pk).version
    with in_company(world.contact_a, world.company_a) as by:
        assert change_company(opened_with=version, nace_code="10710", by=by).nace_version == ""


@pytest.mark.parametrize(
    ("nace", "edition", "sectors", "expected"),
    [
        ("45.201", "2008", ["45"], True),
        ("95.311", "2025", ["45"], True),  # the same garage
        ("95311", "2025", ["45.20"], True),
        ("45201", "2008", ["95.3"], True),
        ("45.201", "", ["95.3"], True),
        ("95311", "", ["45"], True),
        ("95210", "2025", ["45"], False),
        ("45110", "2003", ["45"], False),  # demolition, in those days
        ("50200", "2003", ["45"], True),
        ("10710", "2025", ["10"], True),
        ("62010", "2008", ["62.1"], True),
    ],
)
def test_a_risk_sector_counts_in_every_edition(nace, edition, sectors, expected):
    assert rules.in_risk_sector(nace, sectors, edition) is expected


def test_the_same_garage_gets_the_same_points(world, baker):
    with system_context("test"):
        Programme.objects.filter(pk=world.programme_a.pk).update(risk_sectors=["45"])
    scores = set()
    for person, code, edition in ((baker, "45.201", "2008"), (world.outsider, "95.311", "2025")):
        number = NUMBER if person is baker else "0999990222"
        draft = begin(person, world.programme_a, nace_code=code, nace_version=edition, enterprise_number=number)
        with as_person(person) as by:
            scores.add(actions.submit(application_id=draft.pk, by=by).priority_score)
    assert len(scores) == 1


def test_another_edition_of_the_code_is_no_difference_on_the_desk(world, bankrupt):
    with system_context("test"):
        file = factories.application(world.programme_a, world.contact_a, world.company_a, nace_code="95.311")
        RegisterEnterprise.objects.update(number=file.enterprise_number, names={"nl": file.company_name})
        RegisterEnterprise.objects.update(streets={}, municipalities={}, postcode="")
    assert seen(world, file).differences == []
    with system_context("test"):
        RegisterEnterprise.objects.update(nace_code="10710", nace_version="2025")
    assert [known for _label, _typed, known in seen(world, file).differences] == ["10710"]


# -- Abroad, and the demonstration -----------------------------------------------------------------------------------
def test_an_address_abroad_is_not_filled_in(world, baker, login, bankrupt, empty_draft):
    with system_context("test"):
        RegisterEnterprise.objects.update(postcode="2100", countries={"nl": "Denemarken"}, juridical_situation="000")
    look_up(login(baker), empty_draft)
    draft = fresh(empty_draft)
    assert (draft.company_name, draft.postcode, draft.province) == ("SOCIETE D'ESSAI", "", "")


def test_the_demonstration_has_a_register_to_try(world, baker, login, empty_draft, monkeypatch):
    assert demo.load_demo_register() is True and demo.load_demo_register() is False
    client, page = login(baker), url("step", empty_draft.pk, "company")
    html = client.get(page).content.decode()
    assert all(number in html for number in (demo.BAKERY, demo.PERSON, demo.BANKRUPT))
    data = {"language": "nl", "version": empty_draft.version, "look_up": "1", "enterprise_number": demo.BAKERY}
    html = client.get(client.post(page, data).url).content.decode()
    assert "Bakkerij Drie Ovens BV (fictief)" in html and html.count('name="sites"') == 3
    monkeypatch.setattr(settings, "DEMO", False)
    assert demo.PERSON not in client.get(page + "?change=1").content.decode()


def test_every_company_of_the_demonstration_says_that_it_is_invented():
    assert all("(fictief)" in company.name for company in demo.TO_TRY)
    assert len({company.number for company in demo.TO_TRY}) == len(demo.TO_TRY)
