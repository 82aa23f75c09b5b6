"""Documents as DOCX, to go on writing in: headings, styles, tables with header rows that repeat, language, title, page numbers.

A kind of document has a DOCX when a function is registered for it by `@word("kind")`. It writes from the very values of the
PDF (`documents.built`), never from its HTML, so both say the same. Look at one in LibreOffice or Word after changing this.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from coaching.core.ground import audit, clock
from coaching.core.paper import documents
from coaching.core.paper.exports import CONTROL
from coaching.core.tenancy.requests import PlaceRequest

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
INK, BRAND, HEAD = "1c2422", "0a4337", "e6efec"
TONES = {"green": "d9ead9", "orange": "fbe3c0", "red": "f6cfcb"}  # never alone: the word stands in the cell
FONT = "Calibri"
TABLE, SMALL, MANY = 9.5, 8, 6  # points of words in tables, and from how many columns on they are small
TAGS = {"nl": "nl-BE", "fr": "fr-BE", "en": "en-GB"}
Write = Callable[["Paper", dict[str, Any]], None]
_written: dict[str, Write] = {}


def word(kind: str) -> Callable[[Write], Write]:
    """Register what writes a kind of document as DOCX."""

    def register(function: Write) -> Write:
        if kind in _written:
            raise ValueError(f"the DOCX of {kind} is declared twice")
        _written[kind] = function
        return function

    return register


def kinds() -> frozenset[str]:
    return frozenset(_written)


def made(kind: str, subject: models.Model, language: str) -> tuple[documents.ReportData, bytes]:
    """The document in this language. It holds what the active context may read, as its PDF does."""
    content, data = documents.built(kind, subject, language)
    with override(language):
        paper = Paper(content.title, language)
        _written[kind](paper, data["context"])
        return content, paper.bytes()


def answer(request: PlaceRequest, kind: str, subject: models.Model) -> HttpResponse:
    """The document as a download, in the language of the page; the trail notes who took it."""
    language = get_language() or "nl"
    content, file = made(kind, subject, language if language in documents.LANGUAGES else "nl")
    if request.actor.hat not in content.audience:
        raise PermissionDenied(kind)
    audit.record("exports.taken", subject, by=request.actor, data={"list": kind, "format": "docx"})
    return HttpResponse(
        file,
        content_type=KIND,
        headers={
            "Content-Disposition": f'attachment; filename="{slugify(content.title)[:80]}.docx"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


class Paper:
    """A document that is being written, in the house style."""

    def __init__(self, title: str, language: str) -> None:
        from docx import Document  # noqa: PLC0415 - takes long to load, and few ask for it

        self.doc: Any = Document()
        self._style(language)
        self._page(title)
        known = self.doc.core_properties
        known.title, known.language, known.author, known.comments = title[:250], TAGS[language], "", ""
        known.created = known.modified = clock.now().replace(tzinfo=None)
        self.doc.add_paragraph(title, style="Title")

    # -- What it looks like -----------------------------------------------------------------------------------------------
    def _style(self, language: str) -> None:
        from docx.oxml.ns import qn  # noqa: PLC0415 - see above
        from docx.shared import Pt, RGBColor  # noqa: PLC0415 - see above

        styles = self.doc.styles
        for name, size, before, after in (
            ("Normal", 10.5, 0, 6),
            ("Title", 24, 0, 12),
            ("Heading 1", 16, 18, 6),
            ("Heading 2", 12.5, 12, 4),
            ("Caption", 10, 10, 4),
        ):
            style = styles[name]
            style.font.name, style.font.size = FONT, Pt(size)
            style.font.italic = False
            style.font.color.rgb = RGBColor.from_string(INK if name == "Normal" else BRAND)
            style.font.bold = name != "Normal"
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            style.paragraph_format.keep_with_next = name != "Normal"
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for place in list(fonts.attrib):
                if "heme" in place:
                    del fonts.attrib[place]  # a theme's font would win
            for place in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
                fonts.set(qn(place), FONT)
        for border in styles["Title"].element.findall(".//" + qn("w:pBdr")):
            border.getparent().remove(border)
        for spoken in styles.element.iter(qn("w:lang")):
            spoken.set(qn("w:val"), TAGS[language])

    def _page(self, title: str) -> None:
        from docx.shared import Mm  # noqa: PLC0415 - see above

        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(20), Mm(18)
        foot = section.footer.paragraphs[0]
        foot.add_run(_clean(title) + "  –  " + _("page") + " ")
        self._field(foot, "PAGE")
        foot.add_run(" / ")
        self._field(foot, "NUMPAGES")
        for run in foot.runs:
            run.font.size = self._points(8.5)

    def _points(self, size: float) -> Any:
        from docx.shared import Pt  # noqa: PLC0415 - see above

        return Pt(size)

    def _field(self, paragraph: Any, name: str) -> None:
        """A figure that the program fills in."""
        from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
        from docx.oxml.ns import qn  # noqa: PLC0415 - see above

        for kind, text in (("begin", ""), ("", name), ("separate", ""), ("shown", "1"), ("end", "")):
            run = paragraph.add_run("1" if kind == "shown" else "")
            if kind == "shown":
                continue
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = text
            run._r.append(part)

    # -- What is written --------------------------------------------------------------------------------------------------
    def heading(self, text: Any, level: int = 1) -> None:
        self.doc.add_heading(_clean(text), level)

    def text(self, text: Any) -> None:
        """Each empty line begins a paragraph; lines inside stay lines."""
        for part in _clean(text).replace("\r\n", "\n").split("\n\n"):
            if part.strip():
                self.doc.add_paragraph(part.strip())

    def facts(self, caption: Any, rows: Iterable[tuple[Any, Any]]) -> None:
        """Names and values beside each other; a row without a value is left out."""
        kept = [(name, value) for name, value in rows if value not in (None, "")]
        table = self._table(caption, 2)
        for name, value in kept:
            cells = table.add_row().cells
            self._fill(cells[0], name, bold=True)
            self._fill(cells[1], value)
        self._widths(table, (30, 70))

    def table(
        self,
        caption: Any,
        heads: Sequence[Any],
        rows: Iterable[Sequence[Any]],
        shares: Sequence[float] = (),
        tones: int = -1,
    ) -> None:
        """heads: the row that repeats on each page. shares: of the width, in percent. tones: column whose cells are
        (colour, words) and get that colour behind their words."""
        self.doc.add_paragraph(_clean(caption), style="Caption")
        table = self._table(caption, len(heads))
        size = TABLE if len(heads) < MANY else SMALL
        first = table.add_row()
        self._mark(first._tr.get_or_add_trPr(), "w:tblHeader")
        for cell, head in zip(first.cells, heads, strict=True):
            self._fill(cell, head, bold=True, size=size)
            self._shade(cell, HEAD)
        for row in rows:
            added = table.add_row()
            self._mark(added._tr.get_or_add_trPr(), "w:cantSplit")
            for place, (cell, value) in enumerate(zip(added.cells, row, strict=True)):
                if place == tones:
                    colour, value = value
                    self._shade(cell, TONES.get(colour, ""))
                self._fill(cell, value, bold=place == 0, size=size)
        self._widths(table, shares or [100 / len(heads)] * len(heads))

    def _table(self, caption: Any, columns: int) -> Any:
        """With its caption as the text for who cannot see it."""
        from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
        from docx.oxml.ns import qn  # noqa: PLC0415 - see above

        table = self.doc.add_table(rows=0, cols=columns, style="Table Grid")
        table.autofit = False
        self._air(table)
        for name in ("w:tblCaption", "w:tblDescription"):
            told = OxmlElement(name)
            told.set(qn("w:val"), _clean(caption)[:200])
            table._tbl.tblPr.append(told)
        return table

    def _air(self, table: Any) -> None:
        """Room above and below the words of each cell; it stands before the caption, as the format wants it."""
        from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
        from docx.oxml.ns import qn  # noqa: PLC0415 - see above

        room = OxmlElement("w:tblCellMar")
        for side, width in (("top", 40), ("left", 90), ("bottom", 20), ("right", 90)):
            part = OxmlElement(f"w:{side}")
            part.set(qn("w:w"), str(width))
            part.set(qn("w:type"), "dxa")
            room.append(part)
        properties = table._tbl.tblPr
        look = properties.find(qn("w:tblLook"))
        if look is not None:
            look.addprevious(room)
        else:
            properties.append(room)

    def _widths(self, table: Any, shares: Sequence[float]) -> None:
        from docx.shared import Mm  # noqa: PLC0415 - see above

        for place, share in enumerate(shares):
            table.columns[place].width = Mm(170 * share / 100)
            for cell in table.columns[place].cells:
                cell.width = Mm(170 * share / 100)
        gap = self.doc.add_paragraph().paragraph_format  # two tables that touch would be one
        gap.space_after, gap.line_spacing = 0, self._points(6)

    def _mark(self, properties: Any, name: str) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415 - see above

        properties.append(OxmlElement(name))

    def _shade(self, cell: Any, colour: str) -> None:
        from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
        from docx.oxml.ns import qn  # noqa: PLC0415 - see above

        if not colour:
            return
        shade = OxmlElement("w:shd")
        for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
            shade.set(qn(name), value)
        cell._tc.get_or_add_tcPr().append(shade)

    def _fill(self, cell: Any, value: Any, *, bold: bool = False, size: float = 9.5) -> None:
        """A list is a line each."""
        lines = value if isinstance(value, list | tuple) else [value]
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = self._points(2)
        run = paragraph.add_run("\n".join(_clean(line) for line in lines) or "–")
        run.bold = bold
        run.font.size = self._points(size)

    def bytes(self) -> bytes:
        written = io.BytesIO()
        self.doc.save(written)
        return written.getvalue()


def _clean(text: Any) -> str:
    """Without the signs that XML refuses."""
    return CONTROL.sub("", str(text if text is not None else ""))
