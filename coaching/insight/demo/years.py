"""The worked example after its coaching: the years go on, each planned from the one before, evaluated and closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from actionplans.actions import adoption, annual, consultation, follow_up, measures, turning
from actionplans.actions import plans as both
from actionplans.evaluation import actions as evaluation
from actionplans.models import AnnualActionPlan, Objective, PreventionMeasure
from coaching.core.ground import clock
from coaching.core.ground.roles import Actor
from coaching.core.jobs import periodic
from coaching.insight.demo.story import Story

NEXT = (
    ("O5", "Taalcoaching Nederlands volledig in werktijd", "Gevraagd door de afvaardiging", "Refter en lijn", 2, 2500),
    ("O3", "Rotatieschema ook in de expeditie", "De sorteerploeg is er tevreden over", "Expeditie", 6, 1000),
    ("O1", "Tilhulp bij het laden van de vrachtwagens", "Zelfde risico als aan de waslijn", "Laadkade", 12, 6500),
)
TEXTS: dict[str, Any] = {
    "priorities": "Taal in werktijd, rotatie in de expeditie, tillen aan de laadkade.",
    "means": "10.000 euro en overleg in werktijd.",
    "duties": "Zaakvoerder beslist, ploegbazen voeren uit, preventieadviseur volgt op.",
    "adaptations": "Geen wijziging van het vijfjarenplan.",
}
RESULTS = "Vijf van de zes acties op tijd. Tillen van 252 naar 63, verzuim van 9,4 naar 8,1 %."
LESSONS = "De bezetting vroeger bekijken, zodat taalcoaching volledig in werktijd kan."

SOURCES = {
    "situations": "nothing",
    "requests": "calm",
    "physician": "calm",
    "incidents": "nothing",
    "third_parties": "asks",
    "annual_report": "calm",
}


class Years:
    """Plays on from where the story ends, up to today: nothing lies in days to come."""

    def __init__(self, story: Story, today: date) -> None:
        self.story, self.play, self.today = story, story.play, today

    def run(self) -> None:
        year = self.story.year + 1
        while date(year, 1, 1) <= self.today:
            self._evaluate(year - 1)
            self._plan(year)
            self._close(year - 1)
            self._carry_out(year)
            year += 1
        if date(year - 1, 10, 5) <= self.today:  # a draft that nobody has sent yet: late from 2 November on
            with self.play.as_contact(date(year - 1, 10, 5)) as actor:
                self._draft(year, actor)

    def _draft(self, year: int, actor: Actor) -> AnnualActionPlan:
        return turning.draft_next_year(company_id=actor.company_key, first_day=date(year, 1, 1), by=actor)

    def _plan(self, year: int) -> None:
        """As the year before: written in September, sent in October, advised and adopted in November, in force."""
        with self.play.as_contact(date(year - 1, 9, 20)) as actor:
            plan = self._draft(year, actor)
            annual.save_annual_texts(plan=plan, opened_with=plan.version, by=actor, **TEXTS)
            for code, what, why, where, month, budget in NEXT:
                self._measure(plan, code, actor, what=what, why=why, where=where, month=month, budget=budget)
            for waiting in PreventionMeasure.objects.filter(plan=plan, state="proposed"):
                measures.delete_measure(measure=waiting, by=actor)
            both.start_internal_review(plan=plan, by=actor)
        advised = date(year - 1, 11, 4)
        with self.play.as_contact(date(year - 1, 10, 14)) as actor:
            request = consultation.submit_plan(plan=plan, meeting_on=advised, by=actor)
        self.story.advise(request, advised)
        with self.play.as_contact(date(year - 1, 11, 18)) as actor:
            adoption.answer_advice(advice_request=request, answer="accepted", by=actor)
            adoption.adopt_plan(plan=plan, by=actor)
        first = date(year, 1, 1)
        with clock.at(first):
            periodic.run("actionplans.activate_plans", first)

    def _measure(self, plan: AnnualActionPlan, code: str, actor: Actor, **said: Any) -> None:
        measure = measures.add_measure(
            plan=plan,
            objective=Objective.objects.get(plan_id=plan.global_plan_id, code=code),
            by=actor,
            what=said["what"],
            why=said["why"],
            who="Zaakvoerder en ploegbazen",
            how="Samen met de ploeg uitgewerkt, in werktijd",
            where=said["where"],
            due_on=date(plan.year, said["month"], 15),
            prevention_level="secondary" if code == "O5" else "primary",
            budget_eur=Decimal(said["budget"]),
            indicator="Bespreking met de afvaardiging",
            owner_id=self.story.stage.users["zaakvoerder"].pk,
        )
        measures.plan_measure(measure=measure, by=actor)

    def _close(self, year: int) -> None:
        """In January the year before is evaluated and closed, once those days have come."""
        if date(year + 1, 1, 14) > self.today:
            return
        plan = self._of(year)
        with self.play.as_contact(date(year + 1, 1, 12)) as actor:
            open_ones = PreventionMeasure.objects.filter(plan=plan, state__in=["planned", "in_progress", "blocked"])
            turning.save_evaluation(
                plan=plan,
                opened_with=plan.version,
                endings={row.pk: ("carried", "De levering duurde langer dan gedacht.") for row in open_ones},
                by=actor,
                whole=True,
                results=RESULTS,
                body_said="Eenparig gunstig advies; de afvaardiging vraagt taalcoaching volledig in werktijd.",
                lessons=LESSONS,
            )
            turning.close_year(plan=plan, by=actor)

    def _evaluate(self, year: int) -> None:
        """In October, before the next plan goes to the body, so that it goes along: with the service's adviser."""
        day = date(year, 10, 8)
        if day > self.today:
            return
        with self.play.as_contact(day) as actor:
            evaluation.save_psychosocial(
                first_day=date(year, 1, 1),
                opened_with=1,
                sources=SOURCES,
                evaluated_on=day,
                by=actor,
                adviser="Psychosociale adviseur van de externe dienst",
                works="Taalcoaching en rotatie geven rust in de sorteerploeg; in de expeditie blijft de druk hoog.",
                changes="Rotatie ook in de expeditie, en klanten die roepen: samen afspreken wie ze te woord staat.",
                whole=True,
            )

    def _of(self, year: int) -> AnnualActionPlan:
        with self.play.as_contact(date(year + 1, 1, 12)):
            plan: AnnualActionPlan = AnnualActionPlan.objects.filter(year=year).exclude(state="amended").get()
            return plan

    def _carry_out(self, year: int) -> None:
        """The first measure is done, the second is half-way, the third waits for the end of the year."""
        done, going = date(year, 2, 12), date(year, 4, 20)
        with self.play.as_contact(date(year, 1, 20)):
            first, second, _third = PreventionMeasure.objects.filter(plan__year=year).order_by("due_on")[:3]
        if done <= self.today:
            with self.play.as_contact(done) as actor:
                follow_up.start_measure(measure=first, by=actor)
                follow_up.finish_measure(
                    measure=first,
                    done_on=done,
                    evidence="Vastgesteld op de werkvloer.",
                    spent_eur=first.budget_eur,
                    result="12 deelnemers, allemaal in werktijd",
                    workers_reached=12,
                    by=actor,
                )
        if going <= self.today:
            with self.play.as_contact(going) as actor:
                follow_up.start_measure(measure=second, by=actor)
                follow_up.report_progress(
                    measure=second, text="De vroege ploeg draait mee, de late volgt.", progress=60, by=actor
                )
