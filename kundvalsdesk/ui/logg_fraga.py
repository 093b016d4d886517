"""What is asked of the log: whom, by whom, which days, what of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from kundvalsdesk.services.logglista import Loggfraga
from kundvalsdesk.services.loggtyper import SLAG
from kundvalsdesk.ui.bitar import knapp, kolumn, rad, text
from kundvalsdesk.ui.datumfalt import Datumfalt
from kundvalsdesk.ui.tema import Tema

ALLA = "Alla användare"


class Loggfragor(QWidget):
    fraga = Signal()
    rensat = Signal()

    def __init__(self, tema: Tema, idag: date) -> None:
        super().__init__()
        self.slag, self.vem = QComboBox(), QComboBox()
        for kod, ord_ in SLAG:
            self.slag.addItem(ord_, kod)
        self.vem.addItem(ALLA, "")
        self.vem.setMaximumWidth(tema.px(240))
        self.kund = QLineEdit()
        self.kund.setPlaceholderText("Alla, eller ett kundnummer")
        self.kund.setClearButtonEnabled(True)
        self.kund.setMaxLength(40)
        self.kund.setFixedWidth(tema.px(236))
        self.fran, self.till = Datumfalt(tema, idag, ""), Datumfalt(tema, idag, "")
        self.visa = knapp(
            "Visa loggen", self.fraga.emit, roll="primar", tips="Enter. Att du läser loggen antecknas i den."
        )
        falt = (("Vad", self.slag), ("Vem", self.vem), ("Kund", self.kund))
        dagar = (("Från och med", self.fran), ("Till och med", self.till))
        for namn, w in falt:
            w.setAccessibleName(namn)
        for namn, d in dagar:
            d.rad.setAccessibleName(namn)
        overst, under = rad(mellan=16), rad(mellan=16)
        for namn, w in falt:
            overst.addLayout(kolumn(text(namn, "litendampad"), w, mellan=2))
        overst.addStretch(1)
        for namn, d in dagar:
            under.addLayout(kolumn(text(namn, "litendampad"), d, mellan=2))
        under.addLayout(kolumn(None, rad(self.visa, knapp("Rensa", self.rensa, roll="diskret"), mellan=8), mellan=2))
        under.addStretch(1)
        self.setLayout(kolumn(overst, under, mellan=10))
        self.setFocusProxy(self.slag)

    def satt_anvandare(self, anvandare: Sequence[tuple[str, str]]) -> None:
        vald = self.vem.currentData()
        self.vem.clear()
        self.vem.addItem(ALLA, "")
        for kod, ord_ in anvandare:
            self.vem.addItem(ord_, kod)
        self.vem.setCurrentIndex(max(0, self.vem.findData(vald)))

    def viktig(self, pa: bool) -> None:
        """Whether asking is what one does next."""
        self.visa.setProperty("roll", "primar" if pa else "")
        self.visa.style().polish(self.visa)

    def som_fraga(self) -> Loggfraga | None:
        """None where a day is no day: that field has the focus then."""
        dagar: list[date | None] = []
        for d in (self.fran, self.till):
            try:
                dagar.append(date.fromisoformat(d.varde()) if d.varde() else None)
            except ValueError:
                d.rad.setFocus()
                d.rad.selectAll()
                return None
        return Loggfraga(
            self.kund.text().strip() or None, self.vem.currentData() or None, dagar[0], dagar[1],
            slag=self.slag.currentData(),
        )  # fmt: skip

    def rensa(self) -> None:
        for lista in (self.slag, self.vem):
            lista.setCurrentIndex(0)
        self.kund.clear()
        self.fran.satt("")
        self.till.satt("")
        self.rensat.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.fraga.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
