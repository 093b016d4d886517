"""A tab that lists posts of a case beside what the chosen one says, and opens the forms of what can be done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QDialog,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.arendeposter import Post, Poster
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arende_flikar import Flikvy
from kundvalsdesk.ui.bitar import (
    faktaruta,
    knapp,
    kolumn,
    meddelande,
    rad,
    ram,
    riktning,
    rullyta,
    text,
    tom,
    tomtlage,
)
from kundvalsdesk.ui.postlista import RAD, Postlista, Postmodell
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

SMAL = 760
"""Narrower than this, the list stands above what it tells of."""
FILTYPER = {"ics": "Kalenderfil (*.ics)", "eml": "E-post (*.eml)", "bilaga": "Alla filer (*)"}


class Postflik(Flikvy):
    """The words below are what its list is called and what it says when empty."""

    LISTNAMN = ""
    TOMT = ("", "")

    def __init__(self, s: Sammanhang, insats: str) -> None:
        super().__init__(s, insats)
        self.poster: Poster | None = None
        self._nyckel = ""
        self._vill_fokus = False
        self._kanda: set[str] | None = None
        self.visare: QDialog | None = None
        self.modell = Postmodell()
        self.lista = Postlista(s.tema, self.modell, self.LISTNAMN)
        self.lista.vald.connect(self._vald)
        self.lista.vidare.connect(self._vidare)
        self.knappar: list[QPushButton] = []
        self.nya: list[QPushButton] = []
        self._knapprad = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._knapprad.setSpacing(8)
        inre = QWidget()
        self._detalj = QVBoxLayout(inre)
        self._detalj.setContentsMargins(20, 16, 20, 18)
        self._detalj.setSpacing(12)
        vanster, hoger = ram("kort"), ram("kort")
        vanster.setLayout(kolumn(self.lista, kant=1))
        self._detaljruta = rullyta(inre)
        hoger.setLayout(kolumn(self._detaljruta, kant=1))
        self._tva = QWidget()
        self._tvadelad = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._tva)
        self._tvadelad.setContentsMargins(0, 0, 0, 0)
        self._tvadelad.setSpacing(16)
        self._tvadelad.addWidget(vanster, 2)
        self._tvadelad.addWidget(hoger, 3)
        self._stack = QStackedWidget()
        self._stack.addWidget(tomtlage(*self.TOMT))
        self._stack.addWidget(self._tva)
        self._stack.hide()  # neither empty nor full until it has been read
        lad = kolumn(self._knapprad, self._besked, mellan=10, kant=(0, 0, 0, 20))
        lad.addWidget(self._stack, 1)
        lad.addStretch(0)
        allt = QWidget()
        allt.setLayout(lad)
        # Both halves keep a height to be read in; with large text in a low window the whole tab scrolls.
        self.lista.setMinimumHeight(s.tema.px(2 * RAD + 4))
        self._detaljruta.setMinimumHeight(s.tema.px(160))
        self.setLayout(kolumn(rullyta(allt)))

    # --- what is there ------------------------------------------------------------------------------------------

    def uppdatera(self) -> None:
        insats, kod = self.insats, self.KOD

        def jobb(e: Arbetsenhet) -> Poster:
            return tjanster.arende_poster(e, kod, insats)

        self._s.arbetare.kor(jobb, self._visa, token=f"flik:{kod}")

    def _visa(self, p: Poster) -> None:
        if p == self.poster and self._kanda is None and not self._vill_fokus:
            return
        fokus = QApplication.focusWidget()
        inne = self._vill_fokus or fokus is None or fokus is self or self.isAncestorOf(fokus)
        self._vill_fokus = False
        if self._kanda is not None:
            # What has just been written is what one goes on with.
            self._nyckel = next((r.nyckel for r in p.rader if r.nyckel not in self._kanda), self._nyckel)
            self._kanda = None
        self.poster = p
        self._fyll_knappar(p)
        self.modell.satt(p.rader)
        self._stack.setCurrentIndex(1 if p.rader else 0)
        self._stack.show()
        plats = max(0, self.modell.plats(self._nyckel))
        if p.rader:
            self.lista.valj(plats)
        else:
            tom(self._detalj)
        if inne and self.isVisible() and self.dialog is None:
            QTimer.singleShot(0, self, self.fokusera)

    def _fyll_knappar(self, p: Poster) -> None:
        tom(self._knapprad)
        self.nya = self._nyknappar(p)
        for k in self.nya:
            self._knapprad.addWidget(k)
        self._knapprad.addStretch(1)
        self._lagg_knappar()

    def _nyknappar(self, p: Poster) -> list[QPushButton]:
        return [knapp(f"{s.rubrik} …", self._oppnar(s)) for s in p.nya]

    def fokusera(self) -> None:
        if self.poster is None:
            self._vill_fokus = True  # when it has been read
        elif self.modell.rader:
            self.lista.setFocus()
        elif self.nya:
            self.nya[0].setFocus()

    def _vald(self, plats: int) -> None:
        if plats < 0:
            return
        post = self.modell.rader[plats]
        self._nyckel = post.nyckel
        tom(self._detalj)
        topp = rad(text(post.rubrik, "rubrik", bryt=True), mellan=10)
        topp.setStretch(0, 1)
        if post.marke:
            topp.addWidget(text(post.marke, "etikett"))
        self._detalj.addLayout(topp)
        self._detalj.addWidget(faktaruta(post.fakta, self._s.tema.px(112)))
        if post.text:
            self._detalj.addWidget(text(post.text, bryt=True, markera=True))
        self.knappar = self._postknappar(post)
        if self.knappar:
            self._detalj.addLayout(kolumn(*(rad(k, None) for k in self.knappar), mellan=6))
        self._detalj.addStretch(1)
        self._detaljruta.verticalScrollBar().setValue(0)

    def _postknappar(self, post: Post) -> list[QPushButton]:
        knappar = [knapp(f"{s.rubrik} …", self._oppnar(s)) for s in post.steg]
        if post.fil:
            knappar.insert(1 if post.steg else 0, knapp(post.filord, lambda: self.valj_fil(post)))
        return knappar

    def _vidare(self) -> None:
        if self.knappar:
            self.knappar[0].setFocus()

    # --- forms ----------------------------------------------------------------------------------------------------

    def _sparat(self, steg: Stegval, andring: Andring) -> None:
        self._kanda = {r.nyckel for r in self.modell.rader}
        super()._sparat(steg, andring)

    def visa_fel(self, fel: KundvalsdeskFel) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande("fel", fel.mening.splitlines()))

    # --- looked at --------------------------------------------------------------------------------------------------

    def _oppna_visare(self, dialog: QDialog) -> None:
        self.visare = dialog
        dialog.finished.connect(self._visare_stangd)
        dialog.open()

    def _visare_stangd(self) -> None:
        if self.visare is not None:
            self.visare.deleteLater()
            self.visare = None
        self.fokusera()

    # --- as a file --------------------------------------------------------------------------------------------------

    def valj_fil(self, post: Post) -> None:
        """Fetched first, so that the suggested name is that of the file."""

        def klar(fil: tuple[str, bytes]) -> None:
            vag = valj_plats(self, "Spara", fil[0], FILTYPER[post.fil])
            if vag is not None:
                self.spara_till(fil[1], vag)

        self._hamta_fil(post, klar)

    def _hamta_fil(self, post: Post, klar: Callable[[tuple[str, bytes]], None]) -> None:
        insats = self.insats

        def jobb(e: Arbetsenhet) -> tuple[str, bytes]:
            return tjanster.arende_fil(e, insats, post.fil, post.id)

        self._s.arbetare.kor(jobb, klar, self.visa_fel)

    def spara_till(self, data: bytes, vag: Path) -> None:
        spara(self._s.arbetare, self, vag, data, lambda: self._klart(f"Sparat som {vag.name}."), self.visa_fel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tvadelad.setDirection(riktning(self.width() >= self._s.tema.px(SMAL)))
        self._lagg_knappar()

    def _lagg_knappar(self) -> None:
        """Side by side, or below each other where their words would be cut off."""
        bredd = sum(k.sizeHint().width() + 8 for k in self.nya)
        self._knapprad.setDirection(riktning(bredd <= self.width()))
