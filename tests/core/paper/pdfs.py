"""PDFs of every kind that somebody may hand in, made with pikepdf. Each maker changes a document of one page."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Change = Callable[[Any], None]
PACKED = {"object_stream_mode": pikepdf.ObjectStreamMode.generate}  # everything in object streams
OPEN_LOCK = {"encryption": pikepdf.Encryption(user="", owner="geheim")}  # opens without a password


def written(change: Change | None = None, **save: Any) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    if change:
        change(pdf)
    out = io.BytesIO()
    pdf.save(out, **save)
    return out.getvalue()


def at_opening(**action: Any) -> Change:
    def change(pdf: Any) -> None:
        pdf.Root.OpenAction = pdf.make_indirect(Dictionary(**action))

    return change


def link(**action: Any) -> Change:
    """A place on the page that somebody may click."""

    def change(pdf: Any) -> None:
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(**action))
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return change


def passing(**action: Any) -> Change:
    """What the page does when it is turned to."""

    def change(pdf: Any) -> None:
        pdf.pages[0].obj.AA = Dictionary(O=Dictionary(**action))

    return change


def root(**entries: Any) -> Change:
    def change(pdf: Any) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value

    return change


def note(**entries: Any) -> Change:
    def change(pdf: Any) -> None:
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(Dictionary(Type=Name.Annot, Rect=[0, 0, 9, 9], **entries))])

    return change


def attached(pdf: Any) -> None:
    pdf.attachments["rekening.xml"] = b"<a/>"


def foreign_stream(pdf: Any) -> None:
    """Its content stands on a server of the network."""
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=pikepdf.Stream(pdf, b"", F=String("//kwaad/deel/x"))))


def chained(pdf: Any) -> None:
    """Goes to a page, and then to the web."""
    web = Dictionary(S=Name.URI, URI=String("https://kwaad.example/"))
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([web]))


def updated(first: bytes, number: int, extra: bytes) -> bytes:
    """An object that is added behind the end, with a cross-reference of its own."""
    where = len(first)
    before = first.rpartition(b"startxref\n")[2].split()[0]
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size 91/Root 1 0 R/Prev %s>>\n" % (number, where, before)
    return first + extra + table + b"startxref\n%d\n%%%%EOF\n" % (where + len(extra))


def strings(count: int, size: int) -> Change:
    """Objects that are small while packed."""

    def change(pdf: Any) -> None:
        pdf.Root.X = Array([pdf.make_indirect(Dictionary(T=String("A" * size))) for _ in range(count)])

    return change


def picture(content: bytes) -> Change:
    """A stream that is no text, kept as it is."""

    def change(pdf: Any) -> None:
        pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(X=pikepdf.Stream(pdf, content, Subtype=Name.Image)))

    return change


def bare(inside: bytes) -> bytes:
    """Written by hand, without a cross-reference."""
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R" + inside + b">>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    )


ACTS: dict[str, Change] = {
    "script at opening": at_opening(S=Name.JavaScript, JS=String("app.alert(1)")),
    "web at opening": at_opening(S=Name.URI, URI=String("https://kwaad.example/")),
    "share at opening": at_opening(S=Name.GoToR, F=String("//kwaad/deel/x.pdf"), D=Array([0, Name.Fit])),
    "prints at opening": at_opening(S=Name.Named, N=Name.Print),
    "web after a page": chained,
    "web at turning": passing(S=Name.URI, URI=String("http://kwaad.example/")),
    "program": link(S=Name.Launch, F=String("cmd.exe")),
    "embedded file": link(S=Name.GoToE, D=Array([0, Name.Fit])),
    "sends a form": link(S=Name.SubmitForm, F=String("https://kwaad.example/")),
    "fetches data": link(S=Name.ImportData, F=String("x.fdf")),
    "script in a link": link(S=Name.JavaScript, JS=String("x")),
    "plays": link(S=Name.Rendition),
    "film": note(Subtype=Name.Movie, Movie=Dictionary()),
    "sound": note(Subtype=Name.Sound),
    "rich media": note(Subtype=Name.RichMedia),
    "space": note(Subtype=Name("/3D")),
    "scripts by name": root(Names=Dictionary(JavaScript=Dictionary(Names=Array([])))),
    "form of another kind": root(AcroForm=Dictionary(XFA=String("<xdp/>"))),
    "needs a script": root(Requirements=Array([Dictionary(S=Name.EnableJavaScripts, RH=Dictionary(S=Name.JS))])),
    "file address": link(S=Name.URI, URI=String("file:///c:/x.exe")),
    "share address": link(S=Name.URI, URI=String("\\\\kwaad\\deel")),
    "share address without scheme": link(S=Name.URI, URI=String("//kwaad/deel")),
    "share behind a scheme": link(S=Name.URI, URI=String("http:\\\\kwaad\\deel")),
    "file address behind a mark": link(S=Name.URI, URI=String(b"\xef\xbb\xbffile:///c:/x.exe")),
    "file address half hidden": link(S=Name.URI, URI=String("%66ile:///c:/x.exe")),
    "program of an office": link(S=Name.URI, URI=String("ms-word:ofe|u|http://kwaad.example/x")),
    "script that looks empty": link(S=Name.URI, URI=String("javascript:void(0);x()")),
    "script address": link(S=Name.URI, URI=String(" java\tscript:x")),
    "base address": root(URI=Dictionary(Base=String("file://kwaad/"))),
    "content elsewhere": foreign_stream,
    "show": root(AlternatePresentations=Dictionary()),
}
CARRIES: dict[str, Change] = {
    "attachment": attached,
    "attachment on the page": note(Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec)),
    "portfolio": root(Collection=Dictionary()),
}


def place(pdf: Any) -> None:
    """Opens at its first page, has a contents and a form field: as offices make them."""
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.XYZ, 0, 842, 1])
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), DA=String("/Helv 0 Tf"))
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Begin", 0))
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.Sect, K=Array([])))


def goes_to_a_page(pdf: Any) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))


def titled(pdf: Any) -> None:
    pdf.docinfo["/Title"] = "Cursus HTML/JS \\(deel 1) A/EF"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Product/Launch (2026)", 0))
    note(Subtype=Name.Text, Contents=String("zie /XFA"), Opt=Array([String("a"), String("HTML/JS")]))(pdf)


def signed(pdf: Any) -> None:
    """A field of a signature, with what a signing tool adds for later."""
    value = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/ETSI.CAdES.detached"))
    value.ByteRange, value.Contents = Array([0, 1, 2, 3]), String(b"\0" * 64)
    value.Reference = Array(
        [Dictionary(Type=Name.SigRef, TransformMethod=Name.DocMDP, TransformParams=Dictionary(P=2))]
    )
    seal = pdf.make_indirect(value)
    field = Dictionary(
        FT=Name.Sig, T=String("Signature1"), V=seal, Type=Name.Annot, Subtype=Name.Widget, Rect=[0, 0, 9, 9]
    )
    whole = pdf.make_indirect(field)
    pdf.Root.AcroForm = Dictionary(Fields=Array([whole]), SigFlags=3)
    pdf.Root.Perms = Dictionary(DocMDP=seal)
    pdf.Root.DSS = Dictionary(Certs=Array([pikepdf.Stream(pdf, b"0\x82/JS /Launch ")]))
    pdf.pages[0].obj.Annots = Array([whole])


SOUND: dict[str, Change] = {
    "link to the web": link(S=Name.URI, URI=String("https://werk.belgie.be/nl?a=b")),
    "link without scheme": link(S=Name.URI, URI=String("www.voorbeeld.be")),
    "link to a mail address": link(S=Name.URI, URI=String("mailto:iemand@voorbeeld.be")),
    "link to a telephone": link(S=Name.URI, URI=String("tel:+3210000000")),
    "link to a server's port": link(S=Name.URI, URI=String("www.voorbeeld.be:8080/a")),
    "link to a message": link(S=Name.URI, URI=String("sms:+3210000000")),
    "link with such a word": link(S=Name.URI, URI=String("https://voorbeeld.be/Launch/JS")),
    "button of a printed page": link(S=Name.URI, URI=String("javascript:void(0)")),
    "title with such a word": titled,
    "signed": signed,
    "link to a page": link(S=Name.GoTo, D=String("hoofdstuk")),
    "place at opening": place,
    "page at opening": goes_to_a_page,
}
