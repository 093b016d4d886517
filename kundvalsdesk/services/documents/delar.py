"""The parts that a document is put together of: headings, rows of label and value, tables, boxes, running text."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from .stilar import (
    ACCENT,
    ADRESS,
    BREDD,
    BROD,
    BROD_HOGER,
    ETIKETT,
    ETIKETTBREDD,
    HELT_HELLRE,
    KOLUMN,
    KOLUMN_HOGER,
    LINJE,
    LITEN,
    MARGINAL,
    NAMN,
    RADLUFT,
    RUBRIK,
    TEXT,
    YTA,
)
from .stycken import Stycke, stycke
from .taggar import Element, artefakt
from .text import Delar

LUCKA = 10.0
"""Between two columns."""


def rubrik(text: str) -> list[Any]:
    """A heading; it goes to the next page rather than stand alone at the foot of this one."""
    return [CondPageBreak(15 + 16 + 3 * 14.8), stycke(text, RUBRIK, "H2", bokmarke=text)]


def etiketter(rader: Sequence[tuple[str, Delar]]) -> list[Any]:
    """Label and value side by side, a fine line under each row; rows higher than a page flow over pages."""
    tabell_ = Element("Table")
    bredder = (ETIKETTBREDD, BREDD - ETIKETTBREDD)
    ut = []
    for etikett, varde in rader:
        rad = Element("TR", tabell_)
        rubrikcell = Element("TH", rad, omfattning="Row")
        ut.append(Rad([stycke(etikett, ETIKETT, rubrikcell), stycke(varde, BROD, Element("TD", rad))], bredder))
    return ut


def tabell(
    kolumner: Sequence[tuple[str, float]], rader: Sequence[Sequence[Delar]], hoger: Collection[int] = ()
) -> list[Any]:  # fmt: skip
    """A table with its heads again on each page. `kolumner`: (head, part of the width); the parts add up to 1.
    `hoger`: the columns, from 0, that hold figures: they stand at the right.

    A row lower than HELT_HELLRE is never split; the head never stands alone.
    """
    tabell_ = Element("Table")
    bredder = tuple(del_ * BREDD for _, del_ in kolumner)
    rad = Element("TR", tabell_)
    celler = [
        stycke(namn, KOLUMN_HOGER if nr in hoger else KOLUMN, Element("TH", rad, omfattning="Column"))
        for nr, (namn, _) in enumerate(kolumner)
    ]
    ut = []
    for varden in rader:
        element = Element("TR", tabell_)
        stilar = [BROD_HOGER if nr in hoger else BROD for nr in range(len(varden))]
        ut.append(
            Rad([stycke(v, stil, Element("TD", element)) for v, stil in zip(varden, stilar, strict=True)], bredder)
        )
    return [Tabell(Rad(celler, bredder), ut)]


def framhavd(delar: Delar) -> list[Any]:
    """The sentence that matters most, in a box."""
    return [Ruta(stycke(delar, BROD))]


def lopande(text: str) -> list[Any]:
    """Running text of a person: one paragraph per line, blank lines as air."""
    flode: list[Any] = []
    tomma = 0
    for rad in text.split("\n"):
        if not rad.strip():
            tomma += 1
            continue
        if tomma and flode:
            flode.append(Spacer(1, min(tomma, 3) * 7.4))
        tomma = 0
        flode.append(stycke(rad, BROD))
    return flode


def punkter(rader: Sequence[Delar]) -> list[Any]:
    """A list, one point per row."""
    lista = Element("L")
    return [Punkt(stycke(rad, BROD, Element("LBody", Element("LI", lista)))) for rad in rader]


def underskrivet(flode: list[Any], falt: Sequence[tuple[str, str]]) -> list[Any]:
    """`flode` with signature lines at the foot of its last page, never on a page without any of the text.

    `falt`: (name or what is to be written, what stands under it), at most two.
    """
    under = Underskrifter(falt)
    behov = under.hojd + 6
    if not flode:
        return [under]
    *forst, sist = flode
    if isinstance(sist, Stycke):
        sist.wrap(BREDD, 1e6)
        hojd = len(sist.blPara.lines) * BROD.leading
        delar = sist.split(BREDD, hojd - 3 * BROD.leading) if hojd > 6 * BROD.leading else []
        if len(delar) == 2:
            return [*forst, delar[0], CondPageBreak(3 * BROD.leading + behov), delar[1], under]
        return _tillsammans(forst, hojd + behov, [sist, under])
    if isinstance(sist, Tabell) and len(sist.rader) > 1:
        forr, sista = sist.utan_sista()
        _, hojd = sista.wrap(BREDD, 1e6)
        return [*forst, forr, CondPageBreak(min(hojd, HELT_HELLRE) + behov), sista, under]
    _, hojd = sist.wrap(BREDD, 1e6)
    return _tillsammans(forst, min(hojd, HELT_HELLRE) + behov, [sist, under])


def _tillsammans(forst: list[Any], hojd: float, slut: list[Any]) -> list[Any]:
    """`slut`, so high, on one page, and on the same one a heading that ends `forst`."""
    *fore, sist = forst or [None]
    if isinstance(sist, Stycke) and sist.element.typ == "H2":
        rubriken = sist.wrap(BREDD, 1e6)[1] + sist.getSpaceBefore() + sist.getSpaceAfter()
        return [*fore, CondPageBreak(rubriken + hojd), sist, *slut]
    return [*forst, CondPageBreak(hojd), *slut]


class Rad(Flowable):  # type: ignore[misc]
    """One row of cells, a line under it. Lower than HELT_HELLRE it is never split."""

    def __init__(
        self, celler: Sequence[Stycke], bredder: Sequence[float], linje: bool = True, luft: float = RADLUFT,
        lucka: float = LUCKA,
    ) -> None:  # fmt: skip
        super().__init__()
        self.lucka = lucka
        self.celler = list(celler)
        self.bredder = tuple(bredder)
        self.linje = linje
        self.luft = luft
        self.upprepad = False
        """Drawn again at the top of a page: it says nothing new."""
        self.height = 0.0

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        if not self.height:
            self.hojder = [
                c.wrap(b - (self.lucka if c is not self.celler[-1] else 0), 1e6)[1]
                for c, b in zip(self.celler, self.bredder, strict=True)
            ]
            self.height = max(self.hojder) + 2 * self.luft
        self.width = bredd
        return bredd, self.height

    def split(self, bredd: float, hojd: float) -> list[Any]:
        self.wrap(bredd, hojd)
        if self.height <= HELT_HELLRE:
            return []
        plats = hojd - 2 * self.luft
        # A paragraph forgets its lines when it cannot be split: they are reckoned again.
        self.height = 0.0
        forst: list[Stycke] = []
        sedan: list[Stycke] = []
        for cell, bred, hog in zip(self.celler, self.bredder, self.hojder, strict=True):
            if hog <= plats:
                forst.append(cell)
                sedan.append(stycke("", cell.style, cell.element))
                continue
            delar = cell.split(bred - (self.lucka if cell is not self.celler[-1] else 0), plats)
            if len(delar) != 2:
                return []
            forst.append(delar[0])
            sedan.append(delar[1])
        hur = (self.luft, self.lucka)
        return [Rad(forst, self.bredder, False, *hur), Rad(sedan, self.bredder, self.linje, *hur)]

    def draw(self) -> None:
        c = self.canv
        if self.upprepad:
            with artefakt(c, "Pagination"):
                self._rita(c)
        else:
            self._rita(c)

    def _rita(self, c: Any) -> None:
        topp = self.height - self.luft
        x = 0.0
        for cell, bred, hog in zip(self.celler, self.bredder, self.hojder, strict=True):
            if self.upprepad:
                cell.rita_igen(c, x, topp - hog)
            else:
                c.struktur.placera(cell.element)
                cell.drawOn(c, x, topp - hog)
            x += bred
        if self.linje:
            streck(c, 0, 0, self.width, inne=self.upprepad)


class Radmedetikett(Rad):
    """A row whose first cell, what it tells of, stands above the others over the whole width. Never split."""

    def __init__(self, etikett: Stycke, celler: Sequence[Stycke], bredder: Sequence[float]) -> None:
        super().__init__(celler, bredder)
        self.etikett = etikett
        self.ovan = 0.0

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        if not self.height:
            if self.etikett.frags:
                self.ovan = self.etikett.wrap(bredd, 1e6)[1] + self.etikett.getSpaceAfter()
            super().wrap(bredd, hojd)
            self.height += self.ovan
        self.width = bredd
        return bredd, self.height

    def split(self, bredd: float, hojd: float) -> list[Any]:
        return []

    def _rita(self, c: Any) -> None:
        y = self.height - self.luft - self.ovan + self.etikett.getSpaceAfter()
        if self.upprepad:
            self.etikett.rita_igen(c, 0, y)
        else:
            c.struktur.placera(self.etikett.element)
            self.etikett.drawOn(c, 0, y)
        c.saveState()
        self.height -= self.ovan
        super()._rita(c)
        self.height += self.ovan
        c.restoreState()


class Tabell(Flowable):  # type: ignore[misc]
    """Rows under a head that is repeated on each page. ReportLab's own table cannot carry the structure."""

    def __init__(self, huvud: Rad, rader: Sequence[Rad], fortsatt: bool = False) -> None:
        super().__init__()
        self.huvud = huvud
        self.rader = list(rader)
        self.fortsatt = fortsatt

    def utan_sista(self) -> tuple[Tabell, Rad]:
        """All but the last row, and that one by itself."""
        return Tabell(self.huvud, self.rader[:-1], self.fortsatt), self.rader[-1]

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.width = bredd
        self.height = self.huvud.wrap(bredd, hojd)[1] + sum(r.wrap(bredd, hojd)[1] for r in self.rader)
        return self.width, self.height

    def split(self, bredd: float, hojd: float) -> list[Any]:
        kvar = hojd - self.huvud.wrap(bredd, hojd)[1]
        for nr, rad in enumerate(self.rader):
            hog = rad.wrap(bredd, hojd)[1]
            if hog <= kvar:
                kvar -= hog
                continue
            delar = rad.split(bredd, kvar)
            fore = [*self.rader[:nr], *delar[:1]]
            efter = [*delar[1:], *self.rader[nr + 1 :]] if delar else self.rader[nr:]
            if not fore:
                return []
            return [Tabell(self.huvud, fore, self.fortsatt), Tabell(self.huvud, efter, fortsatt=True)]
        return [self]

    def draw(self) -> None:
        y = self.height - self.huvud.height
        self.huvud.upprepad = self.fortsatt
        self.huvud.drawOn(self.canv, 0, y)
        for rad in self.rader:
            y -= rad.height
            rad.drawOn(self.canv, 0, y)


class Punkt(Flowable):  # type: ignore[misc]
    """A point of a list."""

    INDRAG = 14.0

    def __init__(self, text: Stycke, med_tecken: bool = True) -> None:
        super().__init__()
        self.text = text
        self.med_tecken = med_tecken

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.width, self.height = bredd, self.text.wrap(bredd - self.INDRAG, 1e6)[1] + 2
        return self.width, self.height

    def split(self, bredd: float, hojd: float) -> list[Any]:
        delar = self.text.split(bredd - self.INDRAG, hojd - 2)
        return [Punkt(d, self.med_tecken and nr == 0) for nr, d in enumerate(delar)] if len(delar) == 2 else []

    def draw(self) -> None:
        c = self.canv
        if self.med_tecken:
            with artefakt(c):
                c.setFillColor(TEXT)
                c.circle(4, self.height - 8, 1.5, stroke=0, fill=1)
            c.struktur.placera(self.text.element)
        self.text.drawOn(c, self.INDRAG, 2)


class Ruta(Flowable):  # type: ignore[misc]
    """A paragraph on a tinted ground, with a bar of the accent colour at its left. May flow over pages."""

    LUFT = 9.6
    VANSTER = 14.4
    STAPEL = 3.0

    def __init__(self, text: Stycke) -> None:
        super().__init__()
        self.text = text

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.texthojd = self.text.wrap(bredd - 2 * self.VANSTER, 1e6)[1]
        self.width, self.height = bredd, self.texthojd + 2 * self.LUFT
        return self.width, self.height

    def split(self, bredd: float, hojd: float) -> list[Any]:
        delar = self.text.split(bredd - 2 * self.VANSTER, hojd - 2 * self.LUFT)
        return [Ruta(d) for d in delar] if len(delar) == 2 else []

    def draw(self) -> None:
        c = self.canv
        with artefakt(c):
            c.setFillColor(YTA)
            c.roundRect(0, 0, self.width, self.height, 4, stroke=0, fill=1)
            c.rect(0, 0, 8, self.height, stroke=0, fill=1)
            c.setFillColor(getattr(c, "accent", ACCENT))
            c.rect(0, 0, self.STAPEL, self.height, stroke=0, fill=1)
        self.text.drawOn(c, self.VANSTER, self.height - self.LUFT - self.texthojd)


class Underskrifter(Flowable):  # type: ignore[misc]
    """Lines to sign on, at the foot of the page; they stay together."""

    LUFT = 40.0
    """Room above the line for a hand-written name."""

    def __init__(self, falt: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.bred = (BREDD - 30) / 2
        self.kolumner = [[stycke(t, stil) for t, stil in zip(par, (NAMN, LITEN), strict=True) if t] for par in falt]
        self.hojder = [[s.wrap(self.bred, 1e6)[1] for s in k] for k in self.kolumner]
        self.texthojd = 5 + max(sum(h) for h in self.hojder)
        self.hojd = self.LUFT + self.texthojd

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        # All the room that is left, so that the lines come to stand at the foot.
        self.width, self.height = bredd, max(self.hojd, hojd - 0.01)
        return self.width, self.height

    def draw(self) -> None:
        x = 0.0
        for kolumn, hojder in zip(self.kolumner, self.hojder, strict=True):
            streck(self.canv, x, self.texthojd, x + self.bred, TEXT)
            y = self.texthojd - 5
            for text, hog in zip(kolumn, hojder, strict=True):
                y -= hog
                text.drawOn(self.canv, x, y)
            x += self.bred + 30


class Adress(Flowable):  # type: ignore[misc]
    """Whom a letter goes to, where envelopes with the window at the right (H2) show it, C5 and C65, and nothing else.

    The window is 100 × 35 mm, 15 mm from the right edge, 39 mm (C65) or 44 mm (C5) from the top. A folded sheet of A4
    has up to 19 mm to move sideways and 15 mm up and down: what is to be seen however it lies stands between, and
    what comes after begins where the window never is. `fot`: the foot of the frame, from the top of the page.
    """

    VANSTER = 116 * mm - MARGINAL
    BREDD = 79 * mm
    TOPP = 46 * mm
    SLUT = 80 * mm

    def __init__(self, rader: Sequence[str], fot: float) -> None:
        super().__init__()
        self.rader = [stycke(rad, ADRESS) for rad in rader]
        self.fot = fot

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.hojder = [r.wrap(self.BREDD, 1e6)[1] for r in self.rader]
        # Where on the page this begins follows from the room that is left of the frame.
        self.over = max(0.0, self.TOPP - (self.fot - hojd))
        self.width, self.height = bredd, max(self.over + sum(self.hojder), self.SLUT - (self.fot - hojd))
        return self.width, self.height

    def draw(self) -> None:
        y = self.height - self.over
        for rad, hog in zip(self.rader, self.hojder, strict=True):
            y -= hog
            rad.drawOn(self.canv, self.VANSTER, y)


def streck(c: Any, x: float, y: float, till: float, farg: Any = LINJE, *, inne: bool = False) -> None:
    """A fine line. `inne`: what is being drawn is an artefact already."""
    if inne:
        _streck(c, x, y, till, farg)
    else:
        with artefakt(c):
            _streck(c, x, y, till, farg)


def _streck(c: Any, x: float, y: float, till: float, farg: Any) -> None:
    c.setStrokeColor(farg)
    c.setLineWidth(0.6)
    c.line(x, y, till, y)
