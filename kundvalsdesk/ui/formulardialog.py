"""A form in a dialog of its own: one that belongs to no case, or to a tab of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from kundvalsdesk.fel import Konflikt, KundvalsdeskFel
from kundvalsdesk.services.arendetyper import Stegval
from kundvalsdesk.services.typer import Andring
from kundvalsdesk.ui import tjanster
from kundvalsdesk.ui.bitar import kolumn
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.stegformular import Stegformular
from kundvalsdesk.ui.utkastvakt import vakta

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet


class Formulardialog(QDialog):
    sparad = Signal(object)

    def __init__(self, vem: QWidget, s: Sammanhang, steg: Stegval, insats: str = "", flik: str = "") -> None:
        """`flik`: the tab of the case whose step it is."""
        super().__init__(vem)
        self._s = s
        self._insats = insats
        self._flik = flik
        self.setWindowTitle(steg.rubrik)
        self.setModal(True)
        self.formular = Stegformular(s.tema, s.idag(), steg)
        self.formular.setProperty("roll", "bg")
        self.formular.spara.connect(self._spara)
        self.formular.stangd.connect(self._stang)
        vakta(s, self.formular, insats, flik)
        self._lagg_upp(s)
        # As tall as the form, if the window is: a dialog by itself takes two thirds of the screen at most.
        hojd = self.formular.sizeHint().height() + 40
        self.resize(s.tema.px(560), min(hojd, max(320, vem.window().height() - 60)))
        self.formular.fokusera()

    def _lagg_upp(self, s: Sammanhang) -> None:
        self.setLayout(kolumn(self.formular, None, mellan=0))
        self.setMinimumWidth(s.tema.px(520))

    def _spara(self, steg: Stegval, varden: dict[str, str], handling_id: str) -> None:
        insats = self._insats

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanster.utfor(e, steg.kod, insats, steg.mal, steg.sedd_version, varden)

        def klar(andring: Andring) -> None:
            self.formular.sparad.emit()
            self.sparad.emit(andring)
            self.accept()

        self._s.arbetare.kor(jobb, klar, self._gick_inte, skriv=True, handling_id=handling_id)

    def _gick_inte(self, fel: KundvalsdeskFel) -> None:
        """After a conflict the step is read as it stands now, so that a save after this knows what it goes over."""
        if not isinstance(fel, Konflikt):
            self.formular.visa_fel(fel)
            return
        insats, flik, steg = self._insats, self._flik, self.formular.steg
        self._s.arbetare.kor(
            lambda e: tjanster.steg_igen(e, insats, flik, steg.kod, steg.mal),
            lambda nytt: self.formular.visa_konflikt(fel, nytt),
            lambda _: self.formular.visa_konflikt(fel, None),
        )

    def _stang(self) -> None:
        """Connected to the class's own `reject` it would come back to the one below, and never end."""
        super().reject()

    def reject(self) -> None:
        self.formular.stang()
