"""What a systemspecialist takes care of: taking cases in and out, the sender and the texts of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from kundvalsdesk.ui import tjanster

if TYPE_CHECKING:
    from kundvalsdesk.ui.fonster import Fonster


class Skotsel(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        topp = fonster.topp
        topp.las_in.connect(self.las_in)
        topp.skriv_ut.connect(self.skriv_ut)
        topp.avsandare.connect(self.avsandare)
        topp.dokumenttexter.connect(self.dokumenttexter)
        topp.kopia.connect(self.kopia)

    def las_in(self) -> None:
        from kundvalsdesk.ui.overforing_dialog import Importdialog

        dialog = Importdialog(self._f, self._f.s)
        dialog.inlast.connect(self._f.uppdatera)
        self._visa(dialog)

    def skriv_ut(self) -> None:
        from kundvalsdesk.ui.overforing_dialog import Exportdialog

        self._visa(Exportdialog(self._f, self._f.s))

    def avsandare(self) -> None:
        from kundvalsdesk.ui.avsandare_dialog import Avsandardialog

        f = self._f
        f.arbetare.kor(tjanster.formular_organisation, lambda steg: self._visa(Avsandardialog(f, f.s, steg)))

    def dokumenttexter(self) -> None:
        from kundvalsdesk.ui.dokumenttexter import Textdialog

        self._visa(Textdialog(self._f, self._f.s))

    def kopia(self) -> None:
        from kundvalsdesk.ui.kopia_dialog import Kopiadialog

        self._visa(Kopiadialog(self._f, self._f.s))

    @staticmethod
    def _visa(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
