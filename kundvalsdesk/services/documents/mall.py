"""The base of every document: page, head, foot, and the parts a document is put together of.

A document gives its head (`Dokumenthuvud`), its sender and a list of parts to `bygg`, and gets bytes. The same
input gives the same bytes, on every machine. Imported only when something is drawn: it loads ReportLab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
    Spacer,
)

from .teckensnitt import FET, HALVFET, NORMAL, registrera
from .text import FET_FARG, Delar, Fet, markup

registrera()

# Measures in points, after the sketch of the documents.
SIDBREDD, SIDHOJD = A4
MARGINAL = 57.0
BREDD = SIDBREDD - 2 * MARGINAL
OVERKANT = 38.0
OVERKANT_FOLJANDE = 74.0
UNDERKANT = 74.0
FOTLINJE = 51.0
ETIKETTBREDD = 144.0
RADLUFT = 4.2
HELT_HELLRE = 160.0
"""A row lower than this goes to the next page whole; a higher one is split where the page ends."""

TEXT = HexColor(FET_FARG)
DAMPAD = HexColor("#586474")
LINJE = HexColor("#DDE2E8")
ACCENT = HexColor("#0B5FA5")
YTA = HexColor("#F5F6F8")
ROD = HexColor("#B42318")
SKUGGA = HexColor("#E9EDF1")


def _stil(namn: str, storlek: float, leading: float, font: str = NORMAL, farg: Any = TEXT, **mer: Any) -> Any:
    return ParagraphStyle(
        namn,
        fontName=font,
        fontSize=storlek,
        leading=leading,
        textColor=farg,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
        bulletFontName=NORMAL,
        **mer,
    )


BROD = _stil("brod", 10.2, 14.8)
ETIKETT = _stil("etikett", 10.2, 14.8, farg=DAMPAD)
TITEL = _stil("titel", 20, 27, FET, spaceBefore=19)
UNDERTITEL = _stil("undertitel", 10.2, 14.8, farg=DAMPAD, spaceBefore=1, spaceAfter=17)
RUBRIK = _stil("rubrik", 11.8, 16, HALVFET, spaceBefore=15, spaceAfter=2)
ORGANISATION = _stil("organisation", 10.4, 14, FET)
ENHET = _stil("enhet", 9, 13, farg=DAMPAD)
LITEN = _stil("liten", 9, 13, farg=DAMPAD)
LITEN_HOGER = _stil("liten-hoger", 8.8, 12.9, farg=DAMPAD, alignment=2)
NAMN = _stil("namn", 9.8, 13, HALVFET)


@dataclass(frozen=True, slots=True)
class Avsandare:
    """Who sends the document; `kontakt` is the line of the foot."""

    namn: str
    enhet: str
    kontakt: str


@dataclass(frozen=True, slots=True)
class Dokumenthuvud:
    """What the head says. `rader`: (label, value) at the right, under the mark of secrecy."""

    typ: str
    nummer: str
    datum: date
    rader: tuple[tuple[str, str], ...]
    undertitel: str = ""
    sekretess: bool = True
    forhandsgranskning: bool = False


# --- Parts ------------------------------------------------------------------------------------------------------


def rubrik(text: str) -> list[Any]:
    """A heading; it goes to the next page rather than stand alone at the foot of this one."""
    return [CondPageBreak(15 + 16 + 3 * 14.8), Paragraph(markup(text), RUBRIK)]


def etiketter(rader: Sequence[tuple[str, Delar]]) -> list[Any]:
    """Label and value side by side, a fine line under each row; rows higher than a page flow over pages."""
    return [Rad(etikett, varde) for etikett, varde in rader]


def framhavd(delar: Delar) -> list[Any]:
    """The sentence that matters most, in a box."""
    return [Ruta(Paragraph(markup(delar), BROD))]


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
        flode.append(Paragraph(markup(rad), BROD))
    return flode


def underskrivet(flode: list[Any], falt: Sequence[tuple[str, str]]) -> list[Any]:
    """`flode` with signature lines at the foot of its last page, never on a page without any of the text.

    `falt`: (name or what is to be written, what stands under it), at most two.
    """
    under = Underskrifter(falt)
    behov = under.hojd + 6
    if not flode:
        return [under]
    *forst, sist = flode
    if isinstance(sist, Paragraph):
        sist.wrap(BREDD, 1e6)
        hojd = len(sist.blPara.lines) * BROD.leading
        delar = sist.split(BREDD, hojd - 3 * BROD.leading) if hojd > 6 * BROD.leading else []
        if len(delar) == 2:
            return [*forst, delar[0], CondPageBreak(3 * BROD.leading + behov), delar[1], under]
        return [*forst, CondPageBreak(hojd + behov), sist, under]
    _, hojd = sist.wrap(BREDD, 1e6)
    return [*forst, CondPageBreak(min(hojd, HELT_HELLRE) + behov), sist, under]


class Rad(Flowable):  # type: ignore[misc]
    """One row of label and value. Lower than HELT_HELLRE it is never split."""

    def __init__(self, etikett: str | Any, varde: Delar | Any, linje: bool = True) -> None:
        super().__init__()
        # A part of a split row brings paragraphs; a new row brings text.
        self.celler = [
            cell if isinstance(cell, Paragraph) else Paragraph(markup(cell), stil)
            for cell, stil in ((etikett, ETIKETT), (varde, BROD))
        ]
        self.linje = linje
        self.bredder = (ETIKETTBREDD - 10, BREDD - ETIKETTBREDD)

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        hojder = [c.wrap(b, 1e6)[1] for c, b in zip(self.celler, self.bredder, strict=True)]
        self.hojder = hojder
        self.width, self.height = bredd, max(hojder) + 2 * RADLUFT
        return self.width, self.height

    def split(self, bredd: float, hojd: float) -> list[Any]:
        self.wrap(bredd, hojd)
        if self.height <= HELT_HELLRE:
            return []
        plats = hojd - 2 * RADLUFT
        forst: list[Any] = []
        sedan: list[Any] = []
        for cell, bred, hog in zip(self.celler, self.bredder, self.hojder, strict=True):
            if hog <= plats:
                forst.append(cell)
                sedan.append(Paragraph("", cell.style))
                continue
            delar = cell.split(bred, plats)
            if len(delar) != 2:
                return []
            forst.append(delar[0])
            sedan.append(delar[1])
        return [Rad(forst[0], forst[1], linje=False), Rad(sedan[0], sedan[1], linje=self.linje)]

    def draw(self) -> None:
        topp = self.height - RADLUFT
        x = 0.0
        for cell, hog in zip(self.celler, self.hojder, strict=True):
            cell.drawOn(self.canv, x, topp - hog)
            x += ETIKETTBREDD
        if self.linje:
            self.canv.setStrokeColor(LINJE)
            self.canv.setLineWidth(0.6)
            self.canv.line(0, 0, self.width, 0)


class Ruta(Flowable):  # type: ignore[misc]
    """A paragraph on a tinted ground, with a bar of the accent colour at its left. May flow over pages."""

    LUFT = 9.6
    VANSTER = 14.4
    STAPEL = 3.0

    def __init__(self, stycke: Any) -> None:
        super().__init__()
        self.stycke = stycke

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.texthojd = self.stycke.wrap(bredd - 2 * self.VANSTER, 1e6)[1]
        self.width, self.height = bredd, self.texthojd + 2 * self.LUFT
        return self.width, self.height

    def split(self, bredd: float, hojd: float) -> list[Any]:
        delar = self.stycke.split(bredd - 2 * self.VANSTER, hojd - 2 * self.LUFT)
        return [Ruta(d) for d in delar] if len(delar) == 2 else []

    def draw(self) -> None:
        c = self.canv
        c.setFillColor(YTA)
        c.roundRect(0, 0, self.width, self.height, 4, stroke=0, fill=1)
        c.rect(0, 0, 8, self.height, stroke=0, fill=1)
        c.setFillColor(ACCENT)
        c.rect(0, 0, self.STAPEL, self.height, stroke=0, fill=1)
        self.stycke.drawOn(c, self.VANSTER, self.height - self.LUFT - self.texthojd)


class Underskrifter(Flowable):  # type: ignore[misc]
    """Lines to sign on, at the foot of the page; they stay together."""

    LUFT = 40.0
    """Room above the line for a hand-written name."""

    def __init__(self, falt: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.bred = (BREDD - 30) / 2
        self.kolumner = [
            [Paragraph(markup(t), stil) for t, stil in zip(par, (NAMN, LITEN), strict=True) if t] for par in falt
        ]
        self.hojder = [[s.wrap(self.bred, 1e6)[1] for s in k] for k in self.kolumner]
        self.texthojd = 5 + max(sum(h) for h in self.hojder)
        self.hojd = self.LUFT + self.texthojd

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        # All the room that is left, so that the lines come to stand at the foot.
        self.width, self.height = bredd, max(self.hojd, hojd - 0.01)
        return self.width, self.height

    def draw(self) -> None:
        c = self.canv
        x = 0.0
        for kolumn, hojder in zip(self.kolumner, self.hojder, strict=True):
            c.setStrokeColor(TEXT)
            c.setLineWidth(0.6)
            c.line(x, self.texthojd, x + self.bred, self.texthojd)
            y = self.texthojd - 5
            for stycke, hog in zip(kolumn, hojder, strict=True):
                y -= hog
                stycke.drawOn(c, x, y)
            x += self.bred + 30


class Brevhuvud(Flowable):  # type: ignore[misc]
    """Sender at the left; mark of secrecy, number, date and case at the right."""

    MARKE = 19.0

    def __init__(self, huvud: Dokumenthuvud, avsandare: Avsandare) -> None:
        super().__init__()
        self.huvud = huvud
        self.vanster = [
            Paragraph(markup(avsandare.namn), ORGANISATION),
            Paragraph(markup(avsandare.enhet), ENHET),
        ]
        self.hoger = [Paragraph(markup((f"{etikett} ", Fet(varde))), LITEN_HOGER) for etikett, varde in huvud.rader]

    def wrap(self, bredd: float, hojd: float) -> tuple[float, float]:
        self.hv = [s.wrap(bredd * 0.52, 1e6)[1] for s in self.vanster]
        self.hh = [s.wrap(bredd * 0.44, 1e6)[1] for s in self.hoger]
        marke = self.MARKE + 2 if self.huvud.sekretess or self.huvud.forhandsgranskning else 0
        self.width, self.height = bredd, max(sum(self.hv) + 2, sum(self.hh) + marke)
        return self.width, self.height

    def draw(self) -> None:
        y = self.height - 1
        for stycke, hog in zip(self.vanster, self.hv, strict=True):
            y -= hog
            stycke.drawOn(self.canv, 0, y)
        y = self.height
        hoger = self.width
        if self.huvud.sekretess:
            hoger = marke(self.canv, "SEKRETESS", hoger, y, ROD) - 8
        if self.huvud.forhandsgranskning:
            marke(self.canv, "FÖRHANDSGRANSKNING", hoger, y, DAMPAD)
        if self.huvud.sekretess or self.huvud.forhandsgranskning:
            y -= self.MARKE + 2
        for stycke, hog in zip(self.hoger, self.hh, strict=True):
            y -= hog
            stycke.drawOn(self.canv, self.width * 0.56, y)


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


# --- Pages ------------------------------------------------------------------------------------------------------


class _Duk(Canvas):  # type: ignore[misc]
    """A canvas that fills in "Sida x av y" when the number of pages is known.

    Each page refers to a form of its own that is drawn last, so that a document is laid out only once.
    """

    def save(self) -> None:
        antal = self.getPageNumber() - 1
        for sida in range(1, antal + 1):
            self.beginForm(_sidnamn(sida))
            self.setFont(NORMAL, 8)
            self.setFillColor(DAMPAD)
            self.drawRightString(SIDBREDD - MARGINAL, FOTLINJE - 14, f"Sida {sida} av {antal}")
            self.endForm()
        super().save()


def _sidnamn(sida: int) -> str:
    return f"sida{sida}"


def kortat(text: str, font: str, storlek: float, bredd: float) -> str:
    """The text, cut with an ellipsis where it would be wider than `bredd`."""
    if stringWidth(text, font, storlek) <= bredd:
        return text
    while text and stringWidth(text + "…", font, storlek) > bredd:
        text = text[:-1]
    return text.rstrip() + "…"


def bygg(huvud: Dokumenthuvud, avsandare: Avsandare, flode: Sequence[Any]) -> bytes:
    """Draws the document. Its metadata hold type and number, never anything about a person."""
    ut = BytesIO()
    titel = f"{huvud.typ} {huvud.nummer}".strip()

    def under(c: Any, _doc: Any) -> None:
        if huvud.forhandsgranskning:
            c.saveState()
            c.setFillColor(SKUGGA)
            c.setFont(FET, 40)
            c.translate(SIDBREDD / 2, SIDHOJD / 2 - 50)
            c.rotate(50)
            c.drawCentredString(0, -16, "FÖRHANDSGRANSKNING")
            c.restoreState()

    def over(c: Any, _doc: Any) -> None:
        c.saveState()
        c.setStrokeColor(LINJE)
        c.setLineWidth(0.6)
        c.line(MARGINAL, FOTLINJE, SIDBREDD - MARGINAL, FOTLINJE)
        c.setFillColor(DAMPAD)
        c.setFont(NORMAL, 8)
        fot = kortat(" · ".join(d for d in (avsandare.enhet, avsandare.kontakt) if d), NORMAL, 8, BREDD - 90)
        c.drawString(MARGINAL, FOTLINJE - 14, fot)
        c.doForm(_sidnamn(c.getPageNumber()))
        c.restoreState()

    def over_foljande(c: Any, doc: Any) -> None:
        over(c, doc)
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
        c.setStrokeColor(LINJE)
        c.setLineWidth(0.6)
        c.line(MARGINAL, topp - 23, SIDBREDD - MARGINAL, topp - 23)
        c.restoreState()

    doc = BaseDocTemplate(
        ut,
        pagesize=A4,
        title=titel,
        subject=huvud.typ,
        author=avsandare.namn,
        creator="kundvalsdesk",
        keywords="",
        lang="sv-SE",
        displayDocTitle=1,
        invariant=1,
        pageCompression=1,
        # ReportLab would otherwise name Helvetica in every file, which is not embedded.
        initialFontName=NORMAL,
        initialFontSize=10.2,
    )

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
        Brevhuvud(huvud, avsandare),
        Paragraph(markup(huvud.typ), TITEL),
    ]
    if huvud.undertitel:
        start.append(Paragraph(markup(huvud.undertitel), UNDERTITEL))
    doc.build([*start, *flode], canvasmaker=_Duk)
    return ut.getvalue()
