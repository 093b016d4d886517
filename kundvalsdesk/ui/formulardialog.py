"""A form in a dialog of its own: one that belongs to no case, or to a tab of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import kolumn
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.stegformular import Stegformular

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet


class Formulardialog(QDialog):
    sparad = Signal(object)

    def __init__(self, vem: QWidget, s: Sammanhang, steg: Stegval, insats: str = "") -> None:
        super().__init__(vem)
        self._s = s
        self._insats = insats
        self.setWindowTitle(steg.rubrik)
        self.setModal(True)
        self.formular = Stegformular(s.tema, s.idag(), steg)
        self.formular.setProperty("roll", "bg")
        self.formular.spara.connect(self._spara)
        self.formular.stangd.connect(self._stang)
        self.setLayout(kolumn(self.formular, None, mellan=0))
        self.setMinimumWidth(s.tema.px(520))
        # As tall as the form, if the window is: a dialog by itself takes two thirds of the screen at most.
        hojd = self.formular.sizeHint().height() + 40
        self.resize(s.tema.px(560), min(hojd, max(320, vem.window().height() - 60)))
        self.formular.fokusera()

    def _spara(self, steg: Stegval, varden: dict[str, str], handling_id: str) -> None:
        insats = self._insats

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, steg.kod, insats, steg.mal, steg.sedd_version, varden)

        def klar(andring: Andring) -> None:
            self.sparad.emit(andring)
            self.accept()

        self._s.arbetare.kor(jobb, klar, self.formular.visa_fel, skriv=True, handling_id=handling_id)

    def _stang(self) -> None:
        """Connected to the class's own `reject` it would come back to the one below, and never end."""
        super().reject()

    def reject(self) -> None:
        self.formular.stang()
