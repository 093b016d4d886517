"""A table of contents, laid out once with the rest: each line refers to a form that is drawn when its page is told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from .stilar import BROD, LINJE, TEXT
from .stycken import stycke
from .taggar import Element, artefakt, tagg
from .teckensnitt import HALVFET, NORMAL

RADER = (ParagraphStyle("innehall-1", BROD, fontName=HALVFET, spaceBefore=6, hyphenationLang=""),
         ParagraphStyle("innehall-2", BROD, fontSize=9.6, leading=13.2, hyphenationLang=""))  # fmt: skip
_NUMMER = 34.0
"""The width that the number of a page takes."""
_INDRAG = 18.0
_STORLEK = 10.2


class Innehall(NamedTuple):
    """`nyckel`: that of the Mal it leads to. `niva`: 0 or 1."""

    nyckel: str
    text: str
    niva: int


class Mal(Flowable):  # type: ignore[misc]
    """A place that a line of the contents tells the page of. Takes no room."""

    def __init__(self, nyckel: str) -> None:
        super().__init__()
        self.nyckel = nyckel

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.width, self.height = bredd, 0.0
        return bredd, 0.0

    def draw(self) -> None:
        self.canv.sidor.setdefault(self.nyckel, self.canv.getPageNumber())


def innehall(rader: Sequence[Innehall]) -> list[Any]:
    """The lines."""
    lista = Element("TOC")
    return [_Rad(r, Element("TOCI", lista)) for r in rader]


class _Rad(Flowable):  # type: ignore[misc]
    def __init__(self, r: Innehall, element: Element) -> None:
        super().__init__()
        self.rad = r
        self.element = element
        self.indrag = _INDRAG * r.niva
        self.text = stycke(r.text, RADER[min(r.niva, 1)], element)

    def getSpaceBefore(self) -> float:  # noqa: N802 - what ReportLab calls
        return float(self.text.getSpaceBefore())

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.width = bredd
        self.height = float(self.text.wrap(bredd - self.indrag - _NUMMER - 12, 1e6)[1])
        return bredd, self.height

    def draw(self) -> None:
        c = self.canv
        self.text.drawOn(c, self.indrag, 0)
        rader = self.text.blPara.lines
        sist = rader[-1] if rader else None
        ledig = float(sist[0] if isinstance(sist, tuple) else getattr(sist, "extraSpace", 0.0))
        fran = self.width - _NUMMER - 12 - ledig + 6
        with artefakt(c):
            c.setStrokeColor(LINJE)
            c.setLineWidth(0.8)
            c.setDash(0.8, 3)
            if fran < self.width - 22:
                c.line(fran, 4.6, self.width - 22, 4.6)
            c.setDash()
        with tagg(c, self.element):
            c.saveState()
            c.translate(self.width - _NUMMER, 4.2 - _STORLEK)
            c.doForm(_formens(self.rad.nyckel))
            c.restoreState()


def rita_sidan(c: Any, nyckel: str, sida: int) -> None:
    """The form of a line, when the page is known."""
    c.beginForm(_formens(nyckel))
    c.setFont(NORMAL, _STORLEK)
    c.setFillColor(TEXT)
    c.drawRightString(_NUMMER, _STORLEK, str(sida))
    c.endForm(compression=0)


def _formens(nyckel: str) -> str:
    return f"innehall-{nyckel}"
