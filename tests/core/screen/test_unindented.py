"""Templates lose their indentation when they are compiled, and nothing that means something."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.template import Context, Engine
from django.template.loader import get_template

from coaching.core.screen.unindented import unindented


def test_indentation_goes_and_line_ends_stay():
    assert unindented("<ul>\n  <li>\n\t  One two\n\n  </li>\n</ul>\n") == "<ul>\n<li>\nOne two\n\n</li>\n</ul>\n"


@pytest.mark.parametrize(
    "kept",
    [
        "<pre>\n  a\n    b</pre>",
        '<textarea name="x">\n  as typed</textarea>',
        "{% blocktranslate %}\n  Two words\n{% endblocktranslate %}",
        "{% blocktrans with a=b %}\n  Two words\n{% endblocktrans %}",
        "{% verbatim %}\n  {{ a }}\n{% endverbatim %}",
    ],
)
def test_white_space_that_means_something_stays(kept):
    assert unindented(f"<div>\n  {kept}\n  <p>\n") == f"<div>\n{kept}\n<p>\n"


def test_a_trimmed_text_keeps_its_msgid_without_it():
    source = "{% blocktranslate trimmed %}\n  Two\n  words\n{% endblocktranslate %}"
    assert unindented(source) == "{% blocktranslate trimmed %}\nTwo\nwords\n{% endblocktranslate %}"


def test_pages_come_without_it_and_letters_as_they_are_written(tmp_path):
    source = "Dear\n  reader\n"
    for name in ("page.html", "letter.txt"):
        (tmp_path / name).write_text(source)
    engine = Engine(dirs=[tmp_path], loaders=settings.TEMPLATES[0]["OPTIONS"]["loaders"])
    assert engine.get_template("page.html").render(Context()) == "Dear\nreader\n"
    assert engine.get_template("letter.txt").render(Context()) == source
    assert "\n  " not in get_template("components/header.html").template.source
