"""A group of three establishments with forty units, invented: what a larger company's organisation looks like."""

from __future__ import annotations

from datetime import date, timedelta

from coaching.companies.actions import change_work_unit, merge_units
from coaching.companies.actions.importing import import_units
from coaching.companies.models import WorkUnit
from coaching.companies.tree import Under
from coaching.insight.demo.play import Play

# Establishment, technical business unit, departments with their own figure and teams.
GROUP: tuple[tuple[str, str, tuple[tuple[str, int, tuple[tuple[str, int], ...]], ...]], ...] = (
    (
        "Genk",
        "Productie",
        (
            ("Persen", 64, (("Persen vroege ploeg", 22), ("Persen late ploeg", 22), ("Persen nachtploeg", 20))),
            ("Lassen", 48, (("Lassen vroege ploeg", 24), ("Lassen late ploeg", 24))),
            ("Lakken", 36, (("Voorbehandeling", 14), ("Lakstraat", 22))),
            ("Montage", 72, (("Montagelijn 1", 26), ("Montagelijn 2", 26), ("Eindcontrole", 20))),
            ("Onderhoud Genk", 18, (("Mechaniek", 10), ("Elektriciteit", 8))),
            ("Logistiek Genk", 30, (("Ontvangst", 12), ("Verzending Genk", 18))),
        ),
    ),
    (
        "Bree",
        "Productie",
        (
            ("Spuitgieten", 40, (("Spuitgieten dagploeg", 22), ("Spuitgieten nachtploeg", 18))),
            ("Matrijzen", 12, (("Freeswerk", 6), ("Slijpwerk", 6))),
            ("Verpakking Bree", 28, (("Verpakking dagploeg", 16), ("Verpakking avondploeg", 12))),
            ("Onderhoud Bree", 8, ()),
        ),
    ),
    (
        "Hasselt",
        "Diensten",
        (
            ("Verkoop", 34, (("Binnendienst", 20), ("Buitendienst", 14))),
            ("Administratie", 26, (("Boekhouding", 11), ("Personeelsdienst", 7), ("Aankoop", 8))),
            ("Ontwikkeling", 22, (("Tekenbureau", 12), ("Kwaliteit", 10))),
            ("Informatica", 9, ()),
        ),
    ),
)
FUNCTIONS = (("Heftruckchauffeurs", 24), ("Ploegbazen", 15))


def play_group(play: Play, today: date) -> None:
    """Its list of departments handed in two years ago; since then a team got another name, and two became one."""
    assert play.company is not None
    then = today - timedelta(days=730)
    with play.as_contact(today - timedelta(days=30)) as actor:
        import_units(content=as_file(), rehearsal=False, on=then, why="Lijst van de personeelsdienst", by=actor)
        units = {unit.name: unit for unit in WorkUnit.objects.filter(company=play.company)}
        change_work_unit(
            unit_id=units["Lakstraat"].pk,
            name="Poederlakstraat",
            headcount=20,
            ended=False,
            on=today - timedelta(days=400),
            why="Nieuwe installatie",
            by=actor,
        )
        merge_units(
            unit_ids=[units["Mechaniek"].pk, units["Elektriciteit"].pk],
            name="Technische ploeg",
            under=Under(parent_id=units["Onderhoud Genk"].pk),
            on=today - timedelta(days=200),
            why="Eén ploegbaas voor beide",
            by=actor,
        )


def as_file() -> bytes:
    """As a personnel department would hand it in."""
    lines = ["Naam;Deel van;Vestiging;TBE;Functie;Aantal werknemers"]
    for place, business_unit, departments in GROUP:
        for name, workers, teams in departments:
            lines.append(f"{name};;{place};{business_unit};;{workers}")
            lines += [f"{team};{name};;;;{count}" for team, count in teams]
    lines += [f"{name};;;;ja;{workers}" for name, workers in FUNCTIONS]
    return "\r\n".join(lines).encode("utf-8-sig")
