"""`manage.py open_file`: a file without a programme, its contact invited; what is wrong is one line, exit 2, nothing kept."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from coaching.accounts.models import Invitation
from coaching.companies.models import Company, ConsultationBody
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
        ({"tariff_group": "3"}, "--tariff-group"),
        ({"affiliated_on": "2026-01-01"}, "--affiliated-on"),
        ({"prevention_group": "C+"}, "--prevention-group"),
        ({"five_year_plan_from": "2026-01"}, "--five-year-plan-from"),
        ({"name": "a\x00b"}, "--name"),
    ],
)
def test_bad_input_is_one_line_exit_2_and_keeps_nothing(world, options, said):
    with system_context("test"):
        before = Company.objects.count()
    with pytest.raises(CommandError, match=said) as refused:
        run(**{"name": "N", "contact": "b@example.org", **options})
    assert refused.value.returncode == 2 and "\n" not in str(refused.value)
    with system_context("test"):
        assert Company.objects.count() == before


def test_a_number_that_has_a_file_is_refused(world):
    with pytest.raises(CommandError) as refused:
        run(name="N", contact="b@example.org", number=world.company_b.enterprise_number)
    assert refused.value.returncode == 2
    with system_context("test"):
        assert not Invitation.objects.filter(email="b@example.org").exists()
