"""The register of incidents: all of them, the assessed ones too, each with its clocks; saved as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTableWidgetItem, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.incidenttyper import Incidentrad
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, ram, rullyta, text, tom
from kundvalsdesk.ui.listgrund import ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

RUBRIK = "Personuppgiftsincidenter"
KOLUMNER = ("Incident", "Upptäcktes", "Läge", "Bedömning", "Anmäls till IMY")
BEDOMNING = KOLUMNER.index("Bedömning")


class Incidentdialog(QDialog):
    oppna = Signal(str)
    """The case of an incident."""

    def __init__(self, vem: QWidget, s: Sammanhang) -> None:
        super().__init__(vem)
        self._s = s
        self._rader: tuple[Incidentrad, ...] = ()
        self.setWindowTitle(RUBRIK)
        self.setModal(True)
        self._besked = QVBoxLayout()
        self.tabell = ordtabell(s.tema, RUBRIK, KOLUMNER)
        self.tabell.currentCellChanged.connect(lambda nr, *_: self._visa(nr))
        self.tabell.cellDoubleClicked.connect(lambda *_: self._oppna())
        self._om = QVBoxLayout()
        detaljer = QWidget()
        detaljer.setLayout(kolumn(self._om, None, mellan=0))
        kort = ram("kort")
        kort.setLayout(kolumn(self.tabell, kant=1, mellan=0))
        mitt = rad(mellan=16)
        mitt.addWidget(kort, 7)
        mitt.addWidget(rullyta(detaljer), 3)
        self.ut = knapp("Spara registret …", self._valj_fil, tips="Excelbok eller CSV")
        self.till = knapp("Öppna ärendet", self._oppna, roll="primar", tips="Enter")
        fot = rad(self.till, self.ut, None, knapp("Stäng", self.accept, tips="Esc"), mellan=10)
        lad = kolumn(
            text(RUBRIK, "rubrik"),
            text("Alla incidenter, också de bedömda. Här står inga kunder.", "dampad", bryt=True),
            self._besked, mellan=10, kant=(24, 20, 24, 18),
        )  # fmt: skip
        lad.addLayout(mitt, 1)
        lad.addLayout(fot)
        self.setLayout(lad)
        fonster = vem.window()
        self.resize(min(s.tema.px(1180), fonster.width() - 40), min(s.tema.px(640), fonster.height() - 60))
        self._fyll(())
        s.arbetare.kor(tjanster.incidentregister, self._fyll, self._fel, token="incidentregister")  # noqa: S106

    def _fyll(self, rader: tuple[Incidentrad, ...]) -> None:
        self._rader = rader
        self.tabell.setRowCount(len(rader))
        for nr, r in enumerate(rader):
            for spalt, ord_ in enumerate((r.nyckel, r.upptackt, r.lage, r.bedomning_ord, r.anmals)):
                post = QTableWidgetItem(ord_)
                if spalt == BEDOMNING and r.bedomning_sen:
                    post.setForeground(self._s.tema.farg("rod"))
                self.tabell.setItem(nr, spalt, post)
        for k in (self.ut, self.till):
            k.setEnabled(bool(rader))
        if rader:
            self.tabell.setCurrentCell(0, 0)
            self.tabell.setFocus()
        else:
            self._visa(-1)

    def _visa(self, nr: int) -> None:
        tom(self._om)
        if not 0 <= nr < len(self._rader):
            self._om.addWidget(text("Ingen incident är registrerad.", "dampad", bryt=True))
            return
        r = self._rader[nr]
        self._om.addWidget(text(f"Incident {r.nyckel}, ärende {r.insats}", "fet", bryt=True))
        self._om.addSpacing(8)
        for namn, varde in (*r.klockor, *r.fakta[1:]):
            self._om.addWidget(text(namn, "litendampad"))
            self._om.addWidget(text(varde, "liten", bryt=True))
            self._om.addSpacing(6)

    def _oppna(self) -> None:
        nr = self.tabell.currentRow()
        if 0 <= nr < len(self._rader):
            self.accept()
            self.oppna.emit(self._rader[nr].insats)

    # --- as a file --------------------------------------------------------------------------------------------------

    def _valj_fil(self) -> None:
        fil = valj_plats(self, "Spara registret", "incidenter.xlsx", "Excelbok (*.xlsx);;CSV (*.csv)", ".csv")
        if fil is not None:
            self.spara(fil)

    def spara(self, fil: Path) -> None:
        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.incidentregister_ut(e, fil)

        self._s.arbetare.kor(jobb, lambda _: self._sag("klart", f"Sparat som {fil.name}."), self._fel, skriv=True)

    def _fel(self, fel: KundvalsdeskFel) -> None:
        self._sag("fel", fel.mening)

    def _sag(self, slag: str, mening: str) -> None:
        tom(self._besked)
        self._besked.addWidget(meddelande(slag, (mening,)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.tabell.hasFocus():
            self._oppna()
            return
        super().keyPressEvent(event)
