"""What is taken out of a run: files for the accounting system, paper, a statement to each anordnare."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from kundvalsdesk.services.typer import Andring
from kundvalsdesk.texter.datum import manad_ar
from kundvalsdesk.ui import ersattningstjanster as tjanst
from kundvalsdesk.ui.sammanhang import Sammanhang
from kundvalsdesk.ui.spara_fil import spara, valj_plats

if TYPE_CHECKING:
    from kundvalsdesk.services.arbetsenhet import Arbetsenhet
    from kundvalsdesk.services.ersattningstyper import Korningssvar
    from kundvalsdesk.ui.dokument_dialog import DokumentDialog
    from kundvalsdesk.ui.ersattning_vy import ErsattningVy

_FORMAT = {".xlsx": "Excel (*.xlsx)", ".csv": "CSV (*.csv)"}
_SEDAN = " (när körningen är fastställd)"


class Utlamning(QObject):
    """The menu of the room, and what its lines do. They are of the run that is shown, and of the chosen anordnare."""

    klart = Signal(str)
    fel = Signal(object)

    def __init__(self, vy: ErsattningVy, s: Sammanhang) -> None:
        super().__init__(vy)
        self._vy, self._s = vy, s
        self.dialog: DokumentDialog | None = None
        self.meny = QMenu(vy)
        self._excel = self._val(lambda: self._spara_som(".xlsx"), "Körningen som Excel …")
        self._csv = self._val(lambda: self._spara_som(".csv"), "Körningen som CSV …")
        self._papper = self._val(self.papper, "Körningen på papper …")
        self.meny.addSeparator()
        self._besked = self._val(self.besked)
        self._brev = self._val(self._valj_brev)
        self._alla = self._val(self.alla)
        self.meny.addSeparator()
        self._aret = self._val(self.aret)
        self.meny.aboutToShow.connect(self.fyll)

    def _val(self, gor: Callable[[], object], ord_: str = "") -> QAction:
        val = self.meny.addAction(ord_)
        val.triggered.connect(lambda *_: gor())
        return val

    def fyll(self) -> None:
        vy, vem = self._vy.vy, self._vy.anordnare
        fast = vy is not None and vy.lage == "faststalld"
        finns = vy is not None and vy.svar is not None and bool(vy.svar.rader or vy.svar.ej)
        for val in (self._excel, self._csv, self._papper):
            val.setEnabled(finns)
        self._besked.setText(f"Besked till {vem or 'anordnaren'} …")
        self._besked.setEnabled(bool(vem))
        sedan = "" if fast else _SEDAN
        self._brev.setText(f"E-post till {vem or 'anordnaren'} …{sedan}")
        self._brev.setEnabled(bool(vem) and fast)
        self._alla.setText(f"Alla besked …{sedan}")
        self._alla.setEnabled(fast)
        self._aret.setText(f"Kontrollera {vy.manad[:4]} mot uppgifterna …" if vy is not None else "")

    def _svar(self) -> Korningssvar | None:
        return self._vy.vy.svar if self._vy.vy is not None else None

    # --- the run ----------------------------------------------------------------------------------------------------

    def _spara_som(self, slut: str) -> None:
        if (svar := self._svar()) is not None:
            fil = valj_plats(self._vy, "Spara körningen", f"ersattning_{svar.manad}{slut}", _FORMAT[slut])
            if fil is not None:
                self.spara_till(fil, slut)

    def spara_till(self, fil: Path, slut: str) -> None:
        if (svar := self._svar()) is None:
            return

        def sparad() -> None:
            self.klart.emit(f"Sparat som {fil.name}.")

        def klar(ut: tuple[str, bytes]) -> None:
            spara(self._s.arbetare, self, fil, ut[1], sparad, self.fel.emit)

        self._s.arbetare.kor(lambda e: tjanst.korningen_som(e, svar, slut), klar, self.fel.emit)

    def papper(self) -> None:
        if (svar := self._svar()) is not None:
            self._visa(lambda e: tjanst.korningen_som(e, svar, ".pdf"), f"Ersättning, {manad_ar(svar.manad)}")

    # --- an anordnare -----------------------------------------------------------------------------------------------

    def besked(self) -> None:
        svar, vem = self._svar(), self._vy.anordnare
        if svar is not None and vem:
            self._visa(lambda e: tjanst.besked(e, svar, vem), f"Besked, {manad_ar(svar.manad)}")

    def _visa(self, jobb: Callable[[Arbetsenhet], tuple[str, bytes]], rubrik: str) -> None:
        def klar(fil: tuple[str, bytes]) -> None:
            from kundvalsdesk.ui.dokument_dialog import DokumentDialog

            self.dialog = DokumentDialog(self._vy, self._s, rubrik, fil[1], fil[0])
            self.dialog.finished.connect(self._stangd)
            self.dialog.open()

        self._s.arbetare.kor(jobb, klar, self.fel.emit)

    def _stangd(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    def _valj_brev(self) -> None:
        svar, vem = self._svar(), self._vy.anordnare
        if svar is not None and vem:
            namn = f"ersattningsbesked_{svar.manad}.eml"
            fil = valj_plats(self._vy, f"Spara e-post till {vem}", namn, "E-post (*.eml)")
            if fil is not None:
                self.spara_brev(svar.manad, vem, fil)

    def spara_brev(self, manad: str, vem: str, fil: Path) -> None:
        def jobb(e: Arbetsenhet) -> Andring:
            return tjanst.spara_brev(e, manad, vem, fil)

        def klar(_: Andring) -> None:
            self.klart.emit(f"Sparat som {fil.name}. Filen öppnas som utkast i e-postprogrammet.")

        self._s.arbetare.kor(jobb, klar, self.fel.emit, skriv=True, handling_id=str(uuid4()))

    def alla(self) -> None:
        if (svar := self._svar()) is not None:
            from kundvalsdesk.ui.ersattning_arbete import Beskedsdialog

            dialog = Beskedsdialog(self._vy.window(), self._s, svar.manad)
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    def aret(self) -> None:
        """The year of the month that is shown."""
        if self._vy.vy is not None:
            from kundvalsdesk.ui.ersattning_ar import Arskontrolldialog

            dialog = Arskontrolldialog(self._vy.window(), self._s, int(self._vy.vy.manad[:4]))
            dialog.finished.connect(dialog.deleteLater)
            dialog.open()

    # --- what is missing --------------------------------------------------------------------------------------------

    def paminn(self, vem: str) -> None:
        """Asks where the mail to an anordnare goes: all that is missing there, of what is seen here."""
        vy = self._vy.vy
        if vy is not None and vem:
            fil = valj_plats(self._vy, f"Spara e-post till {vem}", f"saknas_{vy.manad}.eml", "E-post (*.eml)")
            if fil is not None:
                self.spara_paminnelse(vem, fil)

    def spara_paminnelse(self, vem: str, fil: Path) -> None:
        if (vy := self._vy.vy) is None:
            return
        manad, rader = vy.manad, vy.saknas

        def jobb(e: Arbetsenhet) -> Andring:
            return tjanst.spara_paminnelse(e, manad, vem, rader, fil)

        def klar(_: Andring) -> None:
            self.klart.emit(f"Sparat som {fil.name}. Filen öppnas som utkast i e-postprogrammet.")

        self._s.arbetare.kor(jobb, klar, self.fel.emit, skriv=True, handling_id=str(uuid4()))
