"""The lists that generated companies leave short, filled far beyond what anybody will have: none may be shown whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import QuerySet

from coaching.accounts.models import Invitation
from coaching.companies.models import Membership, WorkUnit
from coaching.core.ground import clock
from coaching.core.models import OutgoingEmail
from coaching.core.tenancy.context import system_context
from coaching.insight.demo import scale
from coaching.insight.models import ImportRun
from coaching.programmes.models import Application, AssessmentRound, Partner, Programme
from coaching.trajectories.models import CoachRequest, Message, Trajectory
from modules.models import Gathering, Module, ModuleUptake

CHUNK = 2000
CATALOGUE = 2000  # modules: each is written in three languages and reviewed by hand
MANY = 10**9
OWN = 2000  # of one person or one conversation: with twenty hours of coaching
List = tuple[QuerySet[Any], Callable[[range], Iterable[models.Model]], int]


def fill(rows: int, crowded: Trajectory, contact_id: int) -> None:
    """Bring each list up to `rows`, or to what it can hold; what is there already stays."""
    with system_context("bench"):
        programme = Programme.objects.get(slug=scale.SLUG)
        lists = [*_of_the_desk(programme), *_of_one_person(crowded, contact_id)]
    for have, make, most in lists:
        with system_context("bench"):
            missing = range(have.count(), min(rows, most))
        for start in range(missing.start, missing.stop, CHUNK):
            with system_context("bench"):
                made = list(make(range(start, min(start + CHUNK, missing.stop))))
                type(made[0])._default_manager.bulk_create(made)
    with system_context("bench"):
        _sent_for_a_round(programme)


def _sent_for_a_round(programme: Programme) -> None:
    """All that was sent, for the round that stands on top of the list."""
    newest = AssessmentRound.objects.filter(programme=programme).order_by("-opens_on", "id").first()
    sent = Application.objects.filter(programme=programme, round=None).exclude(state="draft")
    sent.update(round=newest)


def _of_the_desk(programme: Programme) -> list[List]:
    first = Module.objects.filter(layer=1)
    now, today = clock.now(), clock.today()

    def modules(numbers: range) -> Iterable[Module]:
        model = first.exclude(slug__startswith="drukte-")[0]
        for n in numbers:
            title = {language: f"{text} {n:06d}" for language, text in model.title.items()}
            yield copy(
                model, slug=f"drukte-{n:06d}", title=title, layer=1 + n % 5, keeper=programme, position=n % 30_000
            )

    def gatherings(numbers: range) -> Iterable[Gathering]:
        module = first[0]
        for n in numbers:
            moment = now + timedelta(hours=n - 90_000)
            yield Gathering(programme=programme, module=module, starts_at=moment, place="Gent", capacity=20)

    def rounds(numbers: range) -> Iterable[AssessmentRound]:
        for n in numbers:
            day = today - timedelta(days=5 + n % 900)
            yield AssessmentRound(
                programme=programme, name=f"Oproep {n:06d}", opens_on=day, closes_on=day, decide_by=day
            )

    def partners(numbers: range) -> Iterable[Partner]:
        for n in numbers:
            yield Partner(
                programme=programme, name=f"Partner {n:06d} (fictief)", kind="federation", code=f"drukte-{n:06d}"
            )

    def invitations(numbers: range) -> Iterable[Invitation]:
        for n in numbers:
            yield Invitation(
                email=f"genodigd{n}@{scale.DOMAIN}",
                role="coach",
                programme_id=programme.pk,
                token_digest=f"drukte-{n}",
                sent_at=now - timedelta(minutes=n),
                expires_at=now + timedelta(days=14),
            )

    def imports(numbers: range) -> Iterable[ImportRun]:
        for n in numbers:
            moment = now - timedelta(minutes=n)
            yield ImportRun(
                programme=programme,
                form_token=uuid4(),
                file_name=f"{n}.csv",
                sha256="0" * 64,
                state="done",
                rows=100,
                written=100,
                created_at=moment,
                finished_at=moment,
            )

    return [
        (Module.objects.all(), modules, CATALOGUE),
        (Gathering.objects.filter(programme=programme), gatherings, MANY),
        (AssessmentRound.objects.filter(programme=programme), rounds, MANY),
        (Partner.objects.filter(programme=programme), partners, MANY),
        (Invitation.objects.filter(programme_id=programme.pk), invitations, MANY),
        (ImportRun.objects.filter(programme=programme), imports, MANY),
    ]


def _of_one_person(crowded: Trajectory, contact_id: int) -> list[List]:
    coach, now = crowded.coach, clock.now()
    assert coach is not None
    keys = {"trajectory": crowded, "company_id": crowded.company_id, "programme_id": crowded.programme_id}

    def messages(numbers: range) -> Iterable[Message]:
        for n in numbers:
            yield Message(author_id=contact_id, text="Past dinsdag?", written_at=now - timedelta(minutes=n), **keys)

    def mails(numbers: range) -> Iterable[OutgoingEmail]:
        for n in numbers:
            moment = now - timedelta(minutes=n)
            yield OutgoingEmail(
                kind="bench",
                recipient_id=contact_id,
                dedupe_key=f"drukte-{n}",
                state="sent",
                created_at=moment,
                sent_at=moment,
                subject=f"Bericht {n}",
                to_address=f"c@{scale.DOMAIN}",
            )

    def uptakes(numbers: range) -> Iterable[ModuleUptake]:
        model = ModuleUptake.objects.filter(company_id=crowded.company_id)[0]
        for n in numbers:
            moment = now - timedelta(hours=8 * n)
            yield copy(
                model,
                token_digest=f"drukte-{n}",
                created_at=moment,
                state="closed",
                closed_at=moment,
                confirmed_at=moment,
            )

    def requests(numbers: range) -> Iterable[CoachRequest]:
        for n in numbers:
            moment = now - timedelta(minutes=n)
            yield CoachRequest(
                coach=coach,
                state="declined",
                requested_at=moment,
                answered_at=moment,
                answer_due_on=moment.date(),
                requested_by_id=contact_id,
                reason="Geen plaats.",
                **keys,
            )

    def units(numbers: range) -> Iterable[WorkUnit]:
        for n in numbers:
            yield WorkUnit(company_id=crowded.company_id, name=f"Ploeg {n:04d}", headcount=5)

    def members(numbers: range) -> Iterable[Membership]:
        others = Membership.objects.exclude(company_id=crowded.company_id).order_by("id")
        for user_id in others.values_list("user_id", flat=True)[numbers.start : numbers.stop]:
            yield Membership(company_id=crowded.company_id, user_id=user_id, role="measure_owner", begins_on=now.date())

    return [
        (Message.objects.filter(trajectory=crowded), messages, OWN),
        (WorkUnit.objects.filter(company_id=crowded.company_id), units, OWN),
        (Membership.objects.filter(company_id=crowded.company_id), members, OWN),
        (OutgoingEmail.objects.filter(recipient_id=contact_id), mails, OWN),
        (ModuleUptake.objects.filter(company_id=crowded.company_id), uptakes, OWN),
        (CoachRequest.objects.filter(coach=coach), requests, OWN),
    ]


def copy(model: models.Model, **changed: Any) -> Any:
    """A new row like this one, but for what is named (relations by object)."""
    kind, fields = type(model), [field for field in model._meta.fields if not field.primary_key]
    same = {field.attname: getattr(model, field.attname) for field in fields if field.name not in changed}
    return kind(**same, **changed)
