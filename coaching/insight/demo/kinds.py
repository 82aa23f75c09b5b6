"""Analyses of each kind in a larger company, invented: of the whole, of a part, of a situation, and what is planned."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from coaching.companies.models import WorkUnit
from coaching.core.ground.roles import Actor
from coaching.insight.demo.play import Play
from riskanalysis.actions import analysis as analysing
from riskanalysis.actions import collecting, judging, planning, reporting
from riskanalysis.enums import AnalysisKind
from riskanalysis.models import RiskAnalysis
from riskanalysis.scopes import Request

FOUND: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (
    (
        "Persen nachtploeg",
        "AV2",
        "psychosocial",
        "red",
        "Vijf nachten na elkaar, gevolgd door één vrije dag",
        ("stress", "burn_out"),
    ),
    (
        "Persen nachtploeg",
        "AI5",
        "ergonomics",
        "orange",
        "Het tempo van de pers ligt vast, ook om vier uur ’s nachts",
        (),
    ),
    ("Montagelijn 1", "AOM6", "ergonomics", "red", "Bovenhands schroeven, meer dan twee uur per dag", ()),
    (
        "Montagelijn 2",
        "AI2",
        "psychosocial",
        "orange",
        "Dezelfde handeling van negentig seconden, een hele dag",
        ("stress",),
    ),
    ("Poederlakstraat", "AOM5", "health", "orange", "Stof bij het leegmaken van de cabine", ()),
    ("Lassen vroege ploeg", "AOM4", "safety", "green", "Lasrook wordt goed afgezogen sinds de nieuwe armen", ()),
    (
        "Binnendienst",
        "AVH3",
        "psychosocial",
        "red",
        "Klanten die roepen als een levering te laat is",
        ("stress", "violence", "conflict"),
    ),
    ("Boekhouding", "AI4", "psychosocial", "orange", "Telkens gestoord bij werk dat aandacht vraagt", ("stress",)),
    ("Ontvangst", "AOM1", "hygiene", "orange", "Geen plaats om zich te wassen bij de poort", ()),
    ("Tekenbureau", "AOM1", "embellishment", "green", "Licht en groen in het nieuwe bureau", ()),
)


def play_kinds(play: Play, today: date) -> None:
    """The whole a month ago; the night shift again since; a team about which somebody of the line asked; two years ahead."""
    assert play.company is not None
    with play.as_contact(today - timedelta(days=28)) as actor:
        units = {unit.name: unit for unit in WorkUnit.objects.filter(company=play.company, ended_on=None)}
        whole = analysing.open_analysis(title="Risicoanalyse van de groep", by=actor)
        _judge(whole, actor, units, FOUND)
    night: dict[str, Any] = {"work_units": [units["Persen nachtploeg"]], "parts": ["AV2", "AI5", "AVH5"]}
    with play.as_contact(today - timedelta(days=9)) as actor:
        part = analysing.open_analysis(
            title="Nieuw rooster van de nachtploeg", kind=AnalysisKind.PART, by=actor, **night
        )
        better = "Vier nachten na elkaar, met twee vrije dagen: beter, en nog zwaar"
        _judge(part, actor, units, (("Persen nachtploeg", "AV2", "psychosocial", "orange", better, ("stress",)),))
    with play.as_contact(today - timedelta(days=4)) as actor:
        analysing.open_analysis(
            title="Spanning bij de wissel van de ploegen",
            kind=AnalysisKind.SITUATION,
            work_units=[units["Verpakking avondploeg"]],
            asked=Request("line", today - timedelta(days=6), today + timedelta(days=80)),
            by=actor,
        )
        for years, names in ((0, ("Informatica",)), (1, ("Montage", "Lassen")), (2, ("Verkoop", "Onderhoud Bree"))):
            planning.plan_analysis(
                year=today.year + years, work_units=[units[name] for name in names], note="Om de drie jaar.", by=actor
            )


def _judge(analysis: RiskAnalysis, actor: Actor, units: dict[str, WorkUnit], found: Any) -> None:
    """Talks, findings, the body's words, and final."""
    if analysis.is_whole:
        analysing.set_scope(
            analysis=analysis,
            title=analysis.title,
            scope="Alle vestigingen, met een gesprek per afdeling.",
            work_units=list(units.values()),
            by=actor,
        )
    analysing.start_collecting(analysis=analysis, by=actor)
    collecting.add_talk(
        analysis=analysis,
        by=actor,
        held_on=analysis.created_at.date(),
        kind="group_talk",
        work_unit=units["Persen nachtploeg"],
        invited=20,
        present=14,
        summary="De nacht weegt, en het rooster het meest.",
    )
    analysing.start_evaluating(analysis=analysis, by=actor)
    for unit, factor, domain, colour, hazard, consequences in found:
        mind: dict[str, Any] = {"consequences": list(consequences), "is_objective": True, "employer_can_act": True}
        judging.add_finding(
            analysis=analysis,
            by=actor,
            sub_factor=factor,
            domain=domain,
            level="group",
            work_unit=units[unit],
            hazard=hazard,
            method="judgement",
            colour=colour,
            **(mind if domain == "psychosocial" else {}),
        )
    for aspect in analysis.aspects:
        judging.judge_aspect(analysis=analysis, aspect=aspect, colour="orange", summary="Samen besproken.", by=actor)
    reporting.draft_report(analysis=analysis, by=actor)
    reporting.consult(analysis=analysis, notes="Het comité herkent dit.", by=actor)
    reporting.finalise(analysis=analysis, by=actor)
