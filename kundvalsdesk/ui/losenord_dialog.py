"""One's own password in a shared database: typed twice, and kept in the keyring if the old one was. Asked for at the
start of whoever still has the one that they were given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from kundvalsdesk.fel import KundvalsdeskFel
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.arbetsdialog import ta_hojd
from kundvalsdesk.ui.bitar import knapp, kolumn, meddelande, rad, text, tom
from kundvalsdesk.ui.sammanhang import Sammanhang

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet

RUBRIK = "Byt lösenord"
EGET = "Välj ett eget lösenord"


class Losenordsdialog(QDialog):
    bytt = Signal(str)

    def __init__(self, vem: QWidget, s: Sammanhang, *, givet: bool = False) -> None:
        """`givet`: they did not ask for it themselves, and may put it off."""
        super().__init__(vem)
        self._s = s
        rubrik = EGET if givet else RUBRIK
        self.setWindowTitle(rubrik)
        self.setModal(True)
        self.nytt, self.igen = QLineEdit(), QLineEdit()
        self._fel = QVBoxLayout()
        lad = kolumn(
            text(rubrik, "rubrik"),
            *([text("Någon annan har satt det lösenord som du loggade in med. Ett eget vet bara du.", bryt=True)]
              if givet else []),
            text("Minst 12 tecken. Gärna fyra ord som inte hör ihop.", "dampad", bryt=True),
            self._fel, mellan=10, kant=(24, 20, 24, 20),
        )  # fmt: skip
        for ruta, ord_ in ((self.nytt, "Nytt lösenord"), (self.igen, "En gång till")):
            ruta.setEchoMode(QLineEdit.EchoMode.Password)
            ruta.setAccessibleName(ord_)
            lad.addWidget(text(ord_, "litenfet"))
            lad.addWidget(ruta)
        self.spara_knapp = knapp("Byt", self.spara, roll="primar")
        lad.addSpacing(8)
        senare = "Inte nu" if givet else "Avbryt"
        lad.addLayout(rad(None, knapp(senare, self.reject, tips="Esc"), self.spara_knapp))
        self.setLayout(lad)
        self.setMinimumWidth(s.tema.px(440))
        self.spara_knapp.setDefault(True)
        self.nytt.setFocus()

    def spara(self) -> None:
        nytt = self.nytt.text()
        if nytt != self.igen.text():
            self._visa("De två lösenorden är inte lika.")
            return
        self.spara_knapp.setEnabled(False)

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, "byt_losenord", "", "", 0, {"losenord": nytt})

        self._s.arbetare.kor(jobb, lambda _: self._klar(nytt), self._gick_inte, skriv=True)

    def _klar(self, nytt: str) -> None:
        def kvar(mening: str) -> None:
            self.accept()
            self.bytt.emit(mening or "Lösenordet är bytt.")

        beratta = self._s.arbetare.nytt_losenord
        self._s.arbetare.kor_fritt(lambda _: beratta(nytt), kvar)

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        self.spara_knapp.setEnabled(True)
        self._visa(fel.mening)
        self.nytt.setFocus()

    def _visa(self, mening: str) -> None:
        tom(self._fel)
        self._fel.addWidget(meddelande("fel", (mening,)))
        # Once it is laid out: the box must not take its room from the fields below it.
        QTimer.singleShot(0, self, lambda: ta_hojd(self))
