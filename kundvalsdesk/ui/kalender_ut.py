"""Menu: one's own frister as a file for the calendar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kundvalsdesk.ui import tjanster

if TYPE_CHECKING:
    from kundvalsdesk.ui.fonster import Fonster


class Kalenderut(QObject):
    def __init__(self, fonster: Fonster) -> None:
        super().__init__(fonster)
        self._f = fonster
        fonster.topp.kalender.connect(self.fraga)

    def fraga(self) -> None:
        """Fetched first: where there is nothing to save, nobody is asked where."""
        self._f.arbetare.kor(tjanster.fristkalender, self._valj)

    def _valj(self, fil: tuple[str, bytes, int]) -> None:
        from PySide6.QtWidgets import QFileDialog

        vald, _ = QFileDialog.getSaveFileName(self._f, "Spara frister", fil[0], "Kalenderfil (*.ics)")
        if vald:
            self.spara(fil, Path(vald if vald.lower().endswith(".ics") else f"{vald}.ics"))

    def spara(self, fil: tuple[str, bytes, int], vag: Path) -> None:
        from kundvalsdesk.fel import KundvalsdeskFel

        try:
            vag.write_bytes(fil[1])
        except OSError:
            self._f.visa_fel(KundvalsdeskFel("Filen gick inte att spara där. Välj en annan mapp."), igen=False)
            return
        antal = f"{fil[2]} frist{'' if fil[2] == 1 else 'er'}"
        self._f.status.uppdaterad.setText(f"{antal} sparade för kalendern")
