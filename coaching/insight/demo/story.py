"""The worked example, from application to closing, shifted by whole years so that its end lies in the past."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from actionplans.actions import adoption, annual, consultation, follow_up, measures, objectives, plans
from actionplans.models import AdviceRequest, AnnualActionPlan, GlobalPreventionPlan, PreventionMeasure, Remark
from coaching.core.ground import clock
from coaching.core.ground.roles import Actor, Role
from coaching.core.jobs import periodic
from coaching.insight.demo.play import CompanySpec, Play, Stage
from coaching.insight.demo.prevention import organise_small
from coaching.trajectories.actions import closing, course
from coaching.trajectories.models import Trajectory
from riskanalysis.actions import analysis as analysing
from riskanalysis.actions import collecting, judging, reporting
from riskanalysis.models import Finding, RiskAnalysis

CASE: dict[str, Any] = json.loads(Path(__file__).with_name("case.json").read_text(encoding="utf-8"))
SUB_FACTORS = {"F1": "AO3", "F2": "AI2", "F3": "AV2", "F4": "AOM6", "F5": "AOM1", "F6": "AVH4"}
DOMAINS = {"F4": "ergonomics", "F5": "safety"}
SHARES = {"F1": (11, 17), "F2": (12, 17), "F3": (13, 29), "F6": (7, 17)}  # at risk, answered
ASPECTS = {"AO": "red", "AI": "red", "AV": "orange", "AOM": "red", "AVH": "orange"}
SUMMARIES = {
    "AO": "De dagplanning verandert te vaak op het laatste moment.",
    "AI": "Het sorteerwerk is eentonig en de band loopt snel.",
    "AV": "Het uurrooster is maar vijf dagen vooraf bekend.",
    "AOM": "Er wordt veel met de hand getild en de vloer aan de waslijn is nat.",
    "AVH": "Niet iedereen verstaat elkaar; de ploegbaas geeft weinig terugkoppeling.",
}
SECTIONS = {
    1: "De vaststellingen staan achteraan, elk met haar kleur en met de doelstelling die erop antwoordt.",
    4: "Coach, zaakvoerder en ploegbazen werken de maatregelen uit. De externe dienst helpt bij het tillen.",
    5: "Budget voor vijf jaar: 75.000 euro. Overleg in werktijd. Lokaal en materiaal in eigen huis.",
    6: "De zaakvoerder beslist. De preventieadviseur volgt op. De ploegbazen voeren uit met hun ploeg.",
    7: "Bij een ongeval, een nieuwe lijn of een advies bekijken we het plan binnen de maand opnieuw.",
    8: "Elk jaar meten we de cijfers van de doelstellingen en bespreken we ze met de afvaardiging.",
}
OBJECTIVE_UNITS = {"O1": "Kinney", "O2": "%", "O3": "%", "O4": "dagen", "O5": "%"}
SESSIONS = [
    ("04-02", "2", "analysis", "Knipperlichten overlopen; vragenlijst en gesprekken gepland."),
    ("05-27", "3", "group_talk", "Resultaten teruggekoppeld aan de sorteerploeg."),
    ("07-01", "2.5", "analysis", "Risico's beoordeeld, rapport besproken."),
    ("09-16", "3", "planning", "Doelstellingen en eerste jaaractieplan opgesteld."),
    ("10-07", "2", "planning", "Plan klaargemaakt voor de vakbondsafvaardiging."),
]
LATER_SESSIONS = [
    ("04-21", "2", "floor", "Heftafels bekeken met de operatoren."),
    ("10-20", "2", "follow_up", "Stand van de maatregelen overlopen."),
]
DONE_ON = {"A1": "05-12", "A2": "03-27", "A3": "11-10", "A4": "03-30", "A5": "10-28", "A6": "06-25"}
RESULTS = {
    "A1": "Kinney-score van 252 naar 63",
    "A2": "9 % van de orders wijzigt binnen 24 uur",
    "A3": "55 % inzetbaar op drie posten of meer",
    "A4": "14 dagen vooraf bekend",
    "A5": "27 % in risico",
    "A6": "31 deelnemers",
}
REACHED = {"A1": 24, "A2": 38, "A3": 24, "A4": 38, "A5": 16, "A6": 31}


class Story:
    """Plays the case; `shift` is how many whole years it is moved back."""

    def __init__(self, stage: Stage, today: date) -> None:
        closed = date.fromisoformat(CASE["trajectory"]["closed"])
        self.shift = 0
        while closed.replace(year=closed.year - self.shift) >= today:
            self.shift += 1
        self.stage = stage
        self.year = CASE["jap"]["year"] - self.shift
        company = CASE["company"]
        self.play = Play(
            stage,
            CompanySpec(
                name=company["name"],
                number=company["enterprise_number"].replace(".", ""),
                contact=stage.users["zaakvoerder"],
                postcode=company["postcode"],
                municipality=company["municipality"],
                headcount=company["headcount"],
                high_skilled=company["high_skilled"],
                blue_collar=company["workers"]["arbeiders"],
                nace_code=company["nace"]["code"],
                body_kind="union_delegation",
                motivation=CASE["application"]["motivation"],
                own_hours=CASE["application"]["own_commitment_hours"],
                support_from=CASE["application"]["support_base"],
                channel=CASE["application"]["referral_channel"],
            ),
        )

    def day(self, text: str) -> date:
        """A date of the case, shifted; "MM-DD" means the year before the yearly plan's."""
        if len(text) == 5:
            return date(self.year - 1, int(text[:2]), int(text[3:]))
        found = date.fromisoformat(text)
        return found.replace(year=found.year - self.shift)

    def run(self) -> Play:
        self.begin()
        self.analyse()
        self.plan()
        self.consult()
        self.carry_out()
        self.end()
        return self.play

    def begin(self) -> None:
        dates, trajectory = CASE["application"], CASE["trajectory"]
        self.play.apply(self.day(dates["submitted"])).decide(self.day(dates["decision"]["date"]))
        since = self.day(dates["submitted"])
        self.play.members(
            [
                ("personeel", Role.CONTACT),
                ("preventie", Role.PREVENTION_ADVISER),
                ("techniek", Role.MEASURE_OWNER),
                ("afgevaardigde", Role.WORKER_BENCH),
            ],
            since,
        ).body(2, "Vakbondsafvaardiging")
        organise_small(self.play, since)
        chosen = self.day(trajectory["coach_chosen"])
        self.play.ask(chosen).accept(chosen + timedelta(days=2))
        self.play.session(self.day(trajectory["started"]), "2", "intake", "Kennismaking; overeenkomst getekend.")

    def analyse(self) -> None:
        self.units = self.play.units(
            self.day("04-02"), ("Productie", 24), ("Expeditie, techniek, kantoor en leiding", 14)
        )
        with self.play.as_coach(self.day("04-02")) as actor:
            analysis = analysing.open_analysis(title="Risicoanalyse 5 A's", by=actor)
            analysing.set_scope(
                analysis=analysis,
                title="Risicoanalyse 5 A's",
                work_units=list(self.units.values()),
                by=actor,
                scope="De hele onderneming. Medewerkers vulden een vragenlijst in en praatten mee in groepen.",
                psychosocial_adviser_involved=True,
            )
            analysing.prediagnose(
                analysis=analysis, signals=CASE["prescreen"]["signals_on"], by=actor, on=self.day("04-02")
            )
            analysing.start_collecting(analysis=analysis, by=actor)
        self.play.session(self.day("04-02"), *SESSIONS[0][1:])
        self._collect(analysis)
        self._judge(analysis)

    def _collect(self, analysis: RiskAnalysis) -> None:
        groups = zip(CASE["survey_round"]["groups"], self.units.values(), strict=True)
        with self.play.as_coach(self.day("05-27")) as actor:
            for group, unit in groups:
                collecting.add_talk(
                    analysis=analysis,
                    by=actor,
                    held_on=self.day("05-23"),
                    kind="survey",
                    work_unit=unit,
                    invited=group["invited"],
                    present=group["responses"],
                    summary="Cijfers per groep, vanaf tien antwoorden.",
                )
            collecting.add_talk(
                analysis=analysis,
                by=actor,
                held_on=self.day("05-27"),
                kind="group_talk",
                work_unit=self.units["Productie"],
                invited=10,
                present=8,
                summary="Spoedorders en eentonig werk wegen het zwaarst. Water en fruit zouden welkom zijn.",
            )
        self.play.session(self.day("05-27"), *SESSIONS[1][1:])

    def _judge(self, analysis: RiskAnalysis) -> None:
        with self.play.as_coach(self.day("07-01")) as actor:
            analysing.start_evaluating(analysis=analysis, by=actor)
            for finding in CASE["findings"]:
                judging.add_finding(analysis=analysis, by=actor, **self._finding(finding))
            for aspect, colour in ASPECTS.items():
                judging.judge_aspect(
                    analysis=analysis, aspect=aspect, colour=colour, summary=SUMMARIES[aspect], by=actor
                )
            reporting.draft_report(analysis=analysis, by=actor)
        self.play.session(self.day("07-01"), *SESSIONS[2][1:])
        with self.play.as_coach(self.day("07-08")) as actor:
            reporting.consult(
                analysis=analysis, notes="De afvaardiging herkent het beeld en steunt de aanpak.", by=actor
            )
        with self.play.as_contact(self.day("07-10")) as actor:
            reporting.finalise(analysis=analysis, by=actor)
        self.analysis = analysis

    def _finding(self, case: dict[str, Any]) -> dict[str, Any]:
        group = case["level"] == "GROUP"
        values: dict[str, Any] = {
            "sub_factor": SUB_FACTORS[case["id"]],
            "domain": DOMAINS.get(case["id"], "psychosocial"),
            "level": "group" if group else "organisation",
            "work_unit": self.units["Productie"] if group else None,
            "hazard": case["hazard"],
        }
        if "kinney" in case:
            factors = case["kinney"]
            return values | {
                "method": "kinney",
                "probability": Decimal(factors["W"]),
                "exposure": Decimal(factors["B"]),
                "effect": Decimal(factors["E"]),
            }
        at_risk, answered = SHARES[case["id"]]
        share = (Decimal(100) * at_risk / answered).quantize(Decimal("0.1"))
        return values | {"method": "share", "at_risk_percent": share, "respondents": answered, "severity": 2}

    def plan(self) -> None:
        with self.play.as_coach(self.day("09-16")) as actor:
            plan = plans.create_global_plan(analysis=self.analysis, start_year=self.year, by=actor)
            found = dict(Finding.objects.filter(analysis=self.analysis).values_list("code", "pk"))
            made = {}
            for case in CASE["gpp"]["objectives"]:
                made[case["id"]] = objectives.add_objective(
                    plan=plan,
                    text=case["text"],
                    by_year=case["by"] - self.shift,
                    by=actor,
                    findings=[found[code] for code in case["from"]],
                    indicator=case.get("indicator", ""),
                    baseline=_decimal(case.get("baseline")),
                    target=_decimal(case.get("target")),
                    unit=OBJECTIVE_UNITS.get(case["id"], ""),
                    voluntary=not case["from"],
                )
            self._sections(plan, actor)
            self.jap = self._annual(plan, made, actor)
            plans.start_internal_review(plan=plan, by=actor)
            plans.start_internal_review(plan=self.jap, by=actor)
        self.gpp = plan
        for text, hours, kind, agreed in SESSIONS[3:]:
            self.play.session(self.day(text), hours, kind, agreed)

    def _sections(self, plan: GlobalPreventionPlan, actor: Actor) -> None:
        """All eight: what the analysis and the objectives propose, the rest in the company's own words."""
        for section in plan.sections.all():
            text = section.text or SECTIONS.get(section.number) or "De maatregelen staan per jaar in het jaaractieplan."
            if section.number == 3 and not section.text:
                text = "\n".join(f"{o['id']}: {o['text']}" for o in CASE["gpp"]["objectives"])
            plans.save_section(plan=plan, number=section.number, text=text, opened_with=section.version, by=actor)

    def _annual(self, plan: GlobalPreventionPlan, made: dict[str, Any], actor: Actor) -> AnnualActionPlan:
        jap = annual.create_annual_plan(global_plan=plan, year=self.year, by=actor)
        annual.save_annual_texts(
            plan=jap,
            opened_with=jap.version,
            by=actor,
            priorities="Tillen, planning, rotatie en rooster.",
            means="24.500 euro en overleg in werktijd.",
            duties="Zaakvoerder beslist, ploegbazen voeren uit, preventieadviseur volgt op.",
            adaptations="Geen: dit is het eerste jaar van het plan.",
        )
        for case in CASE["jap"]["actions"]:
            voluntary = case["prevention"] == "HEALTH_PROMOTION"
            due = date(self.year, 9, 30) if case["id"] == "A1" else self.day(case["when"])
            measure = measures.add_measure(
                plan=jap,
                objective=made[case["obj"]],
                by=actor,
                what=case["what"],
                why=case["why"],
                who=case["who"],
                how=case["how"],
                where=case["where"],
                due_on=due,
                voluntary=voluntary,
                prevention_level="primary" if voluntary else case["prevention"].lower(),
                budget_eur=Decimal(case["budget"]),
                indicator=case["kpi"],
                owner_id=self.stage.users["techniek" if case["id"] == "A1" else "zaakvoerder"].pk,
            )
            measures.plan_measure(measure=measure, by=actor)
        return jap

    def consult(self) -> None:
        case = CASE["jap"]
        sent, advised = self.day(case["submitted_to_body"]), self.day(case["advice"])
        with self.play.as_contact(sent) as actor:
            advice_requests = [
                consultation.submit_plan(plan=plan, meeting_on=advised, by=actor) for plan in (self.gpp, self.jap)
            ]
        self.remarks = self._remark(advice_requests[1])
        for advice_request in advice_requests:
            self._advise(advice_request, advised)
        self._answer(advice_requests)

    def _remark(self, advice_request: AdviceRequest) -> dict[str, Remark]:
        about = {"R1": "A3", "R2": "A1", "R4": "A5"}
        with self.play.as_contact(self.day("10-28"), self.stage.users["afgevaardigde"]) as actor:
            return {
                case["id"]: consultation.add_remark(
                    advice_request=advice_request, text=case["text"], about=about.get(case["id"], ""), by=actor
                )
                for case in CASE["jap"]["remarks"]
            }

    def _advise(self, advice_request: AdviceRequest, day: date) -> None:
        with self.play.as_contact(day, self.stage.users["preventie"]) as actor:
            consultation.record_meeting(advice_request=advice_request, held_on=day, by=actor)
            consultation.record_advice(
                advice_request=advice_request,
                kind="unanimous",
                by=actor,
                text="Eenparig gunstig advies.",
                opinions={"workers": (True, "Gunstig, met de opmerkingen."), "employer": (True, "Gunstig.")},
            )

    def _answer(self, advice_requests: list[AdviceRequest]) -> None:
        with self.play.as_contact(self.day(CASE["jap"]["employer_reply"])) as actor:
            for case in CASE["jap"]["remarks"]:
                adoption.answer_remark(
                    remark=self.remarks[case["id"]],
                    reply=case["reply"].lower(),
                    by=actor,
                    text=case.get("motivation", ""),
                    change=case.get("change", ""),
                )
            table = PreventionMeasure.objects.get(plan=self.jap, code="A1")
            adoption.apply_change(
                remark=Remark.objects.get(pk=self.remarks["R2"].pk),
                measure=table,
                opened_with=table.version,
                by=actor,
                due_on=date(self.year, 5, 15),
            )
            adoption.answer_advice(advice_request=advice_requests[0], answer="accepted", by=actor)
            adoption.answer_advice(
                advice_request=advice_requests[1],
                answer="partial",
                by=actor,
                text="We volgen het advies, behalve taalcoaching volledig in werktijd: de bezetting laat dat nog niet toe.",
            )
            adoption.adopt_plan(plan=self.gpp, by=actor)
            adoption.adopt_plan(plan=self.jap, by=actor)
        first = date(self.year, 1, 1)
        with clock.at(first):
            periodic.run("actionplans.activate_plans", first)

    def carry_out(self) -> None:
        for measure in self._measures():
            code = measure.code
            begin = date(self.year, 1, 12)
            with self.play.as_contact(begin) as actor:
                follow_up.start_measure(measure=measure, by=actor)
            done = date(self.year, int(DONE_ON[code][:2]), int(DONE_ON[code][3:]))
            with self.play.as_contact(done) as actor:
                follow_up.finish_measure(
                    measure=measure,
                    done_on=done,
                    evidence="Vastgesteld op de werkvloer, foto's in de map.",
                    spent_eur=measure.budget_eur,
                    result=RESULTS[code],
                    workers_reached=REACHED[code],
                    by=actor,
                )
        for text, hours, kind, agreed in LATER_SESSIONS:
            self.play.session(self.day(text).replace(year=self.year), hours, kind, agreed)
        done_measures = self._measures()
        with self.play.as_coach(date(self.year, 11, 17)) as actor:
            for measure in done_measures:
                factors = (Decimal(3), Decimal(3), Decimal(7)) if measure.code == "A1" else None
                follow_up.verify_measure(measure=measure, factors=factors, by=actor)

    def _measures(self) -> list[PreventionMeasure]:
        with self.play.as_contact(date(self.year, 1, 2)):
            return list(PreventionMeasure.objects.filter(plan=self.jap).order_by("code"))

    def end(self) -> None:
        with self.play.as_coach(date(self.year, 12, 1)) as actor:
            trajectory = self.play.trajectory
            if trajectory.state == "implementation":
                course.begin_evaluation(trajectory_id=trajectory.pk, by=actor)
            closing.write_report(
                trajectory_id=trajectory.pk,
                opened_with=Trajectory.objects.get(pk=trajectory.pk).version,
                by=actor,
                text="Vijf van de zes acties op tijd. Tillen van 252 naar 63. Verzuim van 9,4 naar 8,1 %.",
            )
        with self.play.as_administrator(self.day(CASE["trajectory"]["closed"])) as actor:
            closing.close(trajectory_id=self.play.trajectory.pk, by=actor)


def _decimal(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))
