"""The widgets of the room Granskning and how they share the window. What they do is ui.granskning_vy's."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from kundvalsdesk.services.typer import ARENDEROLLER
from kundvalsdesk.ui import tokens
from kundvalsdesk.ui.bitar import chip, knapp, kolumn, rad, ram, riktning, text, tom, tomtlage
from kundvalsdesk.ui.granskning_delegat import LISTA
from kundvalsdesk.ui.granskning_huvud import Granskningshuvud
from kundvalsdesk.ui.granskning_kort import Rapportkort
from kundvalsdesk.ui.granskning_lista import GranskningLista
from kundvalsdesk.ui.granskning_modell import GODKAND, RETURNERAD, GranskningModell, Nyckel
from kundvalsdesk.ui.granskning_sida import GranskningSida
from kundvalsdesk.ui.ko_filter import Rullval
from kundvalsdesk.ui.sammanhang import Sammanhang

SLAG = (("rapport", "Månadsrapporter"), ("plan", "Planer"), ("slutrapport", "Slutrapporter"))
SIDA, RAPPORT_MINST = 316, 400
HOGST_BESKED = 2


class GranskningYta(QWidget):
    def __init__(self, s: Sammanhang) -> None:
        super().__init__()
        self._s = s
        self._n: Nyckel | None = None
        self._urval = "mina"
        self._sida_fram = False
        aktor = s.arbetare.aktor
        self._far = aktor is None or aktor.har(*ARENDEROLLER)
        self.huvud = Granskningshuvud(s)
        self.modell = GranskningModell(self)
        self.lista = GranskningLista(s.tema, self.modell)
        self.kort = Rapportkort(s)
        self.sida = GranskningSida(s.tema)
        self._besked = QVBoxLayout()
        self._besked.setSpacing(8)
        self.mina = chip("Mina  00", tips="Det som är ditt att granska", namn="Mina")
        self.alla = chip("Alla  00", tips="Även kollegornas", namn="Alla")
        self.mina.setText("Mina")
        self.alla.setText("Alla")
        self.slag = Rullval(s.tema, "Slag", SLAG)
        self.setAcceptDrops(self._far)
        self._bygg()

    # --- building ---------------------------------------------------------------------------------------------------

    def _bygg(self) -> None:
        tema = self._s.tema
        grupp = QButtonGroup(self)
        for k in (self.mina, self.alla):
            grupp.addButton(k)
        self.mina.setChecked(True)
        self._tomlista = QVBoxLayout()
        self._tomlista.setContentsMargins(14, 12, 14, 12)
        tomt = QWidget()
        tomt.setLayout(self._tomlista)
        self._liststack = QStackedWidget()
        self._liststack.addWidget(self.lista)
        self._liststack.addWidget(tomt)
        filter_ = ram("rad")
        self._filter = rad(rad(self.mina, self.alla, mellan=6), None, self.slag, mellan=6, kant=(10, 9, 8, 9))
        filter_.setLayout(self._filter)
        self._listkort = ram("kort")
        listlad = kolumn(filter_, mellan=0, kant=1)
        listlad.addWidget(self._liststack, 1)
        self._listkort.setLayout(listlad)
        self._listkort.setFixedWidth(min(tema.px(LISTA), tokens.PANEL_HOGST))
        self.sida.setFixedWidth(min(tema.px(SIDA), tokens.PANEL_HOGST))
        mitt = rad(self._listkort, mellan=16)
        mitt.addWidget(self.kort, 1)
        mitt.addWidget(self.sida)
        lad = kolumn(self.huvud, self._besked, mellan=12, kant=(24, 18, 24, 20))
        lad.addLayout(mitt, 1)
        self.setLayout(lad)
        self.setFocusProxy(self.lista)
        self.sida.tabort()
        self.kort.visa_tomt(tomtlage("Hämtar …", ""))
        for w in self.kort.texter:
            QWidget.setTabOrder(self.lista, w)

    def _fyll_tom_lista(self) -> None:
        tom(self._tomlista)
        mening = "Inget här med det filtret." if self.modell.filtrerat else "Listan är tom."
        self._tomlista.addWidget(text(mening, "dampad", bryt=True))
        self._tomlista.addStretch(1)

    def _visa_tomt(self) -> None:
        m = self.modell
        if not self._far:
            vad = tomtlage(
                "Det finns inget för din roll här", "Rapporter granskas av karriärvägledare och arbetsledare."
            )
        elif m.filtrerat and m.alla:
            vad = tomtlage(
                "Inget att granska med det här filtret", "Det finns annat i listan, men det döljs av "
                "sökningen eller filtret.", knapp("Rensa filter", self.rensa, tips="Esc"),
            )  # fmt: skip
        elif m.antal(GODKAND) + m.antal(RETURNERAD):
            vad = tomtlage(
                "Allt är granskat",
                f"{m.antal(GODKAND)} godkända i dag, {m.antal(RETURNERAD)} väntar på komplettering. "
                "Ett beslut kan ångras samma dag: välj det i listan, eller tryck Ctrl+Z för det senaste.",
            )
        else:
            mer = " Välj Alla för att se kollegornas." if self._urval == "mina" else ""
            vad = tomtlage(
                "Inget att granska just nu",
                "Rapporter och planer dyker upp här när de har kommit in. Dra hit filer eller en mapp från "
                f"anordnaren, eller välj Ta emot filer.{mer}",
                *([knapp("Visa allas", self.alla.click)] if self._urval == "mina" else []),
            )
        self.kort.visa_tomt(vad)

    def rensa(self) -> None:
        raise NotImplementedError

    # --- messages above the list ------------------------------------------------------------------------------------

    def _satt_besked(self, n: Nyckel, ruta: QWidget, visa: QWidget | None = None) -> None:
        """One message per report; the newest stands first, and at most two stand there."""
        self._stang_besked(n)
        plats = QWidget()
        plats.setProperty("nyckel", "/".join(n))
        lad = rad(mellan=10)
        lad.addWidget(ruta, 1)
        if visa is not None:
            lad.addWidget(visa)
        plats.setLayout(lad)
        self._besked.insertWidget(0, plats)
        while self._besked.count() > HOGST_BESKED:
            _ta_bort(self._besked, HOGST_BESKED)

    def _stang_besked(self, n: Nyckel) -> None:
        for nr in range(self._besked.count() - 1, -1, -1):
            post = self._besked.itemAt(nr)
            w = post.widget() if post is not None else None
            if w is not None and w.property("nyckel") == "/".join(n):
                _ta_bort(self._besked, nr)

    # --- files dropped here -----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(u.isLocalFile() for u in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        vagar = [Path(u.toLocalFile()) for u in event.mimeData().urls() if u.isLocalFile()]
        event.acceptProposedAction()
        if vagar:
            # After the drop has been answered: the one who dragged waits for it.
            QTimer.singleShot(0, self, lambda: self.huvud.ta_emot(vagar))

    # --- room -------------------------------------------------------------------------------------------------------

    def _trangt(self) -> bool:
        px = self._s.tema.px
        return self.width() < px(LISTA) + px(SIDA) + px(RAPPORT_MINST) + 80

    def _vaxla_sida(self) -> None:
        self._sida_fram = not self._sida_fram
        self._ge_plats()
        (self.kort.text if self._sida_fram else self.lista).setFocus()

    def _ge_plats(self) -> None:
        """In a narrow window the list and what stands beside the report take turns."""
        trangt, finns = self._trangt(), self._n is not None
        fram = self._sida_fram and trangt and finns
        self.sida.setVisible(finns and (fram or not trangt))
        self._listkort.setVisible(not fram)
        self.kort.sidknapp.setVisible(trangt)
        self.kort.sidknapp.setText("Visa listan" if fram else "Visa planen")
        filtren = sum(k.sizeHint().width() + 6 for k in (self.mina, self.alla, self.slag)) + 20
        self._filter.setDirection(riktning(filtren <= self._listkort.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ge_plats()


def _ta_bort(lad: QVBoxLayout, nr: int) -> None:
    post = lad.takeAt(nr)
    w = post.widget() if post is not None else None
    if w is not None:
        w.hide()
        w.deleteLater()
