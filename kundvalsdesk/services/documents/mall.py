"""The base of every document: page, head, foot. The parts between them are those of `delar`.

A document gives its head (`Dokumenthuvud`), its sender and a list of parts to `bygg`, and gets bytes: PDF/A-2b with
its structure marked (`arkivformat`, `taggar`). The same input gives the same bytes, on every machine. Imported only
when something is drawn: it loads ReportLab.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageTemplate
from reportlab.platypus.doctemplate import LayoutError

from ...fel import Nekad
from . import arkivformat, innehall
from .delar import (
    Adress,
    Rad,
    Ruta,
    Underskrifter,
    etiketter,
    framhavd,
    lopande,
    punkter,
    rubrik,
    streck,
    tabell,
    underskrivet,
)
from .stilar import (
    ACCENT,
    BREDD,
    DAMPAD,
    ENHET,
    FOTLINJE,
    LITEN_HOGER,
    MARGINAL,
    ORGANISATION,
    OVERKANT,
    OVERKANT_FOLJANDE,
    ROD,
    SIDBREDD,
    SIDHOJD,
    SKUGGA,
    TITEL,
    UNDERKANT,
    UNDERTITEL,
)
from .stycken import stycke
from .taggar import Element, Struktur, artefakt, tagg
from .teckensnitt import FET, NORMAL
from .text import Fet

__all__ = [
    "FET",
    "NORMAL",
    "Avsandare",
    "Dokumenthuvud",
    "Rad",
    "Ruta",
    "Underskrifter",
    "bygg",
    "etiketter",
    "framhavd",
    "kortat",
    "lopande",
    "punkter",
    "rubrik",
    "tabell",
    "underskrivet",
]


@dataclass(frozen=True, slots=True)
class Avsandare:
    """Who sends the document; `kontakt` is the line of the foot.

    `logga`: a PNG or JPEG beside the name, or b"". `farg`: the accent colour as "#RRGGBB", or "" for ours.
    """

    namn: str
    enhet: str
    kontakt: str
    logga: bytes = b""
    farg: str = ""


@dataclass(frozen=True, slots=True)
class Dokumenthuvud:
    """What the head says. `rader`: (label, value) at the right, under the mark of secrecy. `mottagare`: the lines of
    an address, for the window of an envelope."""

    typ: str
    nummer: str
    datum: date
    rader: tuple[tuple[str, str], ...]
    undertitel: str = ""
    sekretess: bool = True
    forhandsgranskning: bool = False
    mottagare: tuple[str, ...] = ()


class _Brevhuvud(Flowable):  # type: ignore[misc]
    """Sender at the left; mark of secrecy, number, date and case at the right."""

    MARKE = 19.0
    LOGGA = (120.0, 34.0)
    """The most that a logotype takes, in width and height."""

    def __init__(self, huvud: Dokumenthuvud, avsandare: Avsandare) -> None:
        super().__init__()
        self.huvud = huvud
        self.avsandare = avsandare
        self.vanster = [stycke(avsandare.namn, ORGANISATION), stycke(avsandare.enhet, ENHET)]
        self.hoger = [stycke((f"{etikett} ", Fet(varde)), LITEN_HOGER) for etikett, varde in huvud.rader]
        self.bild = _bild(avsandare.logga) if avsandare.logga else None

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.indrag, self.bildhojd = 0.0, 0.0
        if self.bild is not None:
            b, h = self.bild.getSize()
            skala = min(self.LOGGA[0] / b, self.LOGGA[1] / h)
            self.bildbredd, self.bildhojd = b * skala, h * skala
            self.indrag = self.bildbredd + 10
        self.hv = [s.wrap(bredd * 0.52 - self.indrag, 1e6)[1] for s in self.vanster]
        self.hh = [s.wrap(bredd * 0.44, 1e6)[1] for s in self.hoger]
        marke = self.MARKE + 2 if self.huvud.sekretess or self.huvud.forhandsgranskning else 0
        self.width = bredd
        self.height = max(sum(self.hv) + 2, self.bildhojd, sum(self.hh) + marke)
        return self.width, self.height

    def draw(self) -> None:
        c = self.canv
        if self.bild is not None:
            figur = Element("Figure", alt=f"Logotyp för {self.avsandare.namn}")
            figur.ruta = (MARGINAL, SIDHOJD - OVERKANT - self.bildhojd, self.bildbredd, self.bildhojd)
            with tagg(c, figur):
                c.drawImage(self.bild, 0, self.height - self.bildhojd, self.bildbredd, self.bildhojd, mask="auto")
        y = self.height - 1
        for text, hog in zip(self.vanster, self.hv, strict=True):
            y -= hog
            text.drawOn(c, self.indrag, y)
        y = self.height
        hoger = self.width
        if self.huvud.sekretess:
            with tagg(c, Element("P")):
                hoger = marke(c, "SEKRETESS", hoger, y, ROD) - 8
        if self.huvud.forhandsgranskning:
            with tagg(c, Element("P")):
                marke(c, "FÖRHANDSGRANSKNING", hoger, y, DAMPAD)
        if self.huvud.sekretess or self.huvud.forhandsgranskning:
            y -= self.MARKE + 2
        for text, hog in zip(self.hoger, self.hh, strict=True):
            y -= hog
            text.drawOn(c, self.width * 0.56, y)


@lru_cache(maxsize=4)
def _bild(data: bytes) -> Any:
    return ImageReader(BytesIO(data))


def marke(c: Any, ord_: str, hoger: float, topp: float, farg: Any) -> float:
    """A word in a frame, its right upper corner given; returns its left edge."""
    bred = float(stringWidth(ord_, FET, 7.4)) + 11
    c.setStrokeColor(farg)
    c.setFillColor(farg)
    c.setLineWidth(1)
    c.roundRect(hoger - bred, topp - 16, bred, 16, 2, stroke=1, fill=0)
    c.setFont(FET, 7.4)
    c.drawString(hoger - bred + 5.5, topp - 10.7, ord_)
    return hoger - bred


class _Duk(Canvas):  # type: ignore[misc]
    """A canvas with a structure, bookmarks, and "Sida x av y" filled in when the number of pages is known.

    Each page refers to a form of its own that is drawn last, so that a document is laid out only once.
    """

    huvud: Dokumenthuvud
    avsandare: Avsandare

    def __init__(self, *argument: Any, **namngivna: Any) -> None:
        super().__init__(*argument, **namngivna)
        self.struktur = Struktur()
        self.accent = ACCENT
        self._bokmarken = 0
        self.sidor: dict[str, int] = {}
        """Where what a table of contents tells of has come to stand; its lines are filled in when all is drawn."""

    def bokmarke(self, text: str, topp: float, niva: int) -> None:
        """A line in the table of bookmarks that leads to this height, in the current coordinates."""
        self._bokmarken += 1
        nyckel = f"b{self._bokmarken}"
        self.bookmarkHorizontal(nyckel, 0, topp)
        self.addOutlineEntry(text, nyckel, niva)

    def save(self) -> None:
        antal = self.getPageNumber() - 1
        for sida in range(1, antal + 1):
            self.beginForm(_sidnamn(sida))
            self.setFont(NORMAL, 8)
            self.setFillColor(DAMPAD)
            self.drawRightString(SIDBREDD - MARGINAL, FOTLINJE - 14, f"Sida {sida} av {antal}")
            self.endForm(compression=0)  # too short to gain by it
        for nyckel, sida in self.sidor.items():
            innehall.rita_sidan(self, nyckel, sida)
        h = self.huvud
        self.struktur.skriv(self._doc, antal)
        arkivformat.skriv(self._doc, titel=_titel(h), upphov=self.avsandare.namn, amne=h.typ, dag=h.datum)
        super().save()


def _sidnamn(sida: int) -> str:
    return f"sida{sida}"


def _titel(huvud: Dokumenthuvud) -> str:
    return f"{huvud.typ} {huvud.nummer}".strip()


def kortat(text: str, font: str, storlek: float, bredd: float) -> str:
    """The text, cut with an ellipsis where it would be wider than `bredd`."""
    if stringWidth(text, font, storlek) <= bredd:
        return text
    while text and stringWidth(text + "…", font, storlek) > bredd:
        text = text[:-1]
    return text.rstrip() + "…"


def bygg(
    huvud: Dokumenthuvud, avsandare: Avsandare, flode: Sequence[Any], sidan: Callable[[int], None] | None = None
) -> bytes:  # fmt: skip
    """Draws the document. Its metadata hold type and number, never anything about a person. `sidan` is told each page
    that is begun, and may end it all by what it raises."""
    ut = BytesIO()
    titel = _titel(huvud)

    def under(c: Any, _doc: Any) -> None:
        if huvud.forhandsgranskning:
            with artefakt(c, "Pagination"):
                c.saveState()
                c.setFillColor(SKUGGA)
                c.setFont(FET, 40)
                c.translate(SIDBREDD / 2, SIDHOJD / 2 - 50)
                c.rotate(50)
                c.drawCentredString(0, -16, "FÖRHANDSGRANSKNING")
                c.restoreState()

    def over(c: Any, _doc: Any) -> None:
        with artefakt(c, "Pagination"):
            c.saveState()
            streck(c, MARGINAL, FOTLINJE, SIDBREDD - MARGINAL, inne=True)
            c.setFillColor(DAMPAD)
            c.setFont(NORMAL, 8)
            fot = kortat(" · ".join(d for d in (avsandare.enhet, avsandare.kontakt) if d), NORMAL, 8, BREDD - 90)
            c.drawString(MARGINAL, FOTLINJE - 14, fot)
            c.doForm(_sidnamn(c.getPageNumber()))
            c.restoreState()

    def over_foljande(c: Any, doc: Any) -> None:
        over(c, doc)
        with artefakt(c, "Pagination"):
            c.saveState()
            topp = SIDHOJD - OVERKANT
            hoger = SIDBREDD - MARGINAL
            if huvud.sekretess:
                hoger = marke(c, "SEKRETESS", hoger, topp, ROD) - 12
            c.setFillColor(DAMPAD)
            c.setFont(NORMAL, 8.4)
            c.drawString(
                MARGINAL,
                topp - 11,
                kortat(f"{avsandare.namn} · {titel} · {huvud.datum.isoformat()}", NORMAL, 8.4, hoger - MARGINAL),
            )
            streck(c, MARGINAL, topp - 23, SIDBREDD - MARGINAL, inne=True)
            c.restoreState()

    def duk(*argument: Any, **namngivna: Any) -> _Duk:
        c = _Duk(*argument, **namngivna, pdfVersion=arkivformat.VERSION)
        c.huvud, c.avsandare = huvud, avsandare
        if avsandare.farg:
            c.accent = HexColor(avsandare.farg)
        return c

    doc = BaseDocTemplate(
        ut,
        pagesize=A4,
        title=titel,
        lang="sv-SE",
        displayDocTitle=1,
        invariant=1,
        pageCompression=1,
        # ReportLab would otherwise name Helvetica in every file, which is not embedded.
        initialFontName=NORMAL,
        initialFontSize=10.2,
    )

    if sidan is not None:
        doc.setProgressCallBack(lambda vad, nr: sidan(nr) if vad == "PAGE" else None)

    def ram(topp: float) -> Any:
        return Frame(
            MARGINAL,
            UNDERKANT,
            BREDD,
            SIDHOJD - UNDERKANT - topp,
            leftPadding=0,
            rightPadding=0,
            topPadding=0,
            bottomPadding=0,
        )

    doc.addPageTemplates(
        [
            PageTemplate("forsta", [ram(OVERKANT)], onPage=under, onPageEnd=over),
            PageTemplate("foljande", [ram(OVERKANT_FOLJANDE)], onPage=under, onPageEnd=over_foljande),
        ]
    )
    start: list[Any] = [
        NextPageTemplate("foljande"),
        _Brevhuvud(huvud, avsandare),
        stycke(huvud.typ, TITEL, "H1", bokmarke=huvud.typ),
    ]
    if huvud.mottagare:
        start.insert(2, Adress(huvud.mottagare, SIDHOJD - UNDERKANT))
    if huvud.undertitel:
        start.append(stycke(huvud.undertitel, UNDERTITEL))
    try:
        doc.build([*start, *flode], canvasmaker=duk)
    except LayoutError:  # its words tell what stands in the document
        raise Nekad(
            "for_hogt",
            "Ett namn eller en adress i dokumentet är för långt för en sida. Korta det och försök igen.",
        ) from None
    return ut.getvalue()
