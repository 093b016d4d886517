"""The structure of a document beside its pages: which mark on which page is a heading, a paragraph, a cell.

A reader that speaks, or shows the text in another width, follows this tree and not the page (PDF 1.7 §14.7–14.8;
PDF/UA-1). Everything drawn is either content of an `Element` or an artefact: lines, tints, the running head and foot.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFString,
)


class Element:
    """A node of the tree: `typ` is one of PDF's standard structure types, `rad_rubrik` and the like are its scope.

    It takes its place under `foralder` (None: the document) when its first mark is drawn, so that the order of the
    tree is the order of reading. One paragraph over two pages is one element with two marks.
    """

    __slots__ = ("alt", "barn", "foralder", "namn", "omfattning", "pa_plats", "ruta", "typ")

    def __init__(self, typ: str, foralder: Element | None = None, *, omfattning: str = "", alt: str = "") -> None:
        self.typ = typ
        self.foralder = foralder
        self.omfattning = omfattning
        """ "Row" or "Column", of a heading cell."""
        self.alt = alt
        """What a picture shows, in words."""
        self.ruta: tuple[float, float, float, float] | None = None
        """Where a picture stands on its page: left, bottom, width, height."""
        self.barn: list[Element | tuple[int, int]] = []
        self.namn = ""
        self.pa_plats = False


class Struktur:
    """The tree of one document, grown while its pages are drawn."""

    def __init__(self) -> None:
        self.rot = Element("Document")
        self.rot.pa_plats = True
        self._marken: list[list[Element]] = []

    def marke(self, element: Element, sida: int) -> int:
        """The number of a new mark for `element` on the page (from 1)."""
        self.placera(element)
        while len(self._marken) < sida:
            self._marken.append([])
        nummer = len(self._marken[sida - 1])
        self._marken[sida - 1].append(element)
        element.barn.append((sida, nummer))
        return nummer

    def placera(self, element: Element) -> None:
        """Gives the element its place, unless it has one: a cell has one also when it is empty."""
        if element.pa_plats:
            return
        foralder = element.foralder or self.rot
        self.placera(foralder)
        foralder.barn.append(element)
        element.pa_plats = True

    def skriv(self, doc: Any, antal_sidor: int) -> None:
        """Puts the tree into ReportLab's document: catalog, pages, and one object per element."""
        alla = list(_alla(self.rot))
        for nr, element in enumerate(alla):
            element.namn = f"strukturelement{nr}"
        rotnamn = "strukturtrad"
        while len(self._marken) < antal_sidor:
            self._marken.append([])
        nummer: list[Any] = []
        for sida, marken in enumerate(self._marken):
            nummer += [sida, PDFArray([PDFObjectReference(e.namn) for e in marken])]
        rot = PDFDictionary(
            {
                "Type": PDFName("StructTreeRoot"),
                "K": PDFObjectReference(self.rot.namn),
                "ParentTree": PDFDictionary({"Nums": PDFArray(nummer)}),
                "ParentTreeNextKey": antal_sidor,
            }
        )
        doc.Reference(rot, rotnamn)
        for element in alla:
            forald = (element.foralder or self.rot).namn if element is not self.rot else rotnamn
            doc.Reference(_Ordbok(element, forald), element.namn)
        katalog = doc.Catalog
        katalog.StructTreeRoot = rot
        katalog.MarkInfo = PDFDictionary({"Marked": "true"})
        for sida in range(1, antal_sidor + 1):
            objekt = doc.idToObject[f"Page{sida}"]
            objekt.__NoDefault__ = [*objekt.__NoDefault__, "StructParents", "Tabs"]
            objekt.StructParents = sida - 1
            objekt.Tabs = PDFName("S")


def _alla(element: Element) -> Iterator[Element]:
    yield element
    for barn in element.barn:
        if isinstance(barn, Element):
            yield from _alla(barn)


class _Ordbok(PDFObject):  # type: ignore[misc]
    """An element as an object of the file. Written at one go: ReportLab's own dictionaries, one in the other, take a
    tenth of the time of a whole document."""

    def __init__(self, element: Element, foralder: str) -> None:
        self._element = element
        self._foralder = foralder

    def format(self, document: Any) -> bytes:
        element, nummer = self._element, document.idToObjectNumberAndVersion

        def ref(namn: str) -> str:
            nr, version = nummer[namn]
            return f"{nr} {version} R"

        sida = next((b[0] for b in element.barn if isinstance(b, tuple)), None)
        barn = []
        for b in element.barn:
            if isinstance(b, Element):
                barn.append(ref(b.namn))
            elif b[0] == sida:
                barn.append(str(b[1]))
            else:
                barn.append(f"<< /Type /MCR /Pg {ref(f'Page{b[0]}')} /MCID {b[1]} >>")
        delar = [f"/Type /StructElem /S /{element.typ} /P {ref(self._foralder)} /K [ {' '.join(barn)} ]"]
        if sida is not None:
            delar.append(f"/Pg {ref(f'Page{sida}')}")
        if element.omfattning:
            delar.append(f"/A << /O /Table /Scope /{element.omfattning} >>")
        if element.ruta is not None:
            x, y, bredd, hojd = element.ruta
            delar.append(f"/A << /O /Layout /Placement /Block /BBox [ {fp_str(x, y, x + bredd, y + hojd)} ] >>")
        ut = " ".join(delar).encode("ascii")
        if element.alt:
            ut += b" /Alt " + PDFString(element.alt).format(document)
        return b"<< " + ut + b" >>"


@contextmanager
def tagg(c: Any, element: Element) -> Iterator[None]:
    """What is drawn inside is content of `element`."""
    c._code.append(f"/{element.typ} <</MCID {c.struktur.marke(element, c.getPageNumber())}>> BDC")
    yield
    c._code.append("EMC")


@contextmanager
def artefakt(c: Any, slag: str = "Layout") -> Iterator[None]:
    """What is drawn inside says nothing: a line, a tint (`Layout`), the running head or foot (`Pagination`)."""
    c._code.append(f"/Artifact <</Type /{slag}>> BDC")
    yield
    c._code.append("EMC")
