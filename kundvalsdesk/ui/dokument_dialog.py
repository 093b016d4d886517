"""A PDF on the screen: preview, zoom, search, print through the system's dialog, save. Never a temporary file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPalette, QShortcut
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.ui.bitar import Genvagsknapp, knapp, kolumn, meddelande, rad, ram, text, tom
from kundvalsdesk.ui.dokument_sok import Dokumentsok
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats
from kundvalsdesk.ui.utskrift import Pdf, rita, valda_sidor, valj_skrivare


def _innerst(vem: QWidget) -> QWidget:
    """The main window, also when it is asked for from another dialog."""
    fonster = vem.window()
    while (over := fonster.parentWidget()) is not None:
        fonster = over.window()
    return fonster


class DokumentDialog(QDialog):
    utfarda = Signal()
    skicka = Signal()

    def __init__(
        self, vem: QWidget, s: Sammanhang, rubrik: str, innehall: bytes, filnamn: str, *, utfarda: str = "",
        skickas: bool = False,
    ) -> None:  # fmt: skip
        """`utfarda`: the words of the button, for a preview; `skickas`: what is issued can be sent from here."""
        super().__init__(vem)
        self._s = s
        self._filnamn = filnamn
        self._forhand = bool(utfarda)
        self._utfardaord = utfarda
        self._skickas = skickas
        self.handling_id = str(uuid4())
        self.setWindowTitle("Kundvalsdesk")
        self.setModal(True)
        self._rubrik = text(rubrik, "rubrik")
        self._lage = text("", "markering")
        self._dokument = Pdf(self)
        self.vy = QPdfView()
        self.vy.setPageMode(QPdfView.PageMode.MultiPage)
        # As wide as the view: what is about to be issued must be read, not only seen.
        self.vy.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        # Fitted to the width, a bar that comes and goes would make the page higher and lower for ever.
        self.vy.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.vy.setAccessibleName("Dokumentets sidor")
        self.vy.setPageSpacing(16)
        palett = self.vy.palette()
        for roll in (QPalette.ColorRole.Dark, QPalette.ColorRole.Window, QPalette.ColorRole.Base):
            palett.setColor(roll, s.tema.farg("rail"))
        self.vy.setPalette(palett)
        self.vy.setDocument(self._dokument)
        self._sida = text("", "dampad")
        self.sokning = Dokumentsok(self.vy, self._dokument)
        self.sokning.stangd.connect(self.vy.setFocus)
        self.vy.pageNavigator().currentPageChanged.connect(self._visa_sida)
        self._besked = QVBoxLayout()
        self._knappar = QHBoxLayout()
        self._knappar.setSpacing(8)
        self._bygg()
        self._ladda(innehall)
        skarm = _innerst(vem).size()
        self.resize(QSize(min(1000, skarm.width() - 80), max(640, skarm.height() - 60)))
        for sekvens, gor in (
            ("Ctrl++", self.storre),
            ("Ctrl+-", self.mindre),
            ("Ctrl+0", self.hel_sida),
            ("Ctrl+1", self.sidbredd),
            ("Ctrl+F", self.sokning.oppna),
            ("F3", self.sokning.nasta),
            ("Ctrl+PgDown", lambda: self.ga_till_sida(1)),
            ("Ctrl+PgUp", lambda: self.ga_till_sida(-1)),
        ):
            QShortcut(QKeySequence(sekvens), self).activated.connect(gor)

    def _bygg(self) -> None:
        zoom = rad(
            knapp("−", self.mindre, tips="Mindre (Ctrl+-)", namn="Mindre"),
            knapp("Sidbredd", self.sidbredd, tips="Läs sidan i full bredd (Ctrl+1)"),
            knapp("Hel sida", self.hel_sida, tips="Visa hela sidan (Ctrl+0)"),
            knapp("+", self.storre, tips="Större (Ctrl++)", namn="Större"),
            mellan=4,
        )
        topp = ram("topp")
        sok = knapp("Sök …", self.sokning.oppna, tips="Sök i dokumentet (Ctrl+F)", namn="Sök i dokumentet")
        topp.setLayout(rad(self._rubrik, self._lage, None, self._sida, sok, zoom, kant=(20, 10, 20, 10), mellan=12))
        fot = ram("dialogfot")
        fot.setLayout(kolumn(self._besked, self._knappar, mellan=8, kant=(20, 12, 20, 12)))
        lad = kolumn(topp, self.sokning, mellan=0)
        lad.addWidget(self.vy, 1)
        lad.addWidget(fot)
        self.setLayout(lad)
        self._satt_knappar()

    def _satt_knappar(self) -> None:
        tom(self._knappar)
        stang = knapp("Stäng", self.reject, tips="Esc")
        self.skriv_ut_knapp = knapp("Skriv ut …", self.skriv_ut, tips="Ctrl+P")
        self.skriv_ut_knapp.setShortcut("Ctrl+P")
        if self._forhand:
            self._lage.setText("Förhandsgranskning, inte utfärdat")
            self.primar = Genvagsknapp(self._utfardaord, "Ctrl+Enter")
            self.primar.clicked.connect(self._vill_utfarda)
            self.primar.setShortcut("Ctrl+Return")
            # A preview is no document: it can be neither printed nor saved.
            hjalp = text("Dokumentet sparas i ärendet och kan sedan skrivas ut när som helst.", "dampad", bryt=True)
            self._knappar.addWidget(hjalp, 1)
            self._knappar.addWidget(stang)
            self._knappar.addWidget(self.primar)
            self.primar.setFocus()
            self.skriv_ut_knapp.setParent(None)
        else:
            self._lage.hide()
            self.spara_knapp = knapp("Spara som …", self.spara_som, tips="Ctrl+S")
            self.spara_knapp.setShortcut("Ctrl+S")
            self.skriv_ut_knapp.setProperty("roll", "primar")
            self._knappar.addStretch(1)
            if self._skickas:
                tips = "Spara som e-post att läsa igenom och skicka"
                self._knappar.addWidget(knapp("Skicka …", self.skicka.emit, tips=tips))
            for k in (stang, self.spara_knapp, self.skriv_ut_knapp):
                self._knappar.addWidget(k)
            self.skriv_ut_knapp.setFocus()

    def _ladda(self, innehall: bytes) -> None:
        self._innehall = innehall
        self._dokument.ladda(innehall)
        self._visa_sida()
        if self._dokument.pageCount() < 1:
            self._besked.addWidget(meddelande("fel", ("Dokumentet går inte att visa. Stäng och öppna det igen.",)))

    def _visa_sida(self) -> None:
        nu = min(self.vy.pageNavigator().currentPage() + 1, self.sidor)
        self._sida.setText(f"Sida {nu} av {self.sidor}" if self.sidor else "")

    def ga_till_sida(self, steg: int) -> None:
        nr = min(max(0, self.vy.pageNavigator().currentPage() + steg), max(0, self.sidor - 1))
        self.vy.pageNavigator().jump(nr, QPointF())

    @property
    def primar_visas(self) -> bool:
        """Still a preview that can be issued."""
        return self._forhand

    @property
    def sidor(self) -> int:
        return self._dokument.pageCount()

    # --- issue --------------------------------------------------------------------------------------------------

    def _vill_utfarda(self) -> None:
        self.primar.setEnabled(False)
        self.utfarda.emit()

    def blev_utfardat(self, nummer: str, innehall: bytes, filnamn: str) -> None:
        self._forhand = False
        self._filnamn = filnamn
        self._rubrik.setText(nummer)
        self._satt_knappar()
        self.sag("Dokumentet är utfärdat och sparat i ärendet.")
        self._ladda(innehall)

    def sag(self, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("klart", (mening,)))

    def visa_fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", (fel.mening,)))
        if self._forhand:
            self.primar.setEnabled(True)

    # --- zoom, print, save --------------------------------------------------------------------------------------

    def storre(self) -> None:
        self._zooma(1.2)

    def mindre(self) -> None:
        self._zooma(1 / 1.2)

    def _zooma(self, faktor: float) -> None:
        if self.vy.zoomMode() != QPdfView.ZoomMode.Custom:
            # Start from what is seen now: a page that fits the view in width or as a whole.
            sida = self._dokument.pagePointSize(0) * (self.logicalDpiX() / 72)
            yta = self.vy.viewport()
            faktorer = [(yta.width() - 20) / max(1.0, sida.width())]
            if self.vy.zoomMode() == QPdfView.ZoomMode.FitInView:
                faktorer.append((yta.height() - 20) / max(1.0, sida.height()))
            self.vy.setZoomFactor(max(0.2, min(faktorer)))
            self.vy.setZoomMode(QPdfView.ZoomMode.Custom)
        self.vy.setZoomFactor(min(4.0, max(0.25, self.vy.zoomFactor() * faktor)))

    def sidbredd(self) -> None:
        self.vy.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def hel_sida(self) -> None:
        self.vy.setZoomMode(QPdfView.ZoomMode.FitInView)

    def skriv_ut(self) -> None:
        skrivare = valj_skrivare(self, self._rubrik.text(), max(1, self.sidor))
        if skrivare is not None:
            self.rita_sidor(skrivare)

    def rita_sidor(self, skrivare: QPrinter) -> None:
        skrivare.setFullPage(True)
        p = QPainter(skrivare)
        rita(p, skrivare, self._dokument, valda_sidor(skrivare, self.sidor))
        p.end()

    def spara_som(self) -> None:
        vag = valj_plats(self, "Spara dokumentet", self._filnamn, "PDF (*.pdf)")
        if vag is not None:
            self.spara_till(vag)

    def spara_till(self, vag: Path) -> None:
        tom(self._besked)
        klar = partial(self.sag, f"Sparat som {vag.name}.")
        spara(self._s.arbetare, self, vag, self._innehall, klar, self.visa_fel)
