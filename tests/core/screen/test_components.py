"""Components: contrast, vendored files, icons, forms, and that nothing needs what the policy refuses."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from coaching.core.screen import ui
from coaching.core.screen.forms import error_entries
from coaching.core.screen.styleguide import PAGES, Filter, Sample, styleguide

STATIC, TEMPLATES = settings.BASE_DIR / "static", settings.BASE_DIR / "templates"
# text (or essential line) on ground, and the ratio WCAG 2.2 AA asks for
PAIRS = [
    *(
        (text, ground, 4.5)
        for text in ("ink", "ink-2", "brand", "brand-strong", "bad")
        for ground in ("paper", "surface", "sunken")
    ),
    *((tone, f"{tone}-soft", 4.5) for tone in ("info", "attention", "good", "bad", "neutral")),
    *(("ink", f"{tone}-soft", 4.5) for tone in ("info", "attention", "good", "bad", "brand")),
    *(("on-a", f"a{number}", 4.5) for number in range(1, 6)),
    *((f"on-heat-{level}", f"heat-{level}", 4.5) for level in range(4)),
    ("brand-strong", "brand-soft", 4.5),
    ("brand", "brand-soft", 4.5),
    ("ink-2", "brand-soft", 4.5),
    ("on-brand", "brand", 4.5),
    ("on-brand", "brand-strong", 4.5),
    ("on-band", "band", 4.5),
    ("on-band", "band-2", 4.5),
    ("on-band-2", "band", 4.5),
    ("on-accent", "accent", 4.5),
    ("surface", "bad", 4.5),
    ("paper", "ink", 4.5),
    ("good", "surface", 4.5),
    ("attention", "surface", 4.5),
    *((line, ground, 3) for line in ("line-strong", "accent-line", "focus") for ground in ("paper", "surface")),
    *((f"a{number}", ground, 3) for number in range(1, 6) for ground in ("paper", "surface")),
]


def palettes() -> dict[str, dict[str, str]]:
    """The three blocks of tokens.css: light, dark by preference, dark by choice."""
    css = (STATIC / "css/tokens.css").read_text()
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", css)
    found = {name.strip(): dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body)) for name, body in blocks}
    light = found[":root"]
    return {name: light | body for name, body in found.items()}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def draw(source: str, **context: Any) -> str:
    return engines["django"].from_string(source).render(context, RequestFactory().get("/x?sort=name&q=a"))


@pytest.mark.parametrize("scheme", [":root", ':root:not([data-theme="light"])', ':root[data-theme="dark"]'])
def test_contrast_of_every_pair(scheme: str) -> None:
    colours = palettes()[scheme]
    weak = {
        (a, b): round(contrast(colours[a], colours[b]), 2)
        for a, b, least in PAIRS
        if contrast(colours[a], colours[b]) < least
    }
    assert weak == {}


def test_dark_by_preference_is_dark_by_choice() -> None:
    found = palettes()
    assert found[':root:not([data-theme="light"])'] == found[':root[data-theme="dark"]']


def test_vendored_files_are_the_ones_we_checked() -> None:
    folder = STATIC / "vendor"
    lines = [line.split("  ") for line in (folder / "CHECKSUMS").read_text().splitlines()]
    wrong = [name for digest, name in lines if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest]
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert wrong == []
    assert there - {"CHECKSUMS", "README.md"} == {
        name.removeprefix("./") for _digest, name in lines if "../" not in name
    }


PAPER = {"pdf.css", "guide.css", "mail.css"}  # no page asks for these


def test_style_sheets_of_pages_stay_small() -> None:
    sheets = [path for path in (STATIC / "css").glob("*.css") if path.name not in PAPER]
    assert sum(path.stat().st_size for path in sheets) < 68_000  # some fifteen thousand as they are sent


def test_every_icon_that_is_named_exists() -> None:
    symbols = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img/icons.svg").read_text()))
    used = set(ui.TONE_ICON.values())
    for path in TEMPLATES.rglob("*.html"):
        source = path.read_text()
        used |= set(re.findall(r'{% icon "([^"]+)"', source)) | set(re.findall(r'icon(?:_name)?="([^"]+)"', source))
    assert used - symbols == set()


def test_no_template_needs_what_the_policy_refuses() -> None:
    refused = re.compile(r"""\sstyle=["']|<script>|\son[a-z]+=["']|javascript:""")
    guilty = [
        path.relative_to(TEMPLATES).as_posix()
        for path in TEMPLATES.rglob("*.html")
        if refused.search(path.read_text()) and "mail" not in path.parts
    ]
    assert guilty == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_style_guide_draws_every_layout(page: str, language: str) -> None:
    with translation.override(language):
        response = styleguide(RequestFactory().get("/styleguide/", {"page": page}))
    html = response.content.decode()
    ids = re.findall(r' id="([^"]+)"', html)

    assert html.count("<h1") == 1
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["400", "403", "404", "403_csrf", "429", "500"])
def test_error_pages_draw_without_any_context(name: str) -> None:
    assert "<h1>" in engines["django"].get_template(f"{name}.html").render()


def test_fields_tie_hint_and_error_to_the_control() -> None:
    page = str(Sample({"name": ""}))

    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page and 'id="id_name_error"' in page
    assert re.search(r'<fieldset aria-describedby="id_size_helptext id_size_error"><legend>', page)


def test_dates_have_an_example_tied_to_them() -> None:
    page = str(Sample()["starts_on"].as_field_group())
    assert 'id="id_starts_on_helptext"' in page
    assert 'aria-describedby="id_starts_on_helptext"' in page
    assert 'inputmode="numeric"' in page


def test_optional_fields_are_marked_and_required_ones_are_not() -> None:
    assert 'class="optional"' in Sample()["budget"].as_field_group()
    assert 'class="optional"' not in Sample()["name"].as_field_group()


def test_error_summary_leads_to_every_field_that_is_wrong() -> None:
    form = Sample({"name": ""})
    form.add_error(None, "Iemand anders was eerst.")
    entries = error_entries(form)
    page = str(form)

    assert entries[0].target == ""
    assert {entry.target for entry in entries[1:]} >= {"id_name", "id_size_0", "id_declare"}
    assert all(f'id="{entry.target}"' in page for entry in entries if entry.target)


def test_what_people_type_is_escaped_everywhere() -> None:
    evil = "<script>alert(1)</script>"
    page = draw(
        "{% page_header x lead=x kicker=x %}{% endpage_header %}{% tag x %}{% button x href=x %}{% person x x None x %}"
        "{% stat x x x %}{% notice 'info' x %}{{ x }}{% endnotice %}"
        "{% remark x role=x answer=x %}{{ x }}{% endremark %}{% card x '#' x x %}{{ x }}{% endcard %}"
        "{% fact x %}{{ x }}{% endfact %}{% explain x %}{{ x }}{% endexplain %}"
        "{% panel x %}{% endpanel %}{% table x %}{% endtable %}{% empty_state x %}{{ x }}{% endempty_state %}"
        "{% crumbs x x x %}{% aspect x x %}{% th x %}{% post_button x '/x' a=x %}{% journey steps clock x %}"
        "{% task_list tasks %}{% timeline events %}{% diff changes %}",
        x=evil,
        steps=[ui.Step(evil, "current", "#", evil)],
        clock=ui.Clock(3, 92, date(2026, 1, 1), evil, evil),
        tasks=[ui.Task(evil, "#", hint=evil, status=evil)],
        events=[ui.Event(evil, evil, evil, evil)],
        changes=[ui.Change(evil, evil, evil)],
    )
    assert "<script" not in page
    assert page.count("&lt;script&gt;") > 30


@pytest.mark.parametrize(
    ("due", "tone"),
    [
        (date(2026, 9, 13), "bad"),
        (date(2026, 9, 14), "attention"),
        (date(2026, 9, 28), "attention"),
        (date(2026, 9, 29), "neutral"),
    ],
)
def test_deadlines_change_tone_with_the_days_left(due: date, tone: str) -> None:
    assert f'class="tag {tone}"' in draw("{% deadline due today %}", due=due, today=date(2026, 9, 14))


def test_sorting_keeps_the_other_parameters_and_turns_around() -> None:
    page = draw('{% th "Naam" sort="name" %}{% th "Datum" sort="due" %}')
    assert 'aria-sort="ascending"' in page
    assert "?sort=-name&amp;q=a" in page and "?sort=due&amp;q=a" in page


def test_list_tools_keep_the_order_and_offer_to_clear() -> None:
    page = draw("{% list_tools form export='/out' %}", form=Filter())
    assert '<input type="hidden" name="sort" value="name">' in page
    assert 'href="/x?sort=name">Filters wissen' in page and "/out?sort=name&amp;q=a" in page


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (1500, "€\u00a01.500"),
        ("3000.00", "€\u00a03.000"),
        ("1500.50", "€\u00a01.500,50"),
        ("2800000", "€\u00a02.800.000"),
        (None, ""),
        ("x", "x"),
    ],
)
def test_euro(amount: Any, words: str) -> None:
    with translation.override("nl"):
        assert draw("{{ amount|euro }}", amount=amount) == words


def test_small_filters() -> None:
    assert (
        draw('{{ "0999990123"|enterprise }} {{ 0.614|percent }} {{ "Marie-Anne De Smet"|initials }}')
        == "0999.990.123 61\u00a0% MS"
    )


def test_clock_tells_how_much_is_left() -> None:
    assert [ui.Clock(left, 92, date(2026, 1, 1)).tone for left in (60, 30, -1)] == ["brand", "attention", "bad"]
    assert ui.Clock(46, 92, date(2026, 1, 1)).share == 50


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("nl", 1, "Nog <b>1 dag</b>: uiterlijk op "),
        ("nl", 82, "Nog <b>82 dagen</b>: uiterlijk op "),
        ("fr", 82, "Encore <b>82 jours</b>\u00a0: au plus tard le "),
        ("en", 82, "<b>82 days</b> left: by "),
    ],
)
def test_the_clock_says_the_last_day_as_letters_do(language: str, days: int, said: str) -> None:
    with translation.override(language):
        assert said in draw("{% journey steps clock 'x' %}", steps=[], clock=ui.Clock(days, 92, date(2026, 3, 1)))


@pytest.mark.parametrize(
    ("language", "done", "said"),
    [
        ("nl", 1, "1 van de 2 stappen is klaar."),
        ("nl", 0, "0 van de 2 stappen zijn klaar."),
        ("en", 1, "1 of 2 steps is done."),
        ("fr", 1, "1 étape sur 2 est faite."),
        ("fr", 2, "2 étapes sur 2 sont faites."),
    ],
)
def test_one_step_that_is_done_is_one(language: str, done: int, said: str) -> None:
    steps = [ui.Step("x", "done" if number < done else "todo") for number in range(2)]
    with translation.override(language):
        assert said in draw("{% journey steps None 'x' %}", steps=steps)


def test_own_files_name_no_registry() -> None:
    for path in Path(STATIC / "vendor").rglob("*.md"):
        assert "://" not in path.read_text()


def test_a_cell_with_only_the_space_of_its_template_is_empty() -> None:
    page = draw(
        "{% table 'Cijfers' %}<tr><td data-label='Wie'>\n  {% if who %}{{ who }}{% endif %}\n</td><td> 3 </td></tr>{% endtable %}"
    )

    assert "<td data-label='Wie'></td>" in page and "<td> 3 </td>" in page


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% listed 'Bakker bv' '' None 'Gent' %}", "Bakker bv, Gent"),
        ("{% either mine 'Weggaan' 'Beëindigen' %}", "Weggaan"),
        ("{% either other 'Weggaan' 'Beëindigen' %}", "Beëindigen"),
        ("{% either other 'Weggaan' %}", ""),
        ("Plan{{ name|before:' · ' }}{{ nobody|before:' · ' }}", "Plan · &lt;A&gt;"),
        ("{{ 'error'|message_tone }} {{ 'debug'|message_tone }}", "bad info"),
    ],
)
def test_small_tags(source: str, words: str) -> None:
    assert draw(source, mine=True, name="<A>") == words


def test_a_heat_cell_says_what_its_colour_says() -> None:
    rows = [("Band", [ui.HeatCell(3), ui.HeatCell(9), ui.HeatCell(1, "2 in orde", "/x/")])]
    page = draw("{% heatmap columns rows 'Kaart' %}", columns=[("AO", "a"), ("AI", "b"), ("AV", "c")], rows=rows)

    assert '<span aria-hidden="true">!!</span><span>probleem</span>' in page
    assert '<span aria-hidden="true">–</span><span>niet bekend</span>' in page
    assert '<a href="/x/"><span aria-hidden="true">✓</span><span>2 in orde</span></a>' in page


class Asking(forms.Form):
    first = forms.CharField(label="Title")
    second = forms.ChoiceField(label="Which team?", choices=[("a", "A")])
    third = forms.IntegerField(label="Days")


def test_the_summary_names_each_field_that_was_left_empty() -> None:
    """Three times “This field is required” in a row tells nobody which."""
    with translation.override("en"):
        page = draw("{% error_summary form %}", form=Asking({"third": "x"}))
    assert "Title: This field is required." in page
    assert "Which team? This field is required." in page
    assert ">Enter a whole number.<" in page
