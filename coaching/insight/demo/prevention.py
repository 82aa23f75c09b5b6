"""How prevention is organised in two companies of the demo: a small one and one with a committee. All names are invented."""

from __future__ import annotations

from datetime import date, timedelta

from coaching.companies.actions import change_holder, change_prevention, end_holder, name_holder
from coaching.companies.models import Company
from coaching.core.ground.roles import Actor
from coaching.insight.demo.play import Play

SERVICE = "Externe Dienst Vijf (fictief)"
YEAR = timedelta(days=365)


def _facts(
    play: Play, group: str, tariff_group: int, committees: list[str], doctor: str, listener: str, by: Actor
) -> None:
    """Which service, which group, and the two people that every service sends."""
    assert play.company is not None
    change_prevention(
        opened_with=Company.objects.values_list("version", flat=True).get(pk=play.company.pk),
        prevention_group=group,
        external_service=SERVICE,
        affiliated_on=date(2019, 1, 1),
        tariff_group=tariff_group,
        joint_committees=committees,
        year_starts=1,
        first=[("physician", "", doctor), ("external_adviser", "psychosocial", listener)],
        by=by,
    )


def organise_small(play: Play, day: date) -> None:
    """The worked example: the group of its size, people of the service, a counsellor who did the training."""
    users = play.stage.users
    with play.as_contact(day) as by:
        _facts(play, "C-", 3, ["118.10", "220"], "Dr. Ilse Goossens (fictief)", "Karel Smets (fictief)", by)
        name_holder(kind="hr", name=users["personeel"].name, person_id=users["personeel"].pk, by=by)
        name_holder(kind="line", name=users["techniek"].name, person_id=users["techniek"].pk, by=by)
        counsellor = name_holder(
            kind="counsellor",
            name="Lies Daems (fictief)",
            begins_on=day - 2 * YEAR,
            agreed_on=day - 2 * YEAR - timedelta(days=20),
            agreed_by="de volledige vakbondsafvaardiging",
            trained_on=day - YEAR,
            phone="+32 11 00 00 01",
            agrees_to_show=True,
            by=by,
        )
        change_holder(holder_id=counsellor.pk, opened_with=1, last_supervised_on=day - timedelta(days=30), by=by)


def organise_large(play: Play, day: date) -> None:
    """With a committee: advisers inside and outside, one who left, a steering group with both sides."""
    users = play.stage.users
    with play.as_contact(day) as by:
        _facts(play, "C+", 4, ["140.03", "226"], "Dr. Noor Wuyts (fictief)", "Eva Lambrechts (fictief)", by)
        secretary = users["secretaris"]
        name_holder(kind="internal_adviser", name=secretary.name, person_id=secretary.pk, by=by)
        former = name_holder(
            kind="external_adviser",
            name="Jan Baeten (fictief)",
            discipline="ergonomics",
            organisation=SERVICE,
            works_here=False,
            by=by,
        )
        name_holder(kind="counsellor", name="Mo Benali (fictief)", agreed_on=day, agreed_by="het comité", by=by)
        for side, name in (
            ("employer", users["directeur"].name),
            ("workers", users["werknemersbank"].name),
            ("adviser", secretary.name),
        ):
            name_holder(kind="steering_group", side=side, name=name, by=by)
        end_holder(holder_id=former.pk, reason="De dienst stuurt vanaf nu iemand anders.", by=by)
