"""Asks for the pass phrase of an encrypted database; a new one is typed twice, with a hint of its strength."""

from __future__ import annotations

import math

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.tema import Tema

KORTAST = 12


def styrka(fras: str) -> str:
    """A rough word for how hard a pass phrase is to guess; "" when it is empty."""
    if not fras:
        return ""
    grupper = (
        (26, any(t.islower() for t in fras)), (26, any(t.isupper() for t in fras)),
        (10, any(t.isdigit() for t in fras)), (20, any(not t.isalnum() for t in fras)),
    )  # fmt: skip
    tecken = sum(antal for antal, finns in grupper if finns) or 1
    # Repeated letters add little: only different ones count in full.
    matt = (len(set(fras)) + (len(fras) - len(set(fras))) * 0.5) * math.log2(max(2, tecken))
    if len(fras) < KORTAST:
        return f"För kort: minst {KORTAST} tecken"
    return "Svag" if matt < 60 else "Bra" if matt < 90 else "Mycket bra"


class Nyckeldialog(QDialog):
    def __init__(
        self, vem: QWidget | None, tema: Tema, *, skapar: bool, fel: str = "", paket: bool = False,
        delad: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(vem)
        self._skapar = skapar
        self.setWindowTitle("Kundvalsdesk")
        self.setModal(True)
        vad = "Lösenord" if delad else "Lösenfras"
        self.fras = self._ruta(vad)
        self.igen = self._ruta("Lösenfrasen en gång till")
        self.spara = QCheckBox("Kom ihåg i datorns nyckelring")
        self.spara.setAccessibleName("Kom ihåg i datorns nyckelring")
        self._styrka = text("", "litendampad")
        self._fel = kolumn(mellan=0)
        self.oppna = knapp("Skapa databasen" if skapar else "Öppna", self._klar, roll="primar")
        rubrik = "Välj en lösenfras" if skapar else "Lösenfras till databasen"
        mening = (
            "Databasen är krypterad. Datorns nyckelring går inte att använda, så välj en lösenfras: gärna fyra eller "
            "fem ord. Utan den kan ingen, inte heller du, öppna databasen."
            if skapar
            else "Databasens nyckel finns inte i datorns nyckelring. Skriv lösenfrasen för att öppna den."
        )
        if paket:
            rubrik = "Öppna offlinepaketet"
            mening = "Skriv lösenfrasen som du valde när du tog ut paketet. Den sparas inte."
        if delad:
            rubrik = "Logga in"
            mening = "Skriv ditt lösenord till den delade databasen."
        self._saknas = f"Skriv {'lösenordet' if delad else 'lösenfrasen'}."
        lad = kolumn(
            text(rubrik, "rubrik"), text(mening, "dampad", bryt=True), self._fel, mellan=10, kant=(24, 20, 24, 20)
        )
        lad.addWidget(text(vad, "litenfet"))
        lad.addWidget(self.fras)
        if skapar:
            lad.addWidget(self._styrka)
            lad.addWidget(text("En gång till", "litenfet"))
            lad.addWidget(self.igen)
        elif not paket:
            lad.addWidget(self.spara)
        lad.addSpacing(8)
        lad.addLayout(rad(None, knapp("Avbryt", self.reject), self.oppna))
        self.setLayout(lad)
        self.setMinimumWidth(tema.px(460))
        self.oppna.setDefault(True)
        self.fras.textChanged.connect(lambda t: self._styrka.setText(styrka(t)))
        if fel:
            self._visa_fel(fel)
        self.fras.setFocus()

    def _ruta(self, namn: str) -> QLineEdit:
        ruta = QLineEdit()
        ruta.setEchoMode(QLineEdit.EchoMode.Password)
        ruta.setAccessibleName(namn)
        return ruta

    def _visa_fel(self, mening: str) -> None:
        tom(self._fel)
        self._fel.addWidget(meddelande("fel", (mening,)))
        if (lad := self.layout()) is not None:  # the box must not take its room from the sentence above it
            lad.activate()
            self.resize(self.width(), max(self.height(), lad.totalHeightForWidth(self.width())))

    def _klar(self) -> None:
        fras = self.fras.text()
        if not fras:
            self._visa_fel(self._saknas)
        elif self._skapar and len(fras) < KORTAST:
            self._visa_fel(f"Lösenfrasen behöver minst {KORTAST} tecken.")
        elif self._skapar and fras != self.igen.text():
            self._visa_fel("De två lösenfraserna är inte lika.")
        else:
            self.accept()
