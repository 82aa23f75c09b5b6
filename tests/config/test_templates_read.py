"""`make check` refuses templates that nobody can read."""

from __future__ import annotations

from scripts.check import hard_to_read


def test_a_page_that_reads_like_what_it_makes_is_fine() -> None:
    assert hard_to_read('{% translate "Name" as c1 %}\n{% th c1 %}\n<td data-label="{{ c1 }}">{{ name }}</td>') == []


def test_a_wall_of_text_is_named_with_its_line() -> None:
    assert hard_to_read("<p>short</p>\n" + "x" * 181) == ["line 2: 181 characters"]


def test_a_state_compared_in_a_template_is_refused() -> None:
    assert len(hard_to_read('{% if plan.state == "draft" %}a{% elif plan.state != "active" %}b{% endif %}')) == 2


def test_a_name_for_a_text_used_once_is_refused() -> None:
    assert hard_to_read('{% translate "Save the words" as words %}{% button words %}')
