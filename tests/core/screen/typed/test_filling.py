"""A finished page with its form filled in as it was sent."""

from __future__ import annotations

from coaching.core.screen.typed.filling import fill

PAGE = """<form method="post" action="/theme"><input name="next" value="/x/"></form>
<form class="form" method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="fresh"><input type="hidden" name="version" value="9">
<input type="hidden" name="ids" value="1"><input type="hidden" name="ids" value="2">
<input type="text" name="title" value="Oud &amp; wijs" maxlength="200" required>
<textarea name="text" rows="4">
Zoals het was</textarea>
<select name="kind"><option value="">-</option><option value="a" selected>A</option><option value="b">B</option></select>
<select name="many" multiple><option value="1">1</option><option value="2">2</option></select>
<input type="radio" name="tone" value="x" checked><input type="radio" name="tone" value="y">
<input type="checkbox" name="agreed">
<input type="checkbox" name="who" value="p" checked><input type="checkbox" name="who" value="q">
<input type="text" name="line" value=""><input type="text" name="line" value="">
<input type="file" name="file"><input type="password" name="secret"><button name="later" value="1">x</button>
</form><form method="post"><textarea name="text">Van een ander formulier</textarea></form>"""
SENT = {
    "csrfmiddlewaretoken": ["old"],
    "version": ["7"],
    "ids": ["5", "6"],
    "title": ['Nieuw "& <b>'],
    "kind": ["b"],
    "text": ["</textarea><script>alert(1)</script>\n&amp; zo"],
    "many": ["2"],
    "tone": ["y"],
    "who": ["q"],
    "line": ["een", "twee"],
    "later": ["1"],
}


def test_every_kind_of_field_is_as_it_was_sent():
    page, left = fill(PAGE, "/c/x/", "/c/x/", SENT)
    assert 'name="csrfmiddlewaretoken" value="fresh"' in page
    assert 'name="version" value="7"' in page  # of then: what a colleague changed since is noticed
    assert 'name="ids" value="1"' in page and 'name="ids" value="2"' in page
    assert 'value="Nieuw &quot;&amp; &lt;b&gt;" maxlength="200" required' in page
    assert "\n&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;\n&amp;amp; zo</textarea>" in page
    assert "<script" not in page and "Zoals het was" not in page
    assert (
        '<option value="a">' in page and '<option value="b" selected' in page and '<option value="2" selected' in page
    )
    assert 'name="tone" value="x">' in page and 'name="tone" value="y" checked' in page
    assert 'name="agreed">' in page and 'value="p">' in page and 'value="q" checked' in page
    assert 'name="line" value="een"' in page and 'name="line" value="twee"' in page
    assert page.endswith("Van een ander formulier</textarea></form>") and 'name="next" value="/x/"' in page
    assert left == {}


def test_what_finds_no_place_is_told():
    page, left = fill(PAGE, "/c/x/", "/c/x/", {"text": ["Nu"], "gone": ["Wat hier stond"], "kind": ["z"]})
    assert left == {"gone": ["Wat hier stond"], "kind": ["z"]} and "\nNu</textarea>" in page


def test_a_form_that_goes_elsewhere_or_is_for_another_hat_is_left_alone():
    sent = {"text": ["Nu"]}
    assert fill(PAGE, "/c/x/", "/c/y/", sent) == (PAGE, sent)
    assert fill(PAGE, "/c/x/?as=coach", "/c/x/?as=contact", sent) == (PAGE, sent)
    assert fill(PAGE, "/c/x/?page=2", "/c/x/", sent)[0] != PAGE
