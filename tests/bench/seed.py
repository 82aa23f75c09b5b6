"""Fills the bench's database and says what to ask for: `python -m tests.bench.seed APPLICATIONS ROWS` prints it as JSON.

A process of its own, because only the worker's login may act as the system.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import timedelta
from typing import Any

os.environ["DATABASE_LOGIN"] = "w_worker"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coaching.config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from actionplans.models import AnnualActionPlan, PreventionMeasure  # noqa: E402
from coaching.accounts.models import User  # noqa: E402
from coaching.companies.models import Membership  # noqa: E402
from coaching.core.ground import clock  # noqa: E402
from coaching.core.ground.roles import Role  # noqa: E402
from coaching.core.tenancy.context import system_context, without_hat  # noqa: E402
from coaching.insight.demo import scale  # noqa: E402
from coaching.programmes import figures  # noqa: E402
from coaching.programmes.models import Application, Partner, Programme, ProgrammeMembership  # noqa: E402
from coaching.trajectories.models import Trajectory  # noqa: E402
from modules.models import Gathering  # noqa: E402
from riskanalysis.models import RiskAnalysis  # noqa: E402
from tests.bench import crowd, large  # noqa: E402
from tests.stack.seed import session_of  # noqa: E402

EMPTY = "leeg"  # a programme with nothing in it: its documents are the empty page
MEASURES = 200  # of one company: more than anybody will have


def fill(count: int, rows: int) -> None:
    """The demo; generated companies up to `count` applications; then every other list up to `rows`."""
    call_command("load_demo", verbosity=0, stdout=sys.stderr)
    with system_context("bench"):
        there = Application.objects.filter(programme__slug=scale.SLUG).count()
    if there < count:
        scale.generate(count - there)
    with system_context("bench"):
        _empty_programme()
        busy, crowded = _running()
        _many_measures(busy)
        contact_id = _contact_of(crowded)
        large.fill(busy)
    crowd.fill(rows, crowded, contact_id)
    with system_context("bench"):
        figures.fold()  # as the worker does every five minutes


def _running() -> tuple[Trajectory, Trajectory]:
    """Two companies that carry out measures, of different coaches: the first gets much to do, the second long lists."""
    found = Trajectory.objects.filter(programme__slug=scale.SLUG, state="implementation")
    busy, crowded = found.select_related("company", "coach").order_by("application__reference")[:2]
    return busy, crowded


def _contact_of(trajectory: Trajectory) -> int:
    return Membership.objects.get(company_id=trajectory.company_id, role=Role.CONTACT.value).user_id


def _many_measures(row: Trajectory) -> None:
    plan = AnnualActionPlan.objects.get(company=row.company_id)
    first = PreventionMeasure.objects.filter(plan=plan).order_by("code")[0]
    have = PreventionMeasure.objects.filter(plan=plan).count()
    owner = _contact_of(row)
    PreventionMeasure.objects.bulk_create(
        PreventionMeasure(
            plan=plan,
            objective_id=first.objective_id,
            piece_id=plan.piece_id,
            company_id=row.company_id,
            owner_id=owner,
            code=f"A{n}",
            state="planned",
            what=f"Maatregel {n}",
            why="F1",
            who="Ploeg",
            how="Proefweek",
            where="Productie",
            due_on=clock.today() + timedelta(days=n),
            prevention_level="primary",
            indicator="Kinney",
        )
        for n in range(have + 1, MEASURES + 1)
    )


def _empty_programme() -> None:
    made, _new = Programme.objects.get_or_create(slug=EMPTY, defaults={"name": "Leeg (fictief)", "is_open": False})
    with without_hat():
        administrator = User.objects.get(email="beheerder@demo.example")
    ProgrammeMembership.objects.get_or_create(
        programme=made, user=administrator, role=Role.ADMINISTRATOR, defaults={"begins_on": scale.LONG_AGO}
    )


def targets() -> dict[str, Any]:
    """Sessions, slugs and ids that the pages need."""
    with system_context("bench"):
        busy, crowded = _running()
        of_demo = Trajectory.objects.filter(programme__slug="demo").values("company")
        demo = RiskAnalysis.objects.filter(state="final", company__in=of_demo).select_related("company")
        report = max(demo, key=lambda row: RiskAnalysis.objects.filter(company_id=row.company_id).count())
        plan = AnnualActionPlan.objects.filter(company_id=report.company_id).order_by("-year")[0]
        all_files = Application.objects.filter(programme__slug=scale.SLUG).exclude(state="draft")
        deep = all_files.order_by("-submitted_at", "-id")[all_files.count() // 2]
        contact_id, crowded_id = _contact_of(busy), _contact_of(crowded)
        demo_contact_id = Membership.objects.filter(company_id=report.company_id, role=Role.CONTACT.value)[0].user_id
        facts = {
            "rows": {"applications": all_files.count(), "trajectories": Trajectory.objects.count()},
            "company": busy.company.slug,
            "trajectory": str(busy.pk),
            "application": str(busy.application_id),
            "measure": str(PreventionMeasure.objects.filter(company=busy.company_id).order_by("code")[0].pk),
            "analysis": str(RiskAnalysis.objects.get(company=busy.company_id).pk),
            "deep": str(deep.pk),
            "gathering": str(Gathering.objects.filter(programme__slug=scale.SLUG)[0].pk),
            "crowded": crowded.company.slug,
            "partner": Partner.objects.filter(programme__slug="demo").order_by("created_at")[0].code,
            "demo_company": report.company.slug,
            "demo_report": str(report.pk),
            "demo_plan": str(plan.pk),
            **large.targets(),
        }
        coaches = [row.coach.user_id if row.coach else 0 for row in (busy, crowded)]
    with without_hat():
        people = {
            "admin": User.objects.get(email="beheerder@demo.example"),
            "assessor": User.objects.get(email="beoordelaar@demo.example"),
            "contact": User.objects.get(pk=contact_id),
            "coach": User.objects.get(pk=coaches[0]),
            "crowded_coach": User.objects.get(pk=coaches[1]),
            "crowded_contact": User.objects.get(pk=crowded_id),
            "partner": User.objects.get(email="partner@demo.example"),
            "demo_contact": User.objects.get(pk=demo_contact_id),
            "adviser": User.objects.get(email=large.ADVISER),
            "large_contact": User.objects.get(email=large.CONTACT),
        }
    sessions = {name: [session_of(person), person.pk] for name, person in people.items()}
    return {**facts, "people": sessions}


if __name__ == "__main__":
    fill(int(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps(targets()))
