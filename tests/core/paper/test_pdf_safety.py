"""A PDF that runs, fetches, sends or carries something is refused, however it is packed; a plain one is kept as it came."""

from __future__ import annotations

import io
import subprocess
import sys

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from coaching.core.ground.workflow import Refused
from coaching.core.paper import pdf_objects, pdf_safety, uploads
from tests.core.paper import pdfs
from tests.patience import HANGS

WAYS = {"plain": {}, "packed": pdfs.PACKED, "encrypted": {**pdfs.PACKED, **pdfs.OPEN_LOCK}}
SCRIPT = b"90 0 obj\n<</S/Java#53cript/J#53(x)>>\nendobj\n"


def verdict(content: bytes) -> str:
    try:
        return pdf_objects.read(content)
    except pdf_objects.Found as found:
        return str(found)


def outside(content: bytes) -> str:
    """As the product asks: in a process of its own, within its limits."""
    command = [sys.executable, "-I", str(pdf_safety.READER)]
    return subprocess.run(command, input=content, capture_output=True, env={}, timeout=HANGS).stdout.decode().strip()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", pdfs.ACTS)
def test_what_acts_is_found_however_it_is_packed(kind, way):
    assert verdict(pdfs.written(pdfs.ACTS[kind], **WAYS[way])) == "acts"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", pdfs.CARRIES)
def test_what_carries_a_file_is_found(kind, way):
    assert verdict(pdfs.written(pdfs.CARRIES[kind], **WAYS[way])) == "carries"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", pdfs.SOUND)
def test_an_ordinary_document_is_sound(kind, way):
    assert verdict(pdfs.written(pdfs.SOUND[kind], **WAYS[way])) == "ok"


def test_a_script_that_nothing_names_and_one_of_an_old_revision_are_found():
    assert verdict(pdfs.updated(pdfs.written(), 90, SCRIPT)) == "acts"
    first = pdfs.written(pdfs.ACTS["script at opening"])
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number, pages = pdf.Root.objgen[0], pdf.Root.Pages.objgen[0]
    tidy = b"%d 0 obj\n<</Type/Catalog/Pages %d 0 R>>\nendobj\n" % (number, pages)
    assert number == 1 and verdict(pdfs.updated(first, number, tidy)) == "acts"


def test_words_within_a_picture_are_no_words():
    assert verdict(pdfs.written(pdfs.picture(b"\x00\xff/JS /Launch \xfe" * 99), compress_streams=False)) == "ok"


def test_a_password_and_damage_are_named():
    locked = pdfs.written(encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    assert verdict(locked) == "protected"
    whole = pdfs.written(pdfs.strings(50, 10), **pdfs.PACKED)
    for cut in (len(whole) // 3, len(whole) // 2, len(whole) - 100):
        assert verdict(whole[:cut] + b"\n%%EOF\n") == "damaged"


def test_a_file_that_cannot_be_read_counts_by_its_words_while_it_hides_nothing():
    start = b"%PDF-1.4\n1 0 obj\n<</A "
    end = b">>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    assert verdict(start + end) == "ok"
    assert verdict(start + b"/OpenAct#69on 2 0 R" + end) == "damaged"
    assert verdict(start + b"/GoToR" + end) == "acts"
    assert verdict(start + b"0 " * 1000 + end) == "damaged"


BOMBS = {
    "one packed stream": lambda: pdfs.written(pdfs.strings(40, 2_000_000), **pdfs.PACKED),
    "deep": lambda: pdfs.bare(b"/X" + b"[" * 200_000 + b"]" * 200_000),
    "wide": lambda: pdfs.bare(b"/X[" + b"1 " * 300_000 + b"]"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_does_not_go_off(kind):
    content = BOMBS[kind]()
    assert len(content) < uploads.LARGEST and outside(content) in {"too_much", "damaged"}


@pytest.mark.parametrize("limit", ["MOST_OBJECTS", "MOST_ITEMS", "MOST_UNPACKED"])
def test_many_small_things_together_are_too_much(monkeypatch, limit):
    content = pdfs.written(pdfs.strings(500, 100), **pdfs.PACKED)
    assert verdict(content) == "ok"
    monkeypatch.setattr(pdf_objects, limit, 400)
    assert verdict(content) == "too_much"


def test_what_repeats_itself_ends():
    loop = pdfs.bare(b"/Outlines 1 0 R/OpenAction 1 0 R/AA<</O 1 0 R>>/S/GoTo/Next 1 0 R")
    assert verdict(loop) == "acts"
    assert verdict(pdfs.bare(b"/X 1 0 R/Y[1 0 R[1 0 R]]")) == "ok"


def test_the_reader_is_alone(tmp_path, monkeypatch):
    """It gets nothing of the environment, and one that dies or hangs is a refusal."""
    seen = tmp_path / "reader.py"
    seen.write_text("import os; print('ok' if not set(os.environ) - {'LC_CTYPE'} else 'acts')")
    monkeypatch.setattr(pdf_safety, "READER", seen)
    pdf_safety.check_pdf(b"x")
    for code in ("import os; os.kill(os.getpid(), 9)", "print('ok'); raise SystemExit(1)", "print('fine')"):
        seen.write_text(code)
        with pytest.raises(Refused):
            pdf_safety.check_pdf(b"x")
    monkeypatch.setattr(pdf_safety, "PATIENCE", 0.1)
    seen.write_text("import time; time.sleep(600)")
    with pytest.raises(Refused):
        pdf_safety.check_pdf(b"x")


def test_an_upload_is_kept_as_it_came_or_refused_in_words():
    sound = pdfs.written(pdfs.SOUND["link to the web"], **pdfs.PACKED)
    assert uploads.checked(SimpleUploadedFile("plan.pdf", sound)).content == sound
    said = {}
    for verdict_, change in {"acts": pdfs.ACTS["script at opening"], "carries": pdfs.attached}.items():
        with pytest.raises(Refused) as refused:
            uploads.checked(SimpleUploadedFile("plan.pdf", pdfs.written(change, **pdfs.PACKED)))
        said[verdict_] = str(refused.value.message)
    assert said == {name: str(pdf_safety.WORDS[name]) for name in said}
