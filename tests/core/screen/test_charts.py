"""Charts: figures, geometry, words beside the picture, nothing that a strict policy refuses."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.template import engines
from django.utils import translation

from coaching.core.screen import chart_parts, chart_shapes, charts

BARS = [charts.Bar("Vroege ploeg", 72), charts.Bar("Late ploeg", 41.5), charts.Bar("Kantoor", None, "te weinig mensen")]
ALL = [
    charts.BarChart("Respons", "De vroege ploeg antwoordt het meest.", "%", BARS, 100, "Ploeg", "Respons"),
    charts.StackedBarChart(
        "Tempo",
        "",
        "%",
        [("goed", "good"), ("slecht", "bad")],
        [("Vroeg", [80, 20]), ("Laat", [0, 0])],
        label_heading="Ploeg",
    ),
    charts.LineChart("Starts", "", "", ["jan", "feb"], [("Gestart", [3, None]), ("Aangevraagd", [4, 9])]),
    charts.HeatmapChart("5A", "", "", ["AO", "AI"], [("Band", [(3, "probleem"), (0, "")])], "Eenheid"),
    charts.RoadMap(
        "Plan",
        "",
        "",
        2026,
        5,
        [charts.Span("Tempo", date(2026, 3, 1), date(2027, 6, 30))],
        date(2026, 9, 14),
        "Doel",
        "Periode",
    ),
]
SHAPES = [
    chart_shapes.ColumnChart(
        "Weken", "", "", [charts.Bar("1", 3, "Week 1"), charts.Bar("!", 0, "Voorbij", "bad")], [("Voorbij", "bad")]
    ),
    chart_shapes.SmallLineChart("Per maand", "", "", ["jan", "feb"], [("Nu", [3, 1]), ("Voordien", [4, 9])]),
    chart_shapes.TileMap(
        "Provincies",
        "",
        "",
        [
            chart_shapes.Tile("West-Vlaanderen", (0, 0, 90, 90), (12, 3), "3 gestart"),
            chart_shapes.Tile("Brussel", (90, 0, 90, 90), (0, 0)),
        ],
        90,
        "Provincie",
        ["Aangevraagd", "Gestart"],
    ),
]
ALL += SHAPES
EMPTY = [
    chart_shapes.ColumnChart("f"),
    chart_shapes.SmallLineChart("g"),
    chart_shapes.TileMap("h"),
    charts.BarChart("a"),
    charts.StackedBarChart("b"),
    charts.LineChart("c"),
    charts.HeatmapChart("d"),
    charts.RoadMap("e"),
]


def draw(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize("chart", ALL + EMPTY, ids=lambda chart: type(chart).__name__ + chart.title)
def test_svg_is_well_formed_named_and_free_of_style_attributes(chart: charts.Chart) -> None:
    root = ElementTree.fromstring(draw("{% chart_svg chart %}", chart=chart))

    space = "{http://www.w3.org/2000/svg}"
    title, desc = root.find(f"{space}title"), root.find(f"{space}desc")
    assert title is not None and desc is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text == chart.title and desc.text
    assert not [element for element in root.iter() if "style" in element.attrib]


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_every_coloured_shape_has_its_colour_as_attribute(chart: charts.Chart) -> None:
    root = ElementTree.fromstring(draw("{% chart_svg chart %}", chart=chart))

    shapes = [element for element in root.iter() if element.tag.endswith(("}rect", "}circle", "}text"))]
    assert shapes and all(element.get("fill", "").startswith("#") for element in shapes)


@pytest.mark.parametrize("chart", ALL, ids=lambda chart: type(chart).__name__)
def test_frame_has_the_data_table(chart: charts.Chart) -> None:
    page = draw("{% chart chart %}", chart=chart)

    assert page.count('<th scope="row">') == len(chart.rows)
    assert page.count('<th scope="col"') == len(chart.headers)


def test_ids_differ_between_charts_and_coordinates_stay_numbers_in_dutch() -> None:
    with translation.override("nl"):
        page = draw("{% chart_svg a %}{% chart_svg b %}", a=ALL[0], b=ALL[2])

    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 4
    assert not re.search(r' (?:x|y|width|cx|cy)="[^"]*,', page)


def test_figures_are_written_as_the_reader_writes_them() -> None:
    with translation.override("nl"):
        assert chart_parts.figure(1234.5) == "1.234,5"
        assert chart_parts.figure(72, "%") == "72\u00a0%"
        assert chart_parts.figure(None, "%") == "–"


@pytest.mark.parametrize(("value", "top"), [(0, 1), (7, 8), (10, 10), (11, 20), (122, 200), (0.3, 0.4)])
def test_axes_end_on_a_round_number(value: float, top: float) -> None:
    assert chart_parts.ceiling(value) == pytest.approx(top)


def test_bars_stay_in_their_track() -> None:
    widths = [
        bar["width"]
        for bar in charts.BarChart("x", bars=[charts.Bar("a", 150), charts.Bar("b", 50)], maximum=100).drawn
    ]
    assert widths == [400, 200]


def test_road_map_cuts_what_lies_outside_its_years() -> None:
    road = charts.RoadMap("x", first_year=2026, years=5, spans=[charts.Span("a", date(2020, 1, 1), date(2040, 1, 1))])
    assert (road.drawn[0]["x"], road.drawn[0]["width"]) == (0, 720)
    assert road.today_x is None


def test_long_names_of_a_heatmap_stand_on_two_lines() -> None:
    """Cut at its 22nd letter, one domain could not be told from the next."""
    names = ("Bescherming van de gezondheid", "Verfraaiing van de werkplaatsen", "Ergonomie")
    chart = charts.HeatmapChart("5A", "", "", ["AO"], [(name, [(1, "")]) for name in names], "Domein")
    drawn = [[line["text"] for line in row["lines"]] for row in chart.drawn]
    assert [" ".join(lines) for lines in drawn] == list(names)
    assert [len(lines) for lines in drawn] == [2, 2, 1]
    page = draw("{% chart_svg chart %}", chart=chart)
    assert all(f">{line}</text>" in page for lines in drawn for line in lines)
