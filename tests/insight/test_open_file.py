"""`manage.py open_file`: a file without a programme, its contact invited; what is wrong is one line, exit 2, nothing kept."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from actionplans.models import GlobalPreventionPlan
from coaching.accounts.models import Invitation
from coaching.companies.models import Company, ConsultationBody, FilePiece, Membership
from coaching.core.ground import clock
from coaching.core.tenancy.context import system_context

pytestmark = pytest.mark.django_db


def run(**options: str) -> str:
    out = StringIO()
    given = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    call_command("open_file", *given, stdout=out)
    return out.getvalue().splitlines()[-1]


def body_of(slug: str) -> str:
    with system_context("test"):
        return ConsultationBody.objects.get(company__slug=slug).kind


def test_it_opens_a_file_and_invites_the_contact(world):
    slug = run(
        name="Bakkerij Command", contact="b@example.org", number="BE 0999.990.123", postcode="9000", headcount="9"
    )
    with system_context("test"):
        company = Company.objects.get(slug=slug)
        invitation = Invitation.objects.get(company_id=company.pk)
    assert (company.enterprise_number, company.province, company.headcount) == ("0999990123", "OVL", 9)
    assert (invitation.email, invitation.role, invitation.has_mandate) == ("b@example.org", "contact", True)
    assert company.unproved_since is None and company.proved_by == "staff"


def test_the_body_follows_the_headcount_unless_it_is_said(world):
    said = {"name": "Zelfde", "contact": "b@example.org"}
    slugs = [run(**said), run(**said, headcount="49"), run(**said, headcount="50"), run(**said, body="delegation")]
    assert len(set(slugs)) == 4  # the same name without a number: a second file
    assert [body_of(slug) for slug in slugs] == ["direct", "direct", "committee", "union_delegation"]
    assert body_of(run(**said, body="works-council")) == "committee"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"name": ""}, "--name"),
        ({"contact": "nobody"}, "--contact"),
        ({"number": "0999.990.124"}, "--number"),
        ({"postcode": "12"}, "--postcode"),
        ({"headcount": "many"}, "--headcount"),
        ({"headcount": "-3"}, "--headcount"),
        ({"body": "parliament"}, "--body"),
        ({"year_starts": "13"}, "--year-starts"),
        ({"year_starts": "0"}, "--year-starts"),
        ({"year_starts": "september"}, "--year-starts"),
        ({"tariff_group": "6"}, "--tariff-group"),
        ({"tariff_group": "²"}, "--tariff-group"),
        ({"affiliated_on": "2026-02-30"}, "--affiliated-on"),
        ({"affiliated_on": "soon"}, "--affiliated-on"),
        ({"prevention_group": "C"}, "--prevention-group"),
        ({"prevention_group": "c+"}, "--prevention-group"),
        ({"five_year_plan_from": "2026"}, "--five-year-plan-from"),
        ({"five_year_plan_from": "2026-13"}, "--five-year-plan-from"),
        ({"five_year_plan_from": "2026-01-01"}, "--five-year-plan-from"),
        ({"five_year_plan_from": "1026-01"}, "--five-year-plan-from"),
        ({"five_year_plan_from": "9999-12"}, "--five-year-plan-from"),
        ({"name": "a\x00b"}, "--name"),
        ({"affiliated_on": "2026-01-0\x001"}, "--affiliated-on"),
    ],
)
def test_bad_input_is_one_line_exit_2_and_keeps_nothing(world, options, said):
    def kept() -> list[int]:
        with system_context("test"):
            return [model.objects.count() for model in (Company, ConsultationBody, Invitation, FilePiece)]

    before = kept()
    with pytest.raises(CommandError, match=said) as refused:
        run(**{"name": "N", "contact": "b@example.org", **options})
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)
    assert kept() == before


def test_one_bad_option_behind_good_ones_keeps_nothing(world):
    """The last thing that is done is refused: the file, its body and the invitation before it are taken back."""
    good = {"year_starts": "9", "affiliated_on": "2024-02-01", "tariff_group": "1", "prevention_group": "D"}
    with pytest.raises(CommandError, match="--five-year-plan-from") as refused:
        run(name="Half", contact="half@example.org", body="direct", **good, five_year_plan_from="2999-01")
    assert refused.value.returncode == 2
    with system_context("test"):
        assert not Company.objects.filter(name="Half").exists()
        assert not Invitation.objects.filter(email="half@example.org").exists()


def test_what_the_company_says_of_its_prevention_is_kept_and_shown(world, login):
    slug = run(
        name="School",
        contact="b@example.org",
        headcount="60",
        year_starts="9",
        affiliated_on="2024-02-01",
        tariff_group="3",
        prevention_group="C-",
    )
    with system_context("test"):
        company = Company.objects.get(slug=slug)
        Membership.objects.create(company=company, user=world.contact_a, role="contact", has_mandate=True)
    assert (company.year_starts, company.tariff_group, company.prevention_group) == (9, 3, "C-")
    assert company.affiliated_on == date(2024, 2, 1)
    assert company.group_chosen_at and company.group_chosen_by_id is None
    page = login(world.contact_a).get(reverse("companies:prevention", args=[slug])).content.decode()
    assert "C−: fewer than 200" in page or "C−: minder dan 200" in page


def test_what_is_not_said_stays_unknown(world):
    slug = run(name="Stil", contact="b@example.org")
    with system_context("test"):
        company = Company.objects.get(slug=slug)
        assert not FilePiece.objects.filter(company=company).exists()
    assert (company.year_starts, company.tariff_group, company.affiliated_on) == (1, None, None)
    assert (company.prevention_group, company.group_chosen_at) == ("", None)


def test_a_plan_from_elsewhere_is_in_force_for_five_years_from_the_first_of_that_month(world):
    with clock.at(date(2026, 11, 28)):
        slug = run(name="Met plan", contact="b@example.org", five_year_plan_from="2024-07")
    with system_context("test"):
        plan = GlobalPreventionPlan.objects.get(company__slug=slug)
    assert (plan.state, plan.is_brought, plan.analysis_id) == ("active", True, None)
    assert (plan.first_day, plan.end, str(plan)) == (date(2024, 7, 1), date(2029, 6, 30), "07/2024–06/2029")


def test_a_works_council_is_kept_beside_the_committee(world):
    said = {"name": "Raad", "contact": "b@example.org"}
    slugs = run(**said, body="works-council"), run(**said, body="committee")
    with system_context("test"):
        bodies = [ConsultationBody.objects.get(company__slug=slug) for slug in slugs]
    assert [(body.kind, body.has_works_council) for body in bodies] == [("committee", True), ("committee", False)]


def test_a_number_that_has_a_file_is_refused(world):
    with pytest.raises(CommandError) as refused:
        run(name="N", contact="b@example.org", number=world.company_b.enterprise_number)
    assert refused.value.returncode == 2
    with system_context("test"):
        assert not Invitation.objects.filter(email="b@example.org").exists()
