"""Documents: a slutrapport of three pages against bare ReportLab; a thousand in a batch; the first preview.

The bare part sets the same text with the same fonts in ReportLab's own paragraphs and tables: no structure for readers
that speak, no archive format, no divided words. The preview is measured in the program's own window, and the bare part
of it makes the same file and opens it in a plain window with Qt's own view.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from .data import NYCKEL
from .fonster import Malning, oppnat
from .tabell import Matt, median_av, ms, tid

DAG = date(2024, 9, 11)
TAK_MINNE = 1.05
"""What the memory after all of a batch may be of what it was after a tenth: flat, but for what is rounded up."""


def mat(plats: Path, litet: bool) -> list[Matt]:
    from .granskning import _bygg

    omgangar = 2 if litet else 15
    u = _underlag()
    fil = plats / "dokument.db"
    som = _bygg(fil)
    return [
        _ritat(u, omgangar),
        *_sats(plats / "sats.db", u, 10 if litet else 1000),
        _forhandsgranskat(fil, som, u, 1 if litet else 9),
    ]


def _underlag() -> Any:
    """A slutrapport of nobody's, three pages long."""
    from kundvalsdesk.services.documents.formuleringar import Texter
    from kundvalsdesk.services.documents.provblad import provunderlag
    from kundvalsdesk.services.documents.rapportblad import Avsnitt
    from kundvalsdesk.services.documents.slutrapport import Malrad

    mening = "Kunden har deltagit i arbetsträningen som planerat och tar sedan i våras ett större ansvar för kassan. "
    u: Any = provunderlag(
        "slutrapport",
        {"organisation": "Exempelkommun", "enhet": "Arbets- och etableringsenheten", "kontakt": "arbete@exempel.se"},
        Texter("slutrapport").tryckta(),
    )
    return replace(
        u,
        nummer="SLU 2024-0000-1",
        avsnitt=tuple(Avsnitt(f"a{n}", f"Avsnitt nummer {n}", mening * (4 + n)) for n in range(1, 8)),
        mal=tuple(Malrad(f"Mål {n}: klara kassan på egen hand", mening * 2) for n in range(4)),
    )


def _ritat(u: Any, omgangar: int) -> Matt:
    from kundvalsdesk.services.documents.ritning import rita

    sidor, bara = _sidor(rita(u)), _sidor(_bart(u))
    if (sidor, bara) != (3, 3):
        raise RuntimeError(f"{sidor} and {bara} pages instead of 3")
    vart = median_av(lambda: tid(lambda: rita(u)), omgangar)
    bart = median_av(lambda: tid(lambda: _bart(u)), omgangar)
    return Matt("documents, a slutrapport of 3 pages: against bare ReportLab", ms(vart), ms(bart), vart / bart, 1.5)


def _sidor(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(BytesIO(pdf)).pages)


@cache
def _barasnitt() -> tuple[str, str, str]:
    """The same typefaces as ReportLab itself loads them."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    from kundvalsdesk.resurser import resurs

    filer = {"Bar": "NotoSans-Regular.ttf", "BarHalvfet": "NotoSans-SemiBold.ttf", "BarFet": "NotoSans-Bold.ttf"}
    for namn, fil in filer.items():
        font = TTFont(namn, str(resurs("fonts", fil)))
        font.face.name += b"-Bar"  # else ReportLab takes the one of ours, which it knows already
        pdfmetrics.registerFont(font)
    return "Bar", "BarHalvfet", "BarFet"


def _bart(u: Any) -> bytes:
    """The same words on as many pages, by ReportLab alone."""
    from xml.sax.saxutils import escape

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    from kundvalsdesk.services.documents.stilar import BREDD, MARGINAL, OVERKANT_FOLJANDE, UNDERKANT

    NORMAL, HALVFET, FET = _barasnitt()  # noqa: N806 - as the constants that they stand for
    brod = ParagraphStyle("b", fontName=NORMAL, fontSize=10.2, leading=14.8)
    rubrik = ParagraphStyle("r", fontName=HALVFET, fontSize=11.8, leading=16, spaceBefore=15, spaceAfter=2)
    titel = ParagraphStyle("t", fontName=FET, fontSize=20, leading=27, spaceBefore=19)

    def tabell(rader: list[tuple[str, str]], del_: float) -> Any:
        celler = [[Paragraph(escape(a), brod), Paragraph(escape(b), brod)] for a, b in rader]
        return Table(celler, colWidths=(BREDD * del_, BREDD * (1 - del_)))

    flode: list[Any] = [
        Paragraph(escape(f"{u.organisation} · {u.enhet}"), brod), Paragraph("Slutrapport", titel),
        Paragraph(escape(f"{u.insatskod}, {u.insatsnamn} · {u.anordnare}"), brod),
        tabell([("Kund", u.kund), ("Insatsens tid", f"{u.start} – {u.slut}"), ("Avslut", u.avslut)], 0.3),
        Paragraph("Mål och resultat", rubrik),
        tabell([(m.mal, m.resultat) for m in u.mal], 0.3),
    ]  # fmt: skip
    for a in u.avsnitt:
        flode += [Paragraph(escape(a.rubrik), rubrik), Paragraph(escape(a.text), brod)]
    flode += [Paragraph("Lämpligt nästa steg", rubrik), Paragraph(escape(u.nasta_steg), brod)]
    flode += [Paragraph("Uppföljning", rubrik), Paragraph(escape(u.uppfoljning), brod)]
    flode.append(tabell([(u.jobbexpert, u.handlaggare), ("jobbexpert", u.roll)], 0.5))

    def sida(c: Any, doc: Any) -> None:
        c.setFont(NORMAL, 8)
        c.drawString(MARGINAL, 40, f"{u.enhet} · {u.kontakt} · sida {doc.page}")

    ut = BytesIO()
    doc = SimpleDocTemplate(
        ut, leftMargin=MARGINAL, rightMargin=MARGINAL, topMargin=OVERKANT_FOLJANDE, bottomMargin=UNDERKANT,
        pageCompression=1, initialFontName=NORMAL,
    )  # fmt: skip
    doc.build(flode, onFirstPage=sida, onLaterPages=sida)
    return ut.getvalue()


# --- a batch ------------------------------------------------------------------------------------------------------


def _sats(fil: Path, u: Any, antal: int) -> list[Matt]:
    """Issued and stored one by one, each in a unit of its own, as the batch of the window does; then checked."""
    from kundvalsdesk.models import Insats, Kund
    from kundvalsdesk.models.motor import tolka_adress
    from kundvalsdesk.services.arbetsenhet import enhet
    from kundvalsdesk.services.arendelage import hamta_insats
    from kundvalsdesk.services.databas import skapa
    from kundvalsdesk.services.documents import utfardande
    from kundvalsdesk.services.kontroll import kontrollera
    from kundvalsdesk.services.regelverk import las_regelverk
    from kundvalsdesk.services.typer import ROLLER, Aktor

    aktor, regelverk = Aktor("bench", "bench", frozenset(ROLLER), agare=True), las_regelverk()
    db = skapa(tolka_adress(str(fil)), NYCKEL)
    with enhet(db, aktor, regelverk, DAG, skriv=True) as e:
        kund = Kund(nyckel="K1")
        e.session.add(kund)
        e.session.flush()
        e.session.add_all(
            Insats(nyckel=f"I{n}", kund_id=kund.id, kod="AMI2", kundval="AMI", start=date(2024, 3, 4))
            for n in range(antal)
        )

    def en(n: int) -> None:
        with enhet(db, aktor, regelverk, DAG, skriv=True) as e:
            i = hamta_insats(e, f"I{n}")
            utfardande.utfarda(
                e, i, partial(replace, u, insats=i.nyckel, nummer="", datum=DAG), handelse="dokument_utfarda"
            )

    del_, minne = antal // 10, 0
    borjan = time.perf_counter()
    for n in range(antal):
        en(n)
        if n + 1 == del_:
            minne = _minne()
    per_styck = (time.perf_counter() - borjan) / antal
    efter = _minne()
    kontroll = tid(lambda: _hel(kontrollera(db), antal))
    sist = _minne()
    db.stang()
    # A small run says nothing of memory: what is loaded once is most of it.
    tak = TAK_MINNE if antal >= 1000 else None
    return [
        Matt(f"documents, {antal} in a batch, each issued and stored", ms(per_styck)),
        Matt(f"documents, memory after {antal}: against after {del_}", _mb(efter), _mb(minne), efter / minne, tak),
        Matt(f"documents, all {antal} checked", ms(kontroll)),
        Matt("documents, memory after the check: against before", _mb(sist), _mb(efter), sist / efter, tak),
    ]


def _hel(svar: Any, antal: int) -> None:
    if (svar.dokument, svar.fel) != (antal, ()):
        raise RuntimeError("the check found what is not there")


def _minne() -> int:
    """Resident memory in bytes, as the system counts it."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _mb(antal: int) -> str:
    return f"{antal / 2**20:.0f} MB"


# --- the preview ---------------------------------------------------------------------------------------------------


def _forhandsgranskat(fil: Path, som: str, u: Any, omgangar: int) -> Matt:
    from kundvalsdesk.services.documents import utfardande
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog

    with oppnat(fil, DAG, som) as prov:
        f = prov.fonster

        def var() -> float:
            oppnade: list[Any] = []

            def visa(pdf: bytes) -> None:
                dialog = DokumentDialog(f, f.s, "Slutrapport", pdf, "", utfarda="Utfärda dokumentet")
                oppnade.append(dialog)
                dialog.open()

            prov.stilla()
            borjan = time.perf_counter()
            f.arbetare.kor(lambda e: utfardande.forhandsgranska(e, u), visa)
            prov.tills(lambda: bool(oppnade) and _syns(oppnade[0].vy))
            t = time.perf_counter() - borjan
            _stang(prov, oppnade[0])
            return t

        vart = median_av(var, omgangar)
        storlek = (min(1000, f.width() - 80), max(640, f.height() - 60))
        bart = median_av(partial(_bar_visning, prov, u, storlek), omgangar)
    return Matt(
        "documents, a preview painted: against the same file in Qt's own view", ms(vart), ms(bart), vart / bart, 2
    )


def _bar_visning(prov: Malning, u: Any, storlek: tuple[int, int]) -> float:
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView
    from PySide6.QtWidgets import QDialog, QVBoxLayout

    from kundvalsdesk.services.documents.ritning import rita

    prov.lugn(lambda: True)
    borjan = time.perf_counter()
    dialog = QDialog()
    dokument, buffert, vy = QPdfDocument(dialog), QBuffer(dialog), QPdfView()
    vy.setPageMode(QPdfView.PageMode.MultiPage)
    vy.setZoomMode(QPdfView.ZoomMode.FitToWidth)
    vy.setDocument(dokument)
    lad = QVBoxLayout(dialog)
    lad.addWidget(vy)
    buffert.setData(QByteArray(rita(u, forhandsgranskning=True)))
    buffert.open(QIODevice.OpenModeFlag.ReadOnly)
    dokument.load(buffert)
    dialog.resize(*storlek)
    dialog.open()
    prov.tills(lambda: _syns(vy))
    t = time.perf_counter() - borjan
    _stang(prov, dialog)
    return t


def _stang(prov: Malning, dialog: Any) -> None:
    dialog.done(0)
    dialog.deleteLater()
    prov.app.processEvents()


def _syns(vy: Any) -> bool:
    """Whether the page itself is there, and not only white paper: Qt paints it when it has been drawn elsewhere."""
    from PySide6.QtCore import QRect

    yta = vy.viewport()
    bild = yta.grab(QRect(0, 0, yta.width(), min(yta.height(), 400))).toImage()
    skala: Callable[[int, int], int] = lambda x, y: bild.pixelColor(x, y).lightness()  # noqa: E731
    return any(skala(x, y) < 110 for y in range(40, bild.height(), 7) for x in range(60, bild.width() // 2, 5))
