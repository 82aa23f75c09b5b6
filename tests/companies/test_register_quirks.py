"""The register's oddities: names in many languages, situations, addresses abroad, provinces, editions, hostile rows."""

from __future__ import annotations

import csv
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from coaching.companies.models import Company, RegisterEnterprise, RegisterEstablishment
from coaching.companies.queries import look_up
from coaching.companies.register.situations import BANKRUPT, OTHER, PROTECTED, RENUMBERED, STOPS, situation_of
from coaching.core.ground import nace
from coaching.core.ground.choices import province_of
from coaching.core.tenancy.context import system_context
from tests.acting import as_person, in_programme
from tests.companies.test_register import append, load

pytestmark = pytest.mark.django_db
QUIRKS = Path(__file__).parent / "register_quirks"
SITUATIONS = (
    ("JuridicalSituation", "050", "NL", "Opening faillissement"),
    ("JuridicalSituation", "050", "FR", "Ouverture de faillite"),
)


@pytest.fixture
def quirks(tmp_path: Path) -> Path:
    return Path(shutil.copytree(QUIRKS, tmp_path / "quirks"))


def entry(world, number: str, language: str = "nl"):
    with as_person(world.contact_a):
        return look_up(number.replace(".", ""), language).entry


def test_a_legal_name_stands_before_a_shops_in_any_language(world, quirks):
    load(quirks)
    found = entry(world, "0999.982.106")
    assert (found.name, found.shop_name) == ("SOCIETE D'ESSAI JURIDIQUE", "Proefwinkeltje")
    baker = entry(world, "0999.980.027")
    assert (baker.name, baker.shop_name) == ("PROEFBAKKERIJ & ZONEN", "'t Proefbakkerijtje")
    assert entry(world, "0999.980.027", "fr").name == "BOULANGERIE D'ESSAI ET FILS"
    person = entry(world, "0999.980.126")
    assert (person.name, person.shop_name) == ("Peeters, Proefpersoon", 'Frituur "De Proef"')
    with system_context("test"):  # a unit has no legal name: there the shop's is the name, on one line
        unit = RegisterEstablishment.objects.get(pk="2999980069")
        assert (unit.names, unit.shop_names) == ({"nl": "Bakkerij Proef Winkel Noord"}, {})
        assert RegisterEnterprise.objects.get(pk="0999980027").names["und"] == "PROEFBAKKERIJ"


def test_an_update_of_the_names_keeps_them_apart(world, quirks, tmp_path):
    load(quirks)
    daily = tmp_path / "daily"
    daily.mkdir()
    rows = {
        "meta": ("Variable Value", ("ExtractNumber", "152"), ("ExtractType", "update")),
        "denomination_delete": ("EntityNumber", ("0999.982.106",)),
        "denomination_insert": (
            "EntityNumber Language TypeOfDenomination Denomination",
            ("0999.982.106", "2", "003", "Nieuw winkeltje"),
            ("0999.982.106", "1", "001", "NOUVELLE SOCIETE"),
        ),
        "enterprise_delete": ("EnterpriseNumber", ("0999.980.522",)),
        "enterprise_insert": (
            "EnterpriseNumber Status JuridicalSituation TypeOfEnterprise JuridicalForm JuridicalFormCAC StartDate",
            ("0999.980.522", "AC", "000", "2", "610", "", "01-01-2018"),
        ),
    }
    for name, (titles, *lines) in rows.items():
        with (daily / f"{name}.csv").open("w", newline="") as handle:
            csv.writer(handle, quoting=csv.QUOTE_ALL).writerows([titles.split(), *lines])
    load(daily, "--update")
    found = entry(world, "0999.982.106")
    assert (found.name, found.shop_name) == ("NOUVELLE SOCIETE", "Nieuw winkeltje")
    assert entry(world, "0999.980.522").situation is None  # the bankruptcy was undone


def test_a_bankrupt_company_does_not_look_sound(world, quirks):
    load(quirks)
    found = entry(world, "0999.980.522")
    assert found.is_active and found.situation.kind == BANKRUPT  # the register calls it active all the same
    assert entry(world, "0999.980.423").situation is None
    append(quirks, "code", *SITUATIONS)
    load(quirks)
    assert str(entry(world, "0999.980.522").situation.words) == "Opening faillissement"
    assert str(entry(world, "0999.980.522", "fr").situation.words) == "Ouverture de faillite"


@pytest.mark.parametrize(
    ("code", "texts", "kind"),
    [
        ("050", {}, BANKRUPT),
        ("053", {"nl": "Sluiting faillissement met kwijtschelding"}, BANKRUPT),
        ("012", {"nl": "Vervroegde ontbinding - Vereffening"}, STOPS),
        ("014", {"fr": "Clôture de liquidation"}, STOPS),
        ("006", {"nl": "Stopzetting wegens vervanging van het ondernemingsnummer"}, RENUMBERED),
        ("021", {"nl": "Fusie door overneming"}, RENUMBERED),
        ("040", {"fr": "Réorganisation judiciaire"}, PROTECTED),
        ("777", {"nl": "Iets nieuws"}, OTHER),
        ("778", {}, OTHER),
    ],
)
def test_what_a_situation_means(code, texts, kind):
    found = situation_of(code, texts, texts.get("nl", ""))
    assert found.kind == kind and str(found.words) and str(found.to_applicant) and str(found.to_desk)
    assert found.is_serious is (kind in {BANKRUPT, STOPS})


@pytest.mark.parametrize("code", ["000", "", "001"])
def test_a_usual_situation_is_none(code):
    assert situation_of(code, {"nl": "Normale toestand"}, "Normale toestand") is None


def test_zwijndrecht_lies_in_east_flanders(world, quirks):
    load(quirks)
    assert entry(world, "0999.980.423").province == province_of("2070") == "OVL"
    assert province_of("2060") == "ANT" and province_of("2075") == "ANT"


def test_a_seat_abroad_has_no_province(world, quirks):
    append(quirks, "enterprise", ("0999.983.094", "AC", "000", "2", "030", "", "01-01-2018"))
    append(quirks, "denomination", ("0999.983.094", "2", "001", "Kopenhagen AS"))
    foreign = ("REGO", "Denemarken", "Danemark", "2100", "Kopenhagen", "Copenhague", "Vej", "", "1", "", "", "")
    append(quirks, "address", ("0999.983.094", *foreign))
    load(quirks)
    danish, dutch = entry(world, "0999.983.094"), entry(world, "0999.980.918")
    assert (danish.postcode, danish.country, danish.province) == ("2100", "Denemarken", "")
    assert (dutch.country, dutch.province) == ("Nederland", "")
    append(quirks, "establishment", ("2.999.980.267", "01-01-2020", "0999.983.094"))
    home = ("BAET", "", "", "9000", "Gent", "Gand", "Kaai", "", "2", "", "", "")
    append(quirks, "address", ("2.999.980.267", *home))
    load(quirks)
    here = entry(world, "0999.983.094")
    assert (here.postcode, here.country, here.province, here.address_from) == ("9000", "", "OVL", "establishment")


def test_the_rest_of_the_oddities_stays_right(world, quirks):
    load(quirks)
    assert entry(world, "0999.980.027").street == "Proefstraat 12 bus B/0001"
    assert (entry(world, "0999.980.027").nace_version, entry(world, "0999.981.017").nace_version) == ("2025", "2008")
    assert entry(world, "0999.980.621").nace_code == ""  # only a secondary activity
    assert entry(world, "0999.980.720").address_from == ""  # struck off
    assert entry(world, "0999.980.819").address_from == ""  # a natural person without a place of work
    assert entry(world, "0999.980.126").municipality == "Oostende"  # the place of work of a natural person


HOSTILE = {
    "a situation too long": ("enterprise", ("0999.983.094", "AC", "0500", "2", "610", "", ""), "JuridicalSituation"),
    "a name of spaces and breaks": ("denomination", ("0999.980.027", "2", "001", " \n\t "), "Denomination is empty"),
    "a formula as number": ("enterprise", ("=1+1", "AC", "000", "2", "610", "", ""), "is not a number"),
    "figures of another script": ("enterprise", ("٠٩٩٩.980.027", "AC", "000", "2", "610", "", ""), "is not a number"),
    "a date of nowhere": ("enterprise", ("0999.983.094", "AC", "000", "2", "610", "", "00-00-0000"), "is not a date"),
    "a zero byte": ("denomination", ("0999.980.027", "2", "001", "nul\0"), "zero byte"),
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_hostile_rows_are_named_and_nothing_is_loaded(quirks, what):
    name, row, words = HOSTILE[what]
    append(quirks, name, row)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("load_register", str(quirks), stdout=out)
    assert words in out.getvalue()
    with system_context("test"):
        assert not RegisterEnterprise.objects.exists()


def test_names_cannot_carry_what_turns_text_around(world, quirks):
    append(quirks, "denomination", ("2.999.980.168", "2", "003", "Fri\u202etuur\x07  <script>"))
    load(quirks)
    with system_context("test"):
        assert RegisterEstablishment.objects.get(pk="2999980168").names["nl"] == "Fri tuur <script>"


@pytest.mark.parametrize(
    ("code", "edition", "inside", "outside"),
    [
        ("45.201", "2008", ["95311", "45201"], ["46"]),
        ("95311", "2025", ["45201"], ["96"]),
        ("41101", "2008", ["6812", "4100"], []),
        ("68121", "2025", ["4110"], []),
        ("10.71", "", ["1071"], ["1072"]),
        ("45211", "2003", ["41", "42"], ["45", "95"]),  # building, in those days
        ("50200", "2003", ["452", "9531"], ["50"]),
        ("62010", "2008", ["62100"], []),
    ],
)
def test_readings_in_other_editions(code, edition, inside, outside):
    found = nace.readings(code, edition)
    assert all(any(one.startswith(prefix) for one in found) for prefix in inside), found
    assert not any(one.startswith(prefix) for one in found for prefix in outside), found


def test_the_lists_of_editions_are_codes():
    assert all(len(old) == 4 and all(len(new) == 4 for new in news) for old, news in nace.TO_2025.items())
    assert all(old != new for old, news in nace.TO_2025.items() for new in news if len(news) == 1)
    assert not {new[:2] for news in nace.TO_2025.values() for new in news} & {"45"}


def test_the_desk_reads_how_old_the_register_is(world, quirks):
    load(quirks)
    with in_programme(world.admin_a, world.programme_a):
        assert look_up("0999980027").as_of.isoformat() == look_up("0999999999").as_of.isoformat() == "2026-11-01"


def test_a_company_in_2070_is_kept_in_east_flanders(world):
    with system_context("test"):
        company = Company.objects.first()
        company.postcode = "2070"
        company.save()
        assert company.province == "OVL"
