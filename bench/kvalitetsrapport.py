"""A kvalitetsrapport from 20 000 insatser: its data against the plain queries of both its years, and the document
against bare ReportLab with the same words, tables and diagrams: ReportLab's own paragraphs and tables, its own table
of contents, each diagram as the rectangles and words that it has already been laid out to; no structure for readers
that speak, no archive format, no divided words.
"""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from .dokument import _barasnitt, _sidor
from .statistik import FRAGOR, IDAG, _databas
from .tabell import Matt, median_av, ms, tid

MENING = (
    "Av {Tabell 4; Totalt; Avslutade} avslutade insatser ledde {Tabell 4; Totalt; Egen försörjning} till egen "
    "försörjning, mot {Tabell 4; Totalt; Egen försörjning; året före} året före. "
)


def mat(plats: Path, litet: bool) -> list[Matt]:
    from kundvalsdesk.services import kvalitetsunderlag
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.documents import kvalitetsrapport as papper
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.statistiktyper import Urval
    from kundvalsdesk.services.typer import ROLLER, Aktor

    ar = Urval(date(2024, 1, 1), date(2024, 12, 31))
    antal, ganger = (2_000, 1) if litet else (20_000, 5)
    db = _databas(plats / "rapport.db", antal)
    aktor = Aktor("bench", "bench", frozenset(ROLLER), agare=True)
    try:
        with enhet(db, aktor, las_regelverk(), IDAG) as e:
            u, svar = kvalitetsunderlag.hamta(e, ar)
            r = _rapport(u, svar, 10 if litet else 320)
            ett, tva = (median_av(lambda f=f: tid(lambda: kvalitetsunderlag.hamta(e, ar, fore=f)), ganger)
                        for f in (False, True))  # fmt: skip
            fragor, bada = (median_av(lambda f=f: tid(lambda: _fragade(e, f)), ganger) for f in (FRAGOR, _bada()))
            bilder = _utlagda(r)
            sidor, bara = _sidor(papper.rita(e, r)), _sidor(_bart(r, bilder))
            vart = median_av(lambda: tid(lambda: papper.rita(e, r)), ganger)
            bart = median_av(lambda: tid(lambda: _bart(r, bilder)), ganger)
    finally:
        db.stang()
    delar = f"{sum(v.slag == 'tabell' for v in r.visade)} tables, {len(bilder)} diagrams"
    return [
        Matt(f"kvalitetsrapport, the data of a year, {antal} insatser", ms(ett), f"plain queries: {ms(fragor)}",
             ett / fragor, None if litet else 3),
        Matt("kvalitetsrapport, and of the year before where a section tells of it", ms(tva), f"both: {ms(bada)}",
             tva / bada),
        Matt(f"kvalitetsrapport, {sidor} pages, {delar}", ms(vart), f"bare ReportLab, {bara} pages: {ms(bart)}",
             vart / bart, None if litet else 2),
    ]  # fmt: skip


def _fragade(e: Any, fragor: Any) -> None:
    for f in fragor:
        e.anslutning.exec_driver_sql(f).fetchall()


def _bada() -> list[str]:
    """The queries of the year, and of the one before."""
    fore = [f.replace("2024-01-01", "2023-01-01").replace("2024-12-31", "2023-12-31") for f in FRAGOR]
    return [*FRAGOR, *fore]


def _rapport(u: Any, svar: Any, stycken: int) -> Any:
    from kundvalsdesk.rules.kvalitetsrapport import DIAGRAM, TABELL, fyll, kallas, visning
    from kundvalsdesk.services.kvalitetsrapporttyper import Avsnittsrad, Rapport, Rapportrad

    visas = [t for t in u.tabeller if t.rader][:20]
    texter = []
    for nr, t in enumerate(visas):
        rader = [MENING * 5] * (stycken // len(visas)) + [visning(TABELL, t)]
        if nr < 16 and u.diagram.get(kallas(t)):
            rader.append(visning(DIAGRAM, t))
        texter.append("\n".join(rader))
    avsnitt = tuple(Avsnittsrad(n, str(n), 1, f"Avsnitt {n}", x, 1) for n, x in enumerate(texter, 1))
    rad = Rapportrad(1, 1, 2025, "Nämnden", "Kundvalet", "Kvalitetsrapport", "utkast", None, "", len(texter), 0, 1)
    return Rapport(rad, svar.urval, avsnitt, (), u, fyll(texter, u), None, True, svar)


def _utlagda(r: Any) -> list[Any]:
    """Each diagram, laid out."""
    from kundvalsdesk.services import kvalitetsunderlag
    from kundvalsdesk.services.documents.diagram import Diagrambild
    from kundvalsdesk.services.documents.stilar import BREDD

    ut = []
    for v in r.visade:
        if v.slag == "diagram":
            bild = Diagrambild(kvalitetsunderlag.diagram(r.svar, r.underlag.tabell(v.tabell), v.nr), "")
            bild.wrap(BREDD, 1e6)
            ut.append((bild.height, bild.utlagt()))
    return ut


def _bart(r: Any, bilder: list[Any]) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Table
    from reportlab.platypus.tableofcontents import TableOfContents

    from kundvalsdesk.services.documents.statistik import _cell, _spalter
    from kundvalsdesk.texter import statistik as ord_

    normal, halvfet, _ = _barasnitt()
    brod = ParagraphStyle("b", fontName=normal, fontSize=10.2, leading=14.8)
    cell = ParagraphStyle("c", fontName=normal, fontSize=8.4, leading=11)
    rubrik = ParagraphStyle("r", fontName=halvfet, fontSize=15, leading=20, spaceBefore=20)

    class Bild(Flowable):  # type: ignore[misc]
        def __init__(self, hojd: float, u: Any) -> None:
            super().__init__()
            self.width, self.height, self.u = 481.0, hojd, u

        def draw(self) -> None:
            c = self.canv
            c.setFont(normal, 8.2)
            for s in self.u.staplar:
                c.rect(s.x, self.height - s.y - s.hojd, s.bredd, s.hojd, stroke=1, fill=1)
            for linje in self.u.linjer:
                c.line(linje.x, self.height - linje.y, linje.till_x, self.height - linje.till_y)
            for o in self.u.ord:
                c.drawString(o.x, self.height - o.y, o.text)

    class Dokument(BaseDocTemplate):  # type: ignore[misc]
        def afterFlowable(self, f: Any) -> None:
            if isinstance(f, Paragraph) and f.style is rubrik:
                self.notify("TOCEntry", (0, f.text, self.page))

    flode: list[Any] = [TableOfContents(levelStyles=[brod]), PageBreak()]
    kvar = iter(bilder)
    for a, block in zip(r.avsnitt, r.fyllt.avsnitt, strict=True):
        flode.append(Paragraph(f"{a.nummer} {a.rubrik}", rubrik))
        for x in block:
            if hasattr(x, "bitar"):
                flode.append(Paragraph("".join(b.text for b in x.bitar), brod))
                continue
            t = r.underlag.tabell(x.tabell)
            flode.append(Paragraph(f"{x.slag.capitalize()} {x.nummer}. {ord_.tabell_rubrik(t.nummer, t.avser)}", brod))
            if x.slag == "diagram":
                flode.append(Bild(*next(kvar)))
                continue
            spalter = _spalter(t.kolumner[1:])
            rader = [[ord_.kolumn_ord(t.namn), *(ord_.papper_ord(s.tal) for s in spalter)]]
            rader += [[str(rad.get(t.namn, ord_.TOTALT)), *(_cell(rad, s, False) for s in spalter)]
                      for rad in (*t.rader, t.totalt)]  # fmt: skip
            bredd = 481 / (len(spalter) + 2)
            flode.append(
                Table([[Paragraph(c.replace("\n", "<br/>"), cell) for c in rad] for rad in rader],
                      [2 * bredd] + [bredd] * len(spalter), repeatRows=1)
            )  # fmt: skip
    ut = BytesIO()
    doc = Dokument(ut, pagesize=A4, pageCompression=1)
    doc.addPageTemplates([PageTemplate("s", [Frame(57, 74, 481, 694, 0, 0, 0, 0)],
                                       onPageEnd=lambda c, d: c.drawString(57, 37, f"Sida {d.page}"))])  # fmt: skip
    doc.multiBuild(flode)
    return ut.getvalue()
