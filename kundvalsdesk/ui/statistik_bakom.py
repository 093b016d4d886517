"""The cases behind a figure of the statistics."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QTableWidgetItem, QWidget

from kundvalsdesk.services.statistiktyper import HOGST_BAKOM, Bakomrad
from kundvalsdesk.texter.meningar import insats_ord
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, ram, text
from kundvalsdesk.ui.listgrund import RETUR, ordtabell
from kundvalsdesk.ui.sammanhang import Sammanhang

BAKOM = ("Ärende", "Kund", "Insats", "Anordnare", "Start", "Slut")


class Bakomdialog(QDialog):
    oppna = Signal(str)

    def __init__(
        self, vem: QWidget, s: Sammanhang, rubrik: str, rader: tuple[Bakomrad, ...], *, rapporter: bool = False
    ) -> None:  # fmt: skip
        """`rapporter`: a row for each report, several to a case."""
        super().__init__(vem)
        self.rader = rader
        self.setWindowTitle("Ärendena bakom siffran")
        self.setModal(True)
        self.tabell = ordtabell(s.tema, "Ärenden", (*BAKOM[:-1], "Rapport") if rapporter else BAKOM)
        self.tabell.setRowCount(len(rader))
        for nr, r in enumerate(rader):
            for spalt, visas in enumerate(
                (r.insats, r.kund, insats_ord(r.kod), r.anordnare, r.start.isoformat() if r.start else "–", r.slut)
            ):
                self.tabell.setItem(nr, spalt, QTableWidgetItem(visas))
        self.tabell.cellDoubleClicked.connect(lambda *_: self._oppna())
        kort = ram("kort")
        kort.setLayout(kolumn(self.tabell, kant=1, mellan=0))
        till = knapp("Öppna ärendet", self._oppna, roll="primar", tips="Enter")
        till.setEnabled(bool(rader))
        antal = "Ett ärende" if len(rader) == 1 else f"{len(rader)} ärenden"
        if rapporter:
            antal = "En rapport" if len(rader) == 1 else f"{len(rader)} rapporter"
        if len(rader) == HOGST_BAKOM:
            antal = f"Högst {antal} visas. Begränsa urvalet för att se alla."
        lad = kolumn(text(rubrik, "rubrik", bryt=True), text(antal, "dampad"), mellan=8, kant=(24, 20, 24, 18))
        lad.addWidget(kort, 1)
        lad.addLayout(rad(till, None, knapp("Stäng", self.reject, tips="Esc"), mellan=10))
        self.setLayout(lad)
        fonster = vem.window()
        self.resize(min(s.tema.px(980), fonster.width() - 40), min(s.tema.px(560), fonster.height() - 60))
        if rader:
            self.tabell.setCurrentCell(0, 0)
            self.tabell.setFocus()

    def _oppna(self) -> None:
        nr = self.tabell.currentRow()
        if 0 <= nr < len(self.rader):
            self.accept()
            self.oppna.emit(self.rader[nr].insats)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in RETUR and self.tabell.hasFocus():
            self._oppna()
            return
        super().keyPressEvent(event)
