"""Who plays the story of an adviser. All invented."""

from __future__ import annotations

from tests.acceptance.cast import Role

SLUG, COMPANY, ANALYSIS = "adviseren", "Bakkerij De Gist (fictief)", "Nachtwerk in de bakkerij"
ADMINISTRATOR = Role("Rik Regelt", "rik@programma.example", secret="KRUGS4ZANFZSAYJAORSXG5A4")
BAKER = Role("Gust Gist", "gust@de-gist.example")
COACH = Role("Wout Vertrekt", "wout@coach.example", secret="ORUGS4ZANFZSAYJAORSXG5A5")
NEXT_COACH = Role("Nele Volgt", "nele@coach.example", secret="ORUGS4ZANFZSAYJAORSXG5A6")
ADVISER = Role("Paula Psycho", "paula@dienst.example", secret="ORUGS4ZANFZSAYJAORSXG5A7")
