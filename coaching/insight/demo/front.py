"""The programme's front half in the demo: what companies take up, gatherings with places, files being judged."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from coaching.accounts.models import User
from coaching.coaches.actions import add_absence
from coaching.companies.actions import ask_letter, give_mandate, open_file
from coaching.companies.models import Company, Discipline, Membership
from coaching.companies.numbers import parse_enterprise_number
from coaching.companies.register.demo import number_of
from coaching.core.ground import clock
from coaching.core.ground.people import user_ids
from coaching.core.ground.roles import Role
from coaching.core.tenancy.context import current_actor, person_context, public_context, system_context
from coaching.core.tenancy.workspace import enter_place
from coaching.insight.demo.advice import play_advice
from coaching.insight.demo.play import Stage
from coaching.programmes.actions import partners
from coaching.programmes.actions.accreditation import accredit
from coaching.programmes.assessment import actions as judging
from coaching.programmes.clusters.actions import begin_cluster, invite_company
from coaching.programmes.models import Application, Assessment, PartnerMembership
from coaching.programmes.queries import layer_in_use
from coaching.trajectories.enums import RUNNING
from coaching.trajectories.models import Trajectory
from coaching.trajectories.talk.actions import write_message
from modules.editing import actions as editing
from modules.gatherings import actions as gatherings
from modules.models import Gathering, Module
from modules.uptake import actions as uptake

POSTERS = (
    ("Bloemen Vanhee (fictief)", "Rik Vanhee", "rik@bloemen.example"),
    ("Garage Maes (fictief)", "Els Maes", "els@garage.example"),
    ("Frituur 't Hoekje (fictief)", "Sam Peeters", "sam@frituur.example"),
)
SCORES = {"objectives": 4, "impact": 3, "support": 4, "sustainability": 3, "means": 4}


def play_front(stage: Stage, today: date) -> None:
    """All by the product's own actions, like everything in the demo."""
    _take_up(stage, today)
    _gatherings(stage, today)
    _judge(stage, today)
    _coaches(stage, today)
    _talk(stage, today)
    _cluster(stage)
    _catalogue(stage)
    _adviser(stage, today)
    play_advice(stage, today)
    _file_of_its_own(stage, today)


def _file_of_its_own(stage: Stage, today: date) -> None:
    """A bakery that never applied: its owner opened the file last week, and asked for the letter that proves the mandate."""
    owner = stage.users["molenaar"]
    with clock.at(today - timedelta(days=6)), person_context(owner):
        opened = open_file(
            number=parse_enterprise_number(number_of(40)),
            name="Bakkerij De Korenmolen (fictief)",
            street="Molenstraat 7",
            postcode="3700",
            municipality="Tongeren-Borgloon",
            nace_code="10.71",
            headcount=7,
            by=current_actor(),
        )
    with system_context("demo data"):
        Company.objects.filter(slug=opened.slug).update(is_demo=True)
    with clock.at(today - timedelta(days=5)), enter_place("company", owner, opened.slug):
        ask_letter(by=current_actor())


def _catalogue(stage: Stage) -> None:
    """A text of the starting catalogue is being changed, and a module of one's own has been begun."""
    with enter_place("programme", stage.users["beheerder"], stage.programme.slug):
        by = current_actor()
        programme_id = stage.programme.pk
        known = Module.objects.get(slug="vijf-minuten-gesprek")
        version = editing.draft_version(module_id=known.pk, programme_id=programme_id, by=by)
        goal = dict(known.objective, nl="De ploeg begint samen, weet wat moet en wat kan tegenzitten.")
        editing.save_version(version_id=version.pk, values={"objective": goal}, opened_with=version.version, by=by)
        editing.ask_review(version_id=version.pk, by=by)
        title = "Stil op de vloer: minder lawaai"
        editing.begin_module(layer=2, title=title, programme_id=programme_id, by=by)


def _adviser(stage: Stage, today: date) -> None:
    """An adviser of an external service, as invented as the rest, has five files: whole or not, ending soon or never."""
    terms: tuple[tuple[bool, int | None], ...] = ((True, 12), (True, None), (False, 45), (False, None), (True, 200))
    with system_context("demo data"):
        binding = Membership.objects.filter(
            role=Role.CONTACT, has_mandate=True, ended_at=None, company__unproved_since=None
        )
        firsts: dict[str, User] = {}
        for row in binding.select_related("company", "user").order_by("company__name", "id"):
            firsts.setdefault(row.company.slug, row.user)
    for (slug, contact), (whole, days) in zip(firsts.items(), terms, strict=False):
        last = today + timedelta(days=days + 1) if days else None
        with enter_place("company", contact, slug, "contact"):
            give_mandate(
                person_id=stage.users["extern"].pk,
                discipline=Discipline.PREVENTION_ADVISER,
                whole_file=whole,
                until=timezone.make_aware(datetime.combine(last, time.min)) if last else None,
                by=current_actor(),
            )


def _cluster(stage: Stage) -> None:
    """The half-written application asks two neighbours along."""
    with person_context(stage.users["aanvrager"]):
        draft = Application.objects.filter(state="draft", applicant_id=stage.users["aanvrager"].pk).first()
        if draft is None:
            return
        by = current_actor()
        begin_cluster(application_id=draft.pk, name="Winkels van de Kerkstraat (fictief)", by=by)
        for name, email in (
            ("Bloemen Vanhee (fictief)", "rik@bloemen.example"),
            ("Kapsalon Lies (fictief)", "lies@kapsalon.example"),
        ):
            invite_company(application_id=draft.pk, company_name=name, email=email, by=by)


TALK = (
    (9, "contact", "Kunnen we de rondgang een week later doen? Die dag levert de leverancier."),
    (8, "coach", "Geen probleem: dinsdag om tien uur, ik kom naar de werkplaats."),
    (8, "contact", "Prima. Ik breng de ploegleiders mee."),
)


def _talk(stage: Stage, today: date) -> None:
    """A short exchange at the first running file of the coach, and a note for the programme."""
    with enter_place("coach", stage.users["coach"]):
        running = Trajectory.objects.filter(state__in=RUNNING).select_related("company").order_by("approved_on", "id")
        found = running.first()
    if found is None:
        return
    with system_context("demo"):
        contact = User.objects.get(pk=user_ids("contacts_of", found.company_id)[0])
    people = {"contact": contact, "coach": stage.users["coach"]}
    for days, who, text in TALK:
        with clock.at(today - timedelta(days=days)), enter_place("company", people[who], found.company.slug, who):
            write_message(trajectory_id=found.pk, text=text, form_id=uuid4(), by=current_actor())
    with clock.at(today - timedelta(days=7)), enter_place("company", people["coach"], found.company.slug, "coach"):
        write_message(
            trajectory_id=found.pk,
            text="De start ging vlot; misschien iets voor het volgende webinar.",
            form_id=uuid4(),
            is_internal=True,
            by=current_actor(),
        )


def _coaches(stage: Stage, today: date) -> None:
    """The programme vouches for its coaches; one of them goes on holiday."""
    with (
        clock.at(today - timedelta(days=200)),
        enter_place("programme", stage.users["beheerder"], stage.programme.slug),
    ):
        for coach, months in zip(stage.coaches.values(), (36, 8, 24, 36, 12), strict=False):
            accredit(coach_id=coach.pk, until_on=clock.add_months(today, months), by=current_actor())
    with enter_place("coach", stage.users["coach2"]):
        add_absence(from_on=today + timedelta(days=30), until_on=today + timedelta(days=44), by=current_actor())


def found_partner(stage: Stage, today: date) -> str:
    """A sector fund with a person who signs in; the code of its link, by which the demo's companies came."""
    with clock.at(today - timedelta(days=400)):
        with enter_place("programme", stage.users["beheerder"], stage.programme.slug):
            fund = partners.add_partner(name="Fonds Voeding (fictief)", kind="SECTOR_FUND", by=current_actor())
        with system_context("demo data"):
            PartnerMembership.objects.create(partner=fund, programme=stage.programme, user=stage.users["partner"])
    for days in range(2, 300, 9):
        with clock.at(today - timedelta(days=days)), public_context():
            partners.open_link(fund.code, count=True)
    return fund.code


def _take_up(stage: Stage, today: date) -> None:
    for days, (company, person, email) in zip((40, 16, 2), POSTERS, strict=True):
        with clock.at(today - timedelta(days=days)), public_context():
            poster = Module.objects.get(slug="affiches-pauze")
            layer = layer_in_use(stage.programme.pk, 1)
            values = {"company_name": company, "enterprise_number": "", "contact_name": person, "email": email}
            uptake.take_up(
                module=poster,
                programme=stage.programme,
                layer=layer,
                values=values,
                form_id=uuid4(),
                by=current_actor(),
            )


def _gatherings(stage: Stage, today: date) -> None:
    with enter_place("programme", stage.users["beheerder"], stage.programme.slug):
        by = current_actor()
        for slug, days, place, link, capacity in (
            ("webinar-kleine-ploeg", 12, "", "https://vergadering.example/kleine-ploeg", 2),
            ("webinar-slaap-en-ploegen", 26, "", "https://vergadering.example/slaap", 30),
            ("bedrijfsbezoek", 40, "Fruitbedrijf, Sint-Truiden (fictief)", "", 12),
        ):
            starts = timezone.localtime(clock.now()).replace(hour=14, minute=0, second=0, microsecond=0)
            values = {"starts_at": starts + timedelta(days=days), "place": place, "link": link, "capacity": capacity}
            gatherings.plan_gathering(
                programme_id=stage.programme.pk, module=Module.objects.get(slug=slug), values=values, by=by
            )
    with public_context():
        first = Gathering.objects.select_related("module").defer("link").order_by("starts_at")[0]
        for company, person, email in POSTERS:
            gatherings.ask_place(
                gathering=first, values={"company_name": company, "contact_name": person, "email": email}
            )


def _judge(stage: Stage, today: date) -> None:
    """A file with an assessor who scored, and a decision that waits for its release; a round that is open."""
    with enter_place("programme", stage.users["beheerder"], stage.programme.slug):
        by = current_actor()
        judging.plan_round(
            programme_id=stage.programme.pk,
            by=by,
            values={
                "name": "Ronde van deze maand",
                "opens_on": today - timedelta(days=10),
                "closes_on": today + timedelta(days=20),
                "decide_by": today + timedelta(days=40),
            },
        )
        file = Application.objects.filter(state="in_review").order_by("submitted_at").first()
        if file is None:
            return
        judging.assign(
            application_id=file.pk,
            assessor_ids=[stage.users["beoordelaar"].pk],
            due_on=today + timedelta(days=7),
            by=by,
        )
    with enter_place("programme", stage.users["beoordelaar"], stage.programme.slug):
        own = Assessment.objects.get(application=file)
        scores = {code: {"points": points, "remark": ""} for code, points in SCORES.items()}
        judging.save_scores(
            assessment_id=own.pk,
            scores=scores,
            remark="Duidelijk verhaal, goed draagvlak.",
            opened_with=own.version,
            submit=True,
            by=current_actor(),
        )
    with enter_place("programme", stage.users["beheerder"], stage.programme.slug):
        judging.propose(
            application_id=file.pk,
            verb="approve",
            reason="Duidelijke doelen en een sterk draagvlak bij de ploeg.",
            by=current_actor(),
        )
