"""The page for the wall stays one page, however many people stand on it, in the longest language."""

from __future__ import annotations

import pytest
from django.utils import translation

from coaching.companies.reports import FEW_NAMES, MANY_NAMES
from coaching.core.ground import clock
from coaching.core.paper import pdf

NOTE = "aussi pour les collègues de l’équipe de nuit et de l’entrepôt"


@pytest.mark.parametrize("names", [0, FEW_NAMES, FEW_NAMES + 1, MANY_NAMES, MANY_NAMES + 1, 10])
def test_the_wall_page_is_one_page(names: int) -> None:
    people = [
        {"name": f"Personne Inventée {number}", "note": NOTE, "phone": "011 22 33 44", "email": "p@fictief.example"}
        for number in range(names)
    ]
    labels = ("Personne de confiance", "Conseiller en prévention aspects psychosociaux", "Conseiller en prévention")
    lines = [{"label": label, "people": people[at::3]} for at, label in enumerate(labels) if people[at::3]]
    context = {
        "company": "Atelier Inventé SRL",
        "service": "Service externe inventé pour la prévention et la protection",
        "lines": lines,
        "many": names > MANY_NAMES,
        "few": names <= FEW_NAMES,
    }
    stamp = pdf.Stamp("À qui puis-je parler ?", "fr", clock.now(), 1, "ABCD-EFGH-JKMN-PQRS")
    with translation.override("fr"):
        assert pdf.lay_out("companies/pdf/wall_page.html", context, stamp).pages == 1
