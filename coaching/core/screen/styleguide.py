"""The style guide: every component with made-up Dutch content. Wired outside production only."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace as Thing
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coaching.core.ground import waiting
from coaching.core.ground.people import Reachable
from coaching.core.screen import charts, fields, ui
from coaching.core.screen.forms import give_unit
from coaching.core.screen.navigation import Item, Menu, Part

TODAY = date(2026, 9, 14)
PAGES = {"": "styleguide", "public": "styleguide_public", "form": "styleguide_form", "auth": "styleguide_auth"}


class Sample(forms.Form):
    """One of every kind of field."""

    name = forms.CharField(label="Naam van de contactpersoon", help_text="De coach vraagt naar deze persoon.")
    headcount = fields.WholeNumber(label="Hoeveel mensen werken er?", min_value=1)
    budget = fields.Amount(label="Budget", required=False, help_text="Zonder btw.")
    starts_on = fields.Date(label="Startdatum")
    sector = forms.ChoiceField(
        label="Sector", choices=[("", "Kies een sector"), ("C10", "Voeding"), ("H", "Transport")]
    )
    situation = forms.CharField(label="Wat speelt er nu?", widget=forms.Textarea(attrs={"rows": 4}), required=False)
    size = forms.ChoiceField(
        label="Is er een comité (CPBW)?",
        choices=[("yes", "Ja"), ("no", "Nee"), ("unknown", "Dat weet ik niet")],
        widget=forms.RadioSelect,
        help_text="Zo weten we wie advies geeft over uw plan.",
    )
    pace = forms.ChoiceField(
        label="Ik kan mijn werk in een haalbaar tempo doen",
        choices=[(str(i), t) for i, t in enumerate(["Nooit", "Zelden", "Soms", "Vaak", "Altijd"])],
        widget=forms.RadioSelect(attrs={"class": "scale"}),
    )
    themes = forms.MultipleChoiceField(
        label="Welke thema's?",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
        choices=[("m", "Mentale gezondheid"), ("b", "Beweging en zitten"), ("v", "Voeding"), ("t", "Tabak")],
    )
    report = forms.FileField(label="Vorig verslag", required=False, help_text="Pdf, hoogstens 10 MB.")
    declare = forms.BooleanField(label="Ik mag dit namens de werkgever aanvragen")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        give_unit(self, "budget", "€", before=True)
        give_unit(self, "headcount", "mensen")
        self.fields["headcount"].widget.attrs["class"] = "w-s"
        self.fields["starts_on"].widget.attrs["class"] = "w-s"


class Filter(forms.Form):
    q = forms.CharField(label="Zoek", required=False)
    state = forms.ChoiceField(label="Status", required=False, choices=[("", "Alle"), ("in_progress", "In uitvoering")])


@login_not_required
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """`?page=public|form|auth` shows the other layouts."""
    page = request.GET.get("page", "")
    if page not in PAGES:
        raise Http404
    return render(request, f"core/{PAGES[page]}.html", _frame(page) | _content() | _pictures())


def _frame(page: str) -> dict[str, Any]:
    entries = [
        ("Overzicht", "layout-dashboard", True, ""),
        ("Traject", "route", False, ""),
        ("Risicoanalyse", "clipboard-list", False, ""),
        ("Plannen", "target", False, "2"),
        ("Maatregelen", "list-checks", False, "7"),
        ("Documenten", "file-text", False, ""),
        ("Mensen", "users", False, ""),
    ]
    if page in {"", "form"}:
        overview, *items = [Item(label, f"#{icon}", icon, current, badge) for label, icon, current, badge in entries]
        first = (Part(overview.label, "house", (overview,), is_group=False),)
        return {
            "place": Thing(kind="company", name="Fruitwerk Haspengouw bv", slug="fruitwerk"),
            "actor": Thing(user_id=1, name="Marijke Claes"),
            "nav": Menu((*first, Part("Plannen", "list-checks", tuple(items), "9"))),
        }
    words = ["Aanbod", "Coaches", "Hoe het werkt"]
    return {
        "place": None,
        "actor": None,
        "nav": [Thing(label=word, url="#main", icon="", current=not i, badge="") for i, word in enumerate(words)],
    }


def _content() -> dict[str, Any]:
    tasks = [
        ui.Task("Kies een coach", "#main", "done"),
        ui.Task("Plan de eerste sessie", "#main", "current", "Spreek samen een dag af.", TODAY + timedelta(days=9)),
        ui.Task("Duid de werkeenheden aan", "#main", hint="Bijvoorbeeld: sorteerband, laadkade, kantoor."),
        ui.Task("Dien het globaal preventieplan in", "#main", due=TODAY - timedelta(days=2)),
        ui.Task("Evalueer het eerste jaar", "", "locked"),
    ]
    steps = [
        ui.Step("Aanvraag", "done", "#main", "3 juli"),
        ui.Step("Coach", "done", "#main", "21 augustus"),
        ui.Step("Eerste sessie", "current", "#main", "nu"),
        ui.Step("Risicoanalyse"),
        ui.Step("Plan"),
        ui.Step("Uitvoering"),
        ui.Step("Evaluatie"),
    ]
    events = [
        ui.Event(
            "Herinnering: plan de eerste sessie",
            TODAY + timedelta(days=5),
            "aan Marijke Claes",
            icon="bell",
            state="coming",
        ),
        ui.Event("Coach aanvaardt de opdracht", TODAY - timedelta(days=24), "Joris Peeters"),
        ui.Event("Aanvraag goedgekeurd", TODAY - timedelta(days=40), "Programmabureau", "Prioriteit: klein bedrijf."),
    ]
    level = ui.HeatCell
    heat = [
        ("Sorteerband", [level(3, "", "#main"), level(2), level(3), level(2), level(1)]),
        ("Laadkade", [level(1), level(1), level(2), level(3), level(1)]),
        ("Kantoor", [level(1), level(2), level(1), level(0), level(2)]),
    ]
    columns = [
        ui.Column(
            "Gepland", [ui.BoardCard("Rooster twee weken vooraf", "#main", "Ploegbaas", due=TODAY + timedelta(days=30))]
        ),
        ui.Column(
            "Bezig",
            [ui.BoardCard("Tilhulp aan de laadkade", "#main", "Technische dienst", "in_progress", "in uitvoering")],
        ),
        ui.Column("Klaar", [ui.BoardCard("Startoverleg per ploeg", "#main", "", "done", "klaar")]),
        ui.Column("Geblokkeerd"),
    ]
    changes = [
        ui.Change(
            "Maatregel 4: rotatie aan de band", "Elke twee uur wisselen", "Elk uur wisselen, ook in het hoogseizoen"
        ),
        ui.Change("Maatregel 9: stille ruimte", "", "Rustplek naast de refter", "added"),
    ]
    bad = Sample({"name": "", "headcount": "-3", "starts_on": "31/02/2026", "pace": "2", "budget": "1.500,00"})
    return {
        "today": TODAY,
        "tasks": tasks,
        "worklist": _waiting(),
        "calm": waiting.Worklist([], [], TODAY),
        "steps": steps,
        "sample_reach": Reachable(1, "Joris Peeters", "joris@example.org", "+32 11 00 00 00", "+32 470 00 00 00"),
        "events": events,
        "heat": heat,
        "columns": columns,
        "changes": changes,
        "clock": ui.Clock(
            21, 92, TODAY + timedelta(days=21), "Start op tijd", "Daarna vervalt de goedkeuring niet vanzelf."
        ),
        "late": ui.Clock(-6, 92, TODAY - timedelta(days=6), "De start is te laat"),
        "aspects": [
            ("AO", "organisatie"),
            ("AI", "inhoud"),
            ("AV", "voorwaarden"),
            ("AOM", "omgeving"),
            ("AVH", "relaties"),
        ],
        "form": bad,
        "clean": Sample(),
        "filter": Filter(),
        "page_obj": Paginator(range(1, 240), 25).page(3),
        "tab_items": [
            Thing(label=w, url="#main", current=not i, badge="") for i, w in enumerate(["Alle", "Open", "Klaar"])
        ],
        "measures": [
            ("Tilhulp aan de laadkade", "AOM", "in_progress", "in uitvoering", TODAY + timedelta(days=12)),
            ("Rooster twee weken vooraf", "AV", "blocked", "geblokkeerd", TODAY - timedelta(days=3)),
            ("Startoverleg per ploeg", "AVH", "done", "klaar", None),
        ],
        "facts": [
            ("Ondernemingsnummer", "0999.990.123"),
            ("Aantal medewerkers", "38", "#main"),
            ("Paritair comité", "118", "#main"),
        ],
    }


def _waiting() -> waiting.Worklist:
    counts: list[Any] = [
        Thing(figure="2", words="maatregelen te laat", url="#main"),
        Thing(figure="1", words="sessie te bevestigen", url="#main"),
    ]
    lines = [
        waiting.Line(1, "A1 Heftafel aan lijn 1", "#main", "Fruitwerk", "Ploegbazen", TODAY - timedelta(days=4)),
        waiting.Line(2, "Beantwoord een vraag", "#main", "Bakkerij Claes", due=TODAY + timedelta(days=3)),
        waiting.Line(3, "Bevestig de sessie van 12/11", "#main", "Fruitwerk", "eerste gesprek, 2 uur"),
    ]
    return waiting.Worklist(counts, lines, TODAY)


def _pictures() -> dict[str, Any]:
    return {
        "bars": charts.BarChart(
            "Respons per ploeg",
            "De vroege ploeg antwoordt het meest.",
            "%",
            [
                charts.Bar("Vroege ploeg", 72),
                charts.Bar("Late ploeg", 41, tone="attention"),
                charts.Bar("Kantoor", None, "te weinig mensen"),
            ],
            100,
            "Ploeg",
            "Respons",
        ),
        "stacked": charts.StackedBarChart(
            "Ik kan mijn werk in een haalbaar tempo doen",
            "Aandeel antwoorden per ploeg.",
            "%",
            [("goed", "good"), ("matig", "attention"), ("slecht", "bad")],
            [("Vroege ploeg", [52, 30, 18]), ("Late ploeg", [34, 38, 28])],
            label_heading="Ploeg",
        ),
        "line": charts.LineChart(
            "Aanvragen en starts",
            "Aanvragen stijgen sneller dan starts.",
            "",
            ["jan", "feb", "mrt", "apr", "mei", "jun"],
            [
                ("Aangevraagd", [4, 11, 25, 48, 80, 122]),
                ("Goedgekeurd", [0, 4, 14, 30, 51, 75]),
                ("Gestart", [0, 0, 2, 7, 14, 23]),
            ],
            label_heading="Maand",
        ),
        "heatchart": charts.HeatmapChart(
            "5A op papier",
            "De sorteerband heeft twee problemen.",
            "",
            ["Organisatie", "Inhoud", "Voorwaarden", "Omgeving", "Relaties"],
            [
                ("Sorteerband", [(3, "probleem"), (2, "let op"), (3, "probleem"), (2, "let op"), (1, "goed")]),
                ("Kantoor", [(1, "goed"), (2, "let op"), (1, "goed"), (0, ""), (2, "let op")]),
            ],
            "Werkeenheid",
        ),
        "roadmap": charts.RoadMap(
            "Vijfjarenplan 2026–2030",
            "Vier doelen over vijf jaar.",
            "",
            2026,
            5,
            [
                charts.Span("Tempo aan de sorteerband", date(2026, 3, 1), date(2027, 6, 30)),
                charts.Span("Rooster op tijd bekend", date(2026, 9, 1), date(2027, 2, 28), tone="s2"),
                charts.Span("Tillen zonder klachten", date(2027, 4, 1), date(2029, 3, 31), tone="s3"),
                charts.Span("Evaluatie en nieuw plan", date(2030, 1, 1), date(2030, 12, 31), tone="s4"),
            ],
            TODAY,
            "Doel",
            "Periode",
            "vandaag",
        ),
    }
