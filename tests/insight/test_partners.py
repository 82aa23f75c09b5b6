"""Partners: their link, their page, who gets in, and what can be worked out from what they are shown."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.accounts import actions as accounts
from coaching.core.ground import clock
from coaching.core.jobs import periodic
from coaching.core.tenancy.context import system_context
from coaching.core.tenancy.workspace import enter_place
from coaching.insight.partners.reach import OTHER, SMALLEST, STAGES, Came, publish
from coaching.programmes.actions import partners as actions
from coaching.programmes.actions.applying import start_draft
from coaching.programmes.models import Application, Partner, PartnerMembership, PartnerReach, PartnerVisit
from tests import factories
from tests.acting import as_person, in_programme

pytestmark = pytest.mark.django_db
HIDDEN = (
    "programmes_application",
    "companies_company",
    "trajectories_trajectory",
    "companies_membership",
    "programmes_programmemembership",
    "core_auditevent",
    "core_outgoingemail",
)


@pytest.fixture
def two(world: Any) -> Any:
    """A partner of each programme with a person of its own."""
    for letter in "ab":
        with in_programme(getattr(world, f"admin_{letter}"), getattr(world, f"programme_{letter}")) as by:
            setattr(world, f"partner_{letter}", actions.add_partner(name=f"Fonds {letter}", kind="SECTOR_FUND", by=by))
        with system_context("test"):
            person = factories.user(f"Partner {letter}")
            partner = getattr(world, f"partner_{letter}")
            PartnerMembership.objects.create(
                partner=partner, programme_id=partner.programme_id, user=person, begins_on=date(2020, 1, 1)
            )
            setattr(world, f"fund_{letter}", person)
    return world


@contextmanager
def as_partner(user: Any, slug: str = "") -> Iterator[Any]:
    with enter_place("partner", user, slug) as place:
        yield place


def apply_by(world: Any, count: int, when: date, **fields: Any) -> None:
    with system_context("test"), clock.at(when):
        for _n in range(count):
            company = factories.company(postcode="9000")
            values = {"headcount": 8, "province": "OVL", "nace_code": "10710", **fields}
            factories.application(
                world.programme_a, world.contact_a, company, partner=world.partner_a, state="submitted", **values
            )


def told(applied: int) -> dict[str, int]:
    """Nobody was approved yet: that is told too."""
    return {"applied": applied, "approved": 0, "started": 0, "closed": 0}


def page_of(partner: Partner) -> str:
    return reverse("insight:partner", args=[partner.code])


class TestLink:
    def test_opening_counts_once_per_browser_and_the_application_names_the_partner(self, two, login):
        address = reverse("insight:via", args=[two.partner_a.code])
        browser = Client()
        assert browser.get(address)["Location"] == "/"
        browser.get(address)
        browser.head(address)
        Client().get(address)
        with system_context("test"):
            assert PartnerVisit.objects.get().count == 2
        client = login(two.outsider)
        client.get(address)
        client.post(reverse("programmes:apply"), {"programme": str(two.programme_a.pk)})
        with system_context("test"):
            draft = Application.objects.get(applicant=two.outsider)
            assert draft.partner_id == two.partner_a.pk and draft.referral_channel == "SECTOR_FUND"

    def test_a_link_of_another_programme_or_of_nobody_counts_as_none(self, two):
        for code in (two.partner_b.code, "nergens", "x' OR 1=1", "a" * 500):
            with as_person(two.outsider) as by:
                draft = start_draft(programme_id=two.programme_a.pk, via=code, by=by)
                assert draft.partner_id is None

    def test_a_retired_link_shows_the_offer_and_counts_nothing(self, two):
        with in_programme(two.admin_a, two.programme_a) as by:
            actions.retire_partner(partner_id=two.partner_a.pk, by=by)
        browser = Client()
        assert browser.get(reverse("insight:via", args=[two.partner_a.code])).status_code == 302
        assert "via_partner" not in browser.session
        with system_context("test"):
            assert not PartnerVisit.objects.exists()


class TestDesk:
    def test_from_adding_to_the_first_look_at_the_own_page(self, world, login):
        client, address = login(world.admin_a), reverse("insight:partners", args=[world.programme_a.slug])
        made = client.post(address, {"name": "Fonds Voeding", "kind": "SECTOR_FUND"})
        again = client.post(address, {"name": "Fonds Voeding", "kind": "SECTOR_FUND"})
        assert (made.status_code, again.status_code) == (302, 302)
        assert made.url == again.url, "the second click lands where the first did"
        with system_context("test"):
            partner = Partner.objects.get()
        invite = reverse("insight:invite_partner", args=[world.programme_a.slug, partner.pk])
        values = {"invite-email": world.outsider.email, "invite-language": "nl"}
        assert client.post(invite, values).status_code == 302
        assert client.post(invite, values).status_code == 302  # invited already, by this very click
        token = self._token()
        found = accounts.find_invitation(token)
        assert found and (found.place, found.path, found.state) == ("Fonds Voeding", page_of(partner), "open")
        assert accounts.accept_invitation(token=token, user=world.contact_b) == "foreign"
        assert accounts.accept_invitation(token=token, user=world.outsider) == "done"
        own = login(world.outsider)
        assert own.get(reverse("accounts:places"))["Location"] == page_of(partner)
        assert own.get("/partner/")["Location"] == page_of(partner)
        assert own.get(page_of(partner)).status_code == 200
        shown = client.get(reverse("insight:kept_partner", args=[world.programme_a.slug, partner.pk]))
        assert world.outsider.name in shown.content.decode()

    def _token(self) -> str:
        import re

        from coaching.core.mail import delivery

        delivery.deliver_due()
        return re.search(r"/invite/([\w-]+)/", mail.outbox[-1].body)[1]  # type: ignore[index]

    def test_an_invitation_to_a_partner_of_another_programme_gives_nothing(self, two):
        """Written past the actions: the function that accepts asks whose partner it is."""
        from coaching.accounts.models import Invitation

        with system_context("test"):
            Invitation.objects.create(
                email=two.outsider.email,
                role="partner",
                programme_id=two.programme_a.pk,
                partner_id=two.partner_b.pk,
                token_digest=accounts.digest_of("x"),
                expires_at=clock.now() + clock.timedelta(days=1),
            )
        assert accounts.accept_invitation(token="x", user=two.outsider) == "unknown"
        with system_context("test"):
            assert not PartnerMembership.objects.filter(user=two.outsider).exists()

    def test_rename_retire_and_take_a_person_off(self, two, login):
        client = login(two.admin_a)
        address = reverse("insight:kept_partner", args=[two.programme_a.slug, two.partner_a.pk])
        values = {"name": "Ander fonds", "kind": "UNION", "version": 1}
        assert client.post(address, values).status_code == 302
        assert client.post(address, values).status_code == 302  # the same once more
        stale = {**values, "name": "Nog een ander fonds"}
        assert client.post(address, stale).status_code == 200  # opened before somebody else saved
        own = login(two.fund_a)
        assert own.get(page_of(two.partner_a)).status_code == 200
        with system_context("test"):
            membership = PartnerMembership.objects.get(user=two.fund_a)
        client.post(reverse("insight:end_partner_person", args=[two.programme_a.slug, two.partner_a.pk, membership.pk]))
        assert own.get(page_of(two.partner_a)).status_code == 404  # at the next request
        stop = reverse("insight:retire_partner", args=[two.programme_a.slug, two.partner_a.pk])
        assert [client.post(stop).status_code, client.post(stop).status_code] == [302, 302]
        with system_context("test"):
            assert Partner.objects.get(pk=two.partner_a.pk).retired_at

    def test_a_retired_partners_people_are_out(self, two, login):
        with in_programme(two.admin_b, two.programme_b) as by:
            actions.retire_partner(partner_id=two.partner_b.pk, by=by)
        assert login(two.fund_b).get(page_of(two.partner_b)).status_code == 404

    def test_as_many_queries_for_three_as_for_one(self, two, login):
        client, address = login(two.admin_a), reverse("insight:partners", args=[two.programme_a.slug])
        taken = []
        for wanted in (1, 3):
            with system_context("test"):
                for n in range(wanted - Partner.objects.filter(programme=two.programme_a).count()):
                    Partner.objects.create(programme=two.programme_a, name=f"P{n}", kind="UNION", code=f"p-{n}")
            with CaptureQueriesContext(connection) as caught:
                client.get(address)
            taken.append(len(caught))
        assert taken[0] == taken[1]


class TestWalls:
    def test_a_partner_does_not_open_anothers_page(self, two, login):
        own, other = login(two.fund_a), login(two.fund_b)
        assert own.get(page_of(two.partner_a)).status_code == 200
        for address in (page_of(two.partner_a), page_of(two.partner_a) + "qr.svg"):
            assert other.get(address).status_code == 404
            assert login(two.admin_a).get(address).status_code == 404
        for who in ("fund_a", "contact_a", "coach_a", "staff"):
            desk = reverse("insight:partners", args=[two.programme_a.slug])
            assert login(getattr(two, who)).get(desk).status_code == 404

    @pytest.mark.parametrize("table", HIDDEN)
    def test_raw_sql_under_the_hat_reads_no_file_and_no_person(self, two, table):
        apply_by(two, 6, date(2026, 3, 1))
        with (
            as_partner(two.fund_a),
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"SELECT count(*) FROM {table}")

    def test_raw_sql_finds_own_rows_only_and_no_memory(self, two):
        with system_context("test"):
            for partner in (two.partner_a, two.partner_b):
                keys = {"partner": partner, "programme_id": partner.programme_id}
                PartnerReach.objects.create(year=2026, as_of=clock.today(), **keys)
                PartnerVisit.objects.create(day=clock.today(), count=1, **keys)
        with as_partner(two.fund_a), connection.cursor() as cursor:
            for table in ("programmes_partnerreach", "programmes_partnervisit"):
                cursor.execute(f"SELECT partner_id FROM {table}")
                assert cursor.fetchall() == [(two.partner_a.pk,)]
            cursor.execute("SELECT id FROM programmes_partner")
            assert cursor.fetchall() == [(two.partner_a.pk,)]
            for sql in ("SELECT memory FROM programmes_partnerreach", "UPDATE programmes_partnervisit SET count = 9"):
                with pytest.raises(DatabaseError), transaction.atomic():
                    cursor.execute(sql)


class TestReach:
    def test_below_five_nothing_shows_and_from_five_on_the_figure(self, two, login):
        apply_by(two, SMALLEST - 1, date(2026, 3, 1))
        client, now = login(two.fund_a), date(2026, 4, 2)
        with clock.at(now):
            periodic.run("insight.publish_reach", now)
            assert client.get(page_of(two.partner_a)).context["stats"] == []
            apply_by(two, 1, date(2026, 3, 20))
            periodic.run("insight.publish_reach", date(2026, 5, 2))
            page = client.get(page_of(two.partner_a))
        assert [figure for figure, _label in page.context["stats"]] == [SMALLEST, 0, 0, 0]
        with system_context("test"):
            names = [row.company_name for row in Application.objects.filter(partner=two.partner_a)]
        assert names and not [name for name in names if name in page.content.decode()]
        with clock.at(date(2026, 5, 2)):
            file = client.get(page_of(two.partner_a), {"export": "csv"}).content.decode()
        assert f"{SMALLEST}" in file.splitlines()[1] and not [name for name in names if name in file]

    def test_one_company_more_changes_nothing_on_the_page(self, two, login):
        apply_by(two, 7, date(2026, 3, 1))
        periodic.run("insight.publish_reach", date(2026, 4, 2))
        with system_context("test"):
            before = PartnerReach.objects.get(year=2026).tables
        apply_by(two, 1, date(2026, 4, 10), province="LIM")
        periodic.run("insight.publish_reach", date(2026, 5, 2))
        with system_context("test"):
            assert PartnerReach.objects.get(year=2026).tables == before
        assert before == {"total": told(7), "course": [["2026-03-31", told(7)]]}
        apply_by(two, 4, date(2026, 4, 20), province="LIM")
        periodic.run("insight.publish_reach", date(2026, 6, 2))
        with system_context("test"):
            tables = PartnerReach.objects.get(year=2026).tables
        assert tables["total"] == told(12)
        assert tables["province"] == [["LIM", told(5)], ["OVL", told(7)]]
        assert tables["course"] == [["2026-03-31", told(7)], ["2026-05-31", told(12)]]

    def test_the_course_is_what_was_told_and_the_openings_are_per_month(self, two, login):
        client = login(two.fund_a)
        with system_context("test"):
            keys = {"partner": two.partner_a, "programme_id": two.programme_a.pk}
            for day, count in ((date(2026, 3, 1), 2), (date(2026, 3, 31), 1), (date(2025, 3, 1), 9)):
                PartnerVisit.objects.create(day=day, count=count, **keys)
        apply_by(two, 7, date(2026, 3, 1))
        periodic.run("insight.publish_reach", date(2026, 4, 2))
        with clock.at(date(2026, 4, 3)):
            page = client.get(page_of(two.partner_a), {"year": 2026})
        assert page.context["course"] is None  # one month is no line
        assert [bar.value for bar in page.context["visits"].bars] == [0, 0, 3, *[0] * 9]
        apply_by(two, 6, date(2026, 4, 20))
        periodic.run("insight.publish_reach", date(2026, 5, 2))
        with clock.at(date(2026, 5, 3)):
            course = client.get(page_of(two.partner_a), {"year": 2026}).context["course"]
        assert [list(values) for _name, values in course.series] == [[7, 13], [0, 0], [0, 0], [0, 0]]

    def test_a_company_that_applies_twice_counts_once(self, two):
        apply_by(two, 4, date(2026, 3, 1))
        with system_context("test"), clock.at(date(2026, 3, 2)):
            first = Application.objects.filter(partner=two.partner_a).first()
            factories.application(
                two.programme_a, two.contact_a, first.company, partner=two.partner_a, state="submitted"
            )
        periodic.run("insight.publish_reach", date(2026, 4, 2))
        with system_context("test"):
            assert PartnerReach.objects.get(year=2026).tables == {}

    def test_the_desk_has_the_whole_figures(self, two, login):
        apply_by(two, 2, clock.today())
        address = reverse("insight:kept_partner", args=[two.programme_a.slug, two.partner_a.pk])
        page = login(two.admin_a).get(address)
        assert [figure for figure, _label in page.context["stats"]] == [2, 0, 0, 0]
        assert len(page.context["tables"]) == 3


class TestWorkedOut:
    """Any partner, any history: what can be formed from the tables is none or at least five companies."""

    @pytest.mark.parametrize("seed", range(150))
    def test_no_difference_within_a_table_or_between_two_months_is_small(self, seed):
        dice, came, memory, tables = random.Random(seed), [], {}, {}
        ever: dict[tuple[str, str, str], int] = {}
        for _month in range(8):
            came = [Came(c.size, c.province, c.sector, min(3, c.depth + (dice.random() < 0.15))) for c in came]
            came += [
                Came(
                    dice.choice(["1-9", "10-49", "200+"]),
                    dice.choice(["ANT", "LIM", "OVL", ""]),
                    dice.choice(["10", "81"]),
                    dice.choice([0, 0, 1, 2]),
                )
                for _n in range(dice.choice([0, 1, 3, 8, 20]))
            ]
            found, memory = publish(came, memory, tables)
            if not found:
                continue
            self._table_is_safe([["", found["total"]]])
            for name in ("size", "province", "sector"):
                rows = found.get(name, [])
                assert len(rows) != 1
                self._table_is_safe(rows)
                if rows:
                    for stage in rows[0][1]:  # rows add up to the total, so what is left out is no group
                        assert sum(row[stage] for _group, row in rows) == found["total"][stage]
            for dimension, rows in [
                ("total", [["", found["total"]]]),
                *((n, found.get(n, [])) for n in ("size", "province", "sector")),
            ]:
                for group, figures in rows:
                    for stage, figure in figures.items():
                        last = ever.get((dimension, group, stage))
                        if last is not None and group != OTHER:
                            assert figure == last or abs(figure - last) >= SMALLEST, (dimension, group, stage)
                        ever[dimension, group, stage] = figure
            tables = found

    def _table_is_safe(self, rows: list[Any]) -> None:
        """Every sum of rows, at every stage, and every difference of two stages of it."""
        for size in range(1, len(rows) + 1):
            for some in combinations(rows, size):
                sums = [sum(row[stage] for _group, row in some) for stage in STAGES if stage in some[0][1]]
                for value in [*sums, *(a - b for a, b in combinations(sums, 2))]:
                    assert value == 0 or value >= SMALLEST
