"""Companies in every earlier state, with dates relative to the day of loading."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from actionplans.actions import adoption, annual, consultation, follow_up, measures, objectives, plans
from actionplans.models import AnnualActionPlan, GlobalPreventionPlan, PreventionMeasure
from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Role
from coaching.core.jobs import periodic
from coaching.insight.demo.change import play_change
from coaching.insight.demo.dates import plan_sessions
from coaching.insight.demo.group import play_group
from coaching.insight.demo.kinds import play_kinds
from coaching.insight.demo.money import claim_expenses
from coaching.insight.demo.people import make_user
from coaching.insight.demo.play import CompanySpec, Play, Stage
from coaching.insight.demo.prevention import organise_large
from coaching.trajectories.actions import course
from riskanalysis.actions import analysis as analysing
from riskanalysis.actions import collecting, judging, reporting
from riskanalysis.models import Finding, RiskAnalysis

BASE = 9_999_100  # the demo's enterprise numbers: 0999.910.0xx and on, above every number issued so far
COMPANIES = 23
ASPECTS = {"AO": "orange", "AI": "green", "AV": "orange", "AOM": "red", "AVH": "green"}


def number(index: int) -> str:
    base = f"{BASE * 10 // 10 + index:07d}"
    whole = f"0{base}"
    return whole + f"{97 - int(whole) % 97:02d}"


def play_others(stage: Stage, today: date, step: Callable[[], None] = lambda: None) -> None:
    """The state of each company stands in its line; `ago(n)` is n days before the day of loading.

    `step` is called once for each of the COMPANIES, when its turn begins.
    """

    found: dict[str, Play] = {}

    def ago(days: int) -> date:
        return today - timedelta(days=days)

    def company(index: int, name: str, key: str = "", **more: Any) -> Play:
        step()
        user = stage.users.get(key) or make_user(f"bedrijf{index}", f"Contact {index}")
        play = Play(stage, CompanySpec(name=f"{name} (fictief)", number=number(index), contact=user, **more))
        found[name] = play
        return play

    company(1, "Slagerij De Hoek", "aanvrager", headcount=6, high_skilled=1, blue_collar=5).draft(ago(3), pages=3)
    company(2, "Schrijnwerk Noord", headcount=17, postcode="2300", municipality="Turnhout", nace_code="16230").apply(
        ago(2)
    )
    company(3, "Wasserij Wit", headcount=34, postcode="9000", municipality="Gent", nace_code="96010").apply(
        ago(9)
    ).decide(ago(6), "take_up")
    company(
        4,
        "Schoonmaak Zuid",
        "franstalig",
        headcount=48,
        postcode="1500",
        municipality="Halle",
        nace_code="81210",
        language="fr",
    ).apply(ago(20)).decide(ago(12), "request_info", "Hoe betrekt u de ploegen die ’s nachts werken?")
    company(
        5,
        "Advieskantoor Oost",
        headcount=60,
        high_skilled=48,
        blue_collar=0,
        postcode="8000",
        municipality="Brugge",
        body_kind="committee",
        nace_code="70220",
    ).apply(ago(40)).decide(ago(30), "waitlist", "Eerst kleinere bedrijven.")
    company(
        6,
        "Softwarehuis Kade",
        headcount=90,
        high_skilled=80,
        blue_collar=0,
        postcode="9000",
        body_kind="committee",
        nace_code="62010",
    ).apply(ago(70)).decide(ago(58), "reject", "De aanvraag zegt niet wat er op de werkvloer verandert.")
    company(7, "Bakkerij Claes", "bakker", headcount=9, high_skilled=1, blue_collar=8).apply(ago(24)).decide(ago(10))
    company(8, "Tuinen Verbeeck", headcount=12, nace_code="81300").apply(ago(98)).decide(ago(70)).ask(ago(3))
    company(9, "Metaal Maasland", headcount=44, nace_code="25110").apply(ago(112)).decide(ago(86)).ask(ago(20)).accept(
        ago(18)
    )
    company(10, "Drukkerij Linde", headcount=23, nace_code="18120").apply(ago(150)).decide(ago(125))
    company(11, "Groenten Hageland", headcount=29).started(ago(60))
    company(21, "Confituur Haspengouw", headcount=8, blue_collar=5).started(ago(45))
    company(22, "Stukadoors Van Dijck", headcount=7, blue_collar=6, high_skilled=1, nace_code="43310").started(ago(52))
    held = company(12, "Transport Kempen", headcount=46, nace_code="49410").started(ago(100))
    with held.as_contact(ago(30)) as actor:
        course.hold(trajectory_id=held.trajectory.pk, reason="Verhuizing naar een nieuw magazijn.", by=actor)
    stopped = company(13, "Kapsalon Kim", headcount=5, nace_code="96020").started(ago(110))
    with stopped.as_contact(ago(45)) as actor:
        course.stop(trajectory_id=stopped.trajectory.pk, reason="De zaak wordt overgelaten.", by=actor)
    for index, name, days in ((14, "Houtzagerij Bree", 75), (15, "Visverwerking Kust", 90), (16, "Kwekerij Heide", 95)):
        analyse(company(index, name, headcount=25 + index).started(ago(days)), ago(days - 40), "evaluating")
    for index, name in (
        (
            17,
            "Textiel Leie",
        ),
        (
            18,
            "Plastiek Demer",
        ),
    ):
        planned(company(index, name, headcount=30).started(ago(150)), ago(90), "draft", today)
    planned(_committee(company, ago), ago(110), "submitted", today)
    play_change(found["Logistiek Haven"], today)
    planned(company(20, "Meubel Meetjesland", headcount=41).started(ago(420)), ago(370), "active", today)
    group = company(
        23,
        "Groep Maasvallei",
        "groep",
        headcount=450,
        high_skilled=70,
        blue_collar=330,
        postcode="3600",
        municipality="Genk",
        body_kind="committee",
        nace_code="22290",
    )
    play_group(group.apply(ago(44)).decide(ago(33), "waitlist", "Eerst kleinere bedrijven."), today)
    play_kinds(group, today)
    plan_sessions(found, today)
    claim_expenses(found, today)


def _committee(company: Callable[..., Play], ago: Callable[[int], date]) -> Play:
    """The larger company, whose committee has a plan waiting for its advice."""
    play = company(
        19,
        "Logistiek Haven",
        "directeur",
        headcount=140,
        high_skilled=20,
        blue_collar=100,
        postcode="2030",
        municipality="Antwerpen",
        nace_code="52100",
        body_kind="committee",
        support_from=["EMPLOYER", "COMMITTEE"],
    ).started(ago(170))
    play.members(
        [
            ("secretaris", Role.SECRETARY),
            ("werknemersbank", Role.WORKER_BENCH),
            ("werkgeversbank", Role.EMPLOYER_BENCH),
        ],
        ago(160),
    )
    play.body(4, "CPBW Logistiek Haven")
    organise_large(play, ago(150))
    return play


def analyse(play: Play, day: date, until: str) -> RiskAnalysis:
    """A risk analysis with a few findings, brought as far as `until`: evaluating | final."""
    units = play.units(day, ("Productie", 18), ("Kantoor", 6))
    with play.as_coach(day) as actor:
        analysis = analysing.open_analysis(title="Risicoanalyse 5 A's", by=actor)
        analysing.set_scope(
            analysis=analysis,
            title="Risicoanalyse 5 A's",
            scope="Hele onderneming, met groepsgesprekken per ploeg.",
            work_units=list(units.values()),
            by=actor,
        )
        analysing.start_collecting(analysis=analysis, by=actor)
        collecting.add_talk(
            analysis=analysis,
            by=actor,
            held_on=day,
            kind="group_talk",
            work_unit=units["Productie"],
            invited=12,
            present=9,
            summary="Tillen en late wijzigingen in de planning wegen het zwaarst.",
        )
        analysing.start_evaluating(analysis=analysis, by=actor)
        unit = units["Productie"]
        judging.add_finding(
            analysis=analysis,
            by=actor,
            sub_factor="AOM6",
            domain="ergonomics",
            level="group",
            work_unit=unit,
            hazard="Zware dozen tillen boven schouderhoogte",
            method="kinney",
            probability=Decimal(6),
            exposure=Decimal(6),
            effect=Decimal(7),
        )
        judging.add_finding(
            analysis=analysis,
            by=actor,
            sub_factor="AO3",
            domain="psychosocial",
            level="organisation",
            work_unit=None,
            hazard="De planning verandert dezelfde dag nog",
            method="judgement",
            colour="orange",
        )
        if until == "final":
            for aspect, colour in ASPECTS.items():
                judging.judge_aspect(
                    analysis=analysis, aspect=aspect, colour=colour, summary="Samen besproken.", by=actor
                )
            reporting.draft_report(analysis=analysis, by=actor)
            reporting.consult(analysis=analysis, notes="Geen opmerkingen.", by=actor)
    if until == "final":
        with play.as_contact(day) as actor:
            reporting.finalise(analysis=analysis, by=actor)
    return analysis


def planned(play: Play, day: date, until: str, today: date) -> None:
    """Both plans, brought as far as `until`: draft | submitted | active (one measure done, one late)."""
    analysis = analyse(play, day, "final")
    year = day.year + 1 if until != "active" else today.year
    with play.as_coach(day + timedelta(days=10)) as actor:
        plan = plans.create_global_plan(analysis=analysis, start_year=year, by=actor)
        jap = _write(play, plan, analysis, year, actor, whole=until != "draft")
        if until != "draft":
            plans.start_internal_review(plan=plan, by=actor)
            plans.start_internal_review(plan=jap, by=actor)
    if until == "submitted":
        sent = today - timedelta(days=4)
        with play.as_contact(sent) as actor:
            for submitted in (plan, jap):
                consultation.submit_plan(plan=submitted, meeting_on=today + timedelta(days=10), by=actor)
    elif until == "active":
        _into_force(play, plan, jap, day + timedelta(days=20))
        _half_done(play, jap, today)


def _write(
    play: Play, plan: GlobalPreventionPlan, analysis: RiskAnalysis, year: int, actor: Actor, whole: bool
) -> AnnualActionPlan:
    found = dict(Finding.objects.filter(analysis=analysis).values_list("code", "pk"))
    lift = objectives.add_objective(
        plan=plan,
        text="Tilrisico onder 70 (Kinney)",
        by_year=year + 2,
        by=actor,
        findings=[found["F1"]],
        indicator="Kinney-score",
        baseline=Decimal(252),
        target=Decimal(70),
        unit="Kinney",
    )
    objectives.add_objective(
        plan=plan,
        text="Planning een dag vooraf vast",
        by_year=year + 1,
        by=actor,
        findings=[found["F2"]],
        indicator="% dagen zonder wijziging",
        baseline=Decimal(60),
        target=Decimal(95),
        unit="%",
    )
    jap = annual.create_annual_plan(global_plan=plan, year=year, by=actor)
    if not whole:
        return jap
    for section in plan.sections.all():
        plans.save_section(
            plan=plan,
            number=section.number,
            text=section.text or "Besproken met de ploegen; zie het jaaractieplan.",
            opened_with=section.version,
            by=actor,
        )
    annual.save_annual_texts(
        plan=jap,
        opened_with=jap.version,
        by=actor,
        priorities="Tillen en planning.",
        means="9.000 euro, overleg in werktijd.",
        duties="De ploegbazen voeren uit, de zaakvoerder volgt op.",
        adaptations="Geen.",
    )
    for what, month, budget in (
        ("Heftafel aan lijn 1", 3, 6000),
        ("Vast planningsmoment om 14 uur", 2, 0),
        ("Tiltraining", 6, 3000),
    ):
        measure = measures.add_measure(
            plan=jap,
            objective=lift,
            by=actor,
            what=what,
            why="F1 en F2 in de risicoanalyse",
            who="Ploegbazen",
            how="Proefweek, dan invoeren",
            where="Productie",
            due_on=date(year, month, 15),
            prevention_level="primary",
            budget_eur=Decimal(budget),
            indicator="Kinney-score",
            owner_id=play.spec.contact.pk,
        )
        measures.plan_measure(measure=measure, by=actor)
    return jap


def _into_force(play: Play, plan: GlobalPreventionPlan, jap: AnnualActionPlan, day: date) -> None:
    """Direct participation: remarks, the service's advice, the employer's answer, adoption."""
    with play.as_contact(day) as actor:
        advice_requests = [consultation.submit_plan(plan=one, by=actor) for one in (plan, jap)]
    with play.as_contact(day + timedelta(days=16)) as actor:
        for advice_request in advice_requests:
            advice_request.refresh_from_db()
            if advice_request.state == "open_remarks":
                consultation.ask_service(advice_request=advice_request, by=actor)
            consultation.record_advice(
                advice_request=advice_request,
                kind="unanimous",
                opinions={"workers": (True, "Geen opmerkingen in het register.")},
                by=actor,
            )
            adoption.answer_advice(advice_request=advice_request, answer="accepted", by=actor)
        adoption.adopt_plan(plan=plan, by=actor)
        adoption.adopt_plan(plan=jap, by=actor)
    first = date(plan.start_year, 1, 1)
    with clock.at(first):
        periodic.run("actionplans.activate_plans", first)


def _half_done(play: Play, jap: AnnualActionPlan, today: date) -> None:
    day = date(jap.year, 2, 10)
    with play.as_contact(day) as actor:
        first, second, _third = PreventionMeasure.objects.filter(plan=jap).order_by("code")
        follow_up.start_measure(measure=first, by=actor)
        follow_up.start_measure(measure=second, by=actor)
        follow_up.report_progress(measure=first, text="Offertes gevraagd, proefweek gepland.", progress=40, by=actor)
    with play.as_contact(min(day + timedelta(days=20), today)) as actor:
        follow_up.finish_measure(
            measure=second,
            done_on=min(day + timedelta(days=18), today),
            evidence="Bord hangt aan de ingang, foto in de map.",
            workers_reached=30,
            by=actor,
        )
