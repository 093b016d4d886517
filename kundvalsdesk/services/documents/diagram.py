"""A diagram on paper: drawn from the same data as the one on the screen, and told in words in the structure.

What it shows stands in a table too, so its words are short; one whose table is not printed is told whole.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable

from ...rules.diagram import UTSEENDEN, Diagram, Penna, Stapel, Utlagt, hojd_for, monster, stall_ut
from ...texter.diagram import i_ord, varde_ord
from .stilar import ACCENT, BREDD, DAMPAD, LINJE, RUBRIK, TEXT
from .stycken import stycke
from .taggar import Element, tagg
from .teckensnitt import NORMAL
from .text import utskrivbart

STORLEK = 8.2
RAD = 11.0
STEG = 3.0
LUFT = 6.0
HOGST = 560.0
"""More than this does not fit a page with a heading: the bars lie closer."""


def diagram(d: Diagram, ord_: str = "", rubrik: str = "") -> list[Any]:
    """The parts of a page that show it; none where there is nothing to show. `ord_`: what is said of it, in place of
    every value. `rubrik`: a heading, on the same page as the diagram."""
    if d.tomt:
        return []
    figur = Diagrambild(d, ord_ or i_ord(d))
    hojd = figur.wrap(BREDD, 1e6)[1]
    if not rubrik:
        return [CondPageBreak(hojd), figur]
    over = stycke(rubrik, RUBRIK, "H2", bokmarke=rubrik)
    hojd += over.wrap(BREDD, 1e6)[1] + over.getSpaceBefore() + over.getSpaceAfter()
    return [CondPageBreak(hojd), over, figur]


class Diagrambild(Flowable):  # type: ignore[misc]
    def __init__(self, d: Diagram, ord_: str) -> None:
        super().__init__()
        self.diagram = d
        self.alt = utskrivbart(f"Diagram: {d.rubrik}. {ord_}")
        self.penna = Penna(lambda t: float(stringWidth(utskrivbart(t), NORMAL, STORLEK)), RAD, varde_ord)

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.width = bredd
        self.inre = min(hojd_for(self.diagram, bredd, self.penna), HOGST)
        self.height = self.inre + 2 * LUFT
        return self.width, self.height

    def utlagt(self) -> Utlagt:
        return stall_ut(self.diagram, self.width, self.inre, self.penna)

    def draw(self) -> None:
        c = self.canv
        figur = Element("Figure", alt=self.alt)
        x, y = c.absolutePosition(0, 0)
        figur.ruta = (x, y, self.width, self.height)
        with tagg(c, figur):
            c.saveState()
            c.setFillColor(white)
            c.rect(0, 0, self.width, self.height, stroke=0, fill=1)  # the whole of what the structure says it takes
            # Downwards from the upper edge, as it was laid out; letters are turned back one by one.
            c.translate(0, self.height - LUFT)
            self._rita(c, self.utlagt())
            c.restoreState()

    def _rita(self, c: Any, u: Utlagt) -> None:
        c.setLineWidth(0.5)
        c.setStrokeColor(LINJE)
        for linje in u.linjer:
            if not linje.streck:
                c.line(linje.x, -linje.y, linje.till_x, -linje.till_y)
        for s in u.staplar:
            self._stapel(c, s)
        c.setLineWidth(1.6)
        c.setStrokeColor(TEXT)
        for linje in u.linjer:
            if linje.streck:
                c.line(linje.x, -linje.y, linje.till_x, -linje.till_y)
        c.setFont(NORMAL, STORLEK)
        for o in u.ord:
            text = utskrivbart(o.text)
            bred = stringWidth(text, NORMAL, STORLEK)
            x = o.x - bred * (o.sida + 1) / 2
            if o.platta:
                c.setFillColor(white)
                c.rect(x - 2, -o.y - RAD * 0.44, bred + 4, RAD * 0.88, stroke=0, fill=1)
            c.setFillColor(DAMPAD if o.dampad else TEXT)
            c.drawString(x, -o.y - STORLEK * 0.35, text)

    @staticmethod
    def _stapel(c: Any, s: Stapel) -> None:
        hur = UTSEENDEN[s.utseende % len(UTSEENDEN)]
        farg = getattr(c, "accent", ACCENT) if hur.farg == "accent" else DAMPAD
        hel = hur.monster == "hel"
        c.setStrokeColor(farg)
        c.setFillColor(farg if hel else white)
        c.setLineWidth(0.7)
        c.rect(s.x, -s.y - s.hojd, s.bredd, s.hojd, stroke=1, fill=1)
        c.setFillColor(farg)
        for x, y, till_x, till_y in monster(s, STEG):
            if (x, y) == (till_x, till_y):
                c.circle(x, -y, 0.55, stroke=0, fill=1)
            else:
                c.line(x, -y, till_x, -till_y)
